package main

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

func passwordCommand(a *app) *cobra.Command {
	show := false
	c := &cobra.Command{Use: "password [ADDRESS]", Short: "Hand the app password to another program", Args: cobra.MaximumNArgs(1),
		Long: `Password writes the app password and a line end to standard output, for a
program that asks for it, such as passwordeval of msmtp. On a terminal it
refuses, because others may be looking: stop sharing your screen, then use
--show.`,
		Example: "  mailready password name@company.com | program-that-reads-it\n  mailready password name@company.com --show"}
	c.Flags().BoolVar(&show, "show", false, "show it on the screen")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		s, err := a.named(args)
		if err != nil {
			return err
		}
		if isTerminal(a.out.file) && !show {
			return &exit{causes.ExitUsage, "the app password is not shown on a screen unless you ask for it.\n" +
				"Stop sharing your screen first. Then run: mailready password " + s.Sender + " --show"}
		}
		secret, err := a.fetch(cmd.Context(), s)
		if err != nil {
			return err
		}
		defer secret.Destroy()
		return a.writeSecret(secret)
	}
	return c
}

// named is the mailbox of a command's arguments, which must be set up.
func (a *app) named(args []string) (checklist.State, error) {
	address := ""
	if len(args) == 1 {
		typed, _, p := checklist.ParseAddress(args[0])
		if p != nil {
			return checklist.State{}, wrong(p)
		}
		address = typed
	}
	s, setUp, err := a.saved(address)
	switch {
	case err != nil:
		return s, exitFor(err)
	case setUp:
		return s, nil
	case address == "" && s.Sender == "":
		return s, errNone
	case address == "":
		address = s.Sender
	}
	return s, &exit{causes.ExitConfig, address + " is not set up. To set it up, run: mailready setup " + address}
}

// fetch reads the app password from the keychain, and tells a person who is
// kept waiting what to look for.
func (a *app) fetch(ctx context.Context, s checklist.State) (keystore.Secret, error) {
	if s.Credential.ByToken() {
		return keystore.Secret{}, &exit{causes.ExitConfig, s.Sender + " signs in with Microsoft, and has no app password. For a token, run: mailready token " + s.Sender}
	}
	waiting := time.AfterFunc(keystore.AskAfter, func() {
		a.tell("Waiting for you to unlock your keychain. Look for a window. Ctrl-C stops waiting.")
	})
	defer waiting.Stop()
	secret, err := a.keysOf(s).Get(ctx, s.Item())
	switch {
	case err == nil:
		return secret, nil
	case errors.Is(err, context.Canceled):
		return secret, &exit{causes.ExitInterrupted, "stopped. Nothing was changed."}
	}
	return secret, exitForState(s, err)
}
