//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
)

// A store that cannot be opened is not tried for each of a hundred mailboxes, and
// the others of another store are checked all the same.
func TestWatchGivesAStoreUp(t *testing.T) {
	w := newWorld(t)
	w.many(100)
	s := &simserver.Server{Password: w.Password}
	addr := w.serve(s)
	commands, calls := filepath.Join(w.Home, "commands.toml"), filepath.Join(w.Home, "calls")
	if err := os.WriteFile(commands, []byte(`get = ["sh", "-c", "echo >> `+calls+`; echo The vault is locked. >&2; exit 1"]`), 0o600); err != nil {
		t.Fatal(err)
	}
	settings := filepath.Join(w.Home, ".config/mailready/settings.toml")
	text, err := os.ReadFile(settings)
	if err != nil {
		t.Fatal(err)
	}
	locked := strings.Replace(string(text), `"systemd"`, `"command:`+commands+`"`, 98)
	if err := os.WriteFile(settings, []byte(locked), 0o600); err != nil {
		t.Fatal(err)
	}
	got := w.run("", "check", "--all", "--json", "--connect", addr)
	if got.Code != causes.ExitConfig || strings.Count(got.Stdout, `"cause":"KEY-LOCKED"`) != 98 || !strings.Contains(got.Stdout, "could not be opened 8 times in a row") {
		t.Errorf("exit %d, %.600s%s", got.Code, got.Stdout, got.Stderr)
	}
	asked, err := os.ReadFile(calls)
	if n := len(asked); err != nil || n < mostSilent || n > 2*mostSilent {
		t.Errorf("the store was asked %d times, %v", n, err)
	}
	if n := len(s.Logins()); n != 2 {
		t.Errorf("%d logins, want the two of the other store", n)
	}
}
