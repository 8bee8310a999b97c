package smtpcheck_test

import (
	"strings"
	"testing"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

// BenchmarkRun is a whole check over a loopback port, TLS, login and mail
// included.
func BenchmarkRun(b *testing.B) {
	s := &simserver.Server{Host: "localhost"}
	defer s.Close()
	addr, err := s.Listen(b.Context(), "")
	if err != nil {
		b.Fatal(err)
	}
	c := checkOf(b, s)
	c.Host, c.Connect, c.Dial, c.Resolver = "localhost", addr.String(), nil, nil
	b.ReportAllocs()
	for b.Loop() {
		if _, err := smtpcheck.Run(b.Context(), c, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAfterEnter is what is left to do when the password is there and
// the connection was opened before.
func BenchmarkAfterEnter(b *testing.B) {
	s := &simserver.Server{Host: "localhost"}
	defer s.Close()
	addr, err := s.Listen(b.Context(), "")
	if err != nil {
		b.Fatal(err)
	}
	c := checkOf(b, s)
	c.Host, c.Connect, c.Dial, c.Resolver = "localhost", addr.String(), nil, nil
	for b.Loop() {
		b.StopTimer()
		ses, err := smtpcheck.Open(b.Context(), c, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if err := ses.Login(b.Context(), *c.Auth, nil); err != nil {
			b.Fatal(err)
		}
		if err := ses.Send(b.Context(), *c.Mail, nil); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		ses.Close()
		b.StartTimer()
	}
}

func BenchmarkSafeText(b *testing.B) {
	line := []byte(strings.Repeat("Authentication unsuccessful \x1b[31m\u202e ", 40))
	b.SetBytes(int64(len(line)))
	for b.Loop() {
		smtpcheck.SafeText(line)
	}
}

func BenchmarkTestMail(b *testing.B) {
	f := facts
	f.Date = time.Now()
	for b.Loop() {
		smtpcheck.TestMail(f)
	}
}

// BenchmarkTokenLogin is a login with a token of Microsoft's length: what the
// token costs beside a password is that it must be known again.
func BenchmarkTokenLogin(b *testing.B) {
	s := &simserver.Server{Token: token}
	defer s.Close()
	c := checkOf(b, s)
	c.Auth, c.Mail = &smtpcheck.Auth{User: "anna@contoso.example", Token: lend(token)}, nil
	b.ReportAllocs()
	for b.Loop() {
		if _, err := smtpcheck.Run(b.Context(), c, nil); err != nil {
			b.Fatal(err)
		}
	}
}
