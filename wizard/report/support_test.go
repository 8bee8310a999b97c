package report

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"mailready/smtpcheck"
	"mailready/wizard/checklist"
)

func mustBeMasked(t *testing.T, text string, s checklist.State) {
	t.Helper()
	for _, a := range []string{s.Sender, s.Login, s.Recipient} {
		if strings.Contains(text, a) {
			t.Fatalf("the report names %s:\n%s", a, text)
		}
	}
}

// The transcript has none of the words of the login, whatever they were.
func FuzzTranscript(f *testing.F) {
	f.Add("AUTH LOGIN secretsecret", "login", true)
	f.Add("334 UGFzc3dvcmQ6secretsecret", "login", false)
	f.Add("535 5.7.3 secretsecret", "login", false)
	f.Add("auth plain secretsecret", "hello", true)
	f.Fuzz(func(t *testing.T, line, stage string, client bool) {
		shown := transcript([]smtpcheck.Line{{Stage: smtpcheck.Stage(stage), Client: client, Text: line}}, masker{})
		if len(shown) != 1 {
			t.Fatalf("%d lines of one", len(shown))
		}
		if stage == string(smtpcheck.Login) && strings.Contains(shown[0], "secretsecret") {
			t.Errorf("the login shows in %q", shown[0])
		}
		if strings.HasPrefix(strings.ToUpper(line), "AUTH") && strings.Contains(shown[0], "secretsecret") {
			t.Errorf("the login shows in %q", shown[0])
		}
	})
}

func FuzzMask(f *testing.F) {
	f.Add("550 5.7.60 office@contoso.example cannot send as info@contoso.example")
	f.Add("Hello [2001:db8::1] <office@contoso.example>")
	f.Add("@office@contoso.example0")
	f.Fuzz(func(t *testing.T, said string) {
		text := masker{}.text(said + " office@contoso.example [192.0.2.7]")
		if strings.Contains(text, "office@contoso.example") || strings.Contains(text, "192.0.2.7") {
			t.Errorf("%q is not masked in %q", said, text)
		}
	})
}

func TestMask(t *testing.T) {
	for address, want := range map[string]string{
		"jane@contoso.example": "j...e@contoso.example",
		"ab@contoso.example":   "...@contoso.example",
		"":                     "",
		"nonsense":             "...",
		"äöü@contoso.example":  "ä...ü@contoso.example",
	} {
		if got := Mask(address); got != want {
			t.Errorf("%q became %q, want %q", address, got, want)
		}
	}
	m := masker{keep: "<id@contoso.example>"}
	for said, want := range map[string]string{
		"S: Hello [2001:db8::1]":                           "S: Hello [network address]",
		"[10.0.0.1] and [BN9PR03CA0123.example]":           "[network address] and [BN9PR03CA0123.example]",
		"250 OK <id@contoso.example> [Hostname=A.example]": "250 OK <id@contoso.example> [Hostname=A.example]",
		"RCPT TO:<jane@contoso.example>":                   "RCPT TO:<j...e@contoso.example>",
		"open [bracket":                                    "open [bracket",
	} {
		if got := m.text(said); got != want {
			t.Errorf("%q became %q, want %q", said, got, want)
		}
	}
}

// exampleSource is a session that failed at the login.
func exampleSource() Source {
	s := checklist.Begin("jane@contoso.example")
	s.Items = checklist.Items{TwoStep: checklist.Said, SMTPAuth: checklist.Refuted, AppPassword: checklist.Said}
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	s.Failed = checklist.Failed{Cause: "AUTH-MAILBOX-OFF", Reply: "535 5.7.139 jane@contoso.example refused\x1b[31m", At: at}
	s.Waiting = checklist.Waiting{Cause: "AUTH-MAILBOX-OFF", Since: at}
	check := smtpcheck.Report{Host: s.Host, Port: 587, Began: at, Took: 812 * time.Millisecond, Network: "IPv4", Addr: "192.0.2.1:587",
		Stages: []smtpcheck.StageResult{{Stage: smtpcheck.Resolve, OK: true, Took: 3 * time.Millisecond}, {Stage: smtpcheck.Login, Took: 400 * time.Millisecond}},
		TLS:    &smtpcheck.TLSFacts{Version: "1.3", Cipher: "TLS_AES_256_GCM_SHA384", Issuer: "Issuer", Subject: "outlook.com", Verified: true, Expires: at},
		Offers: []string{"AUTH LOGIN XOAUTH2"}, Sent: smtpcheck.NotSent,
		Transcript: []smtpcheck.Line{{Stage: smtpcheck.Hello, Client: true, Text: "EHLO [127.0.0.1]"}, {Stage: smtpcheck.Hello, Text: "250 Hello [203.0.113.9]"},
			{Stage: smtpcheck.Login, Client: true, Text: "AUTH LOGIN " + canary}, {Stage: smtpcheck.Login, Text: "535 5.7.139 " + canary}},
	}
	return Source{Program: Program{Version: "1.2.3", Go: "go1.26", OS: "linux", Arch: "amd64", Terminal: "xterm\x1b[2J", Columns: 80, Rows: 24, Driver: "plain"},
		State: s, Check: &check, Keychain: "secret-service", Now: at}
}

func TestReportSaysWhatIsNeeded(t *testing.T) {
	r := NewSupport(exampleSource())
	text := r.Text()
	for _, want := range []string{
		"1.2.3", "linux/amd64", "80x24", "j...e@contoso.example", "smtp.office365.com port 587", "secret-service",
		"2 2-step verification: said", "3 SMTP AUTH for this mailbox: refuted", "AUTH-MAILBOX-OFF", "admin", "535 5.7.139",
		"[OK]   resolve", "[FAIL] login", "400 ms", "TLS_AES_256_GCM_SHA384", "AUTH LOGIN XOAUTH2", "C: (login, not shown)",
		"S: 535 (answer to the login, see the reply)", "2026-11-22T09:00:00Z", "C: EHLO [network address]",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q:\n%s", want, text)
		}
	}
	for _, bad := range []string{"\x1b", "jane@", canary, "203.0.113.9"} {
		if strings.Contains(text, bad) {
			t.Errorf("the report has %q", bad)
		}
	}
	if n := strings.Count(text, r.Fingerprint); n != 3 || !strings.HasPrefix(text, "mailready report "+r.Fingerprint) {
		t.Errorf("the fingerprint stands %d times in\n%s", n, text)
	}
}

func TestFullReportNamesTheMailbox(t *testing.T) {
	from := exampleSource()
	from.Full = true
	text := NewSupport(from).Text()
	if !strings.Contains(text, "jane@contoso.example") || strings.Contains(text, canary) || strings.Contains(text, "\x1b") {
		t.Errorf("not the full report, or too full:\n%s", text)
	}
}

func TestFingerprint(t *testing.T) {
	one := NewSupport(exampleSource())
	if again := NewSupport(exampleSource()); again.Fingerprint != one.Fingerprint {
		t.Errorf("the same report has the fingerprints %s and %s", one.Fingerprint, again.Fingerprint)
	}
	if len(one.Fingerprint) != 4 || strings.Trim(one.Fingerprint, checklist.Alphabet) != "" {
		t.Errorf("%q is no fingerprint", one.Fingerprint)
	}
	other := exampleSource()
	other.Check.Took++
	other.State.Wrong = 1
	if NewSupport(other).Fingerprint == one.Fingerprint {
		t.Error("another report has the same fingerprint")
	}
}

// The JSON is the report itself, and has no field but the allowed ones.
func TestJSONFields(t *testing.T) {
	out, err := NewSupport(exampleSource()).JSON()
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(out, &fields); err != nil {
		t.Fatal(err)
	}
	allowed := []string{"schema", "fingerprint", "made", "program", "mailbox", "steps", "waiting", "failed", "check"}
	for name := range fields {
		if !slices.Contains(allowed, name) {
			t.Errorf("%s is not on the list", name)
		}
	}
	if len(fields) != len(allowed) {
		t.Errorf("%d fields, want %d", len(fields), len(allowed))
	}
	mustBeClean(t, "the JSON", string(out))
}

func TestEmptyReport(t *testing.T) {
	r := NewSupport(Source{Now: time.Now()})
	if text := r.Text(); !strings.Contains(text, "No check was run") || strings.Contains(text, "0001-01-01") {
		t.Errorf("the empty report is\n%s", text)
	}
	if _, err := r.JSON(); err != nil {
		t.Error(err)
	}
}

// The report says of a look at the way that it was one, and marks what an
// earlier session has done.
func TestReportOfASetUpMailbox(t *testing.T) {
	s := checklist.Begin("office@contoso.example")
	s.Wrong = 1
	from := Source{State: s, Check: &smtpcheck.Report{}, Look: true, Keychain: "none", Password: "missing", Now: time.Now()}
	text := NewSupport(from).Text()
	for _, want := range []string{"No login was tried", "Refused        the last login\n", "Keychain       none found on this computer", "[    ] 5 "} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	for _, wrong := range []string{"Last check", "Logged in", "1 logins"} {
		if strings.Contains(text, wrong) {
			t.Errorf("%q stands in\n%s", wrong, text)
		}
	}
	from.State.Wrong, from.Look, from.Password, from.State.CheckedAt = 3, false, "there", time.Now()
	text = NewSupport(from).Text()
	for _, want := range []string{"Last check\n", "Logged in      no", "the last 3 logins, in a row", "[OK]   5 ", "[OK]   6 ", "[    ] 7 "} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
}
