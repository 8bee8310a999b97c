package causes

import (
	"context"
	"errors"
	"fmt"
	"mailready/smtpcheck"
	"slices"
	"strings"
	"testing"
	"time"
)

func refused(stage smtpcheck.Stage, code int, enhanced, text string) error {
	return fmt.Errorf("check: %w", &smtpcheck.Error{Stage: stage, Reply: smtpcheck.Reply{Code: code, Enhanced: enhanced, Lines: []smtpcheck.Text{smtpcheck.Text(text)}}})
}

// The same sentence means another thing to another account, at another
// server, or on another day. The code stays; the turn and the words change.
func TestSameWordsOtherCircumstances(t *testing.T) {
	basicOff := refused(smtpcheck.Login, 535, "5.7.139", "Authentication unsuccessful, basic authentication is disabled.")
	mailboxOff := refused(smtpcheck.Login, 535, "5.7.139", "Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.")
	wrong := refused(smtpcheck.Login, 535, "5.7.139", "Authentication unsuccessful, the user credentials were incorrect.")
	before, after := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), time.Date(2027, 1, 2, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		err   error
		facts Facts
		code  string
		owner Owner
		says  string
	}{
		{basicOff, Facts{Account: AccountWork, Today: before}, "AUTH-BASIC-OFF", Admin, "A rule of the organisation"},
		{basicOff, Facts{Account: AccountWork, Today: after}, "AUTH-BASIC-OFF", Admin, "Microsoft's default since December 2026"},
		{basicOff, Facts{Account: AccountWork}, "AUTH-BASIC-OFF", Admin, "A rule of the organisation"},
		{basicOff, Facts{Account: AccountConsumer, Today: after}, "AUTH-BASIC-OFF", You, "Personal Microsoft accounts"},
		{basicOff, Facts{Host: "mail.contoso.example", Today: after}, "AUTH-BASIC-OFF", Admin, "A rule of the organisation"},
		{mailboxOff, Facts{Account: AccountWork}, "AUTH-MAILBOX-OFF", Admin, "for this mailbox"},
		{mailboxOff, Facts{Account: AccountConsumer}, "AUTH-MAILBOX-OFF", Microsoft, "you cannot switch it on"},
		{wrong, Facts{Account: AccountWork, Host: "smtp.office365.com"}, "AUTH-WRONG", You, "did not accept"},
		{wrong, Facts{Account: AccountConsumer}, "AUTH-WRONG", You, "personal Microsoft accounts"},
		{refused(smtpcheck.Login, 535, "", "No."), Facts{Host: "smtp.office365.com."}, "AUTH-REFUSED", You, "no reason"},
		{refused(smtpcheck.Login, 535, "", "No."), Facts{Host: "mail.contoso.example"}, "AUTH-OTHER-PROVIDER", You, "not Microsoft's"},
		{refused(smtpcheck.Login, 535, "5.7.139", "Authentication unsuccessful, the moon is full."), Facts{}, "AUTH-POLICY", Admin, "in words that this version does not know"},
		{refused(smtpcheck.Login, 535, "5.7.3", "Authentication unsuccessful. Tenant locked out"), Facts{}, "AUTH-LOCKED", Admin, "whole organisation"},
	} {
		v := Diagnose(c.err, c.facts)
		if v.Cause.Code != c.code || v.Cause.Owner != c.owner || !strings.Contains(v.Cause.Happened, c.says) {
			t.Errorf("%v with %+v: %s, %s: %s", c.err, c.facts, v.Cause.Code, v.Cause.Owner, v.Cause.Happened)
		}
	}
	if v := Diagnose(basicOff, Facts{Account: AccountConsumer}); v.Cause.Retry != RetryNever || v.Cause.Takes != "" || len(v.Cause.AdminTry) != 0 {
		t.Errorf("a personal account is told to wait: %+v", v.Cause)
	}
	if c, _ := Find("AUTH-BASIC-OFF"); c.Owner != Admin || len(c.Variants) == 0 {
		t.Error("wording one verdict changed the catalogue")
	}
}

// The same words mean another thing where they answer another command.
func TestSameWordsOtherStage(t *testing.T) {
	for _, c := range []struct {
		stage smtpcheck.Stage
		code  int
		text  string
		cause string
	}{
		{smtpcheck.Hello, 500, "Unrecognized command", "TLS-STRIPPED"}, {smtpcheck.Hello, 502, "Command not implemented", "TLS-STRIPPED"}, {smtpcheck.Hello, 501, "Syntax error", "SMTP-HELLO"},
		{smtpcheck.StartTLS, 502, "Command not implemented", "TLS-STRIPPED"}, {smtpcheck.StartTLS, 501, "No parameters", "TLS-STRIPPED"}, {smtpcheck.StartTLS, 354, "Go ahead", "TLS-STRIPPED"}, {smtpcheck.StartTLS, 454, "TLS not available", "SMTP-BUSY"}, {smtpcheck.StartTLS, 421, "Bye", "SMTP-BUSY"},
		{smtpcheck.Sender, 500, "Unrecognized command", "SMTP-REJECTED"}, {smtpcheck.Greeting, 554, "No", "SMTP-REJECTED"}, {smtpcheck.Greeting, 421, "No", "SMTP-BUSY"}, {smtpcheck.Greeting, 354, "Go ahead", "SMTP-GARBLED"}, {smtpcheck.Hello, 220, "Hello", "SMTP-GARBLED"},
		{smtpcheck.Login, 550, "No", "AUTH-REFUSED"}, {smtpcheck.Login, 454, "No", "AUTH-TEMP"}, {smtpcheck.Login, 421, "No", "AUTH-TEMP"}, {smtpcheck.Login, 504, "No", "AUTH-NOMECH"},
		{smtpcheck.Sender, 550, "No", "SMTP-REJECTED"}, {smtpcheck.Sender, 530, "No", "AUTH-REQUIRED"}, {smtpcheck.Recipient, 550, "No", "SEND-RECIPIENT"}, {smtpcheck.Data, 552, "No", "SEND-SIZE"}, {smtpcheck.Data, 451, "No", "SMTP-BUSY"}, {smtpcheck.Data, 550, "No", "SMTP-REJECTED"},
	} {
		if v := Diagnose(refused(c.stage, c.code, "", c.text), Facts{}); v.Cause.Code != c.cause {
			t.Errorf("%d %s at %s: %s, because of %q", c.code, c.text, c.stage, v.Cause.Code, v.Recognised)
		}
	}
}

func TestWrappedRepliesAreUnwrapped(t *testing.T) {
	err := refused(smtpcheck.Sender, 530, "5.7.57", "Client not authenticated to send mail. Error: 535 5.7.139 Authentication unsuccessful, account locked. Contact your administrator. [CH2PR19CA0002.namprd19.prod.outlook.com]")
	v := Diagnose(err, Facts{})
	if v.Cause.Code != "AUTH-LOCKED" || v.Reply.Code != 535 || v.Reply.Enhanced != "5.7.139" || v.Recognised != "Authentication unsuccessful, account locked" {
		t.Errorf("%s, %v, %q", v.Cause.Code, v.Reply, v.Recognised)
	}
}

func TestDiagnoseNeverHasNoCause(t *testing.T) {
	for _, err := range []error{nil, context.Canceled, fmt.Errorf("login: %w", &smtpcheck.Error{Stage: smtpcheck.Login, Err: context.Canceled}), errors.New("something"), &smtpcheck.Error{}, &smtpcheck.Error{Fault: "unheard of"}} {
		if v := Diagnose(err, Facts{}); v.Cause == nil || v.Cause.Code != Unknown.Code {
			t.Errorf("%v: %+v", err, v.Cause)
		}
	}
	v := Diagnose(errors.New("dial tcp: lookup smtp.offce365.com: no such host"), Facts{})
	if v.Cause.Code != "NET-DNS" || v.Err == nil {
		t.Errorf("an error of another program: %+v", v)
	}
}

// A certificate that has expired is told apart from one that is not trusted.
func TestFaultsHaveVariants(t *testing.T) {
	v := Diagnose(&smtpcheck.Error{Stage: smtpcheck.StartTLS, Fault: smtpcheck.FaultUntrusted, Err: errors.New("tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-22T00:00:00Z is after 2025-01-01T00:00:00Z")}, Facts{})
	if v.Cause.Code != "TLS-UNTRUSTED" || !strings.Contains(v.Cause.Happened, "expired") {
		t.Errorf("%s: %s", v.Cause.Code, v.Cause.Happened)
	}
}

func TestEveryNamedVariantIsCalledFor(t *testing.T) {
	shared := slices.ContainsFunc(All(), func(c Cause) bool { return slices.ContainsFunc(c.Match, func(m Match) bool { return m.Shared }) })
	for _, c := range All() {
		for _, v := range c.Variants {
			if shared && c.Code == "AUTH-OTHER-PROVIDER" && v.Name == "switch" {
				continue // any switch that a provider shares with Microsoft
			}
			if v.Name == "space" || v.Name == "port" {
				continue // called for by what a paste tells of the server, see refine
			}
			called := func(m Match) bool { return m.Variant == v.Name }
			if v.Name != "" && !slices.ContainsFunc(c.Match, called) && !slices.ContainsFunc(c.Heard, called) && !slices.ContainsFunc(programMatches(c.Code), called) {
				t.Errorf("%s: nothing calls for the variant %q", c.Code, v.Name)
			}
			if v.Name == "" && v.Account == "" && v.Since.IsZero() && !v.Elsewhere && !v.Token && !v.AppOnly {
				t.Errorf("%s: a variant without a condition", c.Code)
			}
		}
		for _, m := range slices.Concat(c.Match, c.Heard, programMatches(c.Code)) {
			if m.Variant != "" && !slices.ContainsFunc(c.Variants, func(v Variant) bool { return v.Name == m.Variant }) {
				t.Errorf("%s: no variant %q", c.Code, m.Variant)
			}
		}
	}
}
