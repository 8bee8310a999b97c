package causes_test

import (
	"testing"
	"testing/synctest"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
)

// Every cause, played by the simulated server or provoked as a fault, is
// diagnosed as that cause.
func TestCatalogueRoundTrip(t *testing.T) {
	for _, cause := range causes.All() {
		if cause.Example == "" && cause.Fault == "" {
			continue // it is told by where was dialled, see TestMisled
		}
		t.Run(cause.Code, func(t *testing.T) {
			play(t, cause, cause.Code)
			if cause.Example != "" && cause.Fault != "" {
				cause.Example = ""
				play(t, cause, cause.Code)
			}
		})
	}
}

func play(t *testing.T, cause causes.Cause, want string) {
	password := smtpcheck.Auth{User: "a@contoso.example", Password: func(use func([]byte) error) error { return use([]byte("abcdefghijklmnop")) }}
	if v := played(t, cause, password); v.Cause.Code != want {
		t.Errorf("diagnosed as %s, because of %q: %v", v.Cause.Code, v.Recognised, v.Err)
	}
}

// played is the diagnosis of a check at a server that plays the cause.
func played(t *testing.T, cause causes.Cause, auth smtpcheck.Auth) (v causes.Verdict) {
	synctest.Test(t, func(t *testing.T) {
		server := simserver.For(cause)
		check := smtpcheck.Check{
			Host: "smtp.office365.com", Dial: server.Dial, Resolver: server, TLS: server.TLS(), Now: time.Now, Auth: &auth,
			Mail: &smtpcheck.Mail{From: "a@contoso.example", To: "a@contoso.example", Message: []byte("Subject: test\r\n\r\ntest\r\n")},
		}
		_, err := smtpcheck.Run(t.Context(), check, nil)
		v = causes.Diagnose(err, causes.Facts{Account: causes.AccountWork, Host: check.Host, Today: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)})
	})
	return v
}

// Who dials Microsoft on a port that it does not serve, or is answered by
// another server, is told so, and not that the network is at fault.
func TestMisled(t *testing.T) {
	fault := func(f smtpcheck.Fault) error { return &smtpcheck.Error{Stage: smtpcheck.Connect, Fault: f} }
	for _, c := range []struct {
		err   error
		facts causes.Facts
		want  string
	}{
		{fault(smtpcheck.FaultBlocked), causes.Facts{Host: "smtp.office365.com", Port: 465}, "NET-PORT"},
		{fault(smtpcheck.FaultRefused), causes.Facts{Host: "smtp.office365.com", Port: 25}, "NET-PORT"},
		{fault(smtpcheck.FaultBlocked), causes.Facts{Host: "smtp.office365.com", Port: 587}, "NET-BLOCKED"},
		{fault(smtpcheck.FaultRefused), causes.Facts{Host: "mail.contoso.example", Port: 465}, "NET-REFUSED"},
		{fault(smtpcheck.FaultName), causes.Facts{Host: "smtp.office365.com", Port: 587, Greeting: "ns17.fabrikam.example"}, "NET-REDIRECTED"},
		{fault(smtpcheck.FaultName), causes.Facts{Host: "smtp.office365.com", Port: 587, Greeting: "pn4p287ca0064.outlook.office365.com"}, "TLS-NAME"},
		{fault(smtpcheck.FaultName), causes.Facts{Host: "mail.contoso.example", Greeting: "ns17.fabrikam.example"}, "TLS-NAME"},
	} {
		if v := causes.Diagnose(c.err, c.facts); v.Cause.Code != c.want {
			t.Errorf("%v with %+v: %s, want %s", c.err, c.facts, v.Cause.Code, c.want)
		}
	}
}
