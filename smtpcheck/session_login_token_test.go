package smtpcheck_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

// token has the length of Microsoft's.
var token = newToken(2040)

// newToken is a token of that length, the same in every run. No part of it
// comes twice, so that nothing is found by luck.
func newToken(length int) string {
	const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	random := rand.New(rand.NewPCG(uint64(length), 1))
	b := make([]byte, length)
	for i := range b {
		b[i] = signs[random.IntN(len(signs))]
	}
	return string(b)
}

// signIn makes a check log in with a token.
func signIn(token string) func(*smtpcheck.Check) {
	return func(c *smtpcheck.Check) {
		c.Auth = &smtpcheck.Auth{User: "anna@contoso.example", Token: lend(token)}
	}
}

var bearer = []string{"SIZE 157286400", "PIPELINING", "AUTH OAUTHBEARER LOGIN"}

func TestTokenLogsIn(t *testing.T) {
	long := newToken(16000)
	for _, c := range []struct {
		name, token string
		s           *simserver.Server
		mech        smtpcheck.Mechanism
		auths       int // AUTH commands
	}{
		{"along with the command", token, &simserver.Server{}, smtpcheck.MechXOAuth2, 1},
		{"not along with it", token, &simserver.Server{NoInitial: true}, smtpcheck.MechXOAuth2, 2},
		{"not along with it, by 504", token, &simserver.Server{NoInitial: true, NoInitialReply: "504 5.5.4 no"}, smtpcheck.MechXOAuth2, 2},
		{"longer than the server takes", token, &simserver.Server{NoInitial: true, NoInitialReply: "500 5.5.6 too long"}, smtpcheck.MechXOAuth2, 2},
		{"asked for once more", token, &simserver.Server{NoInitial: true, NoInitialReply: "535 5.7.8 Error: authentication failed: Invalid base64 data in initial response"}, smtpcheck.MechXOAuth2, 2},
		{"OAUTHBEARER, not along with it", token, &simserver.Server{AfterTLS: bearer, NoInitial: true}, smtpcheck.MechOAuthBearer, 2},
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
	const whole = "status 401, scope https://outlook.office.com/SMTP.Send, schemes bearer"
	for _, c := range []struct {
		name string
		s    *simserver.Server
		why  string
	}{
		{"at once, as Microsoft does", &simserver.Server{}, ""},
		{"at once, in two steps", &simserver.Server{NoInitial: true}, ""},
		{"explained, as Google does", &simserver.Server{TokenJSON: explained}, whole},
		{"explained in two steps", &simserver.Server{TokenJSON: explained, NoInitial: true}, whole},
		{"explained to OAUTHBEARER", &simserver.Server{TokenJSON: explained, AfterTLS: bearer}, whole},
		{"explained by a number", &simserver.Server{TokenJSON: `{"status":400}`}, "status 400"},
		{"explained in colour", &simserver.Server{TokenJSON: "{\"status\":\"\\u001b[31m\u202e\"}"}, "status ^[[31m<U+202E>"},
		{"explained at length", &simserver.Server{TokenJSON: `{"scope":"` + strings.Repeat("z", 900) + `"}`}, "scope " + strings.Repeat("z", 200) + "..."},
		{"explained without a status", &simserver.Server{TokenJSON: `{}`}, ""},
		{"explained by no object", &simserver.Server{TokenJSON: `{broken`}, ""},
	} {
		r, e, _ := run(t, c.s, signIn(token))
		if e == nil || e.Stage != smtpcheck.Login || e.Reply.Code != 535 || !e.Mechanism.Token() || r.TokenRefusal.String() != c.why || r.LoggedIn {
			t.Errorf("%s: %+v, explained by %q", c.name, e, r.TokenRefusal)
		}
		if n := len(c.s.Logins()); n != 1 {
			t.Errorf("%s: %d logins", c.name, n)
		}
		shows(t, c.name, token, r, e)
	}
}

// The command may have 12,288 bytes with its line end (RFC 4954 section 4); the
// simulated server takes no more either.
func TestTokenAtTheLimit(t *testing.T) {
	const user = "anna@contoso.example"
	fits := (12288-len("AUTH XOAUTH2 ")-len("\r\n"))/4*3 - len("user="+user+"\x01auth=Bearer \x01\x01")
	for length, want := range map[int]string{fits: "AUTH XOAUTH2 [token]", fits + 1: "AUTH XOAUTH2|[token]"} {
		token := newToken(length)
		s := &simserver.Server{Token: token}
		r, e, _ := run(t, s, signIn(token))
		var said []string
		for _, l := range r.Transcript {
			if l.Client && l.Stage == smtpcheck.Login {
				said = append(said, l.Text)
			}
		}
		if got := strings.Join(said, "|"); e != nil || !r.LoggedIn || got != want {
			t.Errorf("a token of %d bytes: %v, said %s", length, e, got)
		}
	}
}

// A connection that the server let go while nobody logged in is opened again
// in silence, and there is one login. A token that was written to one that is
// gone is not sent again.
func TestTokenOnAWaitingConnection(t *testing.T) {
	for wait, connections := range map[time.Duration]int{time.Minute: 1, 10 * time.Minute: 2} {
		synctest.Test(t, func(t *testing.T) {
			s := &simserver.Server{Token: token, Idle: 5 * time.Minute}
			defer s.Close()
			c := checkOf(t, s)
			signIn(token)(&c)
			ses, err := smtpcheck.Open(t.Context(), c, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer ses.Close()
			time.Sleep(wait) // the bubble's time
			if err := ses.Login(t.Context(), *c.Auth, nil); err != nil || len(s.Logins()) != 1 || len(s.Sessions()) != connections {
				t.Errorf("after %v: %v, %d logins on %d connections", wait, err, len(s.Logins()), len(s.Sessions()))
			}
		})
	}
}

// After a refused token the same connection takes another, of another length,
// and a password.
func TestTokenLoginAgain(t *testing.T) {
	for name, right := range map[string]smtpcheck.Auth{
		"token": {User: "anna@contoso.example", Token: lend(newToken(14000))}, "password": {User: "anna@contoso.example", Password: lend(password)},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := &simserver.Server{Token: newToken(14000), Password: password, TokenJSON: `{"status":"401"}`}
			defer s.Close()
			ses, err := smtpcheck.Open(t.Context(), checkOf(t, s), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer ses.Close()
			wrong := smtpcheck.Auth{User: "anna@contoso.example", Token: lend(token)}
			if err := ses.Login(t.Context(), wrong, nil); err == nil || ses.Report().TokenRefusal.Status != "401" {
				t.Errorf("%s: %v", name, err)
			}
			err = ses.Login(t.Context(), right, nil)
			if r := ses.Report(); err != nil || !r.LoggedIn || r.TokenRefusal.Status != "" || len(s.Sessions()) != 1 {
				t.Errorf("%s: %v, %+v on %d connections", name, err, r, len(s.Sessions()))
			}
		})
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
	for name, auth := range map[string]smtpcheck.Auth{"none": {User: "anna@contoso.example"}, "a forged name": {User: "anna\x01auth=Bearer x", Token: lend(token)},
		"both": {User: "anna@contoso.example", Token: lend(token), Password: lend(password)}} {
		s := &simserver.Server{Token: token}
		_, e, _ := run(t, s, func(c *smtpcheck.Check) { c.Auth = &auth })
		if !errors.Is(e, smtpcheck.ErrInput) || len(s.Sessions()) != 0 {
			t.Errorf("%s: %+v on %d connections", name, e, len(s.Sessions()))
		}
	}
	s := &simserver.Server{AfterTLS: []string{"AUTH LOGIN PLAIN"}}
	if _, e, _ := run(t, s, signIn(token)); e == nil || e.Fault != smtpcheck.FaultNoMech {
		t.Errorf("no mechanism for a token: %+v", e)
	}
}

// A token costs one round trip less than a password.
func TestTokenFlights(t *testing.T) {
	token := newToken(500) // one record of TLS: the simulated server counts reads
	s := &simserver.Server{Token: token}
	run(t, s, signIn(token))
	if got := strings.Join(s.Sessions()[0].Commands, "|"); got != "EHLO [127.0.0.1]|STARTTLS|EHLO [127.0.0.1]|AUTH XOAUTH2|MAIL FROM:<anna@contoso.example>|RCPT TO:<anna@contoso.example>|DATA|QUIT" {
		t.Error(got)
	}
	other := &simserver.Server{Password: password}
	run(t, other, nil)
	if token, password := s.Sessions()[0].Flights, other.Sessions()[0].Flights; token != password-1 {
		t.Errorf("%d flights with a token, %d with a password", token, password)
	}
}
