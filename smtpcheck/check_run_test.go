package smtpcheck_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

const password = "jqrxdyblalpjhgsg"

func lend(password string) func(func([]byte) error) error {
	return func(use func([]byte) error) error { return use([]byte(password)) }
}

// checkOf is a whole check against s, with login and mail.
func checkOf(t testing.TB, s *simserver.Server) smtpcheck.Check {
	t.Helper()
	m := smtpcheck.TestMail(smtpcheck.TestMailFacts{
		From: "anna@contoso.example", To: "anna@contoso.example", Computer: "desk-7",
		Version: "1.0", Date: time.Now(), Code: "K7M2",
	})
	return smtpcheck.Check{
		Host: simserver.DefaultHost, Dial: s.Dial, Resolver: s, TLS: s.TLS(), Mail: &m,
		Auth: &smtpcheck.Auth{User: "anna@contoso.example", Password: lend(password)},
	}
}

func TestRunSendsTheMail(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &simserver.Server{User: "anna@contoso.example", Password: password}
		defer s.Close()
		c := checkOf(t, s)
		var events []smtpcheck.Event
		r, err := smtpcheck.Run(t.Context(), c, func(e smtpcheck.Event) { events = append(events, e) })
		if err != nil {
			t.Fatal(err)
		}
		if !r.LoggedIn || r.Sent != smtpcheck.WasSent || r.QueueID == "" || r.MessageID != c.Mail.MessageID || r.Network != "IPv6" {
			t.Errorf("report: %+v", r)
		}
		if r.TLS == nil || !r.TLS.Verified || r.TLS.Version != "1.3" || r.TLS.Issuer == "" || len(r.Offers) == 0 {
			t.Errorf("TLS %+v, offers %q", r.TLS, r.Offers)
		}
		got := s.Accepted()
		if len(got) != 1 || !bytes.Equal(got[0].Data, c.Mail.Message) {
			t.Errorf("the server got %d mails, the last as sent: no", len(got))
		}
		var stages []string
		for _, s := range r.Stages {
			stages = append(stages, string(s.Stage))
		}
		if want := "resolve connect greeting hello starttls hello login sender recipient data quit"; strings.Join(stages, " ") != want {
			t.Errorf("stages %q", stages)
		}
		for _, l := range r.Transcript {
			t.Log(l.Stage, l.Client, l.Text)
		}
	})
}
