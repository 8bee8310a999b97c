package letter

import (
	"slices"
	"strings"
	"testing"
	"time"

	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

func TestRequestForAMailbox(t *testing.T) {
	noon := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	refused := checklist.Failed{Cause: "AUTH-MAILBOX-OFF", Reply: "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.", At: noon}
	begun := checklist.Begin("office@contoso.example")

	s := begun
	s.Failed = refused
	s.Items.Put(causes.ItemTwoStep, checklist.Said)
	if r := RequestFor(s, noon); r.Evidence[causes.ItemTwoStep] != "todo" {
		t.Errorf("a sign-in method counts as an app password: %+v", r)
	}
	s.Sees = checklist.Yes
	if r := RequestFor(s, noon); r.Cause != refused.Cause || r.Reply != refused.Reply || !r.At.Equal(noon) || r.Evidence[causes.ItemTwoStep] != "said" {
		t.Errorf("after a refusal: %+v", r)
	}
	s.CheckedAt = noon.Add(time.Hour)
	if r := RequestFor(s, noon); r.Cause != "" || r.Reply != "" {
		t.Errorf("after a check that succeeded: %+v", r)
	}
	s.Waiting = checklist.Waiting{Cause: "AUTH-POLICY", Since: noon}
	if r := RequestFor(s, noon); r.Cause != "AUTH-POLICY" || r.Reply != "" {
		t.Errorf("while waiting for another cause: %+v", r)
	}
	s = begun
	s.Failed = checklist.Failed{Cause: "KEY-LOCKED", At: noon}
	if r := RequestFor(s, noon); r.Cause != "" {
		t.Errorf("a keychain that is locked is nothing for the admin: %+v", r)
	}
	s = begun
	s.Sees = checklist.No
	s.Reasons = s.Reasons.With("account=mine").With("method=yes").With("admin=no").With("colleague=yes")
	r := RequestFor(s, noon)
	if !slices.Equal(r.Items, []checklist.AdminItem{checklist.AdminPerUserMFA}) {
		t.Errorf("no app password in the list: %+v", r)
	}
	paper := Paper(s, noon)
	if !strings.Contains(paper.Text, "1. Per-user MFA is Enforced") || paper.File == "" || !strings.HasPrefix(paper.Mailto, "mailto:") {
		t.Errorf("%+v", paper)
	}
	if paper := Paper(checklist.Begin("jane@hotmail.com"), noon); paper.Text != "" || paper.Mailto != "" || len(paper.Body) != 1 {
		t.Errorf("a private account: %+v", paper)
	}
}

func TestOtherWays(t *testing.T) {
	for _, c := range causes.All() {
		ways := OtherWays(c.Code)
		if (len(ways) > 0) != (len(OAuthCures(c.Code)) > 0) {
			t.Errorf("%s: %q", c.Code, ways)
		}
		for _, line := range ways {
			spoken(t, line)
		}
	}
	if ways := OtherWays("AUTH-BASIC-GONE"); len(ways) != 2+len(Alternatives) {
		t.Errorf("%q", ways)
	}
}
