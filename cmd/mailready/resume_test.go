//go:build linux

package main

import (
	"fmt"
	"strings"
	"testing"

	"mailready/smtpcheck/simserver"
)

// answers are what the user of these tests says to each question, whenever it
// comes: after an interruption only some of them are asked.
var answers = append(inTurn(toSettings, toPassword, toEnd), said{"Welcome back", "1"})

// TestInterruptedAtEveryQuestion stops the wizard with Ctrl-C at every
// question, starts it again and goes on to the end: what is kept must be what
// an uninterrupted run keeps.
func TestInterruptedAtEveryQuestion(t *testing.T) {
	t.Parallel()
	says := inTurn(toSettings, toPassword, toEnd)
	whole := walked(t, good(), says, true)
	for n := range says {
		t.Run(fmt.Sprint("question ", n+1), func(t *testing.T) {
			server := &simserver.Server{}
			w := newWorld(t)
			w.keychain()
			w.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")
			args := []string{"setup", "--connect", w.serve(server)}
			first := w.terminal(80, 40, args...)
			first.walk(server, says[:n])
			first.until(says[n].question, func(screen string) bool {
				return strings.HasSuffix(screen, "quit") && strings.Contains(screen, says[n].question)
			})
			first.keys("\x03")
			if code := first.exit(); code != 130 {
				t.Errorf("exit code %d after Ctrl-C", code)
			}
			again := w.terminal(80, 40, args...)
			again.finish(server)
			got := left{code: again.exit()}
			got.kept(w)
			got.logins, got.mails = whole.logins, whole.mails // a second check is a second login
			if got != whole {
				t.Errorf("interrupted:   %+v\nuninterrupted: %+v", got, whole)
			}
		})
	}
}

// finish answers whatever is asked until the program ends.
func (t *terminal) finish(server *simserver.Server) {
	t.w.Helper()
	answered := ""
	for {
		var next *said
		screen := ""
		t.until("a question, or the end", func(now string) bool {
			screen = now[max(0, strings.LastIndex(now, "Step ")):]
			select {
			case <-t.ended:
				return true
			default:
			}
			if !strings.HasSuffix(now, "quit") {
				return false
			}
			for i := range answers {
				if strings.Contains(screen, answers[i].question) || strings.Contains(now, answers[i].question) && answers[i].question == "Welcome back" && screen == now {
					next = &answers[i]
				}
			}
			return next != nil && next.question != answered
		})
		if next == nil {
			return
		}
		answered = next.question
		t.press(server, next.answer, screen)
	}
}
