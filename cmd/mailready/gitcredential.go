package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

func gitCredentialCommand(a *app) *cobra.Command {
	return &cobra.Command{Use: "git-credential get", Example: "  mailready export git",
		Short: "Answer git when it asks for the app password or token", Args: cobra.ExactArgs(1),
		Long: `Git-credential speaks the protocol of git's credential helpers
(gitcredentials(7)). "mailready export git" has the lines that make git use it.
It answers for mailboxes that are set up, with their server and port, and stays
silent for all others. What git wants stored or erased it leaves alone.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if args[0] != "get" {
				return nil // a helper ignores what it does not know
			}
			if isTerminal(a.out.file) {
				return &exit{causes.ExitUsage, "this command answers git. To see the app password: mailready password --show"}
			}
			asked, err := readCredential(a.typed(cmd.Context()))
			if err != nil {
				return inputFailed("standard input", err)
			}
			states, err := a.allSaved()
			if err != nil {
				return exitFor(err)
			}
			for _, s := range states {
				if s.Saved != "" && asked.fits(s) {
					return a.answerGit(cmd, s)
				}
			}
			return nil
		}}
}

// credential is what git asks for.
type credential struct{ protocol, host, username string }

// readCredential reads lines of KEY=VALUE up to an empty one.
func readCredential(in io.Reader) (credential, error) {
	var c credential
	lines := bufio.NewScanner(io.LimitReader(in, 64<<10))
	for lines.Scan() && lines.Text() != "" {
		key, value, _ := strings.Cut(lines.Text(), "=")
		switch key {
		case "protocol":
			c.protocol = value
		case "host":
			c.host = value
		case "username":
			c.username = value
		}
	}
	return c, lines.Err()
}

// fits tells whether this mailbox is asked for: server and port must fit, and
// the login where one is named.
func (c credential) fits(s checklist.State) bool {
	return (c.protocol == "smtp" || c.protocol == "smtps") &&
		strings.EqualFold(c.host, net.JoinHostPort(s.Host, strconv.Itoa(s.Port))) &&
		(c.username == "" || strings.EqualFold(c.username, s.Login))
}

// answerGit gives the app password, or a fresh access token in its place, which
// git is told to keep for no longer than half an hour (git-credential(1)).
func (a *app) answerGit(cmd *cobra.Command, s checklist.State) error {
	secret, err := a.secretOf(cmd.Context(), s)
	if err != nil {
		return err
	}
	defer secret.Destroy()
	head := "username=" + s.Login + "\n"
	if s.Credential.ByToken() {
		head += "password_expiry_utc=" + strconv.FormatInt(time.Now().Add(30*time.Minute).Unix(), 10) + "\n"
	}
	head += "password="
	return secret.Use(func(password []byte) error {
		answer := append(make([]byte, 0, len(head)+len(password)+1), head...)
		answer = append(append(answer, password...), '\n')
		defer clear(answer)
		_, err := a.out.Write(answer)
		return err
	})
}

// secretOf is what a program logs in with: the app password, or an access
// token.
func (a *app) secretOf(ctx context.Context, s checklist.State) (keystore.Secret, error) {
	if s.Credential.ByToken() {
		return a.freshen(ctx, s)
	}
	return a.fetch(ctx, s)
}
