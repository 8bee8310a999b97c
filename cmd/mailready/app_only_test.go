//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mailready/keystore"
	"mailready/smtpcheck/appcert"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/signin"
	"mailready/smtpcheck/simlogin"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/checklist"
)

const testAppSecret = "x8Q~valueOfTheSecret.0123456789abcdefg-canary"

// appState is a mailbox whose app signs in as itself.
func appState(certificate string) checklist.State {
	s := checklist.Begin(practiceAddress)
	s.UseAppOnly(testClient, testTenant, certificate)
	s.Mode = checklist.SendMail
	return s
}

// registered makes a certificate and registers it with the login service.
func registered(t *testing.T, login *simlogin.Server, now time.Time) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "app.pem")
	leaf, err := appcert.Make(path, "mailready on desk", now)
	if err != nil {
		t.Fatal(err)
	}
	login.Register(leaf)
	return path
}

func verdictOf(err error) causes.Verdict {
	if failure, ok := errors.AsType[*checklist.Failure](err); ok {
		return failure.Verdict
	}
	return causes.Verdict{Cause: &causes.Cause{Code: fmt.Sprint(err)}}
}

// Both proofs lead to a mail, with one question for a token each, and nothing
// is added to the keychain.
func TestAppOnlyRoad(t *testing.T) {
	login := &simlogin.Server{Secret: testAppSecret}
	env, server := signInWorld(t, login)
	for _, s := range []checklist.State{appState(registered(t, login, time.Now())), appState("")} {
		if s.InKeychain() {
			if _, err := checklist.Check(t.Context(), env, s, func(checklist.Note) {}); verdictOf(err).Cause.Code != "KEY-MISSING" {
				t.Errorf("no secret: %v", err)
			}
			if err := env.Keys.Set(t.Context(), s.Item(), keystore.NewSecret([]byte(testAppSecret))); err != nil {
				t.Fatal(err)
			}
		}
		change, err := checklist.Check(t.Context(), env, s, func(checklist.Note) {})
		if err != nil {
			t.Fatalf("%q: %v", s.Certificate, err)
		}
		if change(&s); !s.LoggedIn || s.Items.AppPassword != "" || s.Facts(time.Now()).AppOnly == false {
			t.Errorf("%+v", s.Items)
		}
		s.Confirm()
		m := s.Mailbox()
		if again := checklist.Restore(&m, s.Progress()); again.Credential != checklist.AppOnly || again.Certificate != s.Certificate || again.Client != testClient {
			t.Errorf("kept as %+v", m)
		}
	}
	if n := len(server.Accepted()); n != 2 || login.Exchanges() != 2 {
		t.Errorf("%d mails, %d tokens", n, login.Exchanges())
	}
	secret := appState("")
	kept, err := env.Keys.Get(t.Context(), secret.Item())
	if err != nil || !kept.Equal(keystore.NewSecret([]byte(testAppSecret))) || secret.Item().Service() != "mailready app secret smtp.office365.com:587" {
		t.Errorf("%s: %v", secret.Item().Service(), err)
	}
}

// Whatever the login service refuses has its cause, in words for an app, and
// without the proof in it.
func TestAppOnlyRefused(t *testing.T) {
	t.Parallel()
	for _, refusal := range simlogin.Refusals {
		if refusal.Place != simlogin.AtToken {
			continue
		}
		login := &simlogin.Server{Refuse: refusal}
		env, server := signInWorld(t, login)
		s := appState(registered(t, login, time.Now()))
		_, err := checklist.Check(t.Context(), env, s, func(checklist.Note) {})
		v := verdictOf(err)
		if v.Cause.Code != refusal.Cause || v.Cause.Code == "OAUTH-CLIENT" && !strings.Contains(v.Cause.Happened, "this app's certificate") || len(server.Logins()) != 0 {
			t.Errorf("%s (%d): %s %s", refusal.Cause, refusal.Number, v.Cause.Code, v.Cause.Happened)
		}
	}
	for name, c := range map[string]struct {
		login *simlogin.Server
		code  string
	}{
		"another certificate": {&simlogin.Server{}, "OAUTH-CLIENT"}, "another app": {&simlogin.Server{ClientID: "other"}, "OAUTH-APP"},
		"another tenant": {&simlogin.Server{Tenant: "other"}, "OAUTH-APP"}, "a clock": {&simlogin.Server{Now: func() time.Time { return time.Now().Add(time.Hour) }}, "TLS-CLOCK"},
	} {
		login := c.login
		env, _ := signInWorld(t, login)
		s := appState(registered(t, login, time.Now()))
		if name == "another certificate" {
			registered(t, login, time.Now())
		}
		if _, err := checklist.Check(t.Context(), env, s, func(checklist.Note) {}); verdictOf(err).Cause.Code != c.code {
			t.Errorf("%s: %s", name, verdictOf(err).Cause.Code)
		}
	}
}

// A file that cannot be used, and a certificate that has ended, are told before
// anybody is asked.
func TestKeyFileRefused(t *testing.T) {
	t.Parallel()
	login := &simlogin.Server{}
	env, server := signInWorld(t, login)
	path := registered(t, login, time.Now())
	says := func(s checklist.State, code, words string) {
		t.Helper()
		_, err := checklist.Check(t.Context(), env, s, func(checklist.Note) {})
		v := verdictOf(err)
		if said := checklist.NewTrouble(v, s, "").Happened; v.Cause.Code != code || !strings.Contains(said, words) || !strings.Contains(said, s.Certificate) {
			t.Errorf("%s: %s", v.Cause.Code, said)
		}
	}
	says(appState(path+"x"), "KEY-FILE", "there is no such file")
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	says(appState(path), "KEY-FILE", "chmod 600")
	says(appState(registered(t, login, time.Now().Add(-400*24*time.Hour))), "OAUTH-CLIENT", "ended on")
	says(appState(registered(t, login, time.Now().Add(48*time.Hour))), "OAUTH-CLIENT", "begins on")
	if login.Exchanges() != 0 || len(server.Logins()) != 0 {
		t.Error("somebody was asked")
	}
}

// A role that is not in force yet is no fault of the proof: the token is
// refused, or the mailbox cannot be opened.
func TestRoleNotInForceYet(t *testing.T) {
	for code, words := range map[string]string{"AUTH-TOKEN": "30 minutes to two hours", "SEND-SETTLING": "one to two hours", "AUTH-MAILBOX-OFF": ""} {
		login := &simlogin.Server{Access: newToken()}
		cause, _ := causes.Find(code)
		server := simserver.For(cause)
		if code == "SEND-SETTLING" {
			server.Token = login.Access // which says so after the login
		}
		t.Cleanup(func() { server.Close() })
		env := &checklist.Env{Keys: keystore.Memory(), Dial: server.Dial, Resolver: practiceDNS{server}, TLS: server.TLS(), Now: time.Now,
			Random: strings.NewReader(strings.Repeat("random bytes ", 1000)), Computer: "desk", Version: "test"}
		signingIn(env, signin.App{HTTP: login.Client()})
		s := appState(registered(t, login, time.Now()))
		change, err := checklist.Check(t.Context(), env, s, func(checklist.Note) {})
		v := verdictOf(err)
		if v.Cause.Code != code || !strings.Contains(strings.Join(v.Cause.Try, " "), words) {
			t.Errorf("%s: %s %v", code, v.Cause.Code, v.Cause.Try)
		}
		if change(&s); s.Failed.Cause != code {
			t.Errorf("%s is remembered as %+v", code, s.Failed)
		}
	}
}
