package checklist_test

import (
	"slices"
	"testing"

	"mailready/smtpcheck/simserver"
	"mailready/wizard/checklist"
)

// What one password showed does not hold for the next: it is checked anew,
// whether the keychain holds it or only this session does.
func TestAnotherPasswordIsCheckedAnew(t *testing.T) {
	env := world(t, &simserver.Server{})
	first := checklist.Start(checklist.Steps(), checklist.State{}, env)
	walk(t, first, map[string]string{"mode": "login"}, "")
	if e := first.State().Items.AppPassword; e != checklist.Fits {
		t.Fatalf("after a good check the evidence is %q", e)
	}
	again := checklist.Start(checklist.Steps(), first.State(), env)
	if seen := walk(t, again, map[string]string{"set-up": "app-password", "password": "Normal-Passw0rd", "odd": "use"}, "check/mode"); !slices.Contains(seen, "check/mode") {
		t.Errorf("the new password was not checked: %v", seen)
	}
	if e := again.State().Items.AppPassword; e != checklist.Said {
		t.Errorf("before its check the evidence for the new password is %q", e)
	}
	walk(t, again, map[string]string{"mode": "login"}, "")
	if items := again.State().Items; items.AppPassword != checklist.Said || items.TwoStep != checklist.Said || items.SMTPAuth != checklist.Proved {
		t.Errorf("after a login with what looks like the normal password: %+v", items)
	}
}

// Going back never comes to a question that does not arise any more.
func TestBackOverWhatWasInsistedOn(t *testing.T) {
	r := checklist.Start(checklist.Steps(), checklist.State{}, world(t, &simserver.Server{Host: "elsewhere.example"}))
	walk(t, r, map[string]string{"ready": "have", "road": "on"}, "smtp-auth/on")
	for range 20 {
		r.Back()
		if s := r.Screen(); s.ID == "mailbox" && s.Key == "sender" {
			return
		}
	}
	t.Errorf("twenty times back leads to %s/%s", r.Screen().ID, r.Screen().Key)
}
