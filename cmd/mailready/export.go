package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"mailready/smtpcheck/causes"
	"mailready/wizard/settings"
)

func exportCommand(a *app) *cobra.Command {
	long := "Export writes the settings of a mailbox for another program. The app password is\nnever part of it; where a program needs it, the export says how it asks\nmailready.\n\nFormats:"
	var names []string
	formats := ""
	for _, f := range settings.Formats {
		formats += fmt.Sprintf("\n  %-7s %s", f.Name, f.For)
		names = append(names, f.Name+"\t"+f.For)
	}
	return &cobra.Command{Use: "export FORMAT [ADDRESS]", Short: "Write the settings for another program, without the password",
		Long: long + formats, Args: cobra.MaximumNArgs(2),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return names, cobra.ShellCompDirectiveNoFileComp
			}
			return a.addresses(cmd, args[1:], typed)
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return &exit{causes.ExitUsage, "name a format, such as: mailready export card\nFormats:" + formats}
			}
			for _, f := range settings.Formats {
				if f.Name != args[0] {
					continue
				}
				s, err := a.named(args[1:])
				if err != nil {
					return err
				}
				_, err = fmt.Fprint(a.out, f.Text(s.Mailbox(), a.self()...))
				return err
			}
			return &exit{causes.ExitUsage, "there is no format " + fmt.Sprintf("%.20q", args[0]) + ".\nSee: mailready export --help"}
		}}
}

// self is the words that start this mailready with the same settings.
func (a *app) self() []string {
	words := []string{"mailready"}
	if a.config != "" {
		if dir, err := filepath.Abs(a.config); err == nil {
			words = append(words, "--config", dir)
		}
	}
	return words
}
