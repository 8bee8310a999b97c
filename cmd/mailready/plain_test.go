//go:build unix

package main

import (
	"strings"
	"syscall"
	"testing"

	"mailready/smtpcheck"
)

// journey is a way through practice, line by line: what stands on the screen,
// and what is typed then.
var journey = []struct{ question, answer string }{
	{"Your full Microsoft 365 address", "ann@contoso.example"},
	{"How does this mailbox sign in?", ""},
	{"How far are you?", "2"},
	{"Is SMTP AUTH on for this mailbox?", ""},
	{"Use these settings?", ""},
}

// toPassword starts practice and goes on up to the question for the password.
func (w *world) toPassword(cols, rows int) *terminal {
	w.Helper()
	term := w.terminal(cols, rows, "practice", "--plain")
	for _, step := range journey {
		term.answer(step.question, step.answer)
	}
	term.see("It is not shown.\n>")
	return term
}

func TestPlainPracticeOnATerminal(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {40, 12}} {
		w := newWorld(t)
		term := w.toPassword(size[0], size[1])
		term.keys(w.Password + "\n")
		term.answer("What should be done?", "2")
		if code := term.exit(); code != 0 {
			t.Errorf("%v: exit code %d\n%s", size, code, term.text())
		}
		if strings.Contains(string(term.raw), "\x1b") {
			t.Errorf("%v: wrote an escape sequence", size)
		}
		if file := w.mentions(sender); file != "" {
			t.Errorf("practice left %s", file)
		}
	}
}

// Without a terminal practice plays by itself, and the wizard says what to
// run instead.
func TestWithoutATerminal(t *testing.T) {
	w := newWorld(t)
	if got := w.run("", "practice"); got.Code != 0 || !strings.Contains(got.Stdout, "Step 7 of 7") {
		t.Errorf("practice: %+v", got)
	}
	for _, args := range [][]string{{}, {"setup"}, {sender}} {
		got := w.run("", args...)
		if got.Code != smtpcheck.ExitUsage || got.Stdout != "" || !strings.Contains(got.Stderr, "needs a terminal") {
			t.Errorf("%q: %+v", args, got)
		}
	}
}

// However the wizard is stopped while a password is typed: the terminal
// echoes again, and nothing half-typed is left.
func TestStoppedAtThePassword(t *testing.T) {
	for name, stop := range map[string]func(*terminal){
		"Ctrl-C":      func(term *terminal) { term.keys("\x03") },
		"Ctrl-D":      func(term *terminal) { term.keys("\x04") },
		"SIGINT":      func(term *terminal) { term.cmd.Process.Signal(syscall.SIGINT) },
		"SIGTERM":     func(term *terminal) { term.cmd.Process.Signal(syscall.SIGTERM) },
		"SIGHUP":      func(term *terminal) { term.cmd.Process.Signal(syscall.SIGHUP) },
		"the word":    func(term *terminal) { term.keys("quit\n") },
		"half-way ^C": func(term *terminal) { term.keys(term.w.Password[:9] + "\x03") },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			term := w.toPassword(80, 40)
			stop(term)
			if code := term.exit(); code != smtpcheck.ExitInterrupted {
				t.Errorf("exit code %d\n%s", code, term.text())
			}
			term.see("Stopped.")
		})
	}
}

// What is typed ahead, in one burst, must reach the right questions.
func TestPlainBurst(t *testing.T) {
	w := newWorld(t)
	term := w.terminal(80, 60, "practice", "--plain")
	term.see("Your full Microsoft 365 address", "\n>")
	for _, step := range journey {
		term.keys(step.answer + "\n")
	}
	term.see("It is not shown.\n>")
	term.keys(w.Password + "\n2\n")
	if code := term.exit(); code != 0 {
		t.Errorf("exit code %d\n%s", code, term.text())
	}
	for _, want := range []string{"[OK] Step 1 of 7: mailbox ann@contoso.example", "[OK] Step 4 of 7: settings saved",
		"[OK] Step 5 of 7: the app password is in the keychain", "The server took the login. No mail was sent"} {
		if strings.Count(string(term.raw), want) != 1 {
			t.Errorf("not said once: %s\n%s", want, term.raw)
		}
	}
}
