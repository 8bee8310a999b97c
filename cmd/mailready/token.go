package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

func tokenCommand(a *app) *cobra.Command {
	show := false
	c := &cobra.Command{Use: "token [ADDRESS]", Short: "Hand a fresh access token to another program", Args: cobra.MaximumNArgs(1),
		Long: `Token writes an access token and a line end to standard output, for a mailbox
whose program signs in with Microsoft. It is fresh, and good for about an hour.
No window opens. On a terminal it refuses, because others may be looking: stop
sharing your screen, then use --show.`,
		Example: "  mailready token name@company.com | program-that-reads-it"}
	c.Flags().BoolVar(&show, "show", false, "show it on the screen")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		s, err := a.named(args)
		switch {
		case err != nil:
			return err
		case !s.Credential.ByToken():
			return &exit{causes.ExitConfig, s.Sender + " uses an app password, and has no token. For the app password, run: mailready password " + s.Sender}
		case isTerminal(a.out.file) && !show:
			return &exit{causes.ExitUsage, "the token is not shown on a screen unless you ask for it.\n" +
				"Stop sharing your screen first. Then run: mailready token " + s.Sender + " --show"}
		}
		access, err := a.freshen(cmd.Context(), s)
		if err != nil {
			return err
		}
		defer access.Destroy()
		return a.writeSecret(access)
	}
	return c
}

// freshen gets an access token; what is to be said goes to standard error.
func (a *app) freshen(ctx context.Context, s checklist.State) (keystore.Secret, error) {
	env := a.environment()
	access, _, err := checklist.Freshen(keystore.WithoutAsking(ctx), env, s, func(n checklist.Note) { a.tell(n.Text) })
	var failure *checklist.Failure
	switch {
	case err == nil:
		return access, nil
	case errors.Is(err, context.Canceled):
		return access, &exit{causes.ExitInterrupted, "stopped. Nothing was changed."}
	case !errors.As(err, &failure):
		return access, &exit{causes.ExitInternal, err.Error()}
	}
	t := checklist.NewTrouble(failure.Verdict, s, failure.Sent)
	return access, &exit{failure.Verdict.Cause.Exit, failure.Verdict.Cause.Code + ": " + t.Happened + " " + t.Turn + "\nFor what to do, run: mailready check " + s.Sender}
}

// writeSecret writes a secret and a line end to standard output.
func (a *app) writeSecret(secret keystore.Secret) error {
	return secret.Use(func(raw []byte) error {
		line := append(append(make([]byte, 0, len(raw)+1), raw...), '\n')
		defer clear(line)
		_, err := a.out.Write(line)
		return err
	})
}
