//go:build unix

package main

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"mailready/keystore"
	"mailready/smtpcheck/signin"
	"mailready/smtpcheck/simlogin"
	"mailready/wizard/checklist"
	"mailready/wizard/settings"
)

// signedInWorld is a mailbox that has signed in, and its world.
func signedInWorld(t *testing.T, login *simlogin.Server) (*checklist.Env, checklist.State) {
	env, _ := signInWorld(t, login)
	r := checklist.Start(checklist.Steps(), checklist.State{}, env)
	ride(t, r, signInAnswers, "")
	r.Close() // and the connection that it opened
	m := r.State().Mailbox()
	s := checklist.Restore(&m, r.State().Progress())
	s.Mode = checklist.SendMail
	return env, s
}

// A check asks the login service while the way to the mail server is opened:
// here the one does not answer before the other has begun.
func TestRenewedWhileConnecting(t *testing.T) {
	env, s := signedInWorld(t, &simlogin.Server{})
	dialled := make(chan struct{})
	var once sync.Once
	dial, refresh := env.Dial, env.Refresh
	env.Dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
		once.Do(func() { close(dialled) })
		return dial(ctx, network, addr)
	}
	env.Refresh = func(ctx context.Context, s checklist.State, kept keystore.Secret) (checklist.SignedIn, error) {
		select {
		case <-dialled:
		case <-time.After(10 * time.Second):
			t.Error("the login service was asked alone")
		}
		return refresh(ctx, s, kept)
	}
	if _, err := checklist.Check(t.Context(), env, s, func(checklist.Note) {}); err != nil {
		t.Error(err)
	}
}

// What fails first is what is told: a server that cannot be reached, or a
// login service that refuses. A renewed sign-in is kept in any case.
func TestRenewalAndConnectionFail(t *testing.T) {
	login := &simlogin.Server{}
	env, s := signedInWorld(t, login)
	dial := env.Dial
	env.Dial = func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("connection refused") }
	before, _ := env.Keys.Get(t.Context(), s.Item())
	var failure *checklist.Failure
	if _, err := checklist.Check(t.Context(), env, s, func(checklist.Note) {}); !errors.As(err, &failure) || !strings.HasPrefix(failure.Verdict.Cause.Code, "NET-") {
		t.Errorf("no way to the server: %v", err)
	}
	if after, err := env.Keys.Get(t.Context(), s.Item()); err != nil || after.Equal(before) {
		t.Errorf("the renewed sign-in is not kept: %v", err)
	}
	env.Dial = dial
	for _, refusal := range simlogin.Refusals {
		if refusal.Place != simlogin.AtToken {
			continue
		}
		signingIn(env, signin.App{HTTP: (&simlogin.Server{Refuse: refusal}).Client()})
		change, err := checklist.Check(t.Context(), env, s, func(checklist.Note) {})
		if !errors.As(err, &failure) || failure.Verdict.Cause.Code != refusal.Cause || change == nil {
			t.Errorf("%s: %v", refusal.Cause, err)
		}
	}
}

// A renewal that was cut off is told of at the next one.
func TestCutOffIsTold(t *testing.T) {
	env, s := signedInWorld(t, &simlogin.Server{})
	env.Alone = func(context.Context, string) (func(), string, error) { return func() {}, s.Login, nil }
	told := ""
	if _, _, err := checklist.Freshen(t.Context(), env, s, func(n checklist.Note) { told += n.Text }); err != nil || !strings.Contains(told, s.Login+" was cut off") {
		t.Errorf("%q %v", told, err)
	}
}

// A folder that cannot be written costs the turn, and not the token.
func TestRenewedWithoutALock(t *testing.T) {
	env, s := signedInWorld(t, &simlogin.Server{})
	env.Alone = func(context.Context, string) (func(), string, error) {
		return nil, "", &settings.Error{Code: settings.ReadOnly, Path: "/somewhere", Err: errors.New("read-only file system")}
	}
	access, _, err := checklist.Freshen(t.Context(), env, s, func(checklist.Note) {})
	if err != nil || access.Empty() {
		t.Errorf("no token: %v", err)
	}
}
