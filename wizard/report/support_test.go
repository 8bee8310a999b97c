package report

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	mathrand "math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/checklist"
)

const canary = "zqvkxwjpbygfmzhd"

// echoes are the forms in which a server could say a password back.
func echoes(user string) []string {
	raw := []byte(canary)
	var decimal []string
	percent := ""
	for _, b := range raw {
		decimal = append(decimal, fmt.Sprint(b))
		percent += fmt.Sprintf("%%%02x", b)
	}
	return []string{
		canary, strings.ToUpper(canary), canary[:4] + " " + canary[4:8] + " " + canary[8:12] + " " + canary[12:],
		base64.StdEncoding.EncodeToString(raw), base64.StdEncoding.EncodeToString([]byte("\x00" + user + "\x00" + canary)),
		hex.EncodeToString(raw), percent, strings.Join(decimal, " "), strings.Join(decimal, ","),
	}
}

// session is one run against a server that refuses at some stage and says the
// password back there, in some form.
func session(t *testing.T, random *mathrand.Rand, s checklist.State) (smtpcheck.Report, error) {
	forms := echoes(s.Login)
	echo := forms[random.IntN(len(forms))]
	stages := []smtpcheck.Stage{smtpcheck.Login, smtpcheck.Login, smtpcheck.Sender, smtpcheck.Recipient, smtpcheck.Data}
	at := stages[random.IntN(len(stages))]
	reply := []string{
		"535 5.7.3 Authentication unsuccessful: " + echo, "535-5.7.139 " + echo + "\r\n535 5.7.139 no " + echo,
		"334 " + echo, "554 5.7.1 " + echo, "454 4.7.0 " + echo, "599 " + echo, "250 2.0.0 OK " + echo, echo,
	}[random.IntN(8)]
	server := &simserver.Server{Replies: map[smtpcheck.Stage]string{at: reply}, NoInitial: random.IntN(2) == 0}
	defer server.Close()
	mail := smtpcheck.TestMail(smtpcheck.TestMailFacts{From: s.Sender, To: s.Recipient, Computer: "here", Version: "test",
		Date: time.Now(), Code: "7KQ2F", Random: rand.Reader})
	return smtpcheck.Run(t.Context(), smtpcheck.Check{Host: s.Host, Port: s.Port, Dial: server.Dial, Resolver: server, TLS: server.TLS(), Mail: &mail,
		Auth: &smtpcheck.Auth{User: s.Login, Password: func(use func([]byte) error) error { return use([]byte(canary)) }}}, nil)
}

// windows are all parts of the password, in every form, that would give it
// away: six letters of it, or twelve characters of another form.
var windows = sync.OnceValue(func() []string {
	seen := map[string]bool{}
	for _, form := range echoes("office@contoso.example") {
		for i := 0; i+12 <= len(form); i++ {
			seen[form[i:i+12]] = true
		}
	}
	for i := 0; i+6 <= len(canary); i++ {
		seen[canary[i:i+6]] = true
	}
	return slices.Collect(maps.Keys(seen))
})

func mustBeClean(t *testing.T, what, text string) {
	t.Helper()
	for _, w := range windows() {
		if strings.Contains(text, w) {
			t.Fatalf("%s holds %q of the password:\n%s", what, w, text)
		}
	}
}

// A thousand sessions with servers that say the password back, at every stage
// from the login on and in every form.
func TestNoSecretInTheReport(t *testing.T) {
	for group := range 4 {
		t.Run(fmt.Sprint(group), func(t *testing.T) {
			t.Parallel()
			random := mathrand.New(mathrand.NewPCG(11, uint64(group)))
			failed := 0
			for range 250 {
				if reportOfSession(t, random) {
					failed++
				}
			}
			if failed < 125 {
				t.Errorf("only %d of 250 sessions failed: the servers did not do their part", failed)
			}
		})
	}
}

// reportOfSession makes all forms of the report of one session, and tells
// whether the session failed.
func reportOfSession(t *testing.T, random *mathrand.Rand) bool {
	s := checklist.Begin("office@contoso.example")
	check, err := session(t, random, s)
	if err != nil {
		v := smtpcheck.Diagnose(err, s.Facts(time.Now()))
		s.Failed = checklist.Failed{Cause: v.Cause.Code, Reply: v.Reply.String(), At: time.Now()}
	}
	for _, full := range []bool{false, true} {
		r := NewSupport(Source{State: s, Check: &check, Err: err, Now: time.Now(), Full: full})
		out, jsonErr := r.JSON()
		if jsonErr != nil {
			t.Fatal(jsonErr)
		}
		mustBeClean(t, "the text", r.Text())
		mustBeClean(t, "the JSON", string(out))
		if !full {
			mustBeMasked(t, r.Text(), s)
		}
	}
	return err != nil
}

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
