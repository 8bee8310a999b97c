//go:build linux

package main

import (
	"path/filepath"
	"strings"
	"testing"

	"mailready/smtpcheck/simserver"
)

// Where no keychain answers, the wizard offers the stores that work here, and
// later commands find the secret there.
func TestStoresAreOffered(t *testing.T) {
	t.Parallel()
	realPart(t, "pass", "gpg", "gpgconf")
	for name, plain := range map[string]bool{"plain": true, "full screen": false} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.pass()
			s := &simserver.Server{Password: w.Password}
			addr := w.serve(s)
			term := w.wizard(80, 60, plain, "setup", "--connect", addr)
			term.fill("Your full Microsoft 365 address", sender)
			term.choose("How does this mailbox sign in?", 1)
			term.choose("How far are you?", 1)
			term.choose("do you see \"App password\" in the list?", 1)
			term.choose("Is SMTP AUTH on for this mailbox?", 1)
			term.choose("Use these settings?", 1)
			term.see("KEY-ABSENT", "Keep it in pass: encrypted with your GPG key")
			number := numberBefore(t, term.text(), "Keep it in pass")
			term.choose("How do you want to go on?", number)
			term.see("Pass works.")
			term.choose("Is the new password on Microsoft's page now?", 1)
			term.fill("It is not shown.", w.Password)
			term.see("Stored in pass, read back and compared.")
			term.choose("What should be done?", 2)
			term.see("In pass, as")
			if exit := term.exit(); exit != 0 {
				t.Fatalf("exit code %d\n%s", exit, term.text())
			}
			w.secret = true
			if got := w.run("", "password"); got.Code != 0 || got.Stdout != w.Password+"\n" {
				t.Errorf("password: exit %d, %q", got.Code, got.Stderr)
			}
			if got := w.run("", "check", "--json", "--no-send", "--connect", addr); got.Code != 0 {
				t.Errorf("check: %+v", got)
			}
			if got := w.run("", "forget"); got.Code != 0 {
				t.Errorf("forget: %+v", got)
			}
			if left, _ := filepath.Glob(filepath.Join(w.Home, "pass", "mailready", "*")); len(left) != 0 {
				t.Errorf("left: %v", left)
			}
		})
	}
}

// numberBefore is the number of the choice with a text.
func numberBefore(t *testing.T, screen, label string) int {
	t.Helper()
	for line := range strings.SplitSeq(screen, "\n") {
		if before, _, ok := strings.Cut(line, label); ok {
			for _, c := range before {
				if c >= '1' && c <= '9' {
					return int(c - '0')
				}
			}
		}
	}
	t.Fatalf("no choice %q in\n%s", label, screen)
	return 0
}

// A passphrase is asked by the wizard where no keychain answers, and later on
// the terminal. It is shown nowhere.
func TestPassphrase(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	phrase := newToken()[:40]
	w.hide(phrase)
	s := &simserver.Server{Password: w.Password}
	addr := w.serve(s)
	term := w.wizard(80, 60, false, "setup", "--connect", addr)
	term.fill("Your full Microsoft 365 address", sender)
	term.choose("How does this mailbox sign in?", 1)
	term.choose("How far are you?", 2)
	term.choose("Is SMTP AUTH on for this mailbox?", 1)
	term.choose("Use these settings?", 1)
	term.see("How do you want to go on?")
	term.choose("How do you want to go on?", numberBefore(t, term.text(), "Keep it in a file encrypted with your passphrase"))
	term.fill("The secret will be in a file", "short")
	term.see("8 characters or more")
	term.fill("8 characters or more", phrase)
	term.fill("The same passphrase once more", "another one")
	term.see("The two are not the same")
	term.fill("The two are not the same", phrase)
	term.fill("App password", w.Password)
	term.see("Stored in a file encrypted with your passphrase")
	term.choose("What should be done?", 2)
	if exit := term.exit(); exit != 0 {
		t.Fatalf("exit code %d\n%s", exit, term.text())
	}
	if got := w.run("", "password"); got.Code != 78 || !strings.Contains(got.Stderr, "Run this on a terminal") {
		t.Errorf("without a terminal: %+v", got)
	}
	check := w.terminal(80, 40, "check", "--no-send", "--connect", addr)
	check.see("Passphrase of your secrets:")
	check.keys("wrong\n")
	check.see("KEY-LOCKED", "Type the passphrase once more")
	if exit := check.exit(); exit != 78 {
		t.Errorf("exit code %d", exit)
	}
	again := w.wizard(80, 60, false, "setup", sender, "--connect", addr)
	again.see("Use a new app password")
	again.choose("How do you want to go on?", numberBefore(t, again.text(), "Use a new app password"))
	again.fill("Your secrets are in files", "not the one of before")
	again.see("KEY-LOCKED", "Type the passphrase again")
	again.choose("How do you want to go on?", numberBefore(t, again.text(), "Type the passphrase again"))
	again.fill("Your secrets are in files", phrase)
	again.see("App password")
	again.keys("\x03")
	if exit := again.exit(); exit != 130 {
		t.Errorf("exit code %d", exit)
	}
	check = w.terminal(80, 40, "check", "--no-send", "--connect", addr)
	check.see("Passphrase of your secrets:")
	check.keys(phrase + "\n")
	check.see("The server took the login.")
	if exit := check.exit(); exit != 0 {
		t.Errorf("exit code %d", exit)
	}
}
