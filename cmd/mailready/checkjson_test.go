//go:build unix

package main

import (
	"crypto/tls"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
)

const sender = "ann@contoso.example"

// checkJSON runs check --json against addr with the canary on standard input.
// Whatever happens, standard output is one JSON object with the known fields.
func (w *world) checkJSON(addr string, more ...string) (checkResult, int) {
	w.Helper()
	got := w.run(w.Password, append([]string{"check", "--json", "--password-stdin", "--from", sender, "--connect", addr}, more...)...)
	var r checkResult
	decoder := json.NewDecoder(strings.NewReader(got.Stdout))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&r); err != nil || decoder.More() || strings.Count(got.Stdout, "\n") != 1 {
		w.Fatalf("no single JSON object: %v\nstdout %q\nstderr %q", err, got.Stdout, got.Stderr)
	}
	if r.Schema != 1 || r.OK != (got.Code == 0) || r.OK != (r.Cause == "") || r.OK != (r.Owner == "") {
		w.Errorf("exit code %d with %+v", got.Code, r)
	}
	return r, got.Code
}

func TestCheckJSONSuccess(t *testing.T) {
	w := newWorld(t)
	s := &simserver.Server{User: sender, Password: w.Password}
	r, code := w.checkJSON(w.serve(s))
	if code != 0 || r.Host != "smtp.office365.com" || r.Port != 587 || r.From != sender || r.Stage != "" || r.Sent != "yes" {
		t.Errorf("exit code %d, %+v", code, r)
	}
	if len(s.Accepted()) != 1 || len(s.Logins()) != 1 || len(s.Sessions()) != 1 {
		t.Fatalf("%d mails, %d logins, %d connections", len(s.Accepted()), len(s.Logins()), len(s.Sessions()))
	}
	mail := s.Accepted()[0]
	w.search("mail", mail.Data)
	if r.QueueID == "" || !strings.Contains(string(mail.Data), r.MessageID) || mail.From != sender || mail.To[0] != sender {
		t.Errorf("%+v from %s to %v", r, mail.From, mail.To)
	}
	if r.TLS == nil || r.TLS.Version != "1.3" || r.TLS.Issuer == "" {
		t.Errorf("TLS: %+v", r.TLS)
	}
	if _, err := time.Parse(time.RFC3339, r.TLS.Expires); err != nil {
		t.Error(err)
	}
	if !strings.Contains(strings.Join(r.Offers, ","), "AUTH LOGIN XOAUTH2") {
		t.Errorf("offers: %q", r.Offers)
	}
	var stages []smtpcheck.Stage
	for _, stage := range r.Stages {
		stages = append(stages, stage.Stage)
		if !stage.OK {
			t.Errorf("%s is not ok", stage.Stage)
		}
	}
	if len(stages) < 9 || stages[0] != smtpcheck.Resolve {
		t.Errorf("stages: %v", stages)
	}

	r, code = w.checkJSON(w.serve(&simserver.Server{}), "--no-send")
	if code != 0 || r.Sent != "no" || r.MessageID != "" || r.QueueID != "" {
		t.Errorf("--no-send: exit code %d, %+v", code, r)
	}
}

// Every reply of the catalogue, said by a server, ends in its own cause, exit
// code and owner, in one connection with at most one login.
func TestCheckJSONEveryReply(t *testing.T) {
	for _, cause := range causes.Plays() {
		t.Run(cause.Code, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			s := simserver.For(cause)
			r, code := w.checkJSON(w.serve(s))
			if r.Cause != cause.Code || code != cause.Exit || r.Owner != cause.Owner {
				t.Errorf("got %s %s, exit code %d; want %s %s, %d", r.Cause, r.Owner, code, cause.Code, cause.Owner, cause.Exit)
			}
			if r.Stage != cause.Stage && cause.Stage != "" {
				t.Errorf("failed at %s, want %s", r.Stage, cause.Stage)
			}
			if r.Reply == nil || r.Reply.Text == "" || !strings.Contains(cause.Example, strings.Fields(r.Reply.Text)[0]) {
				t.Errorf("reply %+v, want %q", r.Reply, cause.Example)
			}
			if r.Sent != "no" || len(s.Accepted()) > 0 || len(s.Logins()) > 1 || len(s.Sessions()) != 1 {
				t.Errorf("sent %s, %d mails, %d logins, %d connections", r.Sent, len(s.Accepted()), len(s.Logins()), len(s.Sessions()))
			}
		})
	}
}

// The faults that a server on a loopback port can have.
func TestCheckJSONEveryFault(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		fault smtpcheck.Fault
		as    *simserver.Server // nil: as the fault is usually played
		sent  smtpcheck.Delivery
	}{
		{fault: smtpcheck.FaultReset}, {fault: smtpcheck.FaultPortal}, {fault: smtpcheck.FaultStripped},
		{fault: smtpcheck.FaultInjected}, {fault: smtpcheck.FaultUntrusted}, {fault: smtpcheck.FaultName},
		{fault: smtpcheck.FaultClock}, {fault: smtpcheck.FaultOld}, {fault: smtpcheck.FaultTLS},
		{fault: smtpcheck.FaultGarbled}, {fault: smtpcheck.FaultTooLong}, {fault: smtpcheck.FaultClosed},
		{fault: smtpcheck.FaultNoMech},
		{fault: smtpcheck.FaultOld, as: &simserver.Server{TLSMax: tls.VersionTLS10}},
		{fault: smtpcheck.FaultUntrusted, as: &simserver.Server{Certificate: simserver.Intercepted}},
		{fault: smtpcheck.FaultUntrusted, as: &simserver.Server{Certificate: simserver.SelfSigned}},
		{fault: smtpcheck.FaultUntrusted, as: &simserver.Server{Certificate: simserver.Expired}},
		{fault: smtpcheck.FaultClosed, as: &simserver.Server{CloseAt: smtpcheck.Login}},
		{fault: smtpcheck.FaultClosed, as: &simserver.Server{LoseAfterDot: true}, sent: smtpcheck.MaybeSent},
	} {
		t.Run(string(test.fault), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			s := test.as
			if s == nil {
				s = simserver.ForFault(test.fault)
			}
			if test.sent == "" {
				test.sent = smtpcheck.NotSent
			}
			r, code := w.checkJSON(w.serve(s))
			cause, ok := causes.Find(r.Cause)
			if !ok || cause.Fault != test.fault && r.Sent != smtpcheck.MaybeSent || code != cause.Exit || r.Owner != cause.Owner {
				t.Errorf("got %s %s, exit code %d; want the cause of %s", r.Cause, r.Owner, code, test.fault)
			}
			if r.Sent != test.sent || r.Stage == "" {
				t.Errorf("sent %s at %q, want %s", r.Sent, r.Stage, test.sent)
			}
		})
	}
	t.Run("refused", func(t *testing.T) {
		w := newWorld(t)
		if r, code := w.checkJSON(freePort(t)); r.Cause != "NET-REFUSED" || code != causes.ExitNetwork {
			t.Errorf("%s, exit code %d", r.Cause, code)
		}
	})
	t.Run("hangs", func(t *testing.T) {
		w := newWorld(t)
		addr := w.serve(&simserver.Server{HangAt: smtpcheck.Login})
		if r, code := w.checkJSON(addr, "--timeout", "2s"); r.Cause != "SMTP-SLOW" || code == 0 {
			t.Errorf("%s, exit code %d", r.Cause, code)
		}
	})
}

// A wrong input is named, with nothing sent anywhere.
func TestCheckJSONBadInput(t *testing.T) {
	w := newWorld(t)
	s := &simserver.Server{}
	addr := w.serve(s)
	for _, test := range []struct{ flag, value, cause string }{
		{"--from", "ann@contoso", "IN-EMAIL"}, {"--from", "ann contoso.example", "IN-EMAIL"},
		{"--to", "a@b.com> ORCPT=x@y", "IN-EMAIL"}, {"--user", "ann@contoso.example\r\nQUIT", "IN-EMAIL"},
		{"--to", strings.Repeat("a", 300) + "@contoso.example", "IN-TOOLONG"},
		{"--host", "192.0.2.1", "IN-HOST"}, {"--host", "a b", "IN-HOST"},
		{"--port", "25", "IN-PORT"}, {"--port", "0", "IN-PORT"}, {"--port", "587abc", "IN-PORT"}, {"--port", "65536", "IN-PORT"},
	} {
		r, code := w.checkJSON(addr, test.flag, test.value)
		if r.Cause != test.cause || code != causes.ExitInput || r.Sent != "no" {
			t.Errorf("%s %q: %s, exit code %d, want %s", test.flag, test.value, r.Cause, code, test.cause)
		}
	}
	for _, password := range []string{"", "\n", strings.Repeat("x", 200)} {
		got := w.run(password, "check", "--json", "--password-stdin", "--from", sender, "--connect", addr)
		if got.Code != causes.ExitInput || !strings.Contains(got.Stdout, `"cause":"IN-`) {
			t.Errorf("password of %d bytes: %+v", len(password), got)
		}
	}
	if n := len(s.Sessions()); n > 0 {
		t.Errorf("%d connections", n)
	}
}

// Another server in Microsoft's place, and a port that Microsoft does not
// serve, are told as such by the live check too.
func TestCheckJSONMisled(t *testing.T) {
	w := newWorld(t)
	s := &simserver.Server{Certificate: simserver.WrongName, Replies: map[smtpcheck.Stage]string{smtpcheck.Greeting: "220 cp12.hosting.example ESMTP Exim 4.96 ready"}}
	if r, code := w.checkJSON(w.serve(s)); r.Cause != "NET-REDIRECTED" || code != 69 || r.Sent != "no" || len(s.Logins()) != 0 {
		t.Errorf("exit code %d, %+v", code, r)
	}
	if r, code := w.checkJSON("127.0.0.1:1", "--port", "465"); r.Cause != "NET-PORT" || code != 69 {
		t.Errorf("exit code %d, %+v", code, r)
	}
}
