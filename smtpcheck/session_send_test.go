package smtpcheck_test

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

// TestOneFlight counts how often the client speaks and then waits. A change
// that adds a round trip fails here.
func TestOneFlight(t *testing.T) {
	for _, c := range []struct {
		name string
		s    *simserver.Server
		want int
	}{
		// EHLO, STARTTLS, the first TLS message; the rest of TLS with EHLO;
		// AUTH, the password, the envelope, the mail, QUIT.
		{"pipelining", &simserver.Server{}, 9},
		{"one by one", &simserver.Server{AfterTLS: noPipelining}, 11},
		{"PLAIN", &simserver.Server{AfterTLS: []string{"PIPELINING", "AUTH PLAIN"}}, 8},
	} {
		f := &flights{}
		_, e, _ := run(t, c.s, func(check *smtpcheck.Check) { check.Dial = f.over(check.Dial) })
		if e != nil || f.n != c.want {
			t.Errorf("%s: %d flights, want %d (%v)", c.name, f.n, c.want, e)
		}
	}
}

// TestFlightsAfterEnter counts what a person waits for once the password is
// typed, where the connection was opened before: the name and the password to
// the verdict, and with the envelope and the mail to the end. A token needs one
// less.
func TestFlightsAfterEnter(t *testing.T) {
	for name, c := range map[string]struct {
		server      *simserver.Server
		auth        smtpcheck.Auth
		login, mail int
	}{
		"password": {&simserver.Server{}, smtpcheck.Auth{User: "anna@contoso.example", Password: lend(password)}, 2, 4},
		"token":    {&simserver.Server{Token: "a-token"}, smtpcheck.Auth{User: "anna@contoso.example", Token: lend("a-token")}, 1, 3},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f, check := &flights{}, checkOf(t, c.server)
				check.Dial = f.over(check.Dial)
				s, err := smtpcheck.Open(t.Context(), check, nil)
				if err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				opened := f.n
				if err := s.Login(t.Context(), c.auth, nil); err != nil || f.n-opened != c.login {
					t.Errorf("the verdict took %d flights, want %d (%v)", f.n-opened, c.login, err)
				}
				if err := s.Send(t.Context(), *check.Mail, nil); err != nil || f.n-opened != c.mail {
					t.Errorf("the mail took %d flights, want %d (%v)", f.n-opened, c.mail, err)
				}
			})
		})
	}
}

// flights counts the writes that follow a read.
type flights struct {
	mu      sync.Mutex
	n       int
	writing bool
}

type flightConn struct {
	net.Conn
	f *flights
}

func (f *flights) over(dial func(context.Context, string, string) (net.Conn, error)) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		return &flightConn{conn, f}, err
	}
}

func (c *flightConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.f.mu.Lock()
	defer c.f.mu.Unlock()
	c.f.writing = c.f.writing && n == 0
	return n, err
}

func (c *flightConn) Write(p []byte) (int, error) {
	c.f.mu.Lock()
	if !c.f.writing {
		c.f.n++
	}
	c.f.writing = true
	c.f.mu.Unlock()
	return c.Conn.Write(p)
}

// TestDotStuffing sends what looks like the end of the mail inside of it.
func TestDotStuffing(t *testing.T) {
	for sent, want := range map[string]string{
		"a\r\n.\r\nb\r\n":         "a\r\n.\r\nb\r\n",
		".\r\n..\r\n...x\r\n":     ".\r\n..\r\n...x\r\n",
		"no line end":             "no line end\r\n",
		"a\n.\nb\n":               "a\r\n.\r\nb\r\n",
		"a\r.\rb\n.\r\nQUIT\r\n":  "a\r\n.\r\nb\r\n.\r\nQUIT\r\n",
		"":                        "\r\n",
		"\r\n\r\n.\r\n":           "\r\n\r\n.\r\n",
		"caf\xc3\xa9\r\n\x00\r\n": "caf\xc3\xa9\r\n\x00\r\n",
	} {
		s := &simserver.Server{}
		_, e, _ := run(t, s, func(c *smtpcheck.Check) {
			c.Mail = &smtpcheck.Mail{From: "a@example.com", To: "b@example.com", Message: []byte(sent)}
		})
		if e != nil || len(s.Accepted()) != 1 || string(s.Accepted()[0].Data) != want {
			t.Errorf("%q: %v, arrived as %q", sent, e, s.Accepted())
		}
	}
}

func TestRefusedMail(t *testing.T) {
	for _, offers := range [][]string{nil, noPipelining} {
		for stage, reply := range map[smtpcheck.Stage]string{
			smtpcheck.Sender: "550 5.7.60 SMTP; Client does not have permissions to send as this sender", smtpcheck.Recipient: "550 5.1.1 no such user",
			smtpcheck.Data: "554 5.2.252 SendAsDenied; [Hostname=X]", smtpcheck.Quit: "451 4.3.0 not now",
		} {
			s := &simserver.Server{AfterTLS: offers, Replies: map[smtpcheck.Stage]string{stage: reply}}
			if offers != nil {
				s.AfterTLS = noPipelining
			}
			if stage == smtpcheck.Quit { // stands for the answer to DATA itself
				s.Replies, s.DataReply, stage = nil, reply, smtpcheck.Data
			}
			r, e, _ := run(t, s, nil)
			if e == nil || e.Stage != stage || e.Reply.String() != reply || r.Sent != smtpcheck.NotSent || r.QueueID != "" || len(s.Accepted()) != 0 {
				t.Errorf("%s: %+v, %+v", stage, e, r)
			}
		}
	}
}

// TestRefusedInTheFlight: the server refuses the sender or the recipient and
// takes DATA all the same. Whatever it says, no mail may come of it.
func TestRefusedInTheFlight(t *testing.T) {
	for name, c := range map[string]struct {
		s     script
		stage smtpcheck.Stage
	}{
		"sender":                {script{"MAIL": "550 5.7.60 no"}, smtpcheck.Sender},
		"recipient":             {script{"RCPT": "550 5.1.1 no"}, smtpcheck.Recipient},
		"sender and recipient":  {script{"MAIL": "451 4.3.0 no", "RCPT": "503 5.5.1 no"}, smtpcheck.Sender},
		"sender with a success": {script{"MAIL": "354 go"}, smtpcheck.Sender},
	} {
		check, talk := c.s.serve(t, true)
		r, err := smtpcheck.Run(t.Context(), check, nil)
		if e, ok := err.(*smtpcheck.Error); !ok || e.Stage != c.stage || r.Sent != smtpcheck.NotSent {
			t.Errorf("%s: %+v", name, err)
		}
		if said := talk.said(); !strings.HasSuffix(said, "|RCPT TO:<ben@contoso.example>|DATA") {
			t.Errorf("%s: the client said %s", name, said)
		}
	}
}

// TestAfterTheDot tells what is known of the mail when things go wrong late.
func TestAfterTheDot(t *testing.T) {
	for name, c := range map[string]struct {
		s    script
		sent smtpcheck.Delivery
		ok   bool
	}{
		"accepted":                  {script{}, smtpcheck.WasSent, true},
		"accepted, QUIT is refused": {script{"QUIT": "500 what"}, smtpcheck.WasSent, true},
		"accepted, QUIT cuts":       {script{"QUIT": ""}, smtpcheck.WasSent, true},
		"hangs up":                  {script{".": ""}, smtpcheck.MaybeSent, false},
		"garbled":                   {script{".": "ok"}, smtpcheck.MaybeSent, false},
		"another question":          {script{".": "354 more"}, smtpcheck.MaybeSent, false},
		"mixed":                     {script{".": "250-ok\r\n550 no"}, smtpcheck.MaybeSent, false},
		"refused":                   {script{".": "552 5.3.4 too big"}, smtpcheck.NotSent, false},
		"later":                     {script{".": "421 4.3.2 later"}, smtpcheck.NotSent, false},
	} {
		for _, pipelining := range []bool{true, false} {
			check, talk := c.s.serve(t, pipelining)
			r, err := smtpcheck.Run(t.Context(), check, nil)
			if r.Sent != c.sent || (err == nil) != c.ok {
				t.Errorf("%s: sent %q, %v", name, r.Sent, err)
			}
			if c.ok && r.QueueID != "4XyZ12" {
				t.Errorf("%s: queue id %q", name, r.QueueID)
			}
			if said := talk.said(); strings.Count(said, "|DATA|") != 1 || !strings.Contains(said, "|Subject: x||..dot|...|..|end|.") {
				t.Errorf("%s: the client said %s", name, said)
			}
		}
	}
}

// TestCutInTheMail: the final dot never left, so nothing was sent.
func TestCutInTheMail(t *testing.T) {
	s := &simserver.Server{HangAt: smtpcheck.Data}
	r, e, _ := run(t, s, func(c *smtpcheck.Check) {
		c.Mail = &smtpcheck.Mail{From: "a@example.com", To: "b@example.com", Message: bytes.Repeat([]byte("x\r\n"), 1<<20)}
		c.Dial = cutting(c.Dial, 1<<20)
	})
	if e == nil || e.Stage != smtpcheck.Data || e.Fault != smtpcheck.FaultReset || r.Sent != smtpcheck.NotSent || len(s.Accepted()) != 0 {
		t.Errorf("got %+v, sent %q", e, r.Sent)
	}
}

// cutting ends a connection after so many bytes were written.
func cutting(dial func(context.Context, string, string) (net.Conn, error), limit int) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		return &cutConn{conn, limit}, err
	}
}

type cutConn struct {
	net.Conn
	left int
}

func (c *cutConn) Write(p []byte) (int, error) {
	if c.left -= len(p); c.left < 0 {
		c.Conn.Close()
	}
	return c.Conn.Write(p)
}

// TestEvents: every stage begins and ends, the lines come in between, nothing
// comes after Run, and nothing but shown forms of secrets is in them.
func TestEvents(t *testing.T) {
	for _, s := range []*simserver.Server{{}, {AfterTLS: noPipelining}, {Certificate: simserver.Unknown}, {HangAt: smtpcheck.Login}, {CloseAt: smtpcheck.Resolve}} {
		synctest.Test(t, func(t *testing.T) {
			defer s.Close()
			over, open := false, smtpcheck.Stage("")
			var stages, lines []string
			r, err := smtpcheck.Run(t.Context(), checkOf(t, s), func(e smtpcheck.Event) {
				switch {
				case over:
					t.Errorf("after Run: %+v", e)
				case e.Kind == smtpcheck.Began && open != "", e.Kind == smtpcheck.Ended && open != e.Stage, open == "" && e.Kind != smtpcheck.Began:
					t.Errorf("within %q: %+v", open, e)
				case e.Kind == smtpcheck.Began:
					open = e.Stage
				case e.Kind == smtpcheck.Ended:
					open = ""
					stages = append(stages, fmt.Sprint(e.Stage, e.Err == nil))
				default:
					lines = append(lines, e.Line)
				}
			})
			over = true
			synctest.Wait()
			var results, transcript []string
			for _, s := range r.Stages {
				results = append(results, fmt.Sprint(s.Stage, s.OK))
			}
			for _, l := range r.Transcript {
				transcript = append(transcript, l.Text)
			}
			if fmt.Sprint(stages) != fmt.Sprint(results) || fmt.Sprint(lines) != fmt.Sprint(transcript) || open != "" {
				t.Errorf("%v: events %v, report %v", err, stages, results)
			}
		})
	}
}
