package smtpcheck_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
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
		lent := 0
		_, e, _ := run(t, s, func(c *smtpcheck.Check) {
			c.Auth.Password = func(use func([]byte) error) error { lent++; return use([]byte(password)) }
		})
		got := strings.Count(strings.Join(s.Sessions()[0].Commands, "|"), "AUTH LOGIN")
		if e == nil || e.Reply.String() != reply || got != commands || len(s.Logins()) != 0 || lent > 2 { // both times to know it
			t.Errorf("%q: %+v after %d commands, password lent %d times", reply, e, got, lent)
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

// TestWaitingConnection leaves the opened session alone. Where the server has
// hung up meanwhile, the login opens it again in silence; there is one login.
func TestWaitingConnection(t *testing.T) {
	for _, offers := range [][]string{{"AUTH LOGIN", "PIPELINING"}, {"AUTH PLAIN", "PIPELINING"}} {
		for wait, connections := range map[time.Duration]int{time.Minute: 1, 10 * time.Minute: 2} {
			synctest.Test(t, func(t *testing.T) {
				s := &simserver.Server{Password: password, Idle: 5 * time.Minute, AfterTLS: offers}
				defer s.Close()
				c := checkOf(t, s)
				ses, err := smtpcheck.Open(t.Context(), c, nil)
				if err != nil {
					t.Fatal(err)
				}
				time.Sleep(wait) // the bubble's time
				var events []string
				err = ses.Login(t.Context(), *c.Auth, func(e smtpcheck.Event) {
					if e.Kind == smtpcheck.Began || e.Kind == smtpcheck.Ended {
						events = append(events, string(e.Stage))
					}
				})
				if err != nil || fmt.Sprint(events) != "[login login]" {
					t.Errorf("%v after %v: %v, events %v", offers, wait, err, events)
				}
				if err := ses.Send(t.Context(), *c.Mail, nil); err != nil {
					t.Error(err)
				}
				ses.Close()
				ses.Close()
				if len(s.Logins()) != 1 || len(s.Sessions()) != connections || len(s.Accepted()) != 1 {
					t.Errorf("%v after %v: %d logins, %d connections, %d mails", offers, wait, len(s.Logins()), len(s.Sessions()), len(s.Accepted()))
				}
				if err := ses.Login(t.Context(), *c.Auth, nil); err == nil || len(s.Sessions()) != connections {
					t.Error("a closed session logs in")
				}
			})
		}
	}
}

// TestLostUnnoticed: the connection is gone without a sign of it, which shows
// only when something is written. Before the password that is no matter; once
// it was written, nothing is tried again.
func TestLostUnnoticed(t *testing.T) {
	for _, c := range []struct {
		offer string
		want  smtpcheck.Fault
		conns int
	}{{"AUTH LOGIN", "", 2}, {"AUTH PLAIN", smtpcheck.FaultReset, 1}} {
		synctest.Test(t, func(t *testing.T) {
			s := &simserver.Server{AfterTLS: []string{c.offer}}
			defer s.Close()
			check := checkOf(t, s)
			dead := time.Now().Add(time.Minute)
			check.Dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
				conn, err := s.Dial(ctx, network, addr)
				if err == nil && time.Now().Before(dead) {
					conn = &dyingConn{conn, dead}
				}
				return conn, err
			}
			ses, err := smtpcheck.Open(t.Context(), check, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer ses.Close()
			time.Sleep(2 * time.Minute) // the bubble's time
			err = ses.Login(t.Context(), *check.Auth, nil)
			if e := (*smtpcheck.Error)(nil); errors.As(err, &e) != (c.want != "") || e != nil && e.Fault != c.want || len(s.Sessions()) != c.conns {
				t.Errorf("%s: %v on %d connections", c.offer, err, len(s.Sessions()))
			}
		})
	}
}

// dyingConn takes nothing any more after a while, and does not show it.
type dyingConn struct {
	net.Conn
	dead time.Time
}

func (c *dyingConn) Write(p []byte) (int, error) {
	if time.Now().After(c.dead) {
		return 0, syscall.ECONNRESET
	}
	return c.Conn.Write(p)
}

// TestNameIsAskedAgain meets a server that pays no attention to the name that
// came with AUTH LOGIN. The password must not be given for the name.
func TestNameIsAskedAgain(t *testing.T) {
	check, talk := script{"AUTH": "334 VXNlcm5hbWU6"}.serve(t, true)
	if _, err := smtpcheck.Run(t.Context(), check, nil); err != nil {
		t.Error(err)
	}
	name := base64.StdEncoding.EncodeToString([]byte(check.Auth.User))
	secret := base64.StdEncoding.EncodeToString([]byte(password))
	if said := talk.said(); !strings.Contains(said, "|AUTH LOGIN "+name+"|"+name+"|"+secret+"|MAIL") {
		t.Errorf("the client said %s", said)
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
