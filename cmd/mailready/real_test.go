//go:build unix

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
// saved; then nothing is left of it. Both drivers leave the same behind.
func TestRealRun(t *testing.T) {
	t.Parallel()
	kept := map[string]string{}
	for _, driver := range []string{"plain", "full screen"} {
		t.Run(driver, func(t *testing.T) { kept[driver] = realRun(t, driver == "plain") })
	}
	if kept["plain"] != kept["full screen"] {
		t.Errorf("plain saved\n%s\nfull screen saved\n%s", kept["plain"], kept["full screen"])
	}
}

const service = "mailready smtp.office365.com:587"

// realRun gives the settings that the wizard saved.
func realRun(t *testing.T, plain bool) string {
	w := newWorld(t)
	w.keychain()
	p := w.postfix()
	w.throughSetup(p, plain)

	settings, err := os.ReadFile(filepath.Join(w.Home, ".config/mailready/settings.toml"))
	if err != nil {
		t.Fatal(err)
	}
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
	if got := w.run("", "check", "--json", "--connect", p.Addr); got.Code != 78 {
		t.Errorf("check after forget: %+v", got)
	}
	return string(settings)
}

// throughSetup goes through the seven steps on a terminal, up to the code from the
// mail that arrived.
func (w *world) throughSetup(p *postfix, plain bool) {
	w.Helper()
	term := w.wizard(80, 60, plain, "setup", "--connect", p.Addr)
	term.fill("Your full Microsoft 365 address", p.User)
	term.choose("How does this mailbox sign in?", 1)
	term.choose("How far are you?", 1)
	term.choose("do you see \"App password\" in the list?", 1)
	term.choose("Is SMTP AUTH on for this mailbox?", 1)
	term.choose("Use these settings?", 1)
	term.choose("Is the new password on Microsoft's page now?", 1)
	if _, found := w.secretTool("lookup", "service", service); found {
		w.Error("something is in the keychain before the password was typed")
	}
	term.fill("It is not shown.", w.Password)
	term.choose("What should be done?", 1)
	mail := p.mail(w.T)
	code := regexp.MustCompile(`(?m)^Subject: .*\b([0-9A-Z]{5})\b`).FindStringSubmatch(mail)
	if code == nil {
		w.Fatalf("no code in\n%s", mail)
	}
	term.choose("Has it arrived?", 1)
	term.fill("Five letters and digits", code[1])
	if exit := term.exit(); exit != 0 {
		w.Fatalf("exit code %d\n%s", exit, term.text())
	}
	term.see("Confirmed: the test email arrived.", "Sender Email     "+p.User)
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
