//go:build linux

package main

import (
	"strings"
	"testing"
	"time"

	"mailready/wizard/settings"
)

// Status names each thing once, fits the terminal, and its next command fits
// whose turn it is.
func TestStatusInWords(t *testing.T) {
	w := newWorld(t)
	m := mailboxOf("jane.with.a.long.name@department.contoso.example")
	p := settings.Progress{Mailbox: m, Evidence: map[string]string{"two-step": "fits", "smtp-auth": "refuted"},
		LastWrong: &settings.Refusal{At: time.Date(2026, time.November, 22, 9, 41, 0, 0, time.UTC), Cause: "AUTH-TENANT-OFF"}}
	if err := (settings.Folder{Config: w.Home + "/.config/mailready", State: w.Home + "/.local/state/mailready"}).Save(&m, nil, p); err != nil {
		t.Fatal(err)
	}
	got := w.run("", "status")
	for _, want := range []string{"  Last good check      none yet\n", "\n  Evidence\n    2-step verification: fits\n    SMTP AUTH: refuted\n    App password: todo\n",
		"It is your admin's turn.", "mailready admin-request " + m.Sender + "\n", "said: you said so.", "opposite."} {
		if !strings.Contains(strings.ReplaceAll(got.Stdout, "\n                       ", " "), want) {
			t.Errorf("no %q in\n%s", want, got.Stdout)
		}
	}
	if n := strings.Count(got.Stdout, "\n  App password "); n != 1 || got.Code != 0 || strings.Contains(got.Stdout, "Last check") {
		t.Errorf("%d rows App password, code %d:\n%s", n, got.Code, got.Stdout)
	}
	for line := range strings.Lines(got.Stdout) {
		if len(strings.TrimRight(line, "\n")) > 79 {
			t.Errorf("%d columns: %s", len(line)-1, line)
		}
	}
	if got := w.run("", "status", "--json"); !strings.Contains(got.Stdout, `"next":"mailready admin-request `+m.Sender) {
		t.Errorf("%+v", got)
	}
}
