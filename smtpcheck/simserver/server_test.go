package simserver_test

import (
	"bufio"
	"crypto/tls"
	"encoding/base64"
	"net"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
)

// client speaks to a server line by line.
type client struct {
	t    *testing.T
	srv  *simserver.Server
	conn net.Conn
	in   *bufio.Reader
}

func dial(t *testing.T, s *simserver.Server) *client {
	t.Helper()
	conn, err := s.Dial(t.Context(), "tcp", "192.0.2.25:587")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return &client{t: t, srv: s, conn: conn, in: bufio.NewReader(conn)}
}

// reply reads one reply with all its lines.
func (c *client) reply() string {
	c.t.Helper()
	var lines []string
	for {
		line, err := c.in.ReadString('\n')
		if err != nil {
			c.t.Fatalf("after %q: %v", lines, err)
		}
		lines = append(lines, strings.TrimSuffix(line, "\r\n"))
		if len(line) < 4 || line[3] != '-' {
			return strings.Join(lines, "\n")
		}
	}
}

// ask sends a command and reads its reply.
func (c *client) ask(command string) string {
	c.t.Helper()
	if _, err := c.conn.Write([]byte(command + "\r\n")); err != nil {
		c.t.Fatal(err)
	}
	return c.reply()
}

// want sends a command and checks how its reply begins.
func (c *client) want(command, prefix string) string {
	c.t.Helper()
	got := c.ask(command)
	if !strings.HasPrefix(got, prefix) {
		c.t.Fatalf("%s: got %q, want %q", command, got, prefix)
	}
	return got
}

// secure goes up to the second EHLO.
func (c *client) secure() string {
	c.t.Helper()
	if got := c.reply(); !strings.HasPrefix(got, "220 ") {
		c.t.Fatalf("greeting: %q", got)
	}
	c.want("EHLO [127.0.0.1]", "250-")
	c.want("STARTTLS", "220 2.0.0 SMTP server ready")
	config := c.srv.TLS()
	config.ServerName = simserver.DefaultHost
	over := tls.Client(c.conn, config)
	if err := over.HandshakeContext(c.t.Context()); err != nil {
		c.t.Fatal(err)
	}
	c.conn, c.in = over, bufio.NewReader(over)
	return c.want("EHLO [127.0.0.1]", "250-")
}

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func (c *client) login(user, password string) string {
	c.t.Helper()
	c.want("AUTH LOGIN", "334 VXNlcm5hbWU6")
	c.want(b64(user), "334 UGFzc3dvcmQ6")
	return c.ask(b64(password))
}

func TestMailIsAccepted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &simserver.Server{}
		defer s.Close()
		c := dial(t, s)
		offers := c.secure()
		if !strings.Contains(offers, "\n250-AUTH LOGIN XOAUTH2\n") {
			t.Errorf("after TLS: %q", offers)
		}
		if got := c.login("ann@contoso.example", "jqrxdyblalpjhgsg"); got != "235 2.7.0 Authentication successful" {
			t.Fatal(got)
		}
		c.want("MAIL FROM:<ann@contoso.example>\r\nRCPT TO:<ben@contoso.example>\r\nDATA", "250 2.1.0 Sender OK")
		if got := c.reply(); got != "250 2.1.5 Recipient OK" {
			t.Error(got)
		}
		if got := c.reply(); got != "354 Start mail input; end with <CRLF>.<CRLF>" {
			t.Error(got)
		}
		c.want("Message-ID: <1@contoso.example>\r\n\r\n..dot\r\n...\r\nend\r\n.", "250 2.0.0 OK <1@contoso.example> [Hostname=")
		c.want("QUIT", "221 2.0.0 Service closing transmission channel")
		synctest.Wait()

		mails := s.Accepted()
		if len(mails) != 1 {
			t.Fatalf("%d mails", len(mails))
		}
		m := mails[0]
		if m.From != "ann@contoso.example" || !slices.Equal(m.To, []string{"ben@contoso.example"}) || m.User != m.From {
			t.Errorf("envelope: %+v", m)
		}
		if got, want := string(m.Data), "Message-ID: <1@contoso.example>\r\n\r\n.dot\r\n..\r\nend\r\n"; got != want {
			t.Errorf("message %q, want %q", got, want)
		}
		one := s.Sessions()[0]
		if got := string(one.Clear); got != "EHLO [127.0.0.1]\r\nSTARTTLS\r\n" {
			t.Errorf("in clear: %q", got)
		}
		// EHLO, STARTTLS, EHLO, AUTH, user, password, the envelope in one, message, QUIT
		if one.Flights != 9 || !one.TLS || !one.Ended {
			t.Errorf("session: %+v", one)
		}
		if slices.ContainsFunc(one.Commands, func(c string) bool { return strings.Contains(c, b64("jqrxdyblalpjhgsg")) }) {
			t.Error("the password is kept")
		}
	})
}

func TestRefusals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &simserver.Server{User: "ann@contoso.example", Password: "jqrxdyblalpjhgsg"}
		defer s.Close()
		c := dial(t, s)
		offers := c.secure()
		if strings.Contains(offers, "STARTTLS") || strings.Contains(offers, "PLAIN") {
			t.Errorf("after TLS: %q", offers)
		}
		c.want("EHLO mac..", "501 5.5.4 Invalid domain name [")
		c.want("EHLO under_score", "501 5.5.4 Invalid domain name [")
		c.want("MAIL FROM:<ann@contoso.example>", "530 5.7.57 Client not authenticated to send mail. [")
		c.want("AUTH PLAIN "+b64("\x00a\x00b"), "504 5.7.4 Unrecognized authentication type [")
		c.want("AUTH XOAUTH2 "+b64("user=ann@contoso.example\x01auth=Bearer t\x01\x01"), "535 5.7.3 Authentication unsuccessful [")
		c.want("AUTH LOGIN", "334 ")
		c.want("*", "501 5.5.4 Authentication cancelled")
		if got := c.login("ann@contoso.example", "wrong"); !strings.HasPrefix(got,
			"535 5.7.139 Authentication unsuccessful, the user credentials were incorrect. [") {
			t.Error(got)
		}
		if got := c.login("ANN@contoso.example", "jqrxdyblalpjhgsg"); !strings.HasPrefix(got, "235 ") {
			t.Error(got)
		}
		c.want("RCPT TO:<a@example.com>", "503 5.5.2 ")
		c.want("DATA", "503 5.5.2 ")
		c.want("WHO", "500 5.3.3 ")
		if got := s.Logins(); len(got) != 3 || got[1].OK || !got[2].OK || got[1].User != "ann@contoso.example" {
			t.Errorf("%+v", got)
		}
	})
}

func TestThenTheAdminHasActed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		off := causes.Cause{Example: "535 5.7.139 off for the Tenant"}
		s := simserver.For(off)
		s.Then, s.ThenAfter = &simserver.Server{}, 2
		defer s.Close()
		for i, want := range []string{"535 5.7.139", "535 5.7.139", "235 2.7.0"} {
			c := dial(t, s)
			c.secure()
			if got := c.login("ann@contoso.example", "x"); !strings.HasPrefix(got, want) {
				t.Errorf("login %d: %q, want %q", i+1, got, want)
			}
			c.want("QUIT", "221 ")
		}
	})
}
