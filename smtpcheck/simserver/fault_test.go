package simserver_test

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"net"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
)

// check is one check of s up to an accepted mail.
func check(s *simserver.Server) smtpcheck.Check {
	return smtpcheck.Check{
		Host: simserver.DefaultHost, Dial: s.Dial, Resolver: s, TLS: s.TLS(),
		Auth: &smtpcheck.Auth{User: "ann@contoso.example", Password: func(use func([]byte) error) error {
			return use([]byte("jqrxdyblalpjhgsg"))
		}},
		Mail: &smtpcheck.Mail{From: "ann@contoso.example", To: "ann@contoso.example",
			MessageID: "<1@contoso.example>", Message: []byte("Message-ID: <1@contoso.example>\r\n\r\nhello\r\n")},
	}
}

func TestEveryFaultIsPlayed(t *testing.T) {
	for _, fault := range []smtpcheck.Fault{
		smtpcheck.FaultDNS, smtpcheck.FaultRefused, smtpcheck.FaultBlocked, smtpcheck.FaultReset,
		smtpcheck.FaultPortal, smtpcheck.FaultStripped, smtpcheck.FaultInjected, smtpcheck.FaultUntrusted,
		smtpcheck.FaultName, smtpcheck.FaultClock, smtpcheck.FaultOld, smtpcheck.FaultNotTLS, smtpcheck.FaultTLS,
		smtpcheck.FaultGarbled, smtpcheck.FaultTooLong, smtpcheck.FaultSlow, smtpcheck.FaultClosed, smtpcheck.FaultNoMech,
	} {
		t.Run(string(fault), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := simserver.ForFault(fault)
				defer s.Close()
				report, err := smtpcheck.Run(t.Context(), check(s), nil)
				var failed *smtpcheck.Error
				if !errors.As(err, &failed) || failed.Fault != fault {
					t.Errorf("got %v, want %s", err, fault)
				}
				if report.Sent != smtpcheck.NotSent || len(s.Accepted()) > 0 || len(s.Logins()) > 0 {
					t.Errorf("sent %s, accepted %d, logins %d", report.Sent, len(s.Accepted()), len(s.Logins()))
				}
			})
		})
	}
}

func TestRepliesArePlayed(t *testing.T) {
	for _, stage := range []smtpcheck.Stage{smtpcheck.Greeting, smtpcheck.Hello, smtpcheck.StartTLS,
		smtpcheck.Login, smtpcheck.Sender, smtpcheck.Recipient, smtpcheck.Data} {
		t.Run(string(stage), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				code := "554"
				if stage == smtpcheck.Hello {
					code = "501" // any other 5xx there means that it cannot encrypt
				}
				s := simserver.For(causes.Cause{Stage: stage, Example: code + "-5.7.1 not today\n" + code + " 5.7.1 call us"})
				defer s.Close()
				_, err := smtpcheck.Run(t.Context(), check(s), nil)
				var failed *smtpcheck.Error
				if !errors.As(err, &failed) || failed.Stage != stage || len(s.Accepted()) > 0 {
					t.Fatalf("%v, %d accepted", err, len(s.Accepted()))
				}
				if stage == smtpcheck.StartTLS {
					return // whatever the answer, it means that there is no encryption
				}
				if got := failed.Reply.String(); got != code+" 5.7.1 not today call us" {
					t.Errorf("reply %q", got)
				}
			})
		})
	}
}

func TestHangCloseAndResetAtEveryStage(t *testing.T) {
	for _, stage := range append(slices.Clone(smtpcheck.Stages[2:9]), simserver.Handshake) {
		for name, s := range map[string]*simserver.Server{
			"hang": {HangAt: stage}, "close": {CloseAt: stage}, "reset": {ResetAt: stage},
			"flood": {FloodAt: stage}, "flood of lines": {FloodAt: stage, FloodLines: true},
		} {
			t.Run(string(stage)+" "+name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					defer s.Close()
					report, err := smtpcheck.Run(t.Context(), check(s), nil)
					if err == nil || report.Sent == smtpcheck.WasSent {
						t.Errorf("%v, sent %s", err, report.Sent)
					}
				})
			})
		}
	}
}

func TestConnectionLostAfterTheDot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &simserver.Server{LoseAfterDot: true}
		defer s.Close()
		report, err := smtpcheck.Run(t.Context(), check(s), nil)
		if err == nil || report.Sent != smtpcheck.MaybeSent || len(s.Accepted()) != 1 {
			t.Errorf("%v, sent %s, accepted %d", err, report.Sent, len(s.Accepted()))
		}
	})
}

func TestDeadFamilyFallsBack(t *testing.T) {
	for want, s := range map[string]*simserver.Server{"IPv4": {DeadIPv6: true}, "IPv6": {DeadIPv4: true}} {
		synctest.Test(t, func(t *testing.T) {
			defer s.Close()
			if report, err := smtpcheck.Run(t.Context(), check(s), nil); err != nil || report.Network != want {
				t.Errorf("%v over %s, want %s", err, report.Network, want)
			}
		})
	}
}

func TestSlowAnswersAndDrip(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &simserver.Server{Drip: time.Millisecond, Takes: map[smtpcheck.Stage]time.Duration{
			smtpcheck.Login: 5 * time.Second, simserver.Handshake: time.Second}}
		defer s.Close()
		began := time.Now()
		if _, err := smtpcheck.Run(t.Context(), check(s), nil); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took < 6*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestThenFromAPointInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := simserver.For(causes.Cause{Example: "535 5.7.139 off"})
		s.Then, s.ThenAt = &simserver.Server{}, time.Now().Add(time.Hour)
		defer s.Close()
		if _, err := smtpcheck.Run(t.Context(), check(s), nil); err == nil {
			t.Error("let in before the hour")
		}
		time.Sleep(time.Hour)
		if _, err := smtpcheck.Run(t.Context(), check(s), nil); err != nil {
			t.Errorf("after the hour: %v", err)
		}
	})
}

func TestIdleClientIsLetGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &simserver.Server{Idle: time.Minute}
		defer s.Close()
		c := dial(t, s)
		c.secure()
		if got := c.reply(); !strings.HasPrefix(got, "451 4.7.0 Timeout waiting for client input") {
			t.Errorf("got %q", got)
		}
		if _, err := c.in.ReadByte(); err == nil {
			t.Error("still open")
		}
	})
}

func TestCloseEndsEverything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &simserver.Server{HangAt: smtpcheck.Greeting}
		conn, err := s.Dial(t.Context(), "tcp", "[2001:db8::587]:587")
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
		if _, err := conn.Read(make([]byte, 1)); err != io.EOF {
			t.Errorf("read: %v", err)
		}
		if _, err := s.Dial(t.Context(), "tcp", "[2001:db8::587]:587"); !errors.Is(err, syscall.ECONNREFUSED) {
			t.Errorf("dial: %v", err)
		}
	})
}

func TestPipeHonoursDeadlines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &simserver.Server{HangAt: smtpcheck.Greeting}
		defer s.Close()
		conn, err := s.Dial(t.Context(), "tcp", "192.0.2.25:587")
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		conn.SetReadDeadline(began.Add(30 * time.Second))
		if _, err := conn.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) || time.Since(began) != 30*time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		conn.SetDeadline(time.Time{})
		go func() {
			time.Sleep(time.Minute)
			conn.Close()
		}()
		if _, err := conn.Read(make([]byte, 1)); !errors.Is(err, net.ErrClosed) {
			t.Errorf("after Close: %v", err)
		}
	})
}

func TestListenOnLoopbackOnly(t *testing.T) {
	s := &simserver.Server{}
	defer s.Close()
	if _, err := s.Listen(t.Context(), "0.0.0.0:0"); err == nil {
		t.Error("listens for the whole network")
	}
	addr, err := s.Listen(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(s.CA())
	if _, err := x509.ParseCertificate(block.Bytes); err != nil {
		t.Error(err)
	}
	c := check(s)
	c.Dial, c.Resolver, c.Connect = nil, nil, addr.String()
	if _, err := smtpcheck.Run(t.Context(), c, nil); err != nil || len(s.Accepted()) != 1 {
		t.Errorf("%v, %d accepted", err, len(s.Accepted()))
	}
}
