package causes

import (
	"encoding/base64"
	"strings"
	"testing"
)

// Whoever pastes a dump of the program's state does not get the password in
// it shown back.
func TestPastedSecretsAreNotShown(t *testing.T) {
	const reply = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant."
	for _, secret := range []string{"abcdefghijklmnop", "abcd efgh ijkl mnop", "Winter-2026!", base64.StdEncoding.EncodeToString([]byte("\x00a@contoso.example\x00Winter-2026!"))} {
		for _, around := range []string{
			`Error: REPLY', auth: { user: 'a@contoso.example', pass: 'SECRET' } }`,
			`{"response":"REPLY","pass":"SECRET"}`,
			`{"response":"REPLY","responseCode":535,"auth":{"user":"a@contoso.example","password":"SECRET"}}`,
			`REPLY pass: 'SECRET'`, `REPLY password=SECRET`, `REPLY (pwd: SECRET)`, `REPLY client_secret = "SECRET"`, `REPLY token="SECRET"`,
			"response: 'REPLY',\n  auth: { user: 'a', pass: 'SECRET' }", "REPLY\nSMTP_PASSWORD=SECRET\n", "REPLY\nPassword: SECRET",
			`(535, b'REPLY', {'password': 'SECRET'})`, "REPLY my password is 'SECRET'",
		} {
			text := strings.NewReplacer("REPLY", reply, "SECRET", secret).Replace(around)
			v := Explain(text, Facts{})
			if v.Cause.Code != "AUTH-TENANT-OFF" {
				t.Errorf("%s: %s", v.Cause.Code, text)
			}
			if shown := v.Recognised + "\n" + v.Reply.String(); strings.Contains(shown, secret) || strings.Contains(shown, secret[:4]) {
				t.Errorf("shown: %s\nof %s", shown, text)
			}
			if !strings.Contains(v.Reply.Text(), "disabled for the Tenant") {
				t.Errorf("too little is shown: %q\nof %s", v.Reply.Text(), text)
			}
		}
	}
}

// What servers say is shown as it is.
func TestWordsOfServersAreShown(t *testing.T) {
	for _, k := range corpus(t) {
		v := Explain(k.Reply, Facts{})
		if all := v.Recognised + v.Reply.String(); strings.Contains(all, hidden) {
			t.Errorf("%s: %s\nof %s", k.ID, all, k.Reply)
		}
	}
}

func TestAddressesOfPages(t *testing.T) {
	for _, text := range []string{
		"%35%33%35%20%35.7.139%20Authentication%20unsuccessful%2C%20SmtpClientAuthentication%20is%20disabled%20for%20the%20Tenant.",
		"GET /back?error=535+5.7.139+Authentication+unsuccessful%2C+SmtpClientAuthentication+is+disabled+for+the+Tenant. HTTP/1.1",
		"https://app.contoso.example/login?next=%252Fmail&error=535%25205.7.139%2520Authentication%2520unsuccessful%252C%2520SmtpClientAuthentication%2520is%2520disabled%2520for%2520the%2520Tenant",
		"error%3D535%205.7.139%3ASmtpClientAuthentication%20is%20disabled%20for%20the%20Tenant",
	} {
		if v := Explain(text, Facts{}); v.Cause.Code != "AUTH-TENANT-OFF" || v.Reply.Code != 535 {
			t.Errorf("%s, %v: %s", v.Cause.Code, v.Reply, text)
		}
	}
	if v := Explain("535 5.7.139 user is locked by your organization%E2%80%99s%20security%20defaults%20policy", Facts{}); v.Cause.Code != "AUTH-DEFAULTS" {
		t.Errorf("%s", v.Cause.Code)
	}
}

// Sentences of people that hold the words of an error, and tell of none.
func TestProseIsNoError(t *testing.T) {
	for _, text := range []string{
		"The user credentials were incorrect last week but today all is well.",
		"Basic authentication is disabled, said the scanner on Monday, but now it works.",
		"The recipient said: 550 euros is too much for that mail order.",
		"The sender wrote: 421 people got my mail.",
	} {
		if v := Explain(text, Facts{}); v.Cause.Code != Unknown.Code {
			t.Errorf("%s, because of %q: %s", v.Cause.Code, v.Recognised, text)
		}
	}
	for _, text := range []string{
		"Mail worked fine last week. Now it says: the user credentials were incorrect",
		"It works fine in the browser, but the scanner says Authentication unsuccessful, the user credentials were incorrect.",
	} {
		if v := Explain(text, Facts{}); v.Cause.Code != "AUTH-WRONG" {
			t.Errorf("%s: %s", v.Cause.Code, text)
		}
	}
}
