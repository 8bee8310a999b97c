package checklist_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/checklist"
	"mailready/wizard/guide"
)

func start(t *testing.T, server *simserver.Server) *checklist.Run {
	r := checklist.Start(checklist.Steps(), checklist.State{}, world(t, server))
	t.Cleanup(func() { r.Close() })
	return r
}

func TestJourneyToTheFinish(t *testing.T) {
	server := &simserver.Server{User: user, Password: password}
	r := start(t, server)
	seen := walk(t, r, nil, "")
	if got := r.Screen(); got.Kind != checklist.Finished || r.Exit() != 0 {
		t.Fatalf("ended at %s with exit %d after %v", got.Key, r.Exit(), seen)
	}
	for _, want := range []string{"SMTP Server smtp.office365.com", "Port 587", "Sender Email " + user, "Confirmed"} {
		if !strings.Contains(text(r.Screen()), want) {
			t.Errorf("the card lacks %q: %s", want, text(r.Screen()))
		}
	}
	mails := server.Accepted()
	if len(mails) != 1 || mails[0].To[0] != user || len(server.Logins()) != 1 {
		t.Errorf("mails %d, logins %d; want one of each", len(mails), len(server.Logins()))
	}
	s := r.State()
	if s.Items != (checklist.Items{TwoStep: checklist.Fits, SMTPAuth: checklist.Proved, AppPassword: checklist.Fits}) {
		t.Errorf("evidence %+v", s.Items)
	}
	if !s.Password.Empty() {
		t.Error("the password is still in the state after it was stored")
	}
}

func TestEveryStepHasItsSection(t *testing.T) {
	sections := guide.Sections()
	for i, step := range checklist.Steps() {
		if i >= len(sections) || sections[i].ID != step.ID {
			t.Fatalf("step %d is %s, and the guide has another section there", i+1, step.ID)
		}
		if step.Done == nil || step.Known == nil {
			t.Errorf("step %s does not tell when it is done", step.ID)
		}
		keys := map[string]bool{}
		for _, f := range step.Fields {
			if f.Key == "" || keys[f.Key] {
				t.Errorf("step %s: key %q is empty or there twice", step.ID, f.Key)
			}
			keys[f.Key] = true
		}
	}
	if len(sections) != len(checklist.Steps()) {
		t.Errorf("%d sections for %d steps", len(sections), len(checklist.Steps()))
	}
}

func TestBackFromEverywhere(t *testing.T) {
	full := walk(t, start(t, &simserver.Server{}), nil, "")
	for n := range full {
		r := start(t, &simserver.Server{})
		walk(t, r, nil, full[n])
		for range 40 {
			if !r.Screen().CanBack {
				break
			}
			r.Back()
		}
		if s := r.Screen(); s.Kind != checklist.Finished && s.Key != "sender" {
			t.Errorf("back from %s ends at %s", full[n], s.Key)
		}
		walk(t, r, nil, "")
		if r.Exit() != 0 {
			t.Errorf("after going back from %s the journey ends with %d", full[n], r.Exit())
		}
	}
}

func TestAWrongPasswordIsMended(t *testing.T) {
	server := &simserver.Server{User: user, Password: password}
	r := start(t, server)
	walk(t, r, map[string]string{"password": "aaaabbbbccccdddd"}, "trouble")
	s := r.Screen()
	if s.Trouble.Verdict.Cause.Code != "AUTH-WRONG" || r.State().Wrong != 1 || r.Exit() != causes.ExitRefused {
		t.Fatalf("%s, %d wrong, exit %d", s.Trouble.Verdict.Cause.Code, r.State().Wrong, r.Exit())
	}
	if i := r.State().Items; i.SMTPAuth == checklist.Refuted || i.AppPassword == checklist.Refuted || i.TwoStep == checklist.Refuted {
		t.Errorf("a wrong password refutes no item, and %+v says otherwise", i)
	}
	if p := r.Answer("fix"); p != nil {
		t.Fatal(p)
	}
	walk(t, r, nil, "")
	if r.Exit() != 0 || len(server.Logins()) != 2 {
		t.Errorf("exit %d after %d logins", r.Exit(), len(server.Logins()))
	}
}

func TestTwoWrongInARowWarn(t *testing.T) {
	r := start(t, &simserver.Server{User: user, Password: password})
	walk(t, r, map[string]string{"password": "aaaabbbbccccdddd"}, "trouble")
	r.Answer("again")
	walk(t, r, nil, "trouble")
	if r.State().Wrong != 2 || !strings.Contains(text(r.Screen()), "lock the account") {
		t.Errorf("%d wrong, and no warning in: %s", r.State().Wrong, text(r.Screen()))
	}
}

func TestTheAdminActsWhileWeWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cause, _ := causes.Find("AUTH-TENANT-OFF")
		server := simserver.For(cause)
		server.Then, server.ThenAfter = &simserver.Server{}, 3
		r := start(t, server)
		walk(t, r, nil, "trouble")
		if r.State().Items.SMTPAuth != checklist.Refuted {
			t.Errorf("SMTP AUTH is %s after the server said it is off", r.State().Items.SMTPAuth)
		}
		began := time.Now()
		r.Answer("wait")
		walk(t, r, nil, "arrived")
		if waited := time.Since(began); waited.Round(time.Second) != 15*time.Minute {
			t.Errorf("waited %v for three tries, five minutes apart", waited)
		}
		r.Close()
		if len(server.Logins()) != 4 || r.State().Waiting.Cause != "" || r.State().Items.SMTPAuth != checklist.Proved {
			t.Errorf("%d logins, waiting for %q, SMTP AUTH %s", len(server.Logins()), r.State().Waiting.Cause, r.State().Items.SMTPAuth)
		}
	})
}

func TestTheWaitEndsAfterAnHour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cause, _ := causes.Find("AUTH-MAILBOX-OFF")
		server := simserver.For(cause)
		r := start(t, server)
		walk(t, r, nil, "trouble")
		began := time.Now()
		r.Answer("wait")
		walk(t, r, nil, "trouble")
		if waited := time.Since(began); waited.Round(time.Second) > time.Hour || len(server.Logins()) > 13 {
			t.Errorf("waited %v with %d logins", waited, len(server.Logins()))
		}
	})
}

func TestLeftAndResumedTheNextDay(t *testing.T) {
	cause, _ := causes.Find("AUTH-TENANT-OFF")
	env := world(t, simserver.For(cause))
	monday := time.Date(2026, time.November, 23, 16, 5, 0, 0, time.UTC)
	env.Now = func() time.Time { return monday }
	r := checklist.Start(checklist.Steps(), checklist.State{}, env)
	t.Cleanup(func() { r.Close() })
	walk(t, r, nil, "trouble")
	r.Answer("leave")
	if !r.Left() || r.Exit() != causes.ExitRefused {
		t.Fatalf("left %v, exit %d", r.Left(), r.Exit())
	}
	mailbox := r.State().Mailbox()
	next := checklist.Restore(&mailbox, r.State().Progress())

	fixed := world(t, &simserver.Server{})
	fixed.Keys = env.Keys
	fixed.Now = func() time.Time { return monday.Add(17 * time.Hour) }
	r = checklist.Start(checklist.Steps(), next, fixed)
	t.Cleanup(func() { r.Close() })
	if s := r.Screen(); s.Key != "waiting" || !strings.Contains(text(s), "You wait for your admin since Monday 23 November, 16:05") {
		t.Fatalf("the first screen is %s: %s", s.Key, text(s))
	}
	seen := walk(t, r, nil, "")
	if r.Exit() != 0 || slices.Contains(seen, "app-password/password") {
		t.Errorf("exit %d; the password was asked for again: %v", r.Exit(), seen)
	}
}

func TestChangedSettingsAskForThePasswordAgain(t *testing.T) {
	server := &simserver.Server{}
	r := start(t, server)
	walk(t, r, nil, "mode")
	r.Goto("settings")
	r.Answer("login")
	if p := r.Answer("other@contoso.example"); p != nil {
		t.Fatal(p)
	}
	seen := walk(t, r, nil, "mode")
	if !slices.Contains(seen, "app-password/password") {
		t.Errorf("the login changed, and the password was not asked for: %v", seen)
	}
}

func TestNoKeychain(t *testing.T) {
	env := world(t, &simserver.Server{})
	env.Keys = absent{keystore.Memory()}
	r := checklist.Start(checklist.Steps(), checklist.State{}, env)
	seen := walk(t, r, nil, "trouble")
	if slices.Contains(seen, "app-password/password") {
		t.Error("the password was asked for before the keychain was found missing")
	}
	if p := r.Answer("session"); p != nil {
		t.Fatal(p)
	}
	walk(t, r, nil, "")
	if r.Exit() != 0 || r.State().Held != "" {
		t.Errorf("exit %d, held %q", r.Exit(), r.State().Held)
	}
}

// absent is a place without a keychain.
type absent struct{ keystore.Store }

func (absent) Probe(context.Context) error { return keystore.ErrAbsent }
func (absent) Get(context.Context, keystore.Item) (keystore.Secret, error) {
	return keystore.Secret{}, keystore.ErrAbsent
}

func TestStrangeServerIsTypedTwice(t *testing.T) {
	r := start(t, &simserver.Server{})
	walk(t, r, nil, "use")
	r.Answer("host")
	r.Answer("smtp.office365.com.example.org")
	walk(t, r, nil, "strange")
	var p *checklist.Problem
	if p = r.Answer("smtp.office365.com"); p == nil || !errors.As(p, &p) || p.Code != "IN-HOST" {
		t.Fatalf("another name was taken: %v", p)
	}
	if p = r.Answer("smtp.office365.com.example.org"); p != nil {
		t.Fatal(p)
	}
}

func TestABlockedPortIsSaidBeforeThePassword(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, &simserver.Server{HangAt: smtpcheck.Connect})
		seen := walk(t, r, nil, "road")
		if slices.Contains(seen, "app-password/password") {
			t.Errorf("the password came first: %v", seen)
		}
		if s := r.Screen(); s.Trouble == nil || s.Trouble.Verdict.Cause.Code != "NET-BLOCKED" {
			t.Errorf("the screen does not say NET-BLOCKED: %s", text(s))
		}
		if p := r.Answer("on"); p != nil {
			t.Fatal(p)
		}
		walk(t, r, nil, "password")
	})
}

func TestConsumerAccountsAreStoppedAtTheAddress(t *testing.T) {
	for address, word := range map[string]string{"a@outlook.com": "16 September 2024", "a@gmail.com": "not a Microsoft 365 address"} {
		r := start(t, &simserver.Server{})
		if p := r.Answer(address); p != nil {
			t.Fatal(p)
		}
		if s := r.Screen(); s.Key != "doubt" || !strings.Contains(text(s), word) {
			t.Errorf("%s: screen %s lacks %q: %s", address, s.Key, word, text(s))
		}
		r.Answer("change")
		if s := r.Screen(); s.Key != "sender" {
			t.Errorf("%s: change leads to %s", address, s.Key)
		}
	}
}

func TestRenew(t *testing.T) {
	server := &simserver.Server{Password: "abcdefghijklmnop"}
	env := world(t, server)
	r := checklist.Start(checklist.Steps(), checklist.State{}, env)
	walk(t, r, map[string]string{"password": "abcdefghijklmnop"}, "")
	mailbox := r.State().Mailbox()
	saved := checklist.Restore(&mailbox, r.State().Progress())
	r.Close()

	r = checklist.Start(checklist.Steps(), saved, env)
	t.Cleanup(func() { r.Close() })
	r.Renew()
	seen := walk(t, r, map[string]string{"password": password}, "trouble")
	if !slices.Contains(seen, "app-password/password") || r.Screen().Trouble.Verdict.Cause.Code != "AUTH-WRONG" {
		t.Errorf("the new password was not asked for and tried: %v", seen)
	}
	kept, err := env.Keys.Get(t.Context(), r.State().Item())
	if err != nil || !kept.Equal(keystore.NewSecret([]byte(password))) {
		t.Errorf("the keychain has not the new password (%v)", err)
	}
}
