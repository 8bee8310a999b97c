//go:build linux

package main

import (
	"mailready/smtpcheck/causes"
	"strings"
	"testing"
)

func TestPlainPracticeOnATerminal(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {40, 12}} {
		w := newWorld(t)
		term := w.toPassword(size[0], size[1], true)
		term.fill("It is not shown.", w.Password)
		term.choose("What should be done?", 2)
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
		if got.Code != causes.ExitUsage || got.Stdout != "" || !strings.Contains(got.Stderr, "needs a terminal") {
			t.Errorf("%q: %+v", args, got)
		}
	}
}

// Every refusal of the sign-in plays by itself, and ends with its own cause.
func TestSignInPlaysByItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	played := 0
	for _, cause := range causes.All() {
		if cause.SignIn == "" {
			continue
		}
		played++
		got := w.run("", "practice", "--cause", cause.Code)
		if got.Code != cause.Exit || !strings.Contains(got.Stdout, "[FAIL] "+cause.Code+"\n") {
			t.Errorf("%s: %+v", cause.Code, got)
		}
	}
	if played < 14 {
		t.Errorf("only %d causes were played", played)
	}
}

// What is typed ahead, in one burst, must reach the right questions. The echo
// is off before the password is asked for: once it was only afterwards, and a
// paste that came at once stood on the screen.
func TestPlainBurst(t *testing.T) {
	w := newWorld(t)
	term := w.terminal(80, 60, "practice", "--plain")
	term.see("Your full Microsoft 365 address", "\n>")
	term.keys(sender + "\n\n2\n\n\n")
	term.see("It is not shown.\n>")
	term.keys(w.Password + "\n2\n")
	if code := term.exit(); code != 0 {
		t.Errorf("exit code %d\n%s", code, term.text())
	}
	for _, want := range []string{"[OK] Step 1 of 7, Your mailbox: ann@contoso.example", "[OK] Step 4 of 7, Mail settings: smtp.office365.com, port 587, saved",
		"[OK] Step 5 of 7, The app password: in the keychain, read back", "The server took the login. No mail was sent"} {
		if strings.Count(string(term.raw), want) != 1 {
			t.Errorf("not said once: %s\n%s", want, term.raw)
		}
	}
}
