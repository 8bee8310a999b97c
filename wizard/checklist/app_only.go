package checklist

import (
	"errors"
	"strings"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
)

// KeyFileError is why the file with an app's key and certificate is of no use.
// It holds no part of the key.
type KeyFileError struct {
	Path string
	Err  error
}

func (e *KeyFileError) Error() string { return e.Path + ": " + e.Err.Error() }

// Unwrap gives what is wrong with the file.
func (e *KeyFileError) Unwrap() error { return e.Err }

// keyFileDetail names the file and what is wrong with it.
func keyFileDetail(err error) (string, bool) {
	e, ok := errors.AsType[*KeyFileError](err)
	if !ok {
		return "", false
	}
	safe := func(text string) string { return string(smtpcheck.SafeText([]byte(text))) }
	return " This is about " + safe(e.Path) + ": " + safe(e.Err.Error()) + ".", true
}

// keyFileCauses are of the file that an app proves itself with.
var keyFileCauses = []causes.Cause{{
	Code: "KEY-FILE", Title: "key file cannot be used",
	Happened: "The file with the app's key cannot be used, so Microsoft was not asked.",
	Owner:    causes.You, Exit: causes.ExitConfig, Retry: causes.RetryAfter,
	Try: []string{
		"Look at the file that the message names. Only you may be able to read it:\n  chmod 600 FILE",
		"It holds the private key and the certificate, in PEM, and belongs to you or to root.",
		"To look at it again:\n  mailready certificate --show FILE",
		"To make a new one, for your admin to register:\n  mailready certificate NEWFILE",
	},
	Source: "a missing file, one that others may read or replace, or no RSA key with its certificate",
}}

// UseAppOnly makes the state that of an app which signs in as itself: with a
// certificate in a file, or with a secret where certificate is empty. Nobody
// signs in, so the login name is the mailbox's own.
func (s *State) UseAppOnly(client, tenant, certificate string) {
	s.useCredential(AppOnly)
	s.Client, s.Tenant, s.Certificate, s.Login = client, tenant, certificate, s.Sender
}

// Confirm takes the settings as they are for confirmed, so that they are
// saved.
func (s *State) Confirm() { s.Saved, s.Was = s.settingsLine(), s.Sender }

// CleanClientSecret reads the secret of an app as it was piped. Where it cannot
// be one, why says so without any part of it. Clean is a new slice; the caller
// wipes both.
func CleanClientSecret(typed []byte) (clean []byte, why string) {
	const most = 1000
	inner := strings.TrimSpace(string(typed))
	switch {
	case inner == "":
		return nil, "there is no secret"
	case len(inner) > most:
		return nil, "this is longer than a secret can be (1,000 characters)"
	case strings.ContainsFunc(inner, func(r rune) bool { return r <= ' ' || r > '~' }):
		return nil, "this is not one secret: it has blanks or other signs in it. Give its Value alone, in one line"
	}
	if at := guid().FindStringIndex(inner); at != nil && at[1]-at[0] == len(inner) {
		return nil, "this is the Secret ID. The Value of the secret is needed, which Microsoft shows once"
	}
	return []byte(inner), ""
}
