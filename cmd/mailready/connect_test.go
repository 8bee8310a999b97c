//go:build unix

package main

import (
	"strings"
	"testing"

	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
)

// Every command refuses a --connect or --timeout that cannot be meant.
func TestCommonFlagsRefused(t *testing.T) {
	w := newWorld(t)
	for _, command := range [][]string{
		{"check", "--json", "--no-send", "--password-stdin", "--from", sender}, {"setup", "--plain"}, {"--plain"}, {"report"}, {"status"},
	} {
		for _, flag := range [][]string{
			{"--connect", ""}, {"--connect", "x"}, {"--connect", "127.0.0.1"}, {"--connect", ":25"}, {"--connect", "127.0.0.1:0"},
			{"--connect", "127.0.0.1:99999"}, {"--connect", "a b:1"}, {"--connect", "[::1:1"}, {"--connect", "::1:1"}, {"--connect", "h:smtp"},
			{"--timeout", "0s"}, {"--timeout", "999ms"}, {"--timeout", "-5s"},
		} {
			if command[0] != "check" && flag[1] != "" && flag[1] != "-5s" {
				continue // the same gate for all commands
			}
			got := w.run(w.Password, append(command, flag...)...)
			if got.Code != causes.ExitUsage || got.Stdout != "" || !strings.Contains(got.Stderr, flag[0]) {
				t.Errorf("%s %q: exit code %d, %q, %q", command[0], flag, got.Code, got.Stdout, got.Stderr)
			}
		}
	}
	for _, good := range []string{"127.0.0.1:2525", "[::1]:587", "localhost:1", "[fe80::1%eth0]:25", "relay_1.contoso.example:465"} {
		if !dialable(good) {
			t.Errorf("%s is refused", good)
		}
	}
}

// What was dialled in place of the server is named, at the begin and where
// the network failed.
func TestDialledAddressIsNamed(t *testing.T) {
	w := newWorld(t)
	got := w.run(w.Password, "check", "--password-stdin", "--from", sender, "--connect", "127.0.0.1:1")
	text := strings.Join(strings.Fields(got.Stdout), " ")
	if !strings.Contains(text, "Dialling 127.0.0.1:1 instead of smtp.office365.com:587.") ||
		!strings.Contains(text, "The address dialled was 127.0.0.1:1, as --connect says.") {
		t.Errorf("exit code %d: %s", got.Code, text)
	}
}

// A password that goes to a server which is not Microsoft's goes with a
// warning, also where a name only looks like one.
func TestUnknownHostIsWarnedOf(t *testing.T) {
	for host, warned := range map[string]string{
		"smtp.office365.com": "", "mail.contoso.example": "mail.contoso.example is not one of Microsoft's known mail servers",
		"smtp.offic\u0435365.com": "xn--",
	} {
		for _, form := range [][]string{nil, {"--json"}} {
			w := newWorld(t)
			addr := w.serve(&simserver.Server{})
			args := append([]string{"check", "--password-stdin", "--from", sender, "--connect", addr, "--host", host}, form...)
			got := w.run(w.Password, args...)
			if (warned == "") != !strings.Contains(got.Stderr, "warning") || !strings.Contains(got.Stderr, warned) {
				t.Errorf("%s %v: exit code %d, %q", host, form, got.Code, got.Stderr)
			}
		}
	}
}
