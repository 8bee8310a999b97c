package main

import (
	"bytes"
	"context"
	"io"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

// mostStdin is how much of standard input is read where a secret is wanted.
const mostStdin = 64 << 10

// readSecret reads all of standard input for a flag; the caller wipes it.
func (a *app) readSecret(ctx context.Context, flag string) ([]byte, error) {
	if isTerminal(a.in) {
		return nil, &exit{causes.ExitUsage, flag + " reads a pipe or a file, not the terminal"}
	}
	b := make([]byte, mostStdin) // never grows, which would leave copies behind
	n, err := io.ReadFull(a.typed(ctx), b)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, inputFailed("standard input", err)
	}
	return b[:n], nil
}

// readPassword takes standard input as the password.
func (a *app) readPassword(ctx context.Context, s *checklist.State) error {
	b, err := a.readSecret(ctx, "--password-stdin")
	if err != nil {
		return err
	}
	clean, shape, p := checklist.CleanPassword(bytes.TrimRight(b, "\r\n"))
	clear(b)
	if clean == nil {
		return p
	}
	s.Password, s.Shape, s.SessionOnly = keystore.NewSecret(clean), shape, true
	return nil
}

// readToken takes standard input as an access token.
func (a *app) readToken(ctx context.Context, s *checklist.State) error {
	b, err := a.readSecret(ctx, "--token-stdin")
	if err != nil {
		return err
	}
	defer clear(b)
	clean, why := checklist.CleanToken(b)
	if why != "" {
		return &exit{causes.ExitUsage, "--token-stdin: " + why}
	}
	s.Credential, s.Token = checklist.SignIn, keystore.NewSecret(clean)
	return nil
}
