//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/signin"
	"mailready/smtpcheck/simlogin"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/checklist"
	"mailready/wizard/settings"
)

// personAt goes through the pages of the login service as a person does, and
// back to the program.
func personAt(login *simlogin.Server, user string) func(string) error {
	return func(page string) error {
		go func() {
			if back, _ := login.Visit(page, user); back != "" {
				http.Get(back)
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
	r := checklist.Start(checklist.Steps(), checklist.State{}, env)
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
	r := checklist.Start(checklist.Steps(), checklist.State{}, env)
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
		r := checklist.Start(checklist.Steps(), checklist.State{}, env)
		ride(t, r, signInAnswers, "trouble")
		trouble := r.Screen().Trouble
		if trouble == nil || trouble.Verdict.Cause.Code != refusal.Cause {
			t.Errorf("%s (%d): %+v", refusal.Cause, refusal.Number, trouble)
			continue
		}
		// Microsoft's own words are what an admin can look up.
		if words := strings.Join(trouble.Reply, " "); trouble.Speaker != "Microsoft's sign-in" || !strings.Contains(words, fmt.Sprintf("AADSTS%d", refusal.Number)) || !strings.Contains(words, "Trace ID") {
			t.Errorf("%s: %s said: %s", refusal.Cause, trouble.Speaker, words)
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

// Where passwords are refused as such the other road is one answer away, and
// back again; nothing that was kept is lost.
func TestRoadsPart(t *testing.T) {
	for _, code := range []string{"AUTH-BASIC-OFF", "AUTH-BASIC-GONE", "AUTH-DEFAULTS", "AUTH-POLICY"} {
		login := &simlogin.Server{}
		env, server := signInWorld(t, login)
		cause, _ := causes.Find(code)
		refusing := simserver.For(cause)
		t.Cleanup(func() { refusing.Close() })
		dial, roots := env.Dial, env.TLS
		env.Dial, env.TLS, env.Resolver = refusing.Dial, refusing.TLS(), practiceDNS{refusing}
		r := checklist.Start(checklist.Steps(), checklist.State{}, env)
		ridePassword(t, r, map[string]string{"sender": practiceAddress, "ready": "have"}, "trouble")
		kept := r.State().Item()
		env.Dial, env.TLS, env.Resolver = dial, roots, practiceDNS{server}
		if p := r.Answer("sign-in"); p != nil {
			t.Fatalf("%s: %v", code, p)
		}
		if s := r.Screen(); s.ID != "two-step" || s.Key != "sign-in" {
			t.Fatalf("%s leads to %s/%s", code, s.ID, s.Key)
		}
		ride(t, r, signInAnswers, "")
		if _, err := env.Keys.Get(t.Context(), kept); err != nil || r.Exit() != 0 || len(server.Accepted()) != 1 {
			t.Errorf("%s: exit %d, %d mails, the app password: %v", code, r.Exit(), len(server.Accepted()), err)
		}
	}
}

// From 2027 on the sign-in is the first answer.
func TestSignInIsFirstLater(t *testing.T) {
	for year, first := range map[int]string{2026: "on", 2027: "sign-in"} {
		env, _ := signInWorld(t, &simlogin.Server{})
		env.Now = func() time.Time { return time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC) }
		r := checklist.Start(checklist.Steps(), checklist.State{}, env)
		ride(t, r, map[string]string{"sender": practiceAddress}, "ready")
		if s := r.Screen(); s.Options[0].Value != first || s.Default != first {
			t.Errorf("%d: %v", year, s.Options)
		}
	}
}

// ridePassword rides the road of the app password, and types one.
func ridePassword(t *testing.T, r *checklist.Run, answers map[string]string, stop string) {
	t.Helper()
	ride(t, r, answers, "password")
	if p := r.AnswerSecret([]byte("jqrxdyblalpjhgsg")); p != nil {
		t.Fatal(p)
	}
	ride(t, r, answers, stop)
}

// Many that renew the sign-in at once take turns: each gets a token, and the
// one that is kept in the end still counts.
func TestRenewedAtOnce(t *testing.T) {
	login := &simlogin.Server{}
	env, _ := signInWorld(t, login)
	r := checklist.Start(checklist.Steps(), checklist.State{}, env)
	ride(t, r, signInAnswers, "")
	s := r.State()
	dir := t.TempDir()
	folder := settings.Folder{Config: dir, State: dir}
	env.Alone = folder.LockSignIn
	var all sync.WaitGroup
	for range 100 {
		all.Go(func() {
			if access, _, err := checklist.Freshen(t.Context(), env, s, func(n checklist.Note) { t.Error(n.Text) }); err != nil || access.Empty() {
				t.Errorf("no token: %v", err)
			}
		})
	}
	all.Wait()
	if _, _, err := checklist.Freshen(t.Context(), env, s, func(checklist.Note) {}); err != nil || login.Exchanges() != 102 {
		t.Errorf("the sign-in is lost after %d tokens: %v", login.Exchanges(), err)
	}
}

// The app is registered once for an organisation, and offered to its next
// mailbox; one of another organisation gets nothing of it.
func TestAppIsOffered(t *testing.T) {
	first := checklist.Begin("first@contoso.example")
	first.Credential, first.Client, first.Tenant = checklist.SignIn, "11111111-2222-4333-8444-555555555555", "99999999-2222-4333-8444-555555555555"
	for address, want := range map[string]string{"second@contoso.example": "client " + first.Client + " tenant " + first.Tenant, "other@fabrikam.example": ""} {
		env, _ := signInWorld(t, &simlogin.Server{})
		env.Mailboxes = []checklist.State{first}
		r := checklist.Start(checklist.Steps(), checklist.State{}, env)
		ride(t, r, map[string]string{"sender": address, "ready": "sign-in"}, "registration")
		if got := r.Screen().Value; got != want {
			t.Errorf("%s is offered %q", address, got)
		}
	}
}
