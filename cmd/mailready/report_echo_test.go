//go:build linux

package main

import (
	"strings"
	"testing"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

// A server that remembers the password from an earlier login cannot put it
// into the report.
func TestReportHidesAnEcho(t *testing.T) {
	w := newWorld(t)
	w.keychain()
	w.setUp(mailboxOf("ann@contoso.example"))
	s := &simserver.Server{AfterTLS: []string{"AUTH LOGIN", "X" + w.Password}}
	got := w.run("", "report", "--full", "--connect", w.serve(s))
	if got.Code != 0 || strings.Contains(got.Stdout, w.Password) || !strings.Contains(got.Stdout, "[OK]   starttls") || len(s.Logins()) != 0 {
		t.Errorf("exit code %d, %d logins:\n%s", got.Code, len(s.Logins()), got.Stdout)
	}
	refusing := &simserver.Server{Replies: map[smtpcheck.Stage]string{smtpcheck.Greeting: "554 5.3.2 " + w.Password}}
	if got := w.run("", "report", "--full", "--connect", w.serve(refusing)); strings.Contains(got.Stdout, w.Password) || !strings.Contains(got.Stdout, "[hidden: ") {
		t.Errorf("exit code %d:\n%s", got.Code, got.Stdout)
	}
}
