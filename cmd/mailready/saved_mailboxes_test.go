//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/settings"
)

// keep saves the settings of mailboxes, without passwords.
func (w *world) keep(senders ...string) (file string) {
	w.Helper()
	f := settings.Folder{Config: w.Home + "/.config/mailready", State: w.Home + "/.local/state/mailready"}
	for _, sender := range senders {
		m := mailboxOf(sender)
		if err := f.Save(&m, nil, settings.Progress{Mailbox: m}); err != nil {
			w.Fatal(err)
		}
	}
	return filepath.Join(f.Config, "settings.toml")
}

// What is refused when it is typed is refused in the file too, with the name
// of the field.
func TestSettingsAsIfTyped(t *testing.T) {
	const good = "[[mailbox]]\nsender = \"a@contoso.example\"\nserver = \"smtp.office365.com\"\n"
	for text, field := range map[string]string{
		strings.Replace(good, "a@", "a`id`@", 1):                     "the sender",
		strings.Replace(good, "a@", "-a@", 1):                        "the sender",
		strings.Replace(good, "contoso.example", "192.0.2.1", 1):     "the sender",
		strings.Replace(good, "contoso.example", "köln.example", 1):  "the sender",
		good + "login = \"a b@contoso.example\"\n":                   "the login",
		good + "recipient = \"x\"\n":                                 "the recipient",
		strings.Replace(good, "smtp.office365.com", "192.0.2.1", 1):  "the server",
		strings.Replace(good, "smtp.office365.com", "x;id", 1):       "the server",
		strings.Replace(good, "smtp.office365.com", "smtp://a.b", 1): "the server",
		good + "port = 25\n":                                         "the port",
		good + "port = 465\nlogin = \"B@Contoso.Example\"\n":         "",
	} {
		w := newWorld(t)
		file := w.keep("x@contoso.example")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		os.Remove(filepath.Join(w.Home, ".local/state/mailready/state.json"))
		got := w.run("", "export", "json")
		if field == "" && got.Code != 0 {
			t.Errorf("%s: %+v", text, got)
		}
		if field != "" && (got.Code != causes.ExitConfig || got.Stdout != "" || !strings.Contains(got.Stderr, settings.Corrupt) || !strings.Contains(got.Stderr, field)) {
			t.Errorf("%s: %+v, want %s", text, got, field)
		}
	}
}

// Without a home a check works that needs nothing kept, and says so.
func TestCheckWithoutHome(t *testing.T) {
	w := newWorld(t)
	addr := w.serve(&simserver.Server{})
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"} {
		w.setenv(name, "")
	}
	got := w.run(w.Password, "check", "--password-stdin", "--from", "ann@contoso.example", "--connect", addr)
	if got.Code != 0 || !strings.Contains(got.Stdout, "took the login and the test email") || !strings.Contains(got.Stderr, "HOME is not set: nothing is loaded") {
		t.Errorf("%+v", got)
	}
	for _, words := range []string{"status", "check", "password", "export card", "forget", "report", "admin-request", "check --from ann@contoso.example"} {
		if got := w.run("", strings.Fields(words)...); got.Code != causes.ExitFile || !strings.Contains(got.Stderr, "HOME is not set") {
			t.Errorf("%s: %+v", words, got)
		}
	}
}

// All commands that need a mailbox say the same where there is none.
func TestNoMailbox(t *testing.T) {
	w := newWorld(t)
	for _, words := range []string{"check", "admin-request", "password", "export card", "report --offline", "forget"} {
		if got := w.run("", strings.Fields(words)...); got.Code != causes.ExitConfig || got.Stdout != "" ||
			got.Stderr != "mailready: no mailbox is set up yet. To set one up, run: mailready\n" {
			t.Errorf("%s: %+v", words, got)
		}
	}
	if got := w.run("", "export"); got.Code != causes.ExitUsage || got.Stdout != "" || !strings.Contains(got.Stderr, "\n  msmtp           msmtp: ") {
		t.Errorf("export: %+v", got)
	}
}

// Nothing is removed that nobody named, nobody agreed to, or that cannot be
// removed as a whole.
func TestForgetAsksFirst(t *testing.T) {
	w := newWorld(t)
	w.keychain()
	ann, bob := mailboxOf("ann@contoso.example"), mailboxOf("bob@contoso.example")
	w.setUp(ann)
	still := func(after string) {
		t.Helper()
		w.secret = true
		if got := w.run("", "password", ann.Sender); got.Stdout != w.Password+"\n" {
			t.Errorf("%s: the password is gone: %s", after, got.Stderr)
		}
	}
	screen := w.terminal(80, 24, "forget")
	screen.see("Remove the app password, settings and progress of ann@contoso.example?", "Type yes:")
	screen.keys("no\r")
	if code := screen.exit(); code != causes.ExitInterrupted {
		t.Errorf("no: code %d", code)
	}
	still("no")

	w.setUp(bob)
	if got := w.run("", "forget"); got.Code != causes.ExitUsage || !strings.Contains(got.Stderr, ann.Sender+", "+bob.Sender) {
		t.Errorf("of two: %+v", got)
	}
	still("of two")

	unlock, err := settings.Folder{Config: w.Home + "/.config/mailready", State: w.Home + "/.local/state/mailready"}.Lock()
	if err != nil {
		t.Fatal(err)
	}
	if got := w.run("", "forget", ann.Sender); got.Code != causes.ExitConfig || !strings.Contains(got.Stderr, settings.Busy) {
		t.Errorf("while the wizard is open: %+v", got)
	}
	unlock()
	still("while the wizard is open")

	lock := filepath.Join(w.Home, ".local/state/mailready/write.lock")
	if err := os.Remove(lock); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(lock, 0o700); err != nil {
		t.Fatal(err)
	}
	if got := w.run("", "forget", ann.Sender); got.Code == 0 || got.Stdout != "" {
		t.Errorf("where nothing can be written: %+v", got)
	}
	still("where nothing can be written")
	if err := os.Remove(lock); err != nil {
		t.Fatal(err)
	}

	screen = w.terminal(80, 24, "forget", ann.Sender, "--yes")
	screen.see("are removed.")
	if code := screen.exit(); code != 0 {
		t.Errorf("--yes: code %d", code)
	}
	if got := w.run("", "forget", bob.Sender); got.Code != 0 {
		t.Errorf("without a terminal: %+v", got)
	}
}
