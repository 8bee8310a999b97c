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
	synctest.Test(t, func(t *testing.T) {
		server := simserver.For(cause)
		check := smtpcheck.Check{
			Host: "smtp.office365.com", Dial: server.Dial, Resolver: server, TLS: server.TLS(), Now: time.Now,
			Auth: &smtpcheck.Auth{User: "a@contoso.example", Password: func(use func([]byte) error) error { return use([]byte("abcdefghijklmnop")) }},
			Mail: &smtpcheck.Mail{From: "a@contoso.example", To: "a@contoso.example", Message: []byte("Subject: test\r\n\r\ntest\r\n")},
		}
		_, err := smtpcheck.Run(t.Context(), check, nil)
		v := causes.Diagnose(err, causes.Facts{Account: causes.AccountWork, Host: check.Host, Today: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)})
		if v.Cause.Code != want {
			t.Errorf("diagnosed as %s, because of %q: %v", v.Cause.Code, v.Recognised, err)
		}
	})
}
