//go:build unix

package main

import (
	"strings"
	"testing"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

// A token from standard input logs in, or is refused, and is never shown.
func TestTokenFromStandardInput(t *testing.T) {
	w := newWorld(t)
	token := newToken()
	w.hide(token)
	server := &simserver.Server{Token: token}
	addr := w.serve(server)
	for name, c := range map[string]struct {
		typed string
		code  int
		says  string
	}{
		"as it is":        {token, 0, "The server took the login and the test email"},
		"with a line end": {token + "\r\n", 0, "The server took the login"},
		"with Bearer":     {"Bearer " + token + "\n", 0, "The server took the login"},
		"another":         {newToken(), 77, "AUTH-TOKEN"},
	} {
		got := w.run(c.typed, "check", "--token-stdin", "--from", "ann@contoso.example", "--connect", addr)
		if got.Code != c.code || !strings.Contains(got.Stdout, c.says) {
			t.Errorf("%s: exit %d\n%s%s", name, got.Code, got.Stdout, got.Stderr)
		}
	}
	if logins := server.Logins(); len(logins) != 4 || logins[0].Mechanism != string(smtpcheck.MechXOAuth2) || logins[0].User != "ann@contoso.example" {
		t.Errorf("%+v", logins)
	}
}

// What cannot be a token is told kindly, before anything is sent.
func TestTokenThatIsNone(t *testing.T) {
	w := newWorld(t)
	server := &simserver.Server{}
	addr := w.serve(server)
	token := newToken()
	w.hide(token)
	for _, c := range []struct{ typed, says string }{
		{"", "there is no token"}, {"Bearer \n", "--token-stdin"}, {token + " " + token, "blanks"}, {token + "\n" + token, "blanks"},
		{token + "\x1b[2J", "other signs"}, {strings.Repeat("a", 17000), "longer"}, {`{"access_token":"` + token + `"}`, "other signs"},
	} {
		got := w.run(c.typed, "check", "--token-stdin", "--json", "--from", "ann@contoso.example", "--connect", addr)
		if got.Code != 64 || !strings.Contains(got.Stderr, c.says) {
			t.Errorf("%.30q: exit %d, %s", c.typed, got.Code, got.Stderr)
		}
	}
	got := w.run(token, "check", "--token-stdin", "--password-stdin", "--from", "ann@contoso.example", "--connect", addr)
	if got.Code != 64 || len(server.Sessions()) != 0 {
		t.Errorf("both at once: exit %d, %d connections", got.Code, len(server.Sessions()))
	}
}
