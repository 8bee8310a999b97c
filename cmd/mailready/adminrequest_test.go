//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mailready/wizard/settings"
)

func TestAdminRequestWithNothingSaved(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name, stdin, args string
		code              int
		out, err          string
	}{
		{"from flags", "", "--mailbox office@contoso.example --cause auth-tenant-off", 0, "Set-CASMailbox -Identity 'office@contoso.example'", ""},
		{"from a pasted answer", "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", "--mailbox office@contoso.example --reply -", 0, "AUTH-BASIC-OFF", ""},
		{"from an answer nobody knows", "599 9.9.9 Bananas", "--mailbox office@contoso.example --reply -", 0, "599 9.9.9 Bananas", ""},
		{"for another cloud", "", "--mailbox office@contoso.example --cloud gcc-high", 0, "O365USGovGCCHigh", ""},
		{"as Markdown", "", "--mailbox office@contoso.example --format markdown", 0, "# Microsoft 365: please let office@contoso.example", ""},
		{"as a link", "", "--mailbox office@contoso.example --format mailto", 0, "mailto:?subject=Microsoft%20365%3A%20", ""},
		{"of nobody", "", "", 78, "", "no mailbox is set up yet"},
		{"of a mailbox that is not saved", "", "office@contoso.example --cause AUTH-POLICY", 0, "AUTH-POLICY", ""},
		{"with a bad address", "", "--mailbox office", 65, "", "IN-EMAIL"},
		{"of a private account", "", "--mailbox jane@outlook.com", 65, "", "private account"},
		{"with an unknown cause", "", "--mailbox office@contoso.example --cause NOPE", 64, "", "no cause NOPE"},
		{"with an unknown cloud", "", "--mailbox office@contoso.example --cloud mars", 64, "", "worldwide, gcc-high"},
		{"in an unknown format", "", "--mailbox office@contoso.example --format pdf", 64, "", "mailto"},
		{"named twice", "", "a@contoso.example --mailbox b@contoso.example", 64, "", "once"},
	} {
		r := w.run(c.stdin, append([]string{"admin-request"}, strings.Fields(c.args)...)...)
		if r.Code != c.code || !strings.Contains(r.Stdout, c.out) || !strings.Contains(r.Stderr, c.err) {
			t.Errorf("%s: exit %d\n%s\n%s", c.name, r.Code, r.Stdout, r.Stderr)
		}
		if (r.Code == 0) != (r.Stdout != "") || (r.Code == 0) != (r.Stderr == "") {
			t.Errorf("%s: exit %d, and the talk is where the product belongs:\n%s\n%s", c.name, r.Code, r.Stdout, r.Stderr)
		}
	}
}

func TestAdminRequestFromWhatIsSaved(t *testing.T) {
	w := newWorld(t)
	folder := settings.Folder{Config: filepath.Join(w.Home, ".config/mailready"), State: filepath.Join(w.Home, ".local/state/mailready")}
	mailbox := settings.Mailbox{Sender: "office@contoso.example", Login: "jane@contoso.example", Cloud: "worldwide", Host: "smtp.office365.com", Port: 587, Recipient: "office@contoso.example"}
	err := folder.Save(&mailbox, nil, settings.Progress{
		Mailbox: mailbox, Said: map[string]string{"sees": "yes"}, Evidence: map[string]string{"two-step": "said", "smtp-auth": "refuted"},
		LastWrong: &settings.Refusal{At: time.Date(2026, time.November, 22, 9, 41, 0, 0, time.UTC), Cause: "AUTH-MAILBOX-OFF",
			Reply: "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. \x1b[2J"},
	})
	if err != nil {
		t.Fatal(err)
	}
	r := w.run("", "admin-request")
	for _, words := range []string{"The program logs in as jane@contoso.example.", "AUTH-MAILBOX-OFF", "disabled for the Mailbox", "1. Authenticated SMTP is on"} {
		if !strings.Contains(strings.Join(strings.Fields(r.Stdout), " "), words) {
			t.Errorf("%q is missing in\n%s", words, r.Stdout)
		}
	}
	if r.Code != 0 || strings.Contains(r.Stdout, "Per-user MFA is Enforced") || strings.Contains(r.Stdout, "\x1b") {
		t.Errorf("exit %d, asks for what is there already, or shows an escape sequence:\n%s", r.Code, r.Stdout)
	}

	if r := w.run("", "status"); r.Code != 0 || !strings.Contains(r.Stdout, "MC786329") {
		t.Errorf("status does not tell the dates: %+v", r)
	}
	if r := w.run("", "status", "--json"); r.Code != 0 || !strings.Contains(r.Stdout, `"dates":["`) {
		t.Errorf("status --json does not tell the dates: %+v", r)
	}

	file := filepath.Join(w.Home, "request.txt")
	if r := w.run("", "admin-request", "office@contoso.example", "--output", file); r.Code != 0 || r.Stdout != "" || !strings.Contains(r.Stderr, "Nothing was sent") {
		t.Errorf("%+v", r)
	}
	written, err := os.ReadFile(file)
	if err != nil || string(written) != r.Stdout {
		t.Errorf("the file differs from what is printed: %v\n%s", err, written)
	}
	if err := os.WriteFile(file, []byte("changed by hand"), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := w.run("", "admin-request", "--output", file); r.Code != 74 || !strings.Contains(r.Stderr, "there already") {
		t.Errorf("%+v", r)
	}
	if written, err := os.ReadFile(file); err != nil || string(written) != "changed by hand" {
		t.Errorf("a file that was there is overwritten: %q, %v", written, err)
	}
	if r := w.run("", "admin-request", "--output", filepath.Join(w.Home, "no", "such", "folder.txt")); r.Code != 74 {
		t.Errorf("%+v", r)
	}
}

// Where the server has shown that all is well, there is no letter to write.
func TestAdminRequestWithNothingOpen(t *testing.T) {
	w := newWorld(t)
	folder := settings.Folder{Config: filepath.Join(w.Home, ".config/mailready"), State: filepath.Join(w.Home, ".local/state/mailready")}
	mailbox := settings.Mailbox{Sender: "office@contoso.example", Login: "office@contoso.example", Cloud: "worldwide", Host: "smtp.office365.com", Port: 587, Recipient: "office@contoso.example"}
	err := folder.Save(&mailbox, nil, settings.Progress{
		Mailbox: mailbox, Said: map[string]string{"sees": "yes"}, Evidence: map[string]string{"two-step": "fits", "smtp-auth": "proved", "app-password": "fits"},
		LastGood: &settings.Check{At: time.Date(2026, time.November, 22, 9, 41, 0, 0, time.UTC), Mode: "send", Sent: "yes"},
	})
	if err != nil {
		t.Fatal(err)
	}
	r := w.run("", "admin-request")
	if r.Code != 0 || !strings.Contains(r.Stdout, "Nothing is open for your admin") || !strings.Contains(r.Stdout, "--cause") || strings.Contains(r.Stdout, "Subject:") {
		t.Errorf("%+v", r)
	}
	if r := w.run("", "admin-request", "--cause", "AUTH-TENANT-OFF"); r.Code != 0 || !strings.Contains(r.Stdout, "Subject:") || strings.Contains(r.Stdout, "has not logged in") {
		t.Errorf("%+v", r)
	}
}
