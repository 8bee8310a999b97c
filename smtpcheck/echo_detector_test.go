package smtpcheck_test

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"unicode"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
)

// TestEchoIsHidden has the server say the password back in every form that
// people know, at every place, whole and in part.
func TestEchoIsHidden(t *testing.T) {
	const user = "anna@contoso.example"
	b64 := base64.StdEncoding.EncodeToString([]byte(password))
	blob := base64.StdEncoding.EncodeToString([]byte("\x00" + user + "\x00" + password))
	each := func(format, between string) string {
		var parts []string
		for _, c := range []byte(password) {
			parts = append(parts, fmt.Sprintf(format, c))
		}
		return strings.Join(parts, between)
	}
	reversed := []byte(password)
	slices.Reverse(reversed)
	secrets := []string{
		password, strings.ToUpper(password), "jqrx dybl alpj hgsg", b64, strings.TrimRight(b64, "="), blob,
		base64.URLEncoding.EncodeToString([]byte(password)), hex.EncodeToString([]byte(password)),
		each("%%%02x", ""), each("%d", " "), each("%d", ", "), each("%d", ","), each("%03d", ""), each("\\%03o", ""),
		each("%c", "."), each("%c", " - "), each("%c", "\x00"), each("%c", "\u200b"), each("%02X", ":"), each("%02x", " "),
		each("\\x%02x", ""), each("0x%02x", ", "), each("=%02X", ""), each("&#%d;", ""), each("&#x%x;", ""), each("\\u%04x", ""),
		each("%02x00", ""), "j=71%72&#120;" + password[4:], wide(password), string(reversed), strings.ToTitle(password[:8]) + password[8:],
		base32.StdEncoding.EncodeToString([]byte(password)), base64.StdEncoding.EncodeToString([]byte(user + ":" + password)),
		base64.StdEncoding.EncodeToString([]byte(each("%c\x00", ""))),
		password[:8], password[5:14], blob[30:45],
	}
	places := []struct {
		stage  smtpcheck.Stage
		format string
	}{
		{smtpcheck.Login, "535 5.7.3 no %s"}, {smtpcheck.Login, "535-5.7.3 no\r\n535 5.7.3 (%s)"}, {smtpcheck.Login, "535 %s"},
		{smtpcheck.Login, "235 2.7.0 welcome %s"}, {smtpcheck.Login, "%s"}, {smtpcheck.Login, "9%s"},
		{smtpcheck.Sender, "550 5.7.60 %s"}, {smtpcheck.Data, "250 2.0.0 OK %s"}, {smtpcheck.Data, "554 5.0.0 %s"},
	}
	for i, secret := range secrets {
		for j, place := range places {
			if i > 2 && (i+j)%3 != 0 {
				continue // each form at some of the places is enough
			}
			s := &simserver.Server{Replies: map[smtpcheck.Stage]string{place.stage: fmt.Sprintf(place.format, secret)}}
			var events []smtpcheck.Event
			synctest.Test(t, func(t *testing.T) {
				defer s.Close()
				r, err := smtpcheck.Run(t.Context(), checkOf(t, s), func(e smtpcheck.Event) { events = append(events, e) })
				all := fmt.Sprintf("%+v %v %+v", r, err, events)
				if !strings.Contains(all, "[hidden: ") {
					t.Errorf("%q at %s: nothing is hidden", secret, place.stage)
				}
				for i := 0; i+12 <= len(secret); i++ {
					if strings.Contains(all, secret[i:i+12]) {
						t.Fatalf("%q at %s %q: shown", secret, place.stage, place.format)
					}
				}
				if len(secret) < 12 && strings.Contains(all, secret) {
					t.Fatalf("%q at %s %q: shown", secret, place.stage, place.format)
				}
			})
		}
	}
}

// wide is a text in letters of full width.
func wide(text string) string {
	return strings.Map(func(r rune) rune { return r + 0xfee0 }, text)
}

// shown is everything that a run tells anybody.
func shown(r smtpcheck.Report, err error, events []smtpcheck.Event) string {
	all := fmt.Sprintf("%+v %v %+v %+v", r, err, events, r.TLS)
	if e, ok := errors.AsType[*smtpcheck.Error](err); ok {
		all += fmt.Sprintf("%+v %v", e.Reply, e.Err)
	}
	return all
}

// TestSpreadEchoIsHidden has the server say the password in pieces: on the
// lines of one reply, and in replies that follow each other.
func TestSpreadEchoIsHidden(t *testing.T) {
	lines := func(parts ...string) (reply string) {
		for i, p := range parts {
			mark := "-"
			if i == len(parts)-1 {
				mark = " "
			}
			reply += "535" + mark + p + "\r\n"
		}
		return strings.TrimSuffix(reply, "\r\n")
	}
	var list, coded []string
	for _, c := range []byte(password) {
		list = append(list, fmt.Sprint(c))
	}
	b64 := base64.StdEncoding.EncodeToString([]byte(password))
	for part := range slices.Chunk([]byte(b64), 7) {
		coded = append(coded, string(part))
	}
	for _, reply := range []string{
		lines("jqrx", "dybl", "alpj", "hgsg"), lines("5.7.3 jqrxdyb", "5.7.3 lalpjhg", "5.7.3 sg"), lines(list...), lines(coded...),
		"535-jqrx\r\n535-dybl\r\nalpj", "535-jqrx\r\n535-dybl\r\n536 alpj",
	} {
		s := &simserver.Server{Replies: map[smtpcheck.Stage]string{smtpcheck.Login: reply}}
		r, e, _ := run(t, s, nil)
		if e == nil {
			t.Fatalf("%q is taken", reply)
		}
		said := strings.NewReplacer(" ", "", "\n", "").Replace(r.Reply.Text() + e.Error())
		for _, l := range r.Transcript {
			if l.Stage == smtpcheck.Login && !strings.HasPrefix(l.Text, "334") {
				said += strings.TrimLeft(strings.TrimPrefix(l.Text, "535"), " -")
			}
		}
		if !strings.Contains(said, "[hidden: ") || strings.Contains(said, "jqrx") || strings.Contains(said, "106113") || strings.Contains(said, b64[:12]) {
			t.Errorf("%q is shown as %s", reply, said)
		}
	}
	s := &simserver.Server{AfterTLS: noPipelining, Replies: map[smtpcheck.Stage]string{
		smtpcheck.Login: "235 jqrxdyb", smtpcheck.Sender: "250 lalpjhg", smtpcheck.Recipient: "550 sg"}}
	r, e, _ := run(t, s, nil)
	if all := fmt.Sprintf("%+v %v", r, e); strings.Contains(all, "lalpjhg") {
		t.Errorf("over three replies: %s", all)
	}
}

// TestEchoOnTheNextConnection: a server that knows the password from a login
// before says it before there is a login.
func TestEchoOnTheNextConnection(t *testing.T) {
	for _, s := range []*simserver.Server{
		{Replies: map[smtpcheck.Stage]string{smtpcheck.Greeting: "220 " + password}},
		{Replies: map[smtpcheck.Stage]string{smtpcheck.Greeting: "554 5.3.2 " + password}},
		{Replies: map[smtpcheck.Stage]string{smtpcheck.Hello: "550 " + password}},
		{AfterTLS: []string{"AUTH LOGIN", "X" + strings.ToUpper(password)}},
	} {
		synctest.Test(t, func(t *testing.T) {
			defer s.Close()
			var events []smtpcheck.Event
			c := checkOf(t, s)
			r, err := smtpcheck.Run(t.Context(), c, func(e smtpcheck.Event) { events = append(events, e) })
			if all := shown(r, err, events); strings.Contains(strings.ToLower(all), password) || !strings.Contains(all, "[hidden: ") {
				t.Errorf("shown: %s", all)
			}
			c.Auth = nil // a connection made ready before the password was typed
			ses, err := smtpcheck.Open(t.Context(), c, nil)
			if err != nil {
				return
			}
			defer ses.Close()
			err = ses.Login(t.Context(), *checkOf(t, s).Auth, nil)
			if all := shown(ses.Report(), err, nil); err != nil || strings.Contains(strings.ToLower(all), password) || !strings.Contains(all, "[hidden: ") {
				t.Errorf("made ready before: %s", all)
			}
		})
	}
}

// TestHiddenCapabilities: hiding what is shown takes no capability away.
func TestHiddenCapabilities(t *testing.T) {
	r, e, _ := run(t, &simserver.Server{AfterTLS: []string{"X" + password, "AUTH\tLOGIN", "PIPELINING"}}, nil)
	if e != nil || r.Sent != smtpcheck.WasSent || len(r.Offers) != 0 {
		t.Errorf("%+v, %+v", e, r)
	}
}

// serverTag is the name and the time that Microsoft puts behind an answer, or
// the data for its own people.
var serverTag = regexp.MustCompile(`\[(?:Hostname=)?[A-Z0-9]+\..*|\[Begin.*`)

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// TestOrdinaryRepliesAreShown plays the whole catalogue with passwords of all
// kinds, also with such as are made of the words of the replies.
func TestOrdinaryRepliesAreShown(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	passwords := []string{"Authentication2026!", "unsuccessful", "outlook.com", "SmtpClientAuthentication", "short", "", "12345678"}
	for range 10 {
		var b []byte
		for range 16 {
			b = append(b, byte('a'+random.IntN(26)))
		}
		passwords = append(passwords, string(b))
	}
	for _, c := range causes.Plays() {
		passwords = append(passwords, strings.FieldsFunc(serverTag.ReplaceAllString(c.Example, ""), notLetter)...)
	}
	for _, p := range passwords {
		for _, c := range causes.Plays() {
			if got := smtpcheck.Heard(c.Example, p); got != c.Example {
				t.Errorf("%s with %q: %s", c.Code, p, got)
			}
		}
	}
}
