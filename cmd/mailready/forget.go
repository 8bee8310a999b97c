package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

func forgetCommand(a *app) *cobra.Command {
	yes := false
	c := &cobra.Command{Use: "forget [ADDRESS]", Example: "  mailready forget name@company.com\n  mailready forget name@company.com --yes",
		Short: "Remove a mailbox: its app password, settings and progress", Args: cobra.MaximumNArgs(1),
		Long: `Forget removes the app password from the keychain, and the settings and the
progress of the mailbox. An app password that another mailbox uses as well
stays in the keychain. The app password itself still works until it is
deleted on Microsoft's page. On a terminal it asks before; --yes answers that.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			address := ""
			if len(args) == 1 {
				typed, _, p := checklist.ParseAddress(args[0])
				if p != nil {
					return wrong(p)
				}
				address = typed
			}
			unlock, err := a.folder().Lock()
			if err != nil {
				return exitFor(err)
			}
			defer unlock()
			s, _, err := a.saved(address)
			switch {
			case err != nil:
				return exitFor(err)
			case s.Sender == "" && address == "":
				return errNone
			case s.Sender == "":
				return &exit{causes.ExitConfig, "nothing is kept for " + address + ". Nothing was removed."}
			}
			// What cannot be written is better known before the password is gone.
			if err := a.folder().Try(); err != nil {
				return exitFor(err)
			}
			if a.terminal() && !yes && !a.agrees(cmd.Context(), "Remove the app password, settings and progress of "+s.Sender+"?\nType yes: ") {
				return &exit{causes.ExitInterrupted, "nothing was removed."}
			}
			others, err := a.sharing(s)
			if err != nil {
				return exitFor(err)
			}
			// Who renews the sign-in now would put it back when it is gone.
			release, _, err := a.folder().LockSignIn(cmd.Context(), s.Login)
			switch {
			case errors.Is(err, context.Canceled):
				return &exit{causes.ExitInterrupted, "nothing was removed."}
			case err != nil:
				return exitFor(err)
			}
			defer release()
			return a.forget(cmd.Context(), s, others)
		}}
	c.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return c
}

// agrees asks a question on the terminal and tells whether the answer is yes.
func (a *app) agrees(ctx context.Context, question string) bool {
	fmt.Fprint(a.out, folded(a.out.file, question))
	answered := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(io.LimitReader(a.in, 1000)).ReadString('\n') // what was not read is no yes
		answered <- line
	}()
	select {
	case <-ctx.Done():
		fmt.Fprintln(a.out)
		return false
	case line := <-answered:
		answer := strings.TrimSpace(line)
		return strings.EqualFold(answer, "yes") || strings.EqualFold(answer, "y")
	}
}

// forget removes the secret first: settings without a secret do no harm, a
// secret that no settings name would be forgotten in the keychain.
func (a *app) forget(ctx context.Context, s checklist.State, others []string) error {
	kind := s.Credential.String()
	var err error
	if len(others) == 0 {
		err = a.keysOf(s).Delete(ctx, s.Item())
		// Another kind is there where the mailbox once went another road.
		for _, entry := range s.Entries()[1:] {
			if other := a.keysOf(s).Delete(ctx, entry); other == nil {
				a.say("[OK] What the mailbox used before is removed from " + s.Place() + " as well.")
			} else if err == nil && !errors.Is(other, keystore.ErrNotFound) {
				err = other
			}
		}
	}
	switch {
	case !s.InKeychain() && (err == nil || errors.Is(err, keystore.ErrNotFound) || errors.Is(err, keystore.ErrAbsent)):
		a.say("[SKIP] The app's key stays in its file: " + shown(s.Certificate))
	case len(others) > 0:
		a.say("[SKIP] The " + kind + " stays in " + s.Place() + ": " + strings.Join(others, ", ") + " signs in with it too.")
	case err == nil:
		a.say("[OK] The " + kind + " is removed from " + s.Place() + ".")
	case errors.Is(err, keystore.ErrNotFound):
		a.say("[SKIP] There was no " + kind + " in " + s.Place() + ".")
	case errors.Is(err, keystore.ErrAbsent) && s.Store == "":
		a.say("[SKIP] No keychain can be used here. Where one holds the " + kind + ", it stays there.")
	default:
		return exitForState(s, err)
	}
	if err := a.folder().Forget(s.Sender); err != nil {
		return exitFor(err)
	}
	a.say("[OK] Settings and progress of " + s.Sender + " are removed.")
	if len(others) > 0 {
		return nil
	}
	if s.Credential == checklist.AppOnly {
		fmt.Fprintln(a.out, "\nThe app itself can still send. To end that, let your admin delete its certificate or secret, or the whole app:\n"+
			"entra.microsoft.com > Entra ID > App registrations > the app > Certificates & secrets")
		return nil
	}
	if s.Credential == checklist.SignIn {
		a.say("\nMicrosoft may still count this sign-in for 90 days. To end it, open this page and sign out everywhere:")
		a.say("https://mysignins.microsoft.com/security-info")
		return nil
	}
	a.say("\nThe app password itself still works. To end that, delete it on Microsoft's page:")
	a.say("https://mysignins.microsoft.com/security-info")
	return nil
}

// sharing are the other mailboxes whose keychain entry is the same: those that
// sign in at the same server with the same name.
func (a *app) sharing(s checklist.State) (senders []string, err error) {
	states, err := a.allSaved()
	for _, other := range states {
		if other.Sender != s.Sender && other.Saved != "" && other.Item() == s.Item() && other.Store == s.Store {
			senders = append(senders, other.Sender)
		}
	}
	return senders, err
}
