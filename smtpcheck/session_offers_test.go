package smtpcheck

import (
	"strings"
	"testing"
)

// FuzzOffers feeds what a server says that it can do (RFC 5321 section 4.1.1.1).
// What is kept can be shown, no capability of before is left, and none is made
// up: its words stand in a line of the answer.
func FuzzOffers(f *testing.F) {
	for _, s := range []string{
		"250-SN6PR0102.outlook.office365.com Hello [192.0.2.1]\r\n250-SIZE 157286400\r\n250-PIPELINING\r\n250-STARTTLS\r\n250 SMTPUTF8\r\n",
		"250-a\r\n250-AUTH LOGIN XOAUTH2\r\n250-AUTH=PLAIN\r\n250 auth\tNTLM\r\n", "250-a\r\n250-\r\n250 X-TRICK \x1b[2J\u202e\r\n",
		"250-a\n250-STARTTLS\u00a0\n250 =\n", "250 a\r\n", "250-a\r\n" + strings.Repeat("250-AUTH LOGIN\r\n", 90) + "250 b\r\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, said string) {
		conn := spoken{Reader: strings.NewReader(said)}
		s := &Session{wire: newWire(conn, conn), observe: func(Event) {}, offers: map[string]string{"X-OLD": "of before"}}
		s.report.Offers = []string{"of before"}
		r, err := s.readReply()
		if err != nil {
			return
		}
		s.learn(r)
		upper := strings.ToUpper(said)
		for keyword, words := range s.offers {
			if words == "of before" || keyword == "" || keyword != strings.ToUpper(keyword) {
				t.Fatalf("%q: %q", keyword, words)
			}
			for _, word := range append(strings.Fields(strings.ToUpper(words)), keyword) {
				if !strings.Contains(upper, word) {
					t.Fatalf("%q was never said in %q", word, said)
				}
			}
		}
		for _, line := range s.report.Offers {
			safe(t, line)
		}
		if n := len(s.report.Offers); n > maxLines || n != len(r.Lines)-1 {
			t.Fatalf("%d lines are shown of %d", n, len(r.Lines))
		}
	})
}
