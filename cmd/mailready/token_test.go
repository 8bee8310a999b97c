//go:build unix

package main

import (
	"encoding/json"
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

// What the server says of a token, and that it takes none, comes out in every
// form of the output.
func TestTokenRefusalIsTold(t *testing.T) {
	w := newWorld(t)
	token := newToken()
	w.hide(token)
	explains := w.serve(&simserver.Server{TokenJSON: `{"status":"401","schemes":"bearer","scope":"https://outlook.office.com/SMTP.Send"}`})
	got := w.run(token, "check", "--token-stdin", "--json", "--from", "ann@contoso.example", "--connect", explains)
	var r checkResult
	if err := json.Unmarshal([]byte(got.Stdout), &r); err != nil || r.Cause != "AUTH-TOKEN" || r.Owner != "admin" || got.Code != 77 {
		t.Errorf("%v: %+v", err, got)
	}
	if r.Token == nil || *r.Token != (tokenResult{"401", "bearer", "https://outlook.office.com/SMTP.Send"}) {
		t.Errorf("%+v", r.Token)
	}
	got = w.run(token, "check", "--token-stdin", "-v", "--from", "ann@contoso.example", "--connect", explains)
	if !strings.Contains(got.Stderr, "The server says of the token: status 401, scope https://outlook.office.com/SMTP.Send, schemes bearer\n") {
		t.Errorf("%s", got.Stderr)
	}
	none := w.serve(&simserver.Server{AfterTLS: []string{"AUTH LOGIN"}})
	got = w.run(token, "check", "--token-stdin", "--from", "ann@contoso.example", "--connect", none)
	if got.Code != 77 || !strings.Contains(got.Stdout, "AUTH-NOMECH") || !strings.Contains(got.Stdout, "takes no sign-in token") || strings.Contains(got.Stdout, "choose the login method") {
		t.Errorf("%+v", got)
	}
}

// A token is not typed: on a terminal it would be shown while it is pasted.
func TestTokenFromATerminal(t *testing.T) {
	w := newWorld(t)
	screen := w.terminal(80, 24, "check", "--token-stdin", "--from", "ann@contoso.example")
	screen.see("--token-stdin reads a pipe or a file, not the terminal")
	if code := screen.exit(); code != 64 {
		t.Errorf("exit %d", code)
	}
}
