package main

import (
	"errors"
	"io"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"mailready/smtpcheck/causes"
	"mailready/wizard/guide"
)

// guideForms are the forms in which the guide can be printed.
var guideForms = map[string]func(io.Writer, []guide.Section) error{"text": guide.Text, "markdown": guide.Markdown, "html": guide.HTML}

func guideCommand(a *app) *cobra.Command {
	var format string
	c := &cobra.Command{Use: "guide [STEP]", Example: "  mailready guide\n  mailready guide app-password",
		Short: "The checklist in words, for whoever helps on the phone", Args: cobra.MaximumNArgs(1),
		Long: `Guide prints the same seven steps with the same numbers as on screen: what the
caller sees, what to do without the wizard, what to ask, what goes wrong, and
what to say. STEP is a number or a name, such as 3 or smtp-auth. The HTML form
is one page that prints well:

  mailready guide --format html > guide.html`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return stepNames(), cobra.ShellCompDirectiveNoFileComp
		}}
	c.Flags().StringVar(&format, "format", "text", "`FORM`: text, markdown or html")
	c.RunE = func(_ *cobra.Command, args []string) error {
		write, ok := guideForms[format]
		if !ok {
			return &exit{causes.ExitUsage, "there is no form " + format + "; take text, markdown or html"}
		}
		sections := guide.Sections()
		if len(args) == 1 {
			section, ok := guide.Find(strings.ToLower(args[0]))
			if !ok {
				return &exit{causes.ExitUsage, "there is no step " + args[0] + "; the steps are " + strings.Join(stepNames(), ", ")}
			}
			sections = []guide.Section{section}
		}
		if err := write(a.out, sections); err != nil {
			return cannotWrite(err)
		}
		return nil
	}
	return c
}

// cannotWrite is the end of a command whose output went nowhere.
func cannotWrite(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	}
	return &exit{causes.ExitFile, "the output could not be written: " + err.Error() + "."}
}

func stepNames() []string {
	var names []string
	for _, s := range guide.Sections() {
		names = append(names, s.ID)
	}
	return names
}
