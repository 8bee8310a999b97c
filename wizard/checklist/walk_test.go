package checklist_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"mailready/keystore"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/checklist"
)

const (
	user     = "user@contoso.example"
	password = "jqrxdyblalpjhgsg"
)

// dns answers as a domain at Microsoft 365 does.
type dns struct{ *simserver.Server }

func (dns) LookupMX(context.Context, string) ([]*net.MX, error) {
	return []*net.MX{{Host: "contoso-example.mail.protection.outlook.com."}}, nil
}
func (dns) LookupTXT(context.Context, string) ([]string, error) { return nil, nil }

// world is a world with a simulated server and a keychain in memory.
func world(t *testing.T, server *simserver.Server) *checklist.Env {
	t.Helper()
	t.Cleanup(func() { server.Close() })
	return &checklist.Env{Keys: keystore.Memory(), Dial: server.Dial, Resolver: dns{server}, TLS: server.TLS(), Now: time.Now,
		Random: rand.Reader, Computer: "desk", Version: "test"}
}

// walk answers the screens of a run by their keys, with the default where
// there is no answer, until the finish or a screen named in stop. It gives
// the keys of the screens that it saw.
func walk(t *testing.T, r *checklist.Run, answers map[string]string, stop string) (seen []string) {
	t.Helper()
	for range 80 {
		background(r)
		s := r.Screen()
		seen = append(seen, s.ID+"/"+s.Key)
		if s.Kind == checklist.Finished || s.Key == stop || s.ID+"/"+s.Key == stop || r.Left() {
			return seen
		}
		answer, given := answers[s.Key]
		if !given {
			answer = s.Default
			if s.Kind == checklist.Text {
				answer = s.Value
			}
		}
		var p *checklist.Problem
		switch s.Kind {
		case checklist.Working:
			r.Apply(r.Work().Do(t.Context(), func(checklist.Note) {}))
		case checklist.Secret:
			if !given {
				answer = password
			}
			p = r.AnswerSecret([]byte(answer))
		default:
			if s.Key == "code" && !given {
				answer = r.State().Receipt
			}
			if s.Key == "sender" && !given {
				answer = user
			}
			p = r.Answer(answer)
		}
		if p != nil {
			t.Fatalf("%s: %q was not taken: %v", s.Key, answer, p)
		}
	}
	t.Fatalf("no end after %v", seen)
	return nil
}

// background runs the jobs that are due beside the questions.
func background(r *checklist.Run) {
	for jobs := r.Background(); len(jobs) > 0; jobs = r.Background() {
		for _, j := range jobs {
			r.Apply(j.Do(context.Background(), func(checklist.Note) {}))
		}
	}
}

// text is everything a screen says, for tests that look for words.
func text(s checklist.Screen) string {
	var b bytes.Buffer
	fmt.Fprintln(&b, s.Title, s.Body, s.Label, s.Hint, s.Notices, s.Done, s.Options)
	for _, row := range append(s.Card, s.Commands...) {
		fmt.Fprintln(&b, row.Name, row.Value)
	}
	if s.Trouble != nil {
		fmt.Fprintln(&b, s.Trouble.Verdict.Cause.Code, s.Trouble.Happened, s.Trouble.Turn, s.Trouble.Next, s.Trouble.Kept, s.Trouble.Reply)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
