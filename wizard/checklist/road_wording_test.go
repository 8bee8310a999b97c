package checklist

import (
	"strings"
	"testing"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/road"
)

func TestRoadWords(t *testing.T) {
	now := time.Date(2029, time.March, 4, 5, 6, 0, 0, time.UTC)
	fault := func(stage smtpcheck.Stage, f smtpcheck.Fault) error { return &smtpcheck.Error{Stage: stage, Fault: f} }
	control := func(f road.Finding) road.Control { return road.Control{Finding: f, Host: road.DefaultControl} }
	for _, c := range []struct {
		name   string
		answer road.Answer
		code   string
		owner  causes.Owner
		says   []string
		hush   string
	}{
		{"no network, silent", road.Answer{Verdict: road.NoNetwork, Err: fault(smtpcheck.Connect, smtpcheck.FaultBlocked), Control: control(road.ControlUnreached)},
			"NET-BLOCKED", causes.You, []string{"Nothing outside answers", "outlook.office365.com."}, "block port"},
		{"no network, no names", road.Answer{Verdict: road.NoNetwork, Err: fault(smtpcheck.Resolve, smtpcheck.FaultDNS), Control: control(road.ControlNoName)},
			"NET-DNS", causes.You, []string{"Nothing outside answers"}, "spelled"},
		{"blocked", road.Answer{Verdict: road.Blocked, Err: fault(smtpcheck.Connect, smtpcheck.FaultBlocked), Control: control(road.ControlReached)},
			"NET-BLOCKED", causes.Network, []string{"The network works", "Port 587 of smtp.office365.com"}, "seems"},
		{"blocked, without a control", road.Answer{Verdict: road.Blocked, Err: fault(smtpcheck.Connect, smtpcheck.FaultBlocked)},
			"NET-BLOCKED", causes.Network, []string{"587"}, "The network works"},
		{"blocked, and read along", road.Answer{Verdict: road.Blocked, Issuer: "Corp Inspect CA", Err: fault(smtpcheck.Connect, smtpcheck.FaultBlocked), Control: control(road.ControlIntercepted)},
			"NET-BLOCKED", causes.Network, []string{"read along by Corp Inspect CA"}, "The network works"},
		{"name not found", road.Answer{Verdict: road.NoName, Err: fault(smtpcheck.Resolve, smtpcheck.FaultDNS), Control: control(road.ControlReached)},
			"NET-DNS", causes.Network, []string{"was not found", "The network works"}, ""},
		{"read along", road.Answer{Verdict: road.Intercepted, Issuer: "Corp Inspect CA", Err: fault(smtpcheck.StartTLS, smtpcheck.FaultUntrusted)},
			"TLS-UNTRUSTED", causes.Network, []string{"issued by Corp Inspect CA", "Ask who \"Corp Inspect CA\" is"}, ""},
		{"clock", road.Answer{Verdict: road.Clock, Err: fault(smtpcheck.StartTLS, smtpcheck.FaultClock)},
			"TLS-CLOCK", causes.You, []string{"4 March 2029, 05:06"}, ""},
		{"sign-in page", road.Answer{Verdict: road.Portal, Err: fault(smtpcheck.Connect, smtpcheck.FaultPortal), Control: control(road.ControlPortal)},
			"NET-PORTAL", causes.You, []string{"browser"}, ""},
		{"encryption taken out", road.Answer{Verdict: road.Troubled, Err: fault(smtpcheck.StartTLS, smtpcheck.FaultStripped)},
			"TLS-STRIPPED", causes.Network, []string{"encryption"}, ""},
	} {
		s := Begin("office@contoso.example")
		s.Road, s.RoadFor = &c.answer, s.way()
		v, ok := s.roadVerdict(&Env{Now: func() time.Time { return now }})
		if !ok || v.Cause.Code != c.code || v.Cause.Owner != c.owner {
			t.Errorf("%s: %s, %s's turn", c.name, v.Cause.Code, v.Cause.Owner)
			continue
		}
		trouble := NewTrouble(v, s, smtpcheck.NotSent)
		text := trouble.Happened + " " + strings.Join(trouble.Next, " ")
		for _, words := range c.says {
			if !strings.Contains(text, words) {
				t.Errorf("%s: %q is missing in %q", c.name, words, text)
			}
		}
		if c.hush != "" && strings.Contains(text, c.hush) {
			t.Errorf("%s: %q stands in %q", c.name, c.hush, text)
		}
		sentences(t, trouble.Happened)
		for _, line := range trouble.Next {
			sentences(t, line)
		}
		// The catalogue itself keeps its words.
		if own, _ := causes.Find(c.code); c.answer.Verdict != road.Portal && c.answer.Verdict != road.Troubled && c.answer.Control.Finding != "" && own.Happened == v.Cause.Happened {
			t.Errorf("%s: the words were not sharpened, or the catalogue was changed", c.name)
		}
	}
}
