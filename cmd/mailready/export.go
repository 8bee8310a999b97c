package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"mailready/smtpcheck/causes"
	"mailready/wizard/export"
)

func exportCommand(a *app) *cobra.Command {
	var list, write bool
	c := &cobra.Command{Use: "export FORMAT [ADDRESS]", Short: "Write the settings for another program, without the password",
		Long: `Export writes the settings of a mailbox for another program. The app password is
never part of it; where a program needs it, the export says how it asks
mailready, or which file only it can read. With --list it names the programs.`,
		Example: "  mailready export --list\n  mailready export msmtp --write\n  mailready export card name@company.com",
		Args:    cobra.MaximumNArgs(2),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return a.addresses(cmd, args[1:], typed)
			}
			var names []string
			for _, e := range export.All() {
				names = append(names, e.Name+"\t"+e.For)
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		}}
	c.Flags().BoolVar(&list, "list", false, "name the programs, and what they can use")
	c.Flags().BoolVar(&write, "write", false, "append it to the program's file, once")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if list {
			fmt.Fprint(a.out, exportList())
			return nil
		}
		if len(args) == 0 {
			return &exit{causes.ExitUsage, "name a format, such as: mailready export card\n" + exportList()}
		}
		e, ok := export.Find(args[0])
		if !ok {
			return &exit{causes.ExitUsage, "there is no format " + fmt.Sprintf("%.20q", args[0]) + ".\nSee: mailready export --list"}
		}
		s, err := a.named(args[1:])
		if err != nil {
			return err
		}
		text, err := e.Text(s.Mailbox(), a.self()...)
		if errors.Is(err, export.ErrCredential) {
			return &exit{causes.ExitConfig, fmt.Sprintf("%s signs in with Microsoft. As far as is known, this program cannot: %s.\nTo see which can: mailready export --list", s.Sender, e.For)}
		}
		if errors.Is(err, export.ErrName) {
			return &exit{causes.ExitConfig, "The address or the server of this mailbox has characters that the file of this program cannot hold.\nThe values are in: mailready export card"}
		}
		if err != nil {
			return &exit{causes.ExitInternal, err.Error()}
		}
		if write {
			return a.appendOnce(e, text)
		}
		_, err = fmt.Fprint(a.out, text)
		return err
	}
	return c
}

// exportList names the exports by what they are for.
func exportList() string {
	var b strings.Builder
	group := ""
	for _, e := range export.All() {
		if e.Group != group {
			group = e.Group
			fmt.Fprintf(&b, "\nFor %s:\n", group)
		}
		line := fmt.Sprintf("  %-15s %s", e.Name, e.For)
		if _, token := e.Takes(); !token {
			line += "; app password only"
		}
		if e.Proof == "not run" {
			line += "; not run in the tests"
		}
		fmt.Fprintln(&b, line)
	}
	return strings.TrimPrefix(b.String(), "\n")
}

// appendOnce puts an export at the end of the program's file. What a person
// wrote there stays as it is, and what is there already is not put there again.
func (a *app) appendOnce(e export.Export, text string) error {
	if e.File == "" {
		return &exit{causes.ExitUsage, e.Name + " has no one place for this. Without --write it is printed, with what to do with it."}
	}
	path := e.File
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		home := a.env("HOME")
		if !filepath.IsAbs(home) {
			return &exit{causes.ExitFile, "HOME is not set, so there is no place for " + e.File + ". Nothing was written."}
		}
		path = filepath.Join(home, rest)
	}
	refuse := func(err error) error {
		return &exit{causes.ExitFile, err.Error() + ". Nothing was written."}
	}
	have, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return refuse(err)
	}
	if strings.Contains(string(have), text) {
		a.say(fmt.Sprintf("[OK] It is in %s already. Nothing was written.", shown(path)))
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return refuse(err)
	}
	if len(have) > 0 {
		text = "\n" + text
		if have[len(have)-1] != '\n' {
			text = "\n" + text
		}
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return refuse(err)
	}
	_, err = file.WriteString(text)
	if err = errors.Join(err, file.Close()); err != nil {
		return &exit{causes.ExitFile, err.Error()}
	}
	a.say(fmt.Sprintf("[OK] Added to the end of %s. What was there before was not changed.", shown(path)))
	return nil
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
