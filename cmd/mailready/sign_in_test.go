package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"mailready/keystore"
	"mailready/smtpcheck/signin"
	"mailready/smtpcheck/simlogin"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/checklist"
)

// personAt goes through the pages of the login service as a person does, and
// back to the program.
func personAt(login *simlogin.Server, user string) func(string) error {
	return func(page string) error {
		go func() {
			client := login.Client()
			answer, err := client.Get(page)
			for err == nil {
				if to := answer.Header.Get("Location"); to != "" {
					http.Get(to)
					return
				}
				body, _ := io.ReadAll(answer.Body)
				number := regexp.MustCompile(`name="number" value="([^"]+)"`).FindSubmatch(body)
				if number == nil {
					return
				}
				form := url.Values{"number": {string(number[1])}, "do": {"accept"}}
				if strings.Contains(string(body), `name="user"`) {
					form = url.Values{"number": {string(number[1])}, "do": {"next"}, "user": {user}}
				}
				answer, err = client.PostForm(page, form)
			}
		}()
		return nil
	}
}

// signInWorld is a world in memory whose mail server takes the tokens of its
// login service.
func signInWorld(t *testing.T, login *simlogin.Server) (*checklist.Env, *simserver.Server) {
	login.Access = newToken()
	server := &simserver.Server{Token: login.Access}
	t.Cleanup(func() { server.Close() })
	env := &checklist.Env{Keys: keystore.Memory(), Dial: server.Dial, Resolver: practiceDNS{server}, TLS: server.TLS(), Now: time.Now,
		Random: strings.NewReader(strings.Repeat("random bytes ", 1000)), Computer: "desk", Version: "test"}
	signingIn(env, signin.App{HTTP: login.Client()})
	env.Open = personAt(login, practiceAddress)
	return env, server
}

// ride answers the screens with what is given for them, or as Enter does, and
// keeps all that is shown.
func ride(t *testing.T, r *checklist.Run, answers map[string]string, stop string) (shown string) {
	t.Helper()
	for range 60 {
		for _, job := range r.Background() {
			r.Apply(job.Do(t.Context(), func(checklist.Note) {}))
		}
		s := r.Screen()
		shown += fmt.Sprintf("%s/%s %+v\n", s.ID, s.Key, s)
		if s.Kind == checklist.Finished || s.Key == stop {
			return shown
		}
		answer, given := answers[s.Key]
		if !given {
			if answer = s.Default; s.Kind == checklist.Text {
				answer = s.Value
			}
		}
		if s.Kind == checklist.Working {
			r.Apply(r.Work().Do(t.Context(), func(n checklist.Note) { shown += n.Text + "\n" }))
		} else if p := r.Answer(answer); p != nil {
			t.Fatalf("%s/%s: %v", s.ID, s.Key, p)
		}
	}
	t.Fatal("there is no end")
	return ""
}

var signInAnswers = map[string]string{"sender": practiceAddress, "ready": "sign-in",
	"registration": "Application (client) ID 11111111-2222-4333-8444-555555555555 Directory (tenant) ID 99999999-2222-4333-8444-555555555555", "arrived": "skip"}

func TestSignInRoad(t *testing.T) {
	login := &simlogin.Server{}
	env, server := signInWorld(t, login)
	r := checklist.Start(checklist.Steps, checklist.State{}, env)
	shown := ride(t, r, signInAnswers, "")
	s := r.State()
	if r.Exit() != 0 || len(server.Accepted()) != 1 || s.Credential != checklist.SignIn || s.Item().Kind != keystore.RefreshToken {
		t.Fatalf("exit %d, %d mails, %s\n%s", r.Exit(), len(server.Accepted()), s.Item().Service(), shown)
	}
	if !strings.Contains(shown, "Sign in with Microsoft") || !strings.Contains(shown, "Signed in as "+practiceAddress) {
		t.Error(shown)
	}
	first, err := env.Keys.Get(t.Context(), s.Item())
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []keystore.Secret{first, keystore.NewSecret([]byte(login.Access))} {
		secret.Use(func(raw []byte) error {
			if strings.Contains(shown, string(raw)) {
				t.Error("a token is on the screen")
			}
			return nil
		})
	}

	// Later: the refresh token gets an access token, and is replaced by a new one.
	m := s.Mailbox()
	s = checklist.Restore(&m, s.Progress())
	s.Mode = checklist.SendMail
	for range 2 {
		if _, err := checklist.Check(t.Context(), env, s, func(checklist.Note) {}); err != nil {
			t.Fatal(err)
		}
	}
	now, err := env.Keys.Get(t.Context(), s.Item())
	if err != nil || now.Equal(first) || login.Exchanges() != 3 || len(server.Accepted()) != 3 {
		t.Errorf("kept anew %t, %d tokens given out, %d mails, %v", !now.Equal(first), login.Exchanges(), len(server.Accepted()), err)
	}

	// The app password that the mailbox had before is another entry.
	if err := env.Keys.Set(t.Context(), s.Entries()[1], keystore.NewSecret([]byte("jqrxdyblalpjhgsg"))); err != nil {
		t.Fatal(err)
	}
	if again, err := env.Keys.Get(t.Context(), s.Item()); err != nil || !again.Equal(now) {
		t.Error("one credential took the other's place")
	}
}

func TestAnotherAccountSignsIn(t *testing.T) {
	login := &simlogin.Server{}
	env, server := signInWorld(t, login)
	env.Open = personAt(login, "admin@contoso.example")
	r := checklist.Start(checklist.Steps, checklist.State{}, env)
	shown := ride(t, r, signInAnswers, "who")
	if !strings.Contains(shown, "OAUTH-ACCOUNT") || !strings.Contains(shown, "admin@contoso.example") || len(server.Accepted()) != 0 {
		t.Fatal(shown)
	}
	env.Open = personAt(login, practiceAddress)
	r.Answer("again")
	if ride(t, r, signInAnswers, ""); r.Exit() != 0 || r.State().SignedIn != practiceAddress {
		t.Errorf("exit %d, signed in as %s", r.Exit(), r.State().SignedIn)
	}
}

// Every refusal that comes back to the program has its own cause on the
// screen, in the sign-in and in a later check.
func TestSignInRefused(t *testing.T) {
	for _, refusal := range simlogin.Refusals {
		if refusal.Place != simlogin.AtBrowser && refusal.Place != simlogin.AtToken {
			continue
		}
		login := &simlogin.Server{Refuse: refusal, RefuseTimes: 1}
		env, _ := signInWorld(t, login)
		r := checklist.Start(checklist.Steps, checklist.State{}, env)
		ride(t, r, signInAnswers, "trouble")
		trouble := r.Screen().Trouble
		if trouble == nil || trouble.Verdict.Cause.Code != refusal.Cause {
			t.Errorf("%s (%d): %+v", refusal.Cause, refusal.Number, trouble)
			continue
		}
		r.Answer("again")
		if ride(t, r, signInAnswers, ""); r.Exit() != 0 {
			t.Errorf("%s: exit %d after the change", refusal.Cause, r.Exit())
		}
		if refusal.Place != simlogin.AtToken {
			continue
		}
		s := r.State()
		var failure *checklist.Failure
		again := &simlogin.Server{Refuse: refusal}
		signingIn(env, signin.App{HTTP: again.Client()})
		if _, err := checklist.Check(context.Background(), env, s, func(checklist.Note) {}); !errors.As(err, &failure) || failure.Verdict.Cause.Code != refusal.Cause {
			t.Errorf("%s in a check: %v", refusal.Cause, err)
		}
	}
}
