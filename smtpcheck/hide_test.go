package smtpcheck_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

// TestEchoIsHidden has the server say the password back in every form that
// people know, at every place, whole and in part.
func TestEchoIsHidden(t *testing.T) {
	const user = "anna@contoso.example"
	b64 := base64.StdEncoding.EncodeToString([]byte(password))
	blob := base64.StdEncoding.EncodeToString([]byte("\x00" + user + "\x00" + password))
	var list, percent []string
	for _, c := range []byte(password) {
		list, percent = append(list, fmt.Sprint(c)), append(percent, fmt.Sprintf("%%%02x", c))
	}
	secrets := []string{
		password, strings.ToUpper(password), "jqrx dybl alpj hgsg", b64, strings.TrimRight(b64, "="), blob,
		base64.URLEncoding.EncodeToString([]byte(password)), hex.EncodeToString([]byte(password)),
		strings.Join(percent, ""), strings.Join(list, " "), strings.Join(list, ", "), strings.Join(list, ","),
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
	for _, secret := range secrets {
		for _, place := range places {
			s := &simserver.Server{Replies: map[smtpcheck.Stage]string{place.stage: fmt.Sprintf(place.format, secret)}}
			var events []smtpcheck.Event
			synctest.Test(t, func(t *testing.T) {
				defer s.Close()
				r, err := smtpcheck.Run(t.Context(), checkOf(t, s), func(e smtpcheck.Event) { events = append(events, e) })
				all := fmt.Sprintf("%+v %v %+v", r, err, events)
				if !strings.Contains(all, "[hidden]") {
					t.Errorf("%q at %s: nothing is hidden in %s", secret, place.stage, all)
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
