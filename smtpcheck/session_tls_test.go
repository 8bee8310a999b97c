package smtpcheck_test

import (
	"crypto/tls"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

// TestCertificates shows every kind of false certificate. Each is refused,
// and what it says is in the report all the same.
func TestCertificates(t *testing.T) {
	for kind, want := range map[simserver.Certificate]smtpcheck.Fault{
		simserver.SelfSigned: smtpcheck.FaultUntrusted, simserver.Unknown: smtpcheck.FaultUntrusted,
		simserver.Intercepted: smtpcheck.FaultUntrusted, simserver.WrongName: smtpcheck.FaultName,
		simserver.NoName: smtpcheck.FaultName, simserver.Expired: smtpcheck.FaultUntrusted,
		simserver.NotYet: smtpcheck.FaultClock, simserver.WrongUse: smtpcheck.FaultUntrusted,
		simserver.Incomplete: smtpcheck.FaultUntrusted,
	} {
		for _, port := range []int{smtpcheck.PortSubmission, smtpcheck.PortSubmissions} {
			t.Run(fmt.Sprint(kind, port), func(t *testing.T) {
				if kind == simserver.Expired && port == smtpcheck.PortSubmissions {
					t.Skip("no greeting tells that the bubble's clock is right")
				}
				s := &simserver.Server{Certificate: kind, Implicit: port == smtpcheck.PortSubmissions}
				r, e, _ := run(t, s, func(c *smtpcheck.Check) {
					c.Port = port
					c.TLS.InsecureSkipVerify = true // must not matter
				})
				if e == nil || e.Fault != want || e.Stage != smtpcheck.StartTLS {
					t.Fatalf("got %+v", e)
				}
				f := r.TLS
				if f == nil || f.Verified || f.Issuer == "" || f.Subject == "" || len(f.Chain) == 0 || f.Expires.IsZero() || f.Version != "1.3" || f.Cipher == "" {
					t.Errorf("facts %+v", f)
				}
				if kind == simserver.Intercepted && f.Issuer != "Corp ^[[31mInspect<U+202E> CA" {
					t.Errorf("issuer %q", f.Issuer)
				}
				if kind == simserver.WrongName && fmt.Sprint(f.Names) != "[mail.contoso.example]" {
					t.Errorf("names %q", f.Names)
				}
				if all := fmt.Sprint(e, r); strings.ContainsAny(all, "\x1b\u202e") {
					t.Errorf("unsafe: %q", all)
				}
				if len(s.Logins()) != 0 || len(r.Offers) != 0 {
					t.Errorf("logins %v, offers %q", s.Logins(), r.Offers)
				}
			})
		}
	}
}

// TestClock turns this computer's clock while the server and its certificate
// are fine, and checks that a clock that is right is not blamed.
func TestClock(t *testing.T) {
	const day = 24 * time.Hour
	for _, c := range []struct {
		name string
		off  time.Duration
		kind simserver.Certificate
		want smtpcheck.Fault
	}{
		{"3 years behind", -3 * 365 * day, simserver.Trusted, smtpcheck.FaultClock},
		{"3 years ahead", 3 * 365 * day, simserver.Trusted, smtpcheck.FaultClock},
		{"92 days behind", -92 * day, simserver.Trusted, smtpcheck.FaultClock},
		{"92 days ahead", 92 * day, simserver.Trusted, smtpcheck.FaultClock},
		{"2 days behind", -2 * day, simserver.Trusted, ""},
		{"2 days ahead", 2 * day, simserver.Trusted, ""},
		{"right, certificate expired", 0, simserver.Expired, smtpcheck.FaultUntrusted},
		{"an hour ahead, certificate expired", time.Hour, simserver.Expired, smtpcheck.FaultUntrusted},
		{"2 days ahead, certificate expired", 2 * day, simserver.Expired, smtpcheck.FaultUntrusted},
		{"3 years ahead, certificate expired", 3 * 365 * day, simserver.Expired, smtpcheck.FaultUntrusted},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, e, _ := run(t, &simserver.Server{Certificate: c.kind}, func(check *smtpcheck.Check) {
				check.Now = func() time.Time { return time.Now().Add(c.off) }
			})
			if c.want == "" && e != nil || c.want != "" && (e == nil || e.Fault != c.want) {
				t.Errorf("got %+v", e)
			}
		})
	}
}

func TestTLSVersions(t *testing.T) {
	for version, want := range map[uint16]string{tls.VersionTLS10: "", tls.VersionTLS11: "", tls.VersionTLS12: "1.2", 0: "1.3"} {
		r, e, _ := run(t, &simserver.Server{TLSMax: version}, func(c *smtpcheck.Check) { c.TLS.MinVersion = tls.VersionTLS10 })
		switch {
		case want == "" && (e == nil || e.Fault != smtpcheck.FaultOld):
			t.Errorf("%s: got %+v", tls.VersionName(version), e)
		case want != "" && (e != nil || r.TLS.Version != want || !r.TLS.Verified):
			t.Errorf("%s: got %+v, %+v", tls.VersionName(version), e, r.TLS)
		}
	}
}

// TestImplicitTLS speaks TLS from the first byte on port 465.
func TestImplicitTLS(t *testing.T) {
	on465 := func(c *smtpcheck.Check) { c.Port = smtpcheck.PortSubmissions }
	s := &simserver.Server{Implicit: true}
	r, e, _ := run(t, s, on465)
	if e != nil || r.Sent != smtpcheck.WasSent || len(s.Sessions()[0].Clear) != 0 {
		t.Errorf("got %+v, %+v", e, r)
	}
	for name, c := range map[string]struct {
		s    *simserver.Server
		want smtpcheck.Fault
	}{
		"plain text":  {&simserver.Server{}, smtpcheck.FaultNotTLS},
		"web page":    {&simserver.Server{Portal: true}, smtpcheck.FaultPortal},
		"hangs":       {&simserver.Server{Implicit: true, HangAt: simserver.Handshake}, smtpcheck.FaultSlow},
		"hangs up":    {&simserver.Server{Implicit: true, CloseAt: simserver.Handshake}, smtpcheck.FaultReset},
		"silent":      {&simserver.Server{Implicit: true, HangAt: smtpcheck.Greeting}, smtpcheck.FaultSlow},
		"no AUTH yet": {&simserver.Server{Implicit: true, AfterTLS: []string{"SIZE 1"}}, smtpcheck.FaultNoMech},
	} {
		if _, e, _ := run(t, c.s, on465); e == nil || e.Fault != c.want {
			t.Errorf("%s: got %+v", name, e)
		}
	}
}

// TestSilentServers meets servers that wait for the client to begin.
func TestSilentServers(t *testing.T) {
	for name, c := range map[string]struct {
		s    *simserver.Server
		want smtpcheck.Fault
	}{
		"TLS at once, says so with an alert": {&simserver.Server{Implicit: true}, smtpcheck.FaultNotTLS},
		"TLS at once, hangs up":              {&simserver.Server{Implicit: true, Replies: map[smtpcheck.Stage]string{simserver.Handshake: ""}}, smtpcheck.FaultNotTLS},
		"web server": {&simserver.Server{Implicit: true, Replies: map[smtpcheck.Stage]string{
			simserver.Handshake: "HTTP/1.1 400 Bad Request\r\n\r\n"}}, smtpcheck.FaultPortal},
		"late by a little": {&simserver.Server{Takes: map[smtpcheck.Stage]time.Duration{smtpcheck.Greeting: 15500 * time.Millisecond}}, smtpcheck.FaultSlow},
		"never speaks":     {&simserver.Server{HangAt: smtpcheck.Greeting}, smtpcheck.FaultSlow},
	} {
		if _, e, took := run(t, c.s, nil); e == nil || e.Fault != c.want || e.Stage != smtpcheck.Greeting || took > 16*time.Second {
			t.Errorf("%s: got %+v after %v", name, e, took)
		}
	}
}

// TestPortalDuringTLS answers the TLS handshake behind STARTTLS with a page.
func TestPortalDuringTLS(t *testing.T) {
	s := &simserver.Server{Replies: map[smtpcheck.Stage]string{simserver.Handshake: "HTTP/1.1 403 Forbidden\r\n\r\n"}}
	if _, e, _ := run(t, s, nil); e == nil || e.Fault != smtpcheck.FaultPortal {
		t.Errorf("got %+v", e)
	}
}

// TestCapabilitiesAreForgotten: what is offered before TLS counts for nothing.
func TestCapabilitiesAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &simserver.Server{BeforeTLS: []string{"STARTTLS", "AUTH LOGIN PLAIN", "PIPELINING"}, AfterTLS: []string{"SIZE 1", "X-TRICK\x1b[2J"}}
		defer s.Close()
		ses, err := smtpcheck.Open(t.Context(), checkOf(t, s), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer ses.Close()
		if got := fmt.Sprint(ses.Report().Offers); got != "[SIZE 1 X-TRICK^[[2J]" {
			t.Errorf("offers %q", got)
		}
	})
}
