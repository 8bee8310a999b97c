package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func manCommand(a *app) *cobra.Command {
	return &cobra.Command{Use: "man", Short: "Print the manual page", Args: cobra.NoArgs,
		Long: `Man prints the manual page of mailready, all commands in one:

  mailready man | man -l -
  mailready man > ~/.local/share/man/man1/mailready.1`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprint(a.out, manual(cmd.Root()))
			return err
		}}
}

// manual is the page in the language of man(7).
func manual(root *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH MAILREADY 1 \"\" \"mailready %s\"\n.SH NAME\nmailready \\- %s\n.SH SYNOPSIS\n.B mailready\n[ADDRESS]\n.br\n.B mailready\nCOMMAND [ARGUMENTS]\n.SH DESCRIPTION\n",
		roff(programVersion()), roff(strings.ToLower(root.Short[:1])+root.Short[1:]))
	paragraphs(&b, root.Long)
	b.WriteString(".SH COMMANDS\n")
	for _, c := range root.Commands() {
		if !c.IsAvailableCommand() || c.Name() == "help" {
			continue
		}
		fmt.Fprintf(&b, ".SS mailready %s\n", roff(c.Use))
		paragraphs(&b, c.Short+".\n\n"+c.Long)
		flags(&b, c.LocalNonPersistentFlags())
	}
	b.WriteString(".SH OPTIONS\n")
	flags(&b, root.PersistentFlags())
	for _, topic := range root.Commands() {
		if topic.IsAdditionalHelpTopicCommand() {
			fmt.Fprintf(&b, ".SH %s\n", roff(strings.ToUpper(strings.ReplaceAll(topic.Name(), "-", " "))))
			paragraphs(&b, topic.Long)
		}
	}
	return b.String()
}

// paragraphs writes text; what is indented keeps its lines.
func paragraphs(b *strings.Builder, text string) {
	for paragraph := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		if strings.HasPrefix(paragraph, "  ") {
			fmt.Fprintf(b, ".PP\n.nf\n%s\n.fi\n", roff(paragraph))
		} else if paragraph != "" {
			fmt.Fprintf(b, ".PP\n%s\n", roff(paragraph))
		}
	}
}

func flags(b *strings.Builder, set *pflag.FlagSet) {
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		kind, usage := pflag.UnquoteUsage(f)
		name := strings.TrimSpace("--" + f.Name + " " + kind)
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		fmt.Fprintf(b, ".TP\n.B %s\n%s\n", roff(name), roff(usage))
	})
}

// roff is text that man shows as it is.
func roff(text string) string {
	lines := strings.Split(strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
