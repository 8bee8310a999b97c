package smtpcheck_test

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

func TestMechanisms(t *testing.T) {
	for _, c := range []struct {
		name  string
		s     *simserver.Server
		mech  string
		fault smtpcheck.Fault
	}{
		{"LOGIN with the name", &simserver.Server{Password: password}, "LOGIN", ""},
		{"LOGIN in two challenges", &simserver.Server{Password: password, NoInitial: true}, "LOGIN", ""},
		{"LOGIN before PLAIN", &simserver.Server{AfterTLS: []string{"AUTH PLAIN LOGIN"}}, "LOGIN", ""},
		{"PLAIN alone", &simserver.Server{Password: password, AfterTLS: []string{"auth plain"}}, "PLAIN", ""},
		{"neither", &simserver.Server{AfterTLS: []string{"AUTH NTLM GSSAPI XOAUTH2"}}, "", smtpcheck.FaultNoMech},
		{"no AUTH", &simserver.Server{AfterTLS: []string{"SIZE 1"}}, "", smtpcheck.FaultNoMech},
	} {
		r, e, _ := run(t, c.s, nil)
		logins := c.s.Logins()
		switch {
		case c.fault != "":
			if e == nil || e.Fault != c.fault || e.Stage != smtpcheck.Login || len(logins) != 0 {
				t.Errorf("%s: %+v, %v", c.name, e, logins)
			}
		case e != nil || !r.LoggedIn || len(logins) != 1 || logins[0].Mechanism != c.mech || !logins[0].OK:
			t.Errorf("%s: %+v, %v", c.name, e, logins)
		}
	}
}

// TestRefusedLogin counts: a refusal is told as it is, and nothing is tried a
// second time or said behind it but QUIT.
func TestRefusedLogin(t *testing.T) {
	for _, reply := range []string{
		"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. [X]",
		"535 5.7.3 Authentication unsuccessful", "550 5.7.30 Basic authentication is not supported for Client Submission.",
		"454 4.7.0 Temporary authentication failure", "421 4.4.0 try later", "530 5.7.0 no",
	} {
		s := &simserver.Server{Replies: map[smtpcheck.Stage]string{smtpcheck.Login: reply}}
		r, e, _ := run(t, s, nil)
		if e == nil || e.Stage != smtpcheck.Login || e.Reply.String() != reply || r.Reply.String() != reply || r.LoggedIn || r.Sent != smtpcheck.NotSent {
			t.Errorf("%q: %+v", reply, e)
		}
		if n := len(s.Logins()); n != 1 || len(s.Sessions()) != 1 {
			t.Errorf("%q: %d logins on %d connections", reply, n, len(s.Sessions()))
		}
		got := strings.Join(s.Sessions()[0].Commands, "|")
		if want := "EHLO [127.0.0.1]|STARTTLS|EHLO [127.0.0.1]|AUTH LOGIN|QUIT"; got != want && (reply[0:3] != "421" || got+"|QUIT" != want) {
			t.Errorf("%q: the client said %s", reply, got)
		}
	}
}

// TestLoginRefusedBeforeThePassword: no password goes out, and a refusal of
// the second form as well is the error.
func TestLoginRefusedBeforeThePassword(t *testing.T) {
	for reply, commands := range map[string]int{"504 5.7.4 Unrecognized authentication type": 2, "503 5.5.2 Send hello first": 1} {
		s := &simserver.Server{Replies: map[smtpcheck.Stage]string{smtpcheck.Login: reply}}
		lent := false
		_, e, _ := run(t, s, func(c *smtpcheck.Check) {
			c.Auth.Password = func(func([]byte) error) error { lent = true; return nil }
		})
		got := strings.Count(strings.Join(s.Sessions()[0].Commands, "|"), "AUTH LOGIN")
		if e == nil || e.Reply.String() != reply || got != commands || len(s.Logins()) != 0 || lent {
			t.Errorf("%q: %+v after %d commands, password taken %v", reply, e, got, lent)
		}
	}
}

// TestSuccessInTheWrongPlace: only a 235 to the password is a login.
func TestSuccessInTheWrongPlace(t *testing.T) {
	for _, reply := range []string{"250 2.0.0 OK", "220 hello", "334 dGVsbCBtZSBtb3Jl", "354 go on"} {
		s := &simserver.Server{Replies: map[smtpcheck.Stage]string{smtpcheck.Login: reply}}
		r, e, _ := run(t, s, nil)
		if e == nil || e.Fault != smtpcheck.FaultGarbled || r.LoggedIn || r.Sent != smtpcheck.NotSent {
			t.Errorf("%q: %+v", reply, e)
		}
	}
}

func TestPasswordNotToBeHad(t *testing.T) {
	locked := errors.New("the keychain is locked")
	s := &simserver.Server{}
	_, e, _ := run(t, s, func(c *smtpcheck.Check) {
		c.Auth.Password = func(func([]byte) error) error { return locked }
	})
	if !errors.Is(e, locked) || e.Stage != smtpcheck.Login || len(s.Logins()) != 0 {
		t.Errorf("got %+v", e)
	}
}

// TestEchoIsHidden has the server say the password back in every form that
// people know, at every place, whole and in part.
func TestEchoIsHidden(t *testing.T) {
	const user = "anna@contoso.example"
	b64 := base64.StdEncoding.EncodeToString([]byte(password))
	blob := base64.StdEncoding.EncodeToString([]byte("\x00" + user + "\x00" + password))
	var list, percent []string
	for _, c := range []byte(password) {
		list, percent = append(list, fmt.Sprint(c)), append(percent, fmt.Sprintf("%%%02x", c))
	}
	secrets := []string{
		password, strings.ToUpper(password), "jqrx dybl alpj hgsg", b64, strings.TrimRight(b64, "="), blob,
		base64.URLEncoding.EncodeToString([]byte(password)), hex.EncodeToString([]byte(password)),
		strings.Join(percent, ""), strings.Join(list, " "), strings.Join(list, ", "), strings.Join(list, ","),
		password[:8], password[5:14], blob[30:45],
	}
	places := []struct {
		stage  smtpcheck.Stage
		format string
	}{
		{smtpcheck.Login, "535 5.7.3 no %s"}, {smtpcheck.Login, "535-5.7.3 no\r\n535 5.7.3 (%s)"}, {smtpcheck.Login, "535 %s"},
		{smtpcheck.Login, "235 2.7.0 welcome %s"}, {smtpcheck.Login, "%s"}, {smtpcheck.Login, "9%s"},
		{smtpcheck.Sender, "550 5.7.60 %s"}, {smtpcheck.Data, "250 2.0.0 OK %s"}, {smtpcheck.Data, "554 5.0.0 %s"},
	}
	for _, secret := range secrets {
		for _, place := range places {
			s := &simserver.Server{Replies: map[smtpcheck.Stage]string{place.stage: fmt.Sprintf(place.format, secret)}}
			var events []smtpcheck.Event
			synctest.Test(t, func(t *testing.T) {
				defer s.Close()
				r, err := smtpcheck.Run(t.Context(), checkOf(t, s), func(e smtpcheck.Event) { events = append(events, e) })
				all := fmt.Sprintf("%+v %v %+v", r, err, events)
				if !strings.Contains(all, "[hidden]") {
					t.Errorf("%q at %s: nothing is hidden in %s", secret, place.stage, all)
				}
				for i := 0; i+12 <= len(secret); i++ {
					if strings.Contains(all, secret[i:i+12]) {
						t.Fatalf("%q at %s %q: shown", secret, place.stage, place.format)
					}
				}
				if len(secret) < 12 && strings.Contains(all, secret) {
					t.Fatalf("%q at %s %q: shown", secret, place.stage, place.format)
				}
			})
		}
	}
}

// TestWaitingConnection leaves the opened session alone until the server has
// hung up. The login opens it again in silence, and there is one login.
func TestWaitingConnection(t *testing.T) {
	for name, s := range map[string]*simserver.Server{
		"LOGIN": {Password: password, Idle: 5 * time.Minute},
		"PLAIN": {Password: password, Idle: 5 * time.Minute, AfterTLS: []string{"AUTH PLAIN", "PIPELINING"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				defer s.Close()
				c := checkOf(t, s)
				ses, err := smtpcheck.Open(t.Context(), c, nil)
				if err != nil {
					t.Fatal(err)
				}
				for _, wait := range []time.Duration{time.Minute, 10 * time.Minute} {
					time.Sleep(wait)
					var events []string
					err := ses.Login(t.Context(), *c.Auth, func(e smtpcheck.Event) {
						if e.Kind == smtpcheck.Began || e.Kind == smtpcheck.Ended {
							events = append(events, string(e.Stage))
						}
					})
					if err != nil || fmt.Sprint(events) != "[login login]" {
						t.Errorf("after %v: %v, events %v", wait, err, events)
					}
				}
				if err := ses.Send(t.Context(), *c.Mail, nil); err != nil {
					t.Error(err)
				}
				ses.Close()
				ses.Close()
				if len(s.Logins()) != 2 || len(s.Sessions()) != 2 || len(s.Accepted()) != 1 {
					t.Errorf("%d logins, %d connections, %d mails", len(s.Logins()), len(s.Sessions()), len(s.Accepted()))
				}
				if err := ses.Login(t.Context(), *c.Auth, nil); err == nil || len(s.Sessions()) != 2 {
					t.Error("a closed session logs in")
				}
			})
		})
	}
}

// TestLoginAgain uses the same connection for a second password.
func TestLoginAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &simserver.Server{Password: password}
		defer s.Close()
		c := checkOf(t, s)
		ses, err := smtpcheck.Open(t.Context(), c, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer ses.Close()
		wrong := smtpcheck.Auth{User: c.Auth.User, Password: lend("wrongwrongwrongw")}
		if err := ses.Login(t.Context(), wrong, nil); err == nil {
			t.Error("the wrong password is taken")
		}
		if err := ses.Login(t.Context(), *c.Auth, nil); err != nil || len(s.Sessions()) != 1 || len(s.Logins()) != 2 {
			t.Errorf("%v, %d connections", err, len(s.Sessions()))
		}
	})
}

// TestOpenFailed: the session is there for its report and for nothing else.
func TestOpenFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &simserver.Server{Certificate: simserver.Unknown}
		defer s.Close()
		c := checkOf(t, s)
		ses, err := smtpcheck.Open(t.Context(), c, nil)
		if err == nil || ses.Report().TLS == nil || ses.Report().TLS.Verified {
			t.Errorf("%v, %+v", err, ses.Report())
		}
		for _, err := range []error{ses.Login(t.Context(), *c.Auth, nil), ses.Send(t.Context(), *c.Mail, nil)} {
			if e := (*smtpcheck.Error)(nil); !errors.As(err, &e) || e.Fault != smtpcheck.FaultClosed {
				t.Errorf("got %v", err)
			}
		}
		ses.Close()
		if len(s.Sessions()) != 1 {
			t.Errorf("%d connections", len(s.Sessions()))
		}
	})
}
