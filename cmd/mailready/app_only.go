package main

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"mailready/keystore"
	"mailready/smtpcheck/appcert"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/signin"
	"mailready/wizard/checklist"
)

// appSignIn gets an access token for an app that signs in as itself: with the
// certificate of its file, or with the secret that was kept.
func appSignIn(ctx context.Context, app signin.App, s checklist.State, kept keystore.Secret, env *checklist.Env) (checklist.SignedIn, error) {
	proof, err := proofOf(s, kept, env.Now())
	if err != nil {
		return checklist.SignedIn{}, err
	}
	tokens, err := app.AppOnly(ctx, proof)
	if err != nil {
		return checklist.SignedIn{}, signInFailure(err, s, env)
	}
	return signedIn(tokens), nil
}

// proofOf is what the app proves itself with. Its errors are a
// [*checklist.Failure].
func proofOf(s checklist.State, kept keystore.Secret, now time.Time) (signin.Proof, error) {
	if s.Certificate != "" {
		return readCertificate(s.Certificate, s.Facts(now), now)
	}
	var secret signin.Token
	if err := kept.Use(func(raw []byte) error { secret = signin.NewToken(raw); return nil }); err != nil {
		return nil, &checklist.Failure{Verdict: checklist.LocalVerdict(keystore.ErrNotFound)}
	}
	return signin.ClientSecret(secret), nil
}

// readCertificate reads the file, and looks whether its certificate holds: one
// that has ended is known here before Microsoft is asked.
func readCertificate(path string, f causes.Facts, now time.Time) (signin.Proof, error) {
	certificate, err := appcert.Read(path)
	if err != nil {
		return nil, &checklist.Failure{Verdict: checklist.LocalVerdict(keyFileError(path, err))}
	}
	if said := outside(certificate, now); said != "" {
		cause, _ := causes.Find("OAUTH-CLIENT")
		cause = cause.In("", f)
		return nil, &checklist.Failure{Verdict: causes.Verdict{Cause: &cause, Err: &checklist.KeyFileError{Path: path, Err: errors.New(said)}}}
	}
	return certificate, nil
}

// outside says so where a certificate does not hold now.
func outside(c signin.Certificate, now time.Time) string {
	switch {
	case now.After(c.Leaf.NotAfter):
		return "its certificate ended on " + day(c.Leaf.NotAfter)
	case now.Before(c.Leaf.NotBefore):
		return "its certificate begins on " + day(c.Leaf.NotBefore)
	}
	return ""
}

func day(t time.Time) string { return t.Format("2 January 2006") }

// keyFileError is what is wrong with a file, for the screen.
func keyFileError(path string, err error) *checklist.KeyFileError {
	if e, ok := errors.AsType[*appcert.Error](err); ok {
		path, err = e.Path, e.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = errors.New("there is no such file")
	case errors.Is(err, fs.ErrPermission):
		err = errors.New("you may not read it")
	case errors.Is(err, fs.ErrExist):
		err = errors.New("it is there already. Name another file, or remove it")
	}
	return &checklist.KeyFileError{Path: path, Err: err}
}
