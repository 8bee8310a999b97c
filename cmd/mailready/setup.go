package main

import (
	"context"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"mailready/smtpcheck/causes"
	"mailready/wizard"
	"mailready/wizard/checklist"
	"mailready/wizard/plain"
)

func setupCommand(a *app) *cobra.Command {
	c := a.wizardCommand(&cobra.Command{Use: "setup [ADDRESS]", Short: "The wizard: set a mailbox up, or go on where you left it", Long: appOnlyHelp},
		func(*checklist.Run) {})
	return a.withUnattended(a.withAppOnly(c))
}

func rotateCommand(a *app) *cobra.Command {
	return a.withUnattended(a.wizardCommand(&cobra.Command{Use: "rotate [ADDRESS]", Short: "Replace the app password of a mailbox by a new one",
		Long: `Rotate leads through a new app password and checks it. The old one stays in
the keychain until the new one is stored; delete it on Microsoft's page after
the check.`}, (*checklist.Run).Renew))
}

// wizardCommand is a command that runs the wizard; begin goes to the step
// where it is to begin.
func (a *app) wizardCommand(c *cobra.Command, begin func(*checklist.Run)) *cobra.Command {
	c.Args = cobra.MaximumNArgs(1)
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 1 && !strings.Contains(args[0], "@") {
			return &exit{causes.ExitUsage, "there is no command " + strconv.Quote(args[0]) + ", and it is no address. See mailready help."}
		}
		if !a.terminal() && !a.wantsPlain() {
			return &exit{causes.ExitUsage, "the wizard needs a terminal.\n" +
				"To check a mailbox without one: mailready check --json\n" +
				"To answer from a file, line by line: mailready setup --plain\n" +
				"For an app on a server, without a person: mailready setup --app-only --help\n" +
				"To see how it goes: mailready practice"}
		}
		address := ""
		if len(args) == 1 {
			typed, _, p := checklist.ParseAddress(args[0])
			if p != nil {
				return wrong(p)
			}
			address = typed
		}
		return a.setup(cmd.Context(), address, begin)
	}
	return c
}

// setup runs the wizard on what is saved. Only one wizard runs at a time.
func (a *app) setup(ctx context.Context, address string, begin func(*checklist.Run)) error {
	unlock, err := a.folder().Lock()
	if err != nil {
		return exitFor(err)
	}
	defer unlock()
	// A full disk is better known now than after ten minutes of questions.
	if err := a.folder().Try(); err != nil {
		return exitFor(err)
	}
	all, err := a.allSaved()
	if err != nil {
		return exitFor(err)
	}
	env := a.environment()
	s := pick(all, address)
	if s.Credential == checklist.AppOnly {
		return refuseAppOnly(s)
	}
	a.chosen(&s)
	a.asksItself = true
	// The keys on this terminal go to the wizard: gpg must not ask here as well.
	os.Unsetenv("GPG_TTY")
	env.Mailboxes = withoutAppOnly(all)
	r := checklist.Start(checklist.Steps(), s, env)
	begin(r)
	return a.drive(ctx, r)
}

// pick is the mailbox with the address, begun where it is new. Without an
// address it is the only one, or none where the wizard must ask.
func pick(all []checklist.State, address string) checklist.State {
	for _, s := range all {
		if s.Sender == address || address == "" && len(all) == 1 {
			return s
		}
	}
	if address != "" {
		return checklist.Begin(address)
	}
	return checklist.State{}
}

// wantsPlain tells whether the user asked for the line by line wizard.
func (a *app) wantsPlain() bool {
	return a.plainFlag || truthy(a.env("MAILREADY_PLAIN")) || truthy(a.env("ACCESSIBLE"))
}

// drive shows a run with the driver that fits the terminal, and ends with the
// run's exit code.
func (a *app) drive(ctx context.Context, r *checklist.Run) (err error) {
	var lines *plain.Lines
	defer func() {
		if lines != nil {
			lines.Close()
		}
		if p := recover(); p != nil {
			debug.SetTraceback("none")
			err = &exit{causes.ExitInternal, "something went wrong inside mailready. Nothing more was sent. Please report it, with what you did last."}
		}
	}()
	if a.terminal() && !a.wantsPlain() && !a.plain() {
		err = wizard.Run(ctx, r, wizard.Terminal{In: a.in, Out: a.out.file, NoColor: a.noColor || !a.colour(), ASCII: a.ascii()})
		return a.left(r, err)
	}
	lines = plain.NewLines(a.in, a.out)
	d := &plain.Driver{Out: a.out, Width: a.width(), Ask: lines.Ask, Before: lines.Before}
	return a.left(r, d.Run(ctx, r))
}

// left ends with the exit code of a run that a driver has left.
func (a *app) left(r *checklist.Run, err error) error {
	if err != nil {
		return &exit{causes.ExitInternal, err.Error()}
	}
	if err := r.Close(); err != nil {
		return exitFor(err)
	}
	return quietly(r.Exit())
}

// overSSH tells whether the person sits at another computer, where a browser
// opened here would be of no use.
func (a *app) overSSH() bool { return a.env("SSH_CONNECTION") != "" || a.env("SSH_TTY") != "" }

// computer is this computer's name, for the test email.
func computer() string {
	name, err := os.Hostname()
	if err != nil {
		return "an unnamed computer"
	}
	return name
}
