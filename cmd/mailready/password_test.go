//go:build linux

package main

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
	"mailready/wizard/settings"
)

// setUp saves a mailbox as the wizard would, and puts the canary into the real
// keychain with a program that is not ours.
func (w *world) setUp(m settings.Mailbox) {
	w.Helper()
	f := settings.Folder{Config: w.Home + "/.config/mailready", State: w.Home + "/.local/state/mailready"}
	if err := f.Save(&m, nil, settings.Progress{Mailbox: m}); err != nil {
		w.Fatal(err)
	}
	item := keystore.Item{Host: m.Host, Port: m.Port, Login: m.Login}
	store := exec.Command("secret-tool", "store", "--label=stored by hand", "service", item.Service(), "username", m.Login)
	store.Env, store.Stdin = w.env, strings.NewReader(w.Password)
	if out, err := store.CombinedOutput(); err != nil {
		w.Fatalf("%v: %s", err, out)
	}
}

func mailboxOf(sender string) settings.Mailbox {
	return settings.Mailbox{Sender: sender, Login: sender, Cloud: "worldwide", Host: "smtp.office365.com", Port: 587, Recipient: sender}
}

func TestPassword(t *testing.T) {
	w := newWorld(t)
	w.keychain()
	const ann, bob = "ann@contoso.example", "bob@contoso.example"

	if got := w.run("", "password"); got.Code != causes.ExitConfig || got.Stdout != "" || !strings.Contains(got.Stderr, "run: mailready") {
		t.Errorf("with nothing set up: %+v", got)
	}
	w.setUp(mailboxOf(ann))
	for _, args := range [][]string{{"password"}, {"password", ann}, {"password", "--show"}} {
		w.secret = true
		if got := w.run("", args...); got.Code != 0 || got.Stdout != w.Password+"\n" || got.Stderr != "" {
			t.Errorf("%q: code %d, %d bytes, stderr %q", args, got.Code, len(got.Stdout), got.Stderr)
		}
	}
	if got := w.run("", "password", bob); got.Code != causes.ExitConfig || got.Stdout != "" || !strings.Contains(got.Stderr, "setup "+bob) {
		t.Errorf("not set up: %+v", got)
	}
	if got := w.run("", "password", "bob"); got.Code != causes.ExitInput || got.Stdout != "" {
		t.Errorf("no address: %+v", got)
	}

	// A changed server gets nothing: the entry belongs to the old one.
	moved := mailboxOf(ann)
	moved.Host = "smtp.example.com"
	f := settings.Folder{Config: w.Home + "/.config/mailready", State: w.Home + "/.local/state/mailready"}
	if err := f.Save(&moved, nil, settings.Progress{Mailbox: moved}); err != nil {
		t.Fatal(err)
	}
	if got := w.run("", "password", ann); got.Code != causes.ExitConfig || got.Stdout != "" || !strings.Contains(got.Stderr, "KEY-MISSING") || !strings.Contains(got.Stderr, "mailready setup "+ann) {
		t.Errorf("after a change of the server: %+v", got)
	}
	if got := w.run("", "check", "--json"); got.Code != causes.ExitConfig || !strings.Contains(got.Stdout, `"cause":"KEY-MISSING"`) {
		t.Errorf("check after a change of the server: %+v", got)
	}
}

// Without --show nothing comes up on a screen that others may see.
func TestPasswordNotOnAScreen(t *testing.T) {
	w := newWorld(t)
	w.keychain()
	w.setUp(mailboxOf("ann@contoso.example"))
	screen := w.terminal(80, 24, "password", "ann@contoso.example")
	screen.see("Stop sharing your screen first")
	if code := screen.exit(); code != causes.ExitUsage {
		t.Errorf("code %d", code)
	}
}

// Where there is no keychain it is said at once.
func TestPasswordWithoutAKeychain(t *testing.T) {
	w := newWorld(t)
	m := mailboxOf("ann@contoso.example")
	f := settings.Folder{Config: w.Home + "/.config/mailready", State: w.Home + "/.local/state/mailready"}
	if err := f.Save(&m, nil, settings.Progress{Mailbox: m}); err != nil {
		t.Fatal(err)
	}
	w.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+w.Home+"/no-bus")
	got := w.run("", "password")
	if got.Code == 0 || got.Stdout != "" || !strings.Contains(got.Stderr, "KEY-ABSENT") {
		t.Errorf("got %s", fmt.Sprintf("%+v", got))
	}
}
