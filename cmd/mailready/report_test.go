//go:build unix

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mailready/smtpcheck/simserver"
	"mailready/wizard/report"
	"mailready/wizard/settings"
)

// savedWorld is a computer on which one mailbox is set up and waits for the
// admin.
func savedWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	folder := settings.Folder{Config: filepath.Join(w.Home, ".config/mailready"), State: filepath.Join(w.Home, ".local/state/mailready")}
	mailbox := settings.Mailbox{Sender: "jane@contoso.example", Login: "jane@contoso.example", Cloud: "worldwide", Host: "smtp.office365.com", Port: 587, Recipient: "jane@contoso.example"}
	at := time.Date(2026, time.November, 22, 9, 41, 0, 0, time.UTC)
	err := folder.Save(&mailbox, nil, settings.Progress{
		Mailbox: mailbox, Evidence: map[string]string{"two-step": "said", "smtp-auth": "refuted"},
		Waiting:   &settings.Waiting{Cause: "AUTH-MAILBOX-OFF", Since: at},
		LastWrong: &settings.Refusal{At: at, Cause: "AUTH-MAILBOX-OFF", Reply: "535 5.7.139 jane@contoso.example: disabled for the Mailbox.\x1b[2J"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestReportCommand(t *testing.T) {
	w := savedWorld(t)
	addr := w.serve(&simserver.Server{})
	r := w.run("", "report", "--connect", addr)
	for _, want := range []string{
		"j...e@contoso.example", "AUTH-MAILBOX-OFF", "535 5.7.139", "[OK]   starttls", "TLS            1.3", "AUTH LOGIN XOAUTH2",
		"smtp-auth", "2026-11-22T09:41:00Z", "C: STARTTLS", "It is sent nowhere by itself.",
	} {
		if !strings.Contains(strings.ReplaceAll(r.Stdout, "SMTP AUTH for this mailbox: refuted", "smtp-auth"), want) {
			t.Errorf("the report does not say %q:\n%s", want, r.Stdout)
		}
	}
	if r.Code != 0 || r.Stderr != "" || strings.Contains(r.Stdout, "jane@") || strings.Contains(r.Stdout, "\x1b") {
		t.Errorf("exit %d, or the address or an escape sequence shows:\n%s%s", r.Code, r.Stdout, r.Stderr)
	}
	if r := w.run("", "report", "--connect", addr, "--full"); !strings.Contains(r.Stdout, "jane@contoso.example") || strings.Contains(r.Stdout, "\x1b") {
		t.Errorf("the full report is\n%s", r.Stdout)
	}
}

func TestReportJSON(t *testing.T) {
	w := savedWorld(t)
	r := w.run("", "report", "--json", "--offline", "jane@contoso.example")
	var got report.Support
	if err := json.Unmarshal([]byte(r.Stdout), &got); err != nil || r.Code != 0 {
		t.Fatalf("exit %d, %v: %s%s", r.Code, err, r.Stdout, r.Stderr)
	}
	if got.Check != nil || got.Failed == nil || got.Failed.Cause != "AUTH-MAILBOX-OFF" || got.Failed.Owner != "admin" ||
		got.Mailbox.Sender != "j...e@contoso.example" || len(got.Steps) != 7 || len(got.Fingerprint) != 4 {
		t.Errorf("the report is %+v", got)
	}
}

func TestReportOfAServerThatCannotBeReached(t *testing.T) {
	w := savedWorld(t)
	r := w.run("", "report", "--connect", "127.0.0.1:1")
	if r.Code != 0 || !strings.Contains(r.Stdout, "NET-REFUSED") || !strings.Contains(r.Stdout, "[FAIL] connect") {
		t.Errorf("exit %d:\n%s", r.Code, r.Stdout)
	}
}

// The report is shown before it is written, and written only on a yes.
func TestReportIsReviewedFirst(t *testing.T) {
	w := savedWorld(t)
	file := filepath.Join(w.Home, "report.txt")
	if r := w.run("yes\n", "report", "--offline", "--output", file); r.Code != 64 || !strings.Contains(r.Stderr, "Nothing was saved") {
		t.Errorf("without a terminal: %+v", r)
	}
	for _, answer := range []string{"no", "", "yes"} {
		term := w.terminal(80, 60, "report", "--offline", "--output", file)
		term.see("End of report", "Type yes to save it:")
		if _, err := os.Stat(file); err == nil {
			t.Fatalf("the report was saved before the answer")
		}
		term.keys(answer + "\r")
		code := term.exit()
		written, err := os.ReadFile(file)
		if saved := answer == "yes"; (err == nil) != saved || (code == 0) != saved {
			t.Errorf("%q: exit %d, %v", answer, code, err)
		}
		if answer == "yes" && !strings.Contains(string(written), "Both ends hold the same report") {
			t.Errorf("the file holds\n%s", written)
		}
	}
	term := w.terminal(80, 60, "report", "--offline", "--output", file)
	term.see("Type yes")
	term.keys("yes\r")
	if code := term.exit(); code != 74 {
		t.Errorf("over a file that is there: exit %d", code)
	}
}
