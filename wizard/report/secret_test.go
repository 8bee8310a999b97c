package report

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"maps"
	mathrand "math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
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
		v := causes.Diagnose(err, s.Facts(time.Now()))
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
