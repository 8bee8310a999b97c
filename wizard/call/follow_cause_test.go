package call

import (
	"slices"
	"strings"
	"testing"

	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
	"mailready/wizard/letter"
)

// following is the helper's view of a call whose code went over the phone.
func following(t *testing.T, c Call) Following {
	t.Helper()
	read, err := Decode(Encode(c))
	if err != nil {
		t.Fatal(err)
	}
	return Follow(read, words())
}

// What to ask and to say comes from the cause, wherever the caller stands.
func TestFollowSpeaksOfTheCause(t *testing.T) {
	for _, cause := range causes.All() {
		for _, at := range []string{"two-step/road", "settings/road", "check/trouble"} {
			step, question, _ := strings.Cut(at, "/")
			f := following(t, Call{Step: step, Question: question, Cause: cause.Code})
			if f.Screen.Trouble == nil {
				t.Fatalf("%s %s: no trouble is shown", at, cause.Code)
			}
			shown := f.Screen.Trouble.Verdict.Cause
			if f.Say[0] != f.Screen.Trouble.Happened {
				t.Errorf("%s %s: says %q, the screen %q", at, cause.Code, f.Say, f.Screen.Trouble.Happened)
			}
			if !slices.Contains(f.Say, checklist.Turns[shown.Owner]) || f.Turn != turns[shown.Owner] {
				t.Errorf("%s %s: whose turn? %q %q", at, cause.Code, f.Turn, f.Say)
			}
			switch shown.Owner {
			case causes.Admin:
				if !strings.Contains(f.Ask, "Who is your admin?") || strings.Contains(f.Ask, "among the choices") != offered(f.Screen, "admin") {
					t.Errorf("%s %s: asks %q, choices %v", at, cause.Code, f.Ask, f.Screen.Options)
				}
			default:
				if !strings.Contains(f.Ask, f.Screen.Trouble.Next[0]) {
					t.Errorf("%s %s: asks %q and not for %q", at, cause.Code, f.Ask, f.Screen.Trouble.Next[0])
				}
			}
		}
	}
}

func TestFollowWhileTheCallerWaits(t *testing.T) {
	f := following(t, Call{Step: "check", Question: "wait", Cause: "AUTH-TENANT-OFF"})
	if !f.Known || f.Turn != turns[causes.Admin] || strings.Contains(f.Ask, "FAIL") || !strings.Contains(strings.Join(f.Say, " "), "counts down") {
		t.Errorf("%+v", f)
	}
}

// The helper sees what the message is about, and the caller's choices.
func TestFollowShowsWhatTheLetterIsAbout(t *testing.T) {
	f := following(t, Call{Step: "check", Question: "admin", Cause: "AUTH-TENANT-OFF", Refused: true})
	if len(f.Screen.Body) != 1 || !strings.HasPrefix(f.Screen.Body[0], "<the message for the admin about AUTH-TENANT-OFF: ") {
		t.Errorf("body %q", f.Screen.Body)
	}
	for _, value := range []string{"back", "mail", "save"} {
		if !offered(f.Screen, value) {
			t.Errorf("the choice %s is missing in %v", value, f.Screen.Options)
		}
	}
}

// An answer that was not taken stands beside the question, with its code.
func TestFollowShowsInputErrors(t *testing.T) {
	for at, code := range map[string]string{"mailbox/sender": "IN-EMAIL", "app-password/password": "IN-PASSWORD", "test-email/code": "CODE-BAD", "settings/port": "IN-PORT"} {
		step, question, _ := strings.Cut(at, "/")
		f := following(t, Call{Step: step, Question: question, Cause: code})
		if f.Screen.Problem == nil || f.Screen.Problem.Code != code {
			t.Errorf("%s: problem %+v, want %s", at, f.Screen.Problem, code)
		}
		cause, _ := checklist.Find(code)
		if !slices.Contains(f.Facts, "Cause: "+code+" "+cause.Title) || f.Turn != turns[causes.You] || !strings.Contains(f.Ask, cause.Try[0]) {
			t.Errorf("%s: facts %q, turn %q, ask %q", at, f.Facts, f.Turn, f.Ask)
		}
	}
	if f := following(t, Call{Step: "test-email", Question: "code", Cause: "IN-CODE"}); f.Screen.Problem == nil || f.Screen.Problem.Code != "CODE-BAD" {
		t.Errorf("the code of an earlier version: %+v", f.Screen.Problem)
	}
}

// Nobody is said to have typed what a code does not tell.
func TestFollowFillsInWhatIsKnown(t *testing.T) {
	if f := following(t, Call{Step: "mailbox", Question: "sender"}); f.Screen.Value != "" {
		t.Errorf("a caller who typed nothing is shown %q", f.Screen.Value)
	}
	if f := following(t, Call{Step: "mailbox", Question: "sender", Account: causes.AccountWork}); f.Screen.Value != TheAddress {
		t.Errorf("a caller who came back is shown %q", f.Screen.Value)
	}
}

func TestFollowSaysWhereThePasswordIs(t *testing.T) {
	for want, c := range map[string]Call{
		"The password itself: not looked up yet, since the caller has just come back": {Step: "check", Question: "resume:saved", Outcome: LoggedIn},
		"The password itself: stored in the computer's keychain":                      {Step: "check", Question: "mode", Keychain: InSystem},
		"The password itself: not stored in this session so far":                      {Step: "settings", Question: "use"},
	} {
		if f := following(t, c); !slices.Contains(f.Facts, want) {
			t.Errorf("%q is missing in %q", want, f.Facts)
		}
	}
}

// A login that works and nothing that is open make no letter.
func TestNoLetterWhereNothingIsOpen(t *testing.T) {
	r := letter.Request{Mailbox: "office@contoso.example", Evidence: map[string]string{causes.ItemSMTPAuth: "proved", causes.ItemTwoStep: "fits", causes.ItemAppPassword: "fits"}}
	if l := letter.ForAdmin(r); !l.NothingOpen || l.Text != "" {
		t.Errorf("a letter with nothing to ask:\n%s", l.Text)
	}
	r.Items = []checklist.AdminItem{checklist.AdminAllow}
	if l := letter.ForAdmin(r); l.NothingOpen || !strings.Contains(l.Text, "The login works") {
		t.Errorf("the letter does not say that the login works:\n%s", l.Text)
	}
	r.Items, r.Cause = nil, "AUTH-TENANT-OFF"
	if l := letter.ForAdmin(r); l.NothingOpen || !strings.Contains(l.Text, "AUTH-TENANT-OFF") {
		t.Errorf("a cause that was named makes no letter:\n%s", l.Text)
	}
	s := checklist.Begin("office@contoso.example")
	s.Failed = checklist.Failed{Cause: causes.Unknown.Code, Reply: "535 5.7.999 Something new"}
	if l := letter.ForAdmin(letter.RequestFor(s, s.Failed.At)); !strings.Contains(l.Text, "Something new") {
		t.Errorf("the answer that nobody knows is missing:\n%s", l.Text)
	}
}
