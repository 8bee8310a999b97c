package checklist

import (
	"strings"
	"testing"
	"time"
)

func TestMissingWait(t *testing.T) {
	accepted := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		passed, more time.Duration
		says         string
	}{
		{30 * time.Second, 90 * time.Second, "wait a little"},
		{3 * time.Minute, 7 * time.Minute, "3 minutes ago"},
		{10 * time.Minute, 0, "should have arrived"},
		{61 * time.Minute, 0, "1 hour ago"},
		{72 * time.Hour, 0, "3 days ago"},
		{-time.Hour, 0, "ten minutes"}, // the clock was set back
	} {
		more, text := Missing{Accepted: accepted}.Wait(accepted.Add(c.passed))
		if more != c.more || !strings.Contains(text, c.says) {
			t.Errorf("after %v: %v %q, want %v and %q", c.passed, more, text, c.more, c.says)
		}
	}
	if more, _ := (Missing{}).Wait(accepted); more != 0 {
		t.Errorf("an unknown time asks to wait %v", more)
	}
}

func TestMissingRequest(t *testing.T) {
	m := Missing{Sender: "office@contoso.example", Recipient: "it's@example.com", MessageID: "<a'b@contoso.example>",
		QueueID: "AB12CD34", Accepted: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	got := m.Request()
	for _, want := range []string{m.Sender, m.Recipient, "Message-ID:  " + m.MessageID, "Queue id:    AB12CD34",
		"2026-11-22 09:00:00 UTC", "Get-MessageTraceV2 -MessageId '<a''b@contoso.example>'", "quarantine"} {
		if !strings.Contains(got, want) {
			t.Errorf("the request does not say %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "says the user") {
		t.Errorf("the request says that somebody looked:\n%s", got)
	}
	m.Looked = []string{"missing-junk", "missing-mailbox"}
	if got := m.Request(); !strings.Contains(got, "says the user: the inbox, Junk Email.") {
		t.Errorf("the request does not say where somebody looked:\n%s", got)
	}
	m.QueueID, m.Accepted = "", time.Time{}
	if got := m.Request(); strings.Contains(got, "Queue id") || strings.Contains(got, "Accepted") {
		t.Errorf("the request names what is not known:\n%s", got)
	}
}

func TestPlaces(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range Places {
		if seen[p.Key] || !strings.HasPrefix(p.Key, "missing-") {
			t.Errorf("key %q is used twice or has another form", p.Key)
		}
		seen[p.Key] = true
		if !strings.HasSuffix(p.Ask, "?") || len(p.Look) == 0 || p.Found == "" || p.Name == "" {
			t.Errorf("%s is not complete", p.Key)
		}
	}
	if got := (Missing{Recipient: "a@example.com"}).Fill(Places[0].Look[0]); !strings.Contains(got, "a@example.com") {
		t.Errorf("the recipient is missing: %q", got)
	}
	if got := (Missing{}).Fill(Places[0].Look[0]); strings.Contains(got, "{") {
		t.Errorf("a name was left: %q", got)
	}
}
