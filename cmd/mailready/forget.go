package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/wizard/checklist"
)

func forgetCommand(a *app) *cobra.Command {
	return &cobra.Command{Use: "forget [ADDRESS]", Short: "Remove a mailbox: its app password, settings and progress", Args: cobra.MaximumNArgs(1),
		Long: `Forget removes the app password from the keychain, and the settings and the
progress of the mailbox. The app password itself still works until it is
deleted on Microsoft's page.`,
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
				return refuse(err)
			}
			defer unlock()
			s, _, err := a.saved(address)
			if err != nil {
				return refuse(err)
			}
			if s.Sender == "" {
				return &exit{smtpcheck.ExitConfig, "nothing is kept for this mailbox"}
			}
			return a.forget(cmd.Context(), s)
		}}
}

// forget removes the secret first: settings without a secret do no harm, a
// secret that no settings name would be forgotten in the keychain.
func (a *app) forget(ctx context.Context, s checklist.State) error {
	keys := keystore.System()
	switch err := keys.Delete(ctx, s.Item()); {
	case err == nil:
		fmt.Fprintln(a.out, "[OK] The app password is removed from the keychain.")
	case errors.Is(err, keystore.ErrNotFound), errors.Is(err, keystore.ErrAbsent):
		fmt.Fprintln(a.out, "[SKIP] There was no app password in the keychain.")
	default:
		return refuse(err)
	}
	if err := a.folder().Forget(s.Sender); err != nil {
		return refuse(err)
	}
	fmt.Fprintln(a.out, "[OK] Settings and progress of "+s.Sender+" are removed.")
	fmt.Fprintln(a.out, "\nThe app password itself still works. To end that, delete it on Microsoft's page:")
	fmt.Fprintln(a.out, "https://mysignins.microsoft.com/security-info")
	return nil
}
