package main

import (
	"fmt"
	"mailready/smtpcheck/causes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func manCommand(a *app) *cobra.Command {
	folder := ""
	c := &cobra.Command{Use: "man [COMMAND]", Short: "Print the manual page, or that of one command", Args: cobra.MaximumNArgs(1),
		Long:    "Man prints the manual page of mailready, or of one of its commands.",
		Example: "  mailready man | man -l -\n  mailready man check | man -l -\n  mailready man --folder ~/.local/share/man/man1"}
	c.Flags().StringVar(&folder, "folder", "", "write all pages into this `FOLDER` instead")
	c.ValidArgsFunction = func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		var names []string
		for _, c := range described(cmd.Root()) {
			names = append(names, c.Name())
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
	c.RunE = func(cmd *cobra.Command, args []string) error {
		pages := manuals(cmd.Root())
		if folder != "" {
			return writeManuals(folder, pages)
		}
		name := "mailready"
		if len(args) == 1 {
			name += "-" + args[0]
		}
		page, ok := pages[name]
		if !ok {
			return &exit{causes.ExitUsage, "there is no command " + strconv.Quote(args[0]) + ". See mailready help."}
		}
		_, err := fmt.Fprint(a.out, page)
		return err
	}
	return c
}

func writeManuals(folder string, pages map[string]string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return &exit{causes.ExitFile, "the folder could not be made: " + err.Error()}
	}
	for name, page := range pages {
		if err := os.WriteFile(filepath.Join(folder, name+".1"), []byte(page), 0o644); err != nil {
			return &exit{causes.ExitFile, "the page was not written: " + err.Error()}
		}
	}
	return nil
}

// described are the commands that have a page of their own.
func described(root *cobra.Command) []*cobra.Command {
	return slices.DeleteFunc(slices.Clone(root.Commands()), func(c *cobra.Command) bool { return !c.IsAvailableCommand() || c.Name() == "help" })
}

// manuals are all pages by their name, in the language of man(7).
func manuals(root *cobra.Command) map[string]string {
	pages := map[string]string{"mailready": manual(root)}
	for _, c := range described(root) {
		var b strings.Builder
		heading(&b, "mailready-"+c.Name(), c.Short, ".B mailready\n"+roff(c.Use)+" [OPTIONS]\n")
		paragraphs(&b, c.Long)
		if c.Example != "" {
			b.WriteString(".SH EXAMPLES\n")
			paragraphs(&b, "  "+strings.TrimSpace(c.Example))
		}
		for _, sub := range c.Commands() {
			fmt.Fprintf(&b, ".SS mailready %s\n", roff(c.Name()+" "+sub.Use))
			paragraphs(&b, sub.Short+".")
		}
		b.WriteString(".SH OPTIONS\n")
		flags(&b, c.LocalNonPersistentFlags())
		flags(&b, root.PersistentFlags())
		b.WriteString(".SH SEE ALSO\n.BR mailready (1)\n")
		pages["mailready-"+c.Name()] = b.String()
	}
	return pages
}

// heading is the beginning of a page; its text begins with the summary again.
func heading(b *strings.Builder, name, short, synopsis string) {
	fmt.Fprintf(b, ".TH %s 1 \"\" \"mailready %s\"\n.SH NAME\n%s \\- %s\n.SH SYNOPSIS\n%s.SH DESCRIPTION\n%s.\n",
		strings.ToUpper(roff(name)), roff(programVersion()), roff(name), roff(strings.ToLower(short[:1])+short[1:]), synopsis, roff(short))
}

// manual is the page of the whole program.
func manual(root *cobra.Command) string {
	var b strings.Builder
	heading(&b, "mailready", root.Short, ".B mailready\n[ADDRESS]\n.br\n.B mailready\nCOMMAND [ARGUMENTS]\n")
	paragraphs(&b, root.Long)
	b.WriteString(".SH COMMANDS\n")
	for _, c := range described(root) {
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
	b.WriteString(".SH SEE ALSO\n")
	for i, c := range described(root) {
		if i > 0 {
			b.WriteString(",\n")
		}
		fmt.Fprintf(&b, ".BR mailready\\-%s (1)", roff(c.Name()))
	}
	b.WriteString("\n")
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
