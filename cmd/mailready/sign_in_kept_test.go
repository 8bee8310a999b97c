//go:build unix

package main

import (
	"context"
	"errors"
	"testing"

	"mailready/keystore"
	"mailready/smtpcheck/simlogin"
	"mailready/wizard/checklist"
)

// A sign-in that the keychain still has after the settings were lost is of no
// use without its app: the wizard asks for the app and signs in anew, and a
// check says whose turn it is without asking Microsoft.
func TestKeptSignInOfNoKnownApp(t *testing.T) {
	login := &simlogin.Server{}
	env, _ := signInWorld(t, login)
	s := checklist.Begin(practiceAddress)
	s.Credential = checklist.SignIn
	old := keystore.NewSecret([]byte("1.Aof-an-app-that-nobody-knows"))
	if err := env.Keys.Set(t.Context(), s.Item(), old); err != nil {
		t.Fatal(err)
	}
	var failure *checklist.Failure
	if _, _, err := checklist.Freshen(t.Context(), env, s, func(checklist.Note) {}); !errors.As(err, &failure) || failure.Verdict.Cause.Code != "KEY-MISSING" {
		t.Errorf("a check: %v", err)
	}
	r := checklist.Start(checklist.Steps(), checklist.State{}, env)
	shown := ride(t, r, signInAnswers, "trouble")
	if r.Exit() != 0 || r.State().Client == "" {
		t.Fatalf("exit %d, client %q\n%s", r.Exit(), r.State().Client, shown)
	}
	if now, err := env.Keys.Get(t.Context(), r.State().Item()); err != nil || now.Equal(old) {
		t.Errorf("the old sign-in is still kept: %v", err)
	}
}

// A new sign-in is stored while nobody renews the one of before.
func TestStoredWhileNobodyRenews(t *testing.T) {
	env, _ := signInWorld(t, &simlogin.Server{})
	turns := 0
	env.Alone = func(context.Context, string) (func(), string, error) { turns++; return func() { turns++ }, "", nil }
	ride(t, checklist.Start(checklist.Steps(), checklist.State{}, env), signInAnswers, "mode")
	if turns != 2 {
		t.Errorf("the lock was taken and given back %d times in all", turns)
	}
}
