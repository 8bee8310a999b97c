package smtpcheck_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

// run is a whole check against s in a bubble of its own, in which waits take
// no time and a goroutine left behind is a failure.
func run(t *testing.T, s *simserver.Server, change func(*smtpcheck.Check)) (r smtpcheck.Report, e *smtpcheck.Error, took time.Duration) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		defer s.Close()
		c := checkOf(t, s)
		if change != nil {
			change(&c)
		}
		began := time.Now()
		var err error
		r, err = smtpcheck.Run(t.Context(), c, nil)
		took = time.Since(began)
		if err != nil && !errors.As(err, &e) {
			t.Errorf("the error is a %T", err)
		}
		synctest.Wait() // the server reads what is still on its way
		beforeTLS(t, s)
	})
	return r, e, took
}

var clearText = regexp.MustCompile(`^(EHLO \[127\.0\.0\.1\]\r\n)?(STARTTLS\r\n)?(QUIT\r\n)?$`)

// beforeTLS checks that the client said nothing but EHLO, STARTTLS and QUIT
// before TLS. What follows a STARTTLS that was agreed to is TLS.
func beforeTLS(t *testing.T, s *simserver.Server) {
	t.Helper()
	for _, ses := range s.Sessions() {
		said, hello := string(ses.Clear), strings.Index(string(ses.Clear), "\x16\x03")
		if hello >= 0 {
			said = said[:hello]
		}
		if !clearText.MatchString(said) {
			t.Errorf("before TLS the client said %q", said)
		}
	}
	if n := len(s.Accepted()); n > 1 {
		t.Errorf("%d mails were sent", n)
	}
}

// TestWrongAnswersBeforeTLS gives every wrong answer where a client that is
// less careful would go on in clear.
func TestWrongAnswersBeforeTLS(t *testing.T) {
	reply, garbled, stripped := smtpcheck.Fault(""), smtpcheck.FaultGarbled, smtpcheck.FaultStripped
	want := map[smtpcheck.Stage]map[int]smtpcheck.Fault{
		smtpcheck.Greeting: {221: garbled, 354: garbled, 421: reply, 454: reply, 500: reply, 502: reply, 554: reply},
		smtpcheck.Hello: {220: garbled, 221: garbled, 354: garbled, 421: reply, 454: reply,
			500: stripped, 501: reply, 502: stripped, 554: stripped},
		smtpcheck.StartTLS: {221: stripped, 354: stripped, 421: reply, 454: reply,
			500: stripped, 501: stripped, 502: stripped, 554: stripped},
	}
	for stage, codes := range want {
		for code, fault := range codes {
			t.Run(fmt.Sprint(stage, code), func(t *testing.T) {
				s := &simserver.Server{Replies: map[smtpcheck.Stage]string{stage: fmt.Sprintf("%d what now", code)}}
				r, e, _ := run(t, s, nil)
				if e == nil || e.Stage != stage || e.Fault != fault || (fault == "") != (e.Reply.Code == code) {
					t.Errorf("got %+v", e)
				}
				if r.Sent != smtpcheck.NotSent || r.LoggedIn || len(s.Logins()) != 0 || r.Reply.Code != code {
					t.Errorf("sent %q, reply %q", r.Sent, r.Reply)
				}
			})
		}
	}
}

func TestEncryptionNotOffered(t *testing.T) {
	many := []string{"SIZE 1", "PIPELINING"}
	for i := range 60 {
		many = append(many, fmt.Sprintf("AUTH LOGIN PLAIN MECH-%d", i))
	}
	for name, offers := range map[string][]string{
		"none": {"SIZE 1"}, "overwritten": {"XXXXXXXA", "AUTH LOGIN"}, "60 mechanisms": many,
		"as a word of another": {"X-STARTTLS", "HELP STARTTLS"},
	} {
		t.Run(name, func(t *testing.T) {
			s := &simserver.Server{BeforeTLS: offers}
			r, e, _ := run(t, s, nil)
			if e == nil || e.Fault != smtpcheck.FaultStripped || e.Stage != smtpcheck.Hello || len(s.Logins()) != 0 {
				t.Errorf("got %+v", e)
			}
			if got := string(s.Sessions()[0].Clear); got != "EHLO [127.0.0.1]\r\nQUIT\r\n" {
				t.Errorf("the client said %q", got)
			}
			if len(r.Offers) != 0 {
				t.Errorf("what was offered in clear is believed: %q", r.Offers)
			}
		})
	}
}

// TestInjected puts bytes behind the answer to STARTTLS, in shapes and cuts.
func TestInjected(t *testing.T) {
	answer := len("220 2.0.0 SMTP server ready\r\n")
	shapes := []string{
		"250-evil\r\n250 AUTH LOGIN\r\n", "250 evil\r\n", "250-half of a li", "\r\n", "x",
		"220 2.0.0 once more\r\n", "\x16\x03\x03\x00\x7a", "235 2.7.0 welcome\r\n250 2.0.0 OK\r\n354 go\r\n",
	}
	runs := 0
	for i, shape := range shapes {
		for cut := range 25 {
			s := &simserver.Server{Inject: shape, InjectSplit: min(cut+answer-12, answer+len(shape)-1)}
			runs++
			t.Run(fmt.Sprintf("%d/%d", i, cut), func(t *testing.T) {
				_, e, _ := run(t, s, nil)
				if e == nil || e.Fault != smtpcheck.FaultInjected || e.Stage != smtpcheck.StartTLS {
					t.Errorf("got %+v", e)
				}
				if got := string(s.Sessions()[0].Clear); got != "EHLO [127.0.0.1]\r\nSTARTTLS\r\n" {
					t.Errorf("the client said %q", got)
				}
			})
		}
	}
	if runs != 200 {
		t.Errorf("%d runs", runs)
	}
}

// TestInjectedLate: what comes after our first TLS message is no handshake.
func TestInjectedLate(t *testing.T) {
	s := &simserver.Server{Replies: map[smtpcheck.Stage]string{simserver.Handshake: "250-evil\r\n250 AUTH LOGIN\r\n"}}
	if _, e, _ := run(t, s, nil); e == nil || e.Fault != smtpcheck.FaultInjected {
		t.Errorf("got %+v", e)
	}
	s = &simserver.Server{Replies: map[smtpcheck.Stage]string{simserver.Handshake: "500 5.5.1 what is this\r\n"}}
	if _, e, _ := run(t, s, nil); e == nil || e.Fault != smtpcheck.FaultNotTLS {
		t.Errorf("got %+v", e)
	}
}

// TestNotAMailServer tells web pages, other services and TLS apart.
func TestNotAMailServer(t *testing.T) {
	for said, want := range map[string]smtpcheck.Fault{
		"HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n": smtpcheck.FaultPortal,
		"<html><body>Sign in</body></html>":                           smtpcheck.FaultPortal,
		"<!DOCTYPE html>\n":                                           smtpcheck.FaultPortal,
		"SSH-2.0-OpenSSH_9.2p1":                                       smtpcheck.FaultGarbled,
		"+OK POP3 ready":                                              smtpcheck.FaultGarbled,
		"* OK IMAP4rev1 ready":                                        smtpcheck.FaultGarbled,
		"\x00\xff\x17\x80\x01\x02":                                    smtpcheck.FaultGarbled,
		"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03":                smtpcheck.FaultNotTLS,
		"\x15\x03\x01\x00\x02\x02\x46":                                smtpcheck.FaultNotTLS,
		"22":                                                          smtpcheck.FaultGarbled,
		"2200 too many digits":                                        smtpcheck.FaultGarbled,
		"620 no such class":                                           smtpcheck.FaultGarbled,
		"220-one\r\n221 two":                                          smtpcheck.FaultGarbled,
		"":                                                            smtpcheck.FaultGarbled,
	} {
		s := &simserver.Server{Replies: map[smtpcheck.Stage]string{smtpcheck.Greeting: said}}
		if _, e, _ := run(t, s, nil); e == nil || e.Fault != want || e.Stage != smtpcheck.Greeting {
			t.Errorf("%q: got %v (%+v)", said, e, e)
		}
	}
}

// TestBadInput is refused before anything is dialled.
func TestBadInput(t *testing.T) {
	for name, change := range map[string]func(*smtpcheck.Check){
		"sender ends its command":    func(c *smtpcheck.Check) { c.Mail.From = "a@example.com> ORCPT=x" },
		"recipient holds a line end": func(c *smtpcheck.Check) { c.Mail.To = "a@example.com>\r\nRCPT TO:<b@example.com" },
		"quoted":                     func(c *smtpcheck.Check) { c.Mail.To = `"a b"@example.com` },
		"address in brackets":        func(c *smtpcheck.Check) { c.Mail.To = "a@[192.0.2.1]" },
		"two at signs":               func(c *smtpcheck.Check) { c.Mail.From = "a@b@example.com" },
		"no address":                 func(c *smtpcheck.Check) { c.Mail.From = "" },
		"too long":                   func(c *smtpcheck.Check) { c.Mail.To = strings.Repeat("a", 250) + "@b.cd" },
		"host with a line end":       func(c *smtpcheck.Check) { c.Host = "smtp.example.com\r\n" },
		"no host":                    func(c *smtpcheck.Check) { c.Host = "" },
		"port":                       func(c *smtpcheck.Check) { c.Port = 65536 },
	} {
		t.Run(name, func(t *testing.T) {
			s := &simserver.Server{}
			_, e, _ := run(t, s, func(c *smtpcheck.Check) {
				m, a := *c.Mail, *c.Auth
				c.Mail, c.Auth = &m, &a
				change(c)
				c.Dial = nil // would fail otherwise
			})
			if !errors.Is(e, smtpcheck.ErrInput) || len(s.Sessions()) != 0 {
				t.Errorf("got %+v", e)
			}
		})
	}
}

func TestCancelledBeforehand(t *testing.T) {
	s := &simserver.Server{}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := smtpcheck.Run(ctx, checkOf(t, s), nil)
	if !errors.Is(err, context.Canceled) || len(s.Sessions()) != 0 {
		t.Errorf("got %v", err)
	}
}
