package smtpcheck_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

// token has the length of Microsoft's, and holds no word.
var token = strings.Repeat("eyJQx7vKzWq9-Rt4_", 120)

// signIn makes a check log in with a token.
func signIn(token string) func(*smtpcheck.Check) {
	return func(c *smtpcheck.Check) {
		c.Auth = &smtpcheck.Auth{User: "anna@contoso.example", Token: lend(token)}
	}
}

var bearer = []string{"SIZE 157286400", "PIPELINING", "AUTH OAUTHBEARER LOGIN"}

func TestTokenLogsIn(t *testing.T) {
	long := strings.Repeat("x9Q-", 4000)
	for _, c := range []struct {
		name, token string
		s           *simserver.Server
		mech        smtpcheck.Mechanism
		auths       int // AUTH commands
	}{
		{"along with the command", token, &simserver.Server{}, smtpcheck.MechXOAuth2, 1},
		{"not along with it", token, &simserver.Server{NoInitial: true}, smtpcheck.MechXOAuth2, 2},
		{"too long for the command", long, &simserver.Server{}, smtpcheck.MechXOAuth2, 1},
		{"OAUTHBEARER alone", token, &simserver.Server{AfterTLS: bearer}, smtpcheck.MechOAuthBearer, 1},
		{"OAUTHBEARER, too long", long, &simserver.Server{AfterTLS: bearer}, smtpcheck.MechOAuthBearer, 1},
		{"XOAUTH2 before OAUTHBEARER", token, &simserver.Server{AfterTLS: []string{"AUTH OAUTHBEARER XOAUTH2"}}, smtpcheck.MechXOAuth2, 1},
	} {
		c.s.User, c.s.Token = "anna@contoso.example", c.token
		r, e, _ := run(t, c.s, signIn(c.token))
		logins := c.s.Logins()
		if e != nil || !r.LoggedIn || r.Sent != smtpcheck.WasSent || r.Mechanism != c.mech || len(logins) != 1 || logins[0].Mechanism != string(c.mech) || !logins[0].OK {
			t.Errorf("%s: %+v, %v", c.name, e, logins)
		}
		if got := strings.Count(strings.Join(c.s.Sessions()[0].Commands, "|"), "AUTH "); got != c.auths {
			t.Errorf("%s: %d AUTH commands", c.name, got)
		}
		shows(t, c.name, c.token, r, e)
	}
}

// shows fails where a run has left the token behind.
func shows(t *testing.T, name, token string, seen ...any) {
	t.Helper()
	all := fmt.Sprintf("%+v", seen)
	for _, form := range []string{token[:20], base64.StdEncoding.EncodeToString([]byte(token))[4:24]} {
		if strings.Contains(all, form) {
			t.Errorf("%s: the token is shown", name)
		}
	}
}

func TestTokenRefused(t *testing.T) {
	explained := `{"status":"401","schemes":"bearer","scope":"https://outlook.office.com/SMTP.Send"}`
	for _, c := range []struct {
		name   string
		s      *simserver.Server
		status smtpcheck.Text
	}{
		{"at once, as Microsoft does", &simserver.Server{}, ""},
		{"explained, as Google does", &simserver.Server{TokenJSON: explained}, "401"},
		{"explained in two steps", &simserver.Server{TokenJSON: explained, NoInitial: true}, "401"},
		{"explained to OAUTHBEARER", &simserver.Server{TokenJSON: explained, AfterTLS: bearer}, "401"},
		{"explained by a number", &simserver.Server{TokenJSON: `{"status":400}`}, "400"},
		{"explained without a status", &simserver.Server{TokenJSON: `{}`}, ""},
		{"explained by no object", &simserver.Server{TokenJSON: `{broken`}, ""},
	} {
		r, e, _ := run(t, c.s, signIn(token))
		if e == nil || e.Stage != smtpcheck.Login || e.Reply.Code != 535 || !e.Mechanism.Token() || r.TokenStatus != c.status || r.LoggedIn {
			t.Errorf("%s: %+v, status %q", c.name, e, r.TokenStatus)
		}
		if n := len(c.s.Logins()); n != 1 {
			t.Errorf("%s: %d logins", c.name, n)
		}
		shows(t, c.name, token, r, e)
	}
}

// A server that repeats the token in its explanation, or anywhere else, is
// not shown.
func TestTokenEchoIsHidden(t *testing.T) {
	for _, s := range []*simserver.Server{
		{TokenJSON: `{"status":"` + token[30:90] + `"}`},
		{Replies: map[smtpcheck.Stage]string{smtpcheck.Login: "535 5.7.3 you said " + token[100:160]}},
		{Replies: map[smtpcheck.Stage]string{smtpcheck.Login: "535 5.7.3 you said " + base64.StdEncoding.EncodeToString([]byte("user=a\x01auth=Bearer " + token))[:1900]}},
	} {
		r, e, _ := run(t, s, signIn(token))
		all := fmt.Sprintf("%+v %+v", r, e)
		for at := 0; at+16 <= len(token); at += 4 {
			if strings.Contains(all, token[at:at+16]) {
				t.Fatalf("shown: %s", all)
			}
		}
		if e == nil || e.Reply.Code != 535 {
			t.Errorf("got %+v", e)
		}
	}
}

// After an explanation of why it refused, a server's yes is none.
func TestTokenRefusedAndTaken(t *testing.T) {
	s := &simserver.Server{TokenJSON: `{"status":"401"}`, Replies: map[smtpcheck.Stage]string{smtpcheck.Login: "235 2.7.0 ok"}}
	r, e, _ := run(t, s, signIn(token))
	if e == nil || e.Fault != smtpcheck.FaultGarbled || r.LoggedIn {
		t.Errorf("%+v", e)
	}
}

func TestCredentialsOfNoKind(t *testing.T) {
	for name, auth := range map[string]smtpcheck.Auth{"none": {User: "anna@contoso.example"}, "both": {User: "anna@contoso.example", Token: lend(token), Password: lend(password)}} {
		s := &simserver.Server{Token: token}
		_, e, _ := run(t, s, func(c *smtpcheck.Check) { c.Auth = &auth })
		if !errors.Is(e, smtpcheck.ErrInput) || len(s.Logins()) != 0 {
			t.Errorf("%s: %+v", name, e)
		}
	}
	s := &simserver.Server{AfterTLS: []string{"AUTH LOGIN PLAIN"}}
	if _, e, _ := run(t, s, signIn(token)); e == nil || e.Fault != smtpcheck.FaultNoMech {
		t.Errorf("no mechanism for a token: %+v", e)
	}
}

// A token costs no more round trips than a password.
func TestTokenFlights(t *testing.T) {
	s := &simserver.Server{Token: token}
	run(t, s, signIn(token))
	if got := strings.Join(s.Sessions()[0].Commands, "|"); got != "EHLO [127.0.0.1]|STARTTLS|EHLO [127.0.0.1]|AUTH XOAUTH2|MAIL FROM:<anna@contoso.example>|RCPT TO:<anna@contoso.example>|DATA|QUIT" {
		t.Error(got)
	}
}
