package checklist_test

import (
	"strings"
	"testing"
	"time"

	"mailready/smtpcheck/simserver"
	"mailready/wizard/checklist"
	"mailready/wizard/letter"
)

// TestNoAppPasswordLeadsToTheAdmin goes through the branch of step 2 to the
// message that asks for just what the answers showed.
func TestNoAppPasswordLeadsToTheAdmin(t *testing.T) {
	env := world(t, &simserver.Server{})
	env.Letter = func(s checklist.State) checklist.Paper { return letter.Paper(s, time.Now()) }
	r := checklist.Start(checklist.Steps(), checklist.State{}, env)
	answers := map[string]string{"sender": user, "ready": "on", "sees": "no",
		"why-account": "mine", "why-method": "yes", "why-admin": "no", "why-colleague": "no", "why-asked": "everyone"}
	seen := strings.Join(walk(t, r, answers, "why"), " ")
	if !strings.HasSuffix(seen, "two-step/why-account two-step/why-method two-step/why-admin two-step/why-colleague two-step/why-asked two-step/why") {
		t.Fatalf("the branch was %s", seen)
	}
	if s := text(r.Screen()); !strings.Contains(s, "security defaults") {
		t.Errorf("the finding is not told: %s", s)
	}
	if p := r.Answer("letter"); p != nil {
		t.Fatal(p)
	}
	s := r.Screen()
	for _, words := range []string{"Security defaults do not refuse the login", "Per-user MFA is Enforced", "Users may create app passwords"} {
		if !strings.Contains(s.Copy, words) || !strings.Contains(strings.Join(s.Body, "\n"), words) {
			t.Errorf("%q is not in the message: %s", words, s.Copy)
		}
	}
	r.Back()
	if s := r.Screen(); s.ID == "mailbox" || s.Key == "admin" {
		t.Errorf("behind the message is %s/%s", s.ID, s.Key)
	}
}

func TestOlderGuidesAreSetRight(t *testing.T) {
	r := checklist.Start(checklist.Steps(), checklist.State{}, world(t, &simserver.Server{}))
	walk(t, r, map[string]string{"sender": user}, "two-step/ready")
	r.Menu()
	if p := r.Answer("old"); p != nil {
		t.Fatal(p)
	}
	if s := text(r.Screen()); !strings.Contains(s, "SMTP AUTH may be disabled") || !strings.Contains(s, "Method A") {
		t.Errorf("the menu shows %s", s)
	}
	r.Back()
	if s := r.Screen(); s.ID != "two-step" || s.Key != "ready" {
		t.Errorf("behind it is %s/%s", s.ID, s.Key)
	}
}
