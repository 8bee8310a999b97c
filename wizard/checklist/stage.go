package checklist

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"mailready/smtpcheck"
)

// Stage is one leg of work that can tell how far it has come: the live check.
type Stage struct {
	Name string        // "Log in", as it is shown and read aloud
	Mark Mark          // INFO not begun, WAIT under way, then OK, FAIL, or WARN where it was stopped
	Took time.Duration // of one that has ended
	Text string        // what was found ("IPv6"), or how long it can take
}

// stageNames are the legs of the handshake. A Hello belongs to the stage before
// it: it is one line each way, and means nothing to whoever waits.
var stageNames = map[smtpcheck.Stage]string{
	smtpcheck.Resolve: "Find the server", smtpcheck.Connect: "Connect", smtpcheck.Greeting: "Greeting",
	smtpcheck.StartTLS: "Encryption", smtpcheck.Login: "Log in",
	smtpcheck.Sender: "Sender", smtpcheck.Recipient: "Recipient", smtpcheck.Data: "Hand over the mail",
}

// canTake says of stages that may last how long that is normal.
var canTake = map[smtpcheck.Stage]string{
	smtpcheck.Connect: "where the port is blocked, this takes 10 s", smtpcheck.Login: "a refusal can take 5 s", smtpcheck.Data: "the server looks at the mail",
}

// stages are the legs of the check that is coming, in their order. Port 465 is
// encrypted before the greeting.
func (s State) stages() []Stage {
	order := []smtpcheck.Stage{smtpcheck.Resolve, smtpcheck.Connect, smtpcheck.Greeting, smtpcheck.StartTLS, smtpcheck.Login}
	if s.Port == smtpcheck.PortSubmissions {
		order[2], order[3] = order[3], order[2]
	}
	if s.Mode == SendMail {
		order = append(order, smtpcheck.Sender, smtpcheck.Recipient, smtpcheck.Data)
	}
	var stages []Stage
	for _, stage := range order {
		stages = append(stages, Stage{Name: stageNames[stage]})
	}
	return stages
}

// Hear brings a line of news into the stages of a screen.
func (s *Screen) Hear(n Note) {
	for _, news := range n.Stages {
		for i := range s.Stages {
			if s.Stages[i].Name == news.Name {
				s.Stages[i] = news
			}
		}
	}
}

// progress turns the engine's events into lines of news.
func progress(note func(Note)) func(smtpcheck.Event) {
	var now Stage
	return func(e smtpcheck.Event) {
		if name := stageNames[e.Stage]; name != "" && e.Kind == smtpcheck.Began {
			now = Stage{Name: name, Mark: WAIT, Text: canTake[e.Stage]}
			note(Note{Mark: WAIT, Text: name, Quiet: true, Stages: []Stage{now}})
			return
		}
		if e.Kind != smtpcheck.Ended || stageNames[e.Stage] == "" && (e.Stage != smtpcheck.Hello || e.Err == nil) {
			return
		}
		now.Took, now.Text = e.Took, found(e)
		switch {
		case e.Err == nil:
			now.Mark = OK
		case errors.Is(e.Err, context.Canceled):
			now.Mark, now.Text = WARN, "stopped"
		default:
			now.Mark, now.Text = FAIL, "failed"
		}
		note(Note{Mark: now.Mark, Text: now.Line(), Stages: []Stage{now}})
	}
}

// found is what a stage has shown.
func found(e smtpcheck.Event) string {
	switch {
	case e.TLS != nil && e.TLS.Verified && e.TLS.Issuer != "":
		return "TLS " + e.TLS.Version + ", certificate by " + string(e.TLS.Issuer)
	case e.TLS != nil:
		return "TLS " + e.TLS.Version
	}
	return e.Network
}

// before are the stages that were gone through before the check was asked for.
func before(report smtpcheck.Report) []Stage {
	var stages []Stage
	for _, r := range report.Stages {
		if name := stageNames[r.Stage]; name != "" && r.OK {
			e := smtpcheck.Event{}
			switch r.Stage {
			case smtpcheck.Connect:
				e.Network = report.Network
			case smtpcheck.StartTLS:
				e.TLS = report.TLS
			}
			stages = append(stages, Stage{Name: name, Mark: OK, Took: r.Took, Text: found(e)})
		}
	}
	return stages
}

// Line is a stage that has ended, as it is read aloud.
func (s Stage) Line() string {
	if s.Mark == WARN {
		return s.Name + ": " + s.Text
	}
	about := []string{Took(s.Took)}
	if s.Text != "" {
		about = append(about, s.Text)
	}
	return s.Name + " (" + strings.Join(about, ", ") + ")"
}

// Took is a time as it is read: milliseconds below a second.
func Took(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}
