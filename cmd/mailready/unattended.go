package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
	"mailready/wizard/plain"
)

const unattendedHelp = `

With --password-stdin it asks nothing either: the password comes from standard
input, the mailbox is checked, and what the server takes is kept. A second run
with the same values changes nothing. A password that the server does not take
never replaces one that is kept.`

// unattendedFlags are those of setup and rotate with --password-stdin.
type unattendedFlags struct {
	checkFlags
}

// withUnattended adds the way without a person to a command of the wizard.
func (a *app) withUnattended(c *cobra.Command) *cobra.Command {
	var f unattendedFlags
	flags := c.Flags()
	flags.BoolVar(&f.passwordStdin, "password-stdin", false, "no wizard: read the app password from standard input")
	flags.StringVar(&f.user, "login", "", "with --password-stdin: login `NAME`, where it is not the sender")
	flags.StringVar(&f.host, "host", "", "with --password-stdin: `SERVER` (default smtp.office365.com)")
	flags.StringVar(&f.port, "port", "", "with --password-stdin: `PORT` (default 587)")
	flags.StringVar(&f.to, "to", "", "with --password-stdin: recipient of the test email (default the sender)")
	flags.BoolVar(&f.json, "json", false, "with --password-stdin: print one JSON object")
	if flags.Lookup("no-send") == nil {
		flags.Bool("no-send", false, "with --password-stdin: stop the check after the login; send nothing")
	}
	c.Example += "\n  mailready " + c.Name() + " name@company.com --password-stdin --json < password-file"
	c.Long += unattendedHelp
	other := c.RunE
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if f.passwordStdin {
			f.noSend, _ = cmd.Flags().GetBool("no-send")
			return a.setUnattended(cmd.Context(), f, args)
		}
		for _, name := range []string{"login", "host", "port", "to", "json", "no-send"} {
			if cmd.Flags().Changed(name) && !(name == "no-send" && cmd.Flags().Changed("app-only")) {
				return &exit{causes.ExitUsage, "--" + name + " goes with --password-stdin. The wizard asks for what it needs."}
			}
		}
		return other(cmd, args)
	}
	return c
}

// setupResult is what setup --json prints: the check, and what was changed.
type setupResult struct {
	checkResult
	Changed bool   `json:"changed"` // something is other than before
	Saved   bool   `json:"saved"`   // the settings are kept
	Stored  bool   `json:"stored"`  // the store has this password
	Store   string `json:"store"`   // the kind of place
}

// setUnattended sets a mailbox up without a person.
func (a *app) setUnattended(ctx context.Context, f unattendedFlags, args []string) error {
	if len(args) != 1 {
		return &exit{causes.ExitUsage, "--password-stdin needs the mailbox: mailready setup ADDRESS --password-stdin < FILE"}
	}
	address, _, p := checklist.ParseAddress(args[0])
	if p != nil {
		return a.checkRefused(f.checkFlags, checklist.State{}, p)
	}
	unlock, err := a.folder().Lock()
	if err != nil {
		return a.checkRefused(f.checkFlags, checklist.State{}, err)
	}
	defer unlock()
	s, err := a.unattendedState(ctx, f, address)
	if err != nil {
		return a.checkRefused(f.checkFlags, s, err)
	}
	defer s.Password.Destroy()
	keys := a.keysOf(s)
	before, err := keys.Get(ctx, s.Item())
	defer before.Destroy()
	if errors.Is(err, keystore.ErrNotFound) || errors.Is(err, keystore.ErrMismatch) { // none, or a damaged one
		err = keys.Probe(ctx) // better known now than after the login
	}
	if err != nil {
		return a.storeRefused(ctx, f, s, err)
	}
	return a.checkAndKeep(ctx, f, s, before)
}

// unattendedState is the mailbox as it is to be, with the password.
func (a *app) unattendedState(ctx context.Context, f unattendedFlags, address string) (checklist.State, error) {
	if err := a.folder().Try(); err != nil {
		return checklist.State{}, err
	}
	all, err := a.allSaved()
	if err != nil {
		return checklist.State{}, err
	}
	s := pick(all, address)
	if s.Credential == checklist.AppOnly {
		return s, refuseAppOnly(s)
	}
	a.chosen(&s)
	s.Credential = checklist.AppPasswordRoad
	if err := f.over(&s); err != nil {
		return s, err
	}
	return s, a.readPassword(ctx, &s)
}

// checkAndKeep checks, and keeps what has proved itself: always a password that
// the server took, and where nothing was kept before, also one that the server
// could not judge yet, such as while SMTP AUTH is off.
func (a *app) checkAndKeep(ctx context.Context, f unattendedFlags, s checklist.State, before keystore.Secret) error {
	env, d := a.environment(), &plain.Driver{Out: a.out, Width: a.width()}
	say := d.Note
	if f.json {
		say = func(checklist.Note) {}
	} else {
		a.say(fmt.Sprintf("Checking %s at %s, port %d.", s.Sender, s.Host, s.Port))
	}
	note := func(n checklist.Note) {
		if !n.Quiet {
			say(n)
		}
	}
	password := s.Password
	same := !before.Empty() && before.Equal(password)
	change, err := checklist.Check(ctx, env, s, note)
	if change != nil {
		change(&s)
	}
	if errors.Is(err, context.Canceled) {
		return a.checkStopped(f.checkFlags, s)
	}
	failure, _ := errors.AsType[*checklist.Failure](err)
	if err != nil && failure == nil {
		return &exit{causes.ExitInternal, err.Error()}
	}
	loggedIn := s.Report() != nil && s.Report().LoggedIn
	unjudged := before.Empty() && failure != nil && failure.Verdict.Cause.Fix != causes.ItemAppPassword
	result := setupResult{Store: a.keysOf(s).Kind(), Stored: same}
	switch {
	case same:
		s.Kept()
	case loggedIn || unjudged:
		if err := a.keysOf(s).Set(ctx, s.Item(), password); err != nil {
			return a.storeRefused(ctx, f, s, err)
		}
		s.Kept()
		result.Stored, result.Changed = true, true
		say(checklist.Note{Mark: checklist.OK, Text: "Stored in " + s.Place() + ", read back and compared."})
	case before.Empty():
		say(checklist.Note{Mark: checklist.SKIP, Text: "Nothing was stored: the server did not take this password."})
	default:
		say(checklist.Note{Mark: checklist.SKIP, Text: "The password of before stays in " + s.Place() + ": the server did not take this one."})
	}
	if result.Stored {
		if loggedIn {
			s.Answered()
		}
		if s.Changed() {
			s.Confirm()
			result.Changed = true
			say(checklist.Note{Mark: checklist.OK, Text: "The settings are saved."})
		}
		if err := a.save(s); err != nil {
			return a.checkRefused(f.checkFlags, s, err)
		}
		if !result.Changed {
			say(checklist.Note{Mark: checklist.OK, Text: "Nothing had to be changed: settings and password are as they were."})
		}
	}
	result.Saved = s.Saved != "" && !s.Changed()
	if f.json {
		return a.setupJSON(s, failure, result)
	}
	err = a.checkText(d, s, failure)
	if result.Stored && result.Changed && !before.Empty() && !same {
		a.say("\nThe old app password still works. Delete it on Microsoft's page:\nhttps://mysignins.microsoft.com/security-info")
	}
	return err
}

// setupJSON prints the result and ends with the cause's exit code.
func (a *app) setupJSON(s checklist.State, failure *checklist.Failure, result setupResult) error {
	result.checkResult = resultOf(s, failure)
	if err := a.printJSON(result); err != nil {
		return err
	}
	if failure != nil {
		return quietly(failure.Verdict.Cause.Exit)
	}
	return nil
}

// storeRefused ends where the password cannot be kept.
func (a *app) storeRefused(ctx context.Context, f unattendedFlags, s checklist.State, err error) error {
	if ctx.Err() != nil {
		return &exit{causes.ExitInterrupted, "stopped. Nothing was changed."}
	}
	if f.json {
		return a.setupJSON(s, &checklist.Failure{Verdict: checklist.LocalVerdict(err)}, setupResult{Store: a.keysOf(s).Kind()})
	}
	return exitForState(s, err)
}
