//go:build linux

package main

import (
	"path/filepath"
	"syscall"
	"testing"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/settings"
)

// However a command is stopped while it waits for a passphrase, the terminal is
// as it was before (see [terminal.wait]): what is typed next is seen.
func TestStoppedAtThePassphrase(t *testing.T) {
	phrase := newToken()[:40]
	w := newWorld(t)
	w.hide(phrase)
	addr := w.serve(&simserver.Server{Password: w.Password})
	m := mailboxOf(sender)
	m.Store = "age"
	f := settings.Folder{Config: filepath.Join(w.Home, ".config/mailready"), State: filepath.Join(w.Home, ".local/state/mailready")}
	if err := f.Save(&m, nil, settings.Progress{Mailbox: m}); err != nil {
		t.Fatal(err)
	}
	store := keystore.Age(filepath.Join(f.State, "age"), nil)
	store.Unlock(keystore.NewSecret([]byte(phrase)))
	item := keystore.Item{Host: m.Host, Port: m.Port, Login: m.Login}
	if err := store.Set(t.Context(), item, keystore.NewSecret([]byte(w.Password))); err != nil {
		t.Fatal(err)
	}
	for name, stop := range map[string]func(*terminal){
		"Ctrl-C":  func(term *terminal) { term.keys("\x03") },
		"halfway": func(term *terminal) { term.keys(phrase[:8] + "\x03") },
		"systemd": func(term *terminal) { term.cmd.Process.Signal(syscall.SIGTERM) },
		"hang-up": func(term *terminal) { term.cmd.Process.Signal(syscall.SIGHUP) },
	} {
		for _, args := range [][]string{{"password", "--show", sender}, {"check", "--no-send", "--connect", addr}} {
			term := w.terminal(80, 24, args...)
			term.see("Passphrase of your secrets:")
			stop(term)
			if exit := term.exit(); exit != causes.ExitInterrupted {
				t.Errorf("%s, %s: exit code %d\n%s", args[0], name, exit, term.text())
			}
			term.see("stopped.")
		}
	}
}
