//go:build linux

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"mailready/smtpcheck/causes"
	"mailready/wizard/settings"
)

// What was typed is never written to the terminal as it is.
func TestTypedEscapes(t *testing.T) {
	w := newWorld(t)
	const bad = "\x1b]0;title\x07\u202e"
	for _, args := range [][]string{
		{bad}, {bad, bad}, {"--" + bad}, {"status", bad}, {"help", bad}, {"guide", bad}, {"guide", "--format", bad}, {"export", bad},
		{"check", bad}, {"check", "--from", "a@contoso.example", "--host", bad}, {"explain", bad}, {"explain", "x", "--host", bad},
		{"practice", "--cause", bad}, {"follow", bad}, {"forget", bad}, {"--timeout", bad}, {"--config", bad, "status"},
		{"admin-request", "--mailbox", "a@contoso.example", "--cause", bad},
		{"admin-request", "--mailbox", "a@contoso.example", "--cause", "AUTH-TENANT-OFF", "--reply", bad},
		{"admin-request", "--mailbox", "a@contoso.example", "--output", bad},
	} {
		got := w.run("", args...)
		if found := stray([]byte(got.Stdout + got.Stderr)); len(found) > 0 {
			t.Errorf("%q: %v in %+v", args, found, got)
		}
	}
}

// A folder with a line break in its name could end a note in an export.
func TestConfigWithLineBreak(t *testing.T) {
	w := newWorld(t)
	folder := filepath.Join(w.Home, "x\ntouch pwned #")
	m := mailboxOf("ann@contoso.example")
	if err := (settings.Folder{Config: folder, State: folder}).Save(&m, nil, settings.Progress{Mailbox: m}); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"export", "env"}, {"status"}, {"check"}} {
		if got := w.run("", append([]string{"--config", folder}, args...)...); got.Code != causes.ExitUsage || got.Stdout != "" ||
			!strings.Contains(got.Stderr, "--config") || strings.Contains(got.Stderr, "touch") {
			t.Errorf("%q: %+v", args, got)
		}
	}
}

// A command whose words went nowhere says so.
func TestFullOutput(t *testing.T) {
	w := newWorld(t)
	m := mailboxOf("ann@contoso.example")
	if err := (settings.Folder{Config: w.Home + "/.config/mailready", State: w.Home + "/.local/state/mailready"}).Save(&m, nil, settings.Progress{Mailbox: m}); err != nil {
		t.Fatal(err)
	}
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		missing(t, err.Error())
	}
	defer full.Close()
	for _, args := range [][]string{{"status"}, {"status", "--json"}, {"explain", "AUTH-TENANT-OFF"}, {"explain", "--list"}, {"export", "card"},
		{"check", "--connect", "127.0.0.1:1"}, {"check", "--json", "--connect", "127.0.0.1:1"}, {"help"}, {"help", "check"}, {"check", "--help"}, {"version"}, {"man"}, {"guide"},
		{"practice", "--list"}, {"follow"}, {"report", "--offline"}, {"admin-request", "--mailbox", "a@contoso.example"}} {
		var said bytes.Buffer
		cmd := w.command(t.Context(), args...)
		cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(""), full, &said
		err := cmd.Run()
		if _, ended := err.(*exec.ExitError); err != nil && !ended {
			t.Fatal(err)
		}
		if code := exitCode(t, err); code != causes.ExitFile || said.String() != "mailready: the output could not be written: no space left on device.\n" {
			t.Errorf("%q: code %d, %q", args, code, &said)
		}
	}
}

// Words that a command does not take are answered in words, and help about
// nothing is a wrong use.
func TestWrongWords(t *testing.T) {
	w := newWorld(t)
	for words, want := range map[string]string{
		"status x":       "mailready status [flags]\nIt was given: \"x\"",
		"check a b":      "mailready check [ADDRESS]",
		"git-credential": "It was given: nothing",
		"a@b c@d":        "mailready [ADDRESS]",
		"help nosuch":    "there is no help about \"nosuch\"",
		"help status x":  "there is no help about \"status x\"",
	} {
		if got := w.run("", strings.Fields(words)...); got.Code != causes.ExitUsage || got.Stdout != "" || !strings.Contains(got.Stderr, want) {
			t.Errorf("%s: %+v", words, got)
		}
	}
	for _, words := range []string{"help", "help check", "help exit-codes", "--help"} {
		if got := w.run("", strings.Fields(words)...); got.Code != 0 || got.Stdout == "" || got.Stderr != "" {
			t.Errorf("%s: %+v", words, got)
		}
	}
}
