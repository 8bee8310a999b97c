package smtpcheck_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

// Whatever way the server says the token back, whole or a part, and wherever,
// it is not shown; nor is the form that it said.
func TestTokenEchoIsHidden(t *testing.T) {
	reversed := []byte(token[100:200])
	slices.Reverse(reversed)
	part := token[101:201]
	blob := base64.StdEncoding.EncodeToString([]byte("user=anna@contoso.example\x01auth=Bearer " + token + "\x01\x01"))
	var decimal []string
	for _, c := range []byte(part) {
		decimal = append(decimal, fmt.Sprint(c))
	}
	for name, form := range map[string]string{
		"whole": token[:1900], "part": part, "a few signs": token[501:513], "large letters": strings.ToUpper(part), "backwards": string(reversed),
		"the line sent": blob[:1900], "part of the line": blob[801:901], "base64": base64.StdEncoding.EncodeToString([]byte(part)),
		"hexadecimal": hex.EncodeToString([]byte(part)), "list of bytes": strings.Join(decimal, ", "),
		"escaped": url.QueryEscape(part[:40]+"%") + part[40:], "spread": strings.Join(strings.Split(part, ""), " "),
	} {
		lines := ""
		for piece := range slices.Chunk([]byte(form), 7) {
			lines += "535-" + string(piece) + "\r\n"
			if len(lines) > 1000 { // a reply has 100 lines at most
				break
			}
		}
		for where, s := range map[string]*simserver.Server{
			"the refusal":     {Replies: map[smtpcheck.Stage]string{smtpcheck.Login: "535 5.7.3 you said " + form}},
			"pieces":          {Replies: map[smtpcheck.Stage]string{smtpcheck.Login: lines + "535 5.7.3 no"}},
			"the welcome":     {Token: token, Replies: map[smtpcheck.Stage]string{smtpcheck.Login: "235 2.7.0 " + form}},
			"the explanation": {TokenJSON: `{"status":"` + form[:min(len(form), 1300)] + `","scope":"x"}`},
			"the next hello":  {Token: token, AfterTLS: []string{"AUTH XOAUTH2", "X" + form}},
		} {
			var events []smtpcheck.Event
			synctest.Test(t, func(t *testing.T) {
				defer s.Close()
				c := checkOf(t, s)
				signIn(token)(&c)
				r, err := smtpcheck.Run(t.Context(), c, func(e smtpcheck.Event) { events = append(events, e) })
				all := shown(r, err, events)
				if !strings.Contains(all, "[hidden: ") {
					t.Errorf("%s in %s: nothing is hidden", name, where)
				}
				challenge := base64.StdEncoding.EncodeToString([]byte(s.TokenJSON))
				for _, said := range []string{form, challenge} {
					for at := 0; at+12 <= len(said); at += 4 {
						if strings.Contains(all, said[at:at+12]) {
							t.Fatalf("%s in %s is shown: %s", name, where, said[at:at+12])
						}
					}
				}
			})
		}
	}
}

// A token goes no other way than a password while there is no TLS: not at all.
func TestNoTokenBeforeTLS(t *testing.T) {
	for _, f := range []smtpcheck.Fault{smtpcheck.FaultStripped, smtpcheck.FaultInjected, smtpcheck.FaultUntrusted,
		smtpcheck.FaultName, smtpcheck.FaultClock, smtpcheck.FaultOld, smtpcheck.FaultNotTLS, smtpcheck.FaultTLS} {
		s := simserver.ForFault(f)
		s.Token = token
		if s.BeforeTLS != nil {
			s.BeforeTLS = append(s.BeforeTLS, "AUTH XOAUTH2 OAUTHBEARER") // as bait
		}
		r, e, _ := run(t, s, signIn(token)) // looks at what was said before TLS
		if e == nil || e.Fault != f || r.LoggedIn || len(s.Logins()) != 0 {
			t.Errorf("%s: %+v, %v", f, e, s.Logins())
		}
	}
}
