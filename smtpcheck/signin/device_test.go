package signin_test

import (
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mailready/smtpcheck/signin"
)

// While a code is typed on another computer the way to the login service may
// break for a moment, and its numbers may make no sense.
func TestDeviceCodeOnABadWay(t *testing.T) {
	for name, c := range map[string]struct {
		code string
		lost int // questions that get lost
		word string
		most time.Duration
	}{
		"lost twice":          {`"expires_in":900,"interval":5`, 2, "", time.Minute},
		"always lost":         {`"expires_in":900,"interval":5`, 1 << 30, "expired_token", 17 * time.Minute},
		"no end":              {`"interval":1`, 1 << 30, "expired_token", 17 * time.Minute},
		"an interval of ages": {`"expires_in":900,"interval":9223372036854775807`, 0, "", 2 * time.Minute},
	} {
		synctest.Test(t, func(t *testing.T) {
			lost := 0
			app := signin.App{ClientID: "x", Tenant: "y", HTTP: &http.Client{Transport: trip(func(r *http.Request) (*http.Response, error) {
				if strings.HasSuffix(r.URL.Path, "/devicecode") {
					return answerOf(r, 200, strings.NewReader(`{"device_code":"d","user_code":"U","verification_uri":"https://microsoft.com/devicelogin",`+c.code+`}`), nil), nil
				}
				if lost++; lost <= c.lost {
					return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("network is unreachable")}
				}
				return answerOf(r, 200, strings.NewReader(`{"access_token":"abc","refresh_token":"r"}`), nil), nil
			})}}
			code, err := app.Device(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			_, err = code.Wait(t.Context())
			var e *signin.Error
			if errors.As(err, &e); (e == nil) != (c.word == "") || e != nil && e.Word != c.word || time.Since(began) > c.most {
				t.Errorf("%s: after %v: %v", name, time.Since(began), err)
			}
		})
	}
}
