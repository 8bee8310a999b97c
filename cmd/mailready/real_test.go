//go:build linux

package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The whole way on real parts: the wizard on a terminal, the app password in
// a real keychain, the mail in a real mailbox; then the check from what was
// saved; then nothing is left of it.
func TestRealRun(t *testing.T) {
	w := newWorld(t)
	w.keychain()
	p := w.postfix()
	const service = "mailready smtp.office365.com:587"

	term := w.terminal(80, 60, "setup", "--plain", "--connect", p.Addr)
	term.answer("Your full Microsoft 365 address", p.User)
	term.answer("How does this mailbox sign in?", "")
	term.answer("How far are you?", "")
	term.answer("do you see \"App password\" in the list?", "")
	term.answer("Is SMTP AUTH on for this mailbox?", "")
	term.answer("Use these settings?", "")
	term.answer("Is the new password on Microsoft's page now?", "")
	if _, found := w.secretTool("lookup", "service", service); found {
		t.Error("something is in the keychain before the password was typed")
	}
	term.see("It is not shown.\n>")
	term.keys(w.Password + "\n")
	term.answer("What should be done?", "")
	mail := p.mail(t)
	code := regexp.MustCompile(`(?m)^Subject: .*\b([0-9A-Z]{5})\b`).FindStringSubmatch(mail)
	if code == nil {
		t.Fatalf("no code in\n%s", mail)
	}
	term.answer("Has it arrived?", "")
	term.answer("Five letters and digits", code[1])
	if exit := term.exit(); exit != 0 {
		t.Fatalf("exit code %d\n%s", exit, term.text())
	}
	term.see("Confirmed: the test email arrived.", "Sender Email     "+p.User)

	if got, _ := w.secretTool("lookup", "service", service, "username", p.User); got != w.Password {
		t.Errorf("the keychain holds %q", got)
	}
	if got := w.run("", "status"); got.Code != 0 || !strings.Contains(got.Stdout, p.User) {
		t.Errorf("status: %+v", got)
	}

	again := w.run("", "check", "--json", "--connect", p.Addr)
	var result checkResult
	if err := json.Unmarshal([]byte(again.Stdout), &result); err != nil || again.Code != 0 {
		t.Fatalf("%v: %+v", err, again)
	}
	if !result.OK || result.Sent != "yes" || result.QueueID == "" || result.TLS == nil || result.From != p.User {
		t.Errorf("check: %+v", result)
	}
	if only := w.run("", "check", "--no-send", "--connect", p.Addr); only.Code != 0 || !strings.Contains(only.Stdout, "Nothing was sent") {
		t.Errorf("check --no-send: %+v", only)
	}
	p.drained(t)
	if n := p.mails(); n != 2 {
		t.Errorf("%d mails, want the wizard's and one check's", n)
	}

	if got := w.run("", "forget", p.User); got.Code != 0 {
		t.Errorf("forget: %+v", got)
	}
	if _, found := w.secretTool("lookup", "service", service); found {
		t.Error("the keychain still holds the password")
	}
	if file := w.mentions(p.User); file != "" {
		t.Errorf("%s still names the mailbox", file)
	}
	if got := w.run("", "check", "--json", "--connect", p.Addr); got.Code != 64 {
		t.Errorf("check after forget: %+v", got)
	}
}

// answer waits for a question, and types the answer to it.
func (t *terminal) answer(question, answer string) {
	t.w.Helper()
	t.see(question)
	t.keys(answer + "\n")
}

// mentions finds a file of ours that holds the text; empty means none does.
func (w *world) mentions(text string) (file string) {
	for _, dir := range []string{".config/mailready", ".local/state/mailready"} {
		filepath.WalkDir(filepath.Join(w.Home, dir), func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				if data, err := os.ReadFile(path); err != nil || strings.Contains(string(data), text) {
					file = path
				}
			}
			return nil
		})
	}
	return file
}
