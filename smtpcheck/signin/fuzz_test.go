package signin

import (
	"bufio"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode"
)

type answers func(*http.Request) (*http.Response, error)

func (a answers) RoundTrip(r *http.Request) (*http.Response, error) { return a(r) }

// shown fails where a text does harm on a terminal, or gives a secret away.
func shown(t *testing.T, text string, secrets ...string) {
	t.Helper()
	if strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		t.Fatalf("not safe to show: %q", text)
	}
	for _, secret := range secrets {
		if strings.Contains(text, secret) {
			t.Fatalf("a secret is shown: %q", text)
		}
	}
}

// FuzzAnswer gives any answer of the login service to a renewal. What comes out is
// tokens of one word each, or an error that can be shown and holds no secret.
func FuzzAnswer(f *testing.F) {
	for _, body := range []string{
		`{"token_type":"Bearer","scope":"https://outlook.office.com/SMTP.Send","expires_in":3599,"access_token":"eyJ0eXAi.e30.c2ln","refresh_token":"1.AXkA-new"}`,
		`{"error":"invalid_grant","error_description":"AADSTS700082: The refresh token has expired due to inactivity. Trace ID: 0 Correlation ID: 0","error_codes":[700082]}`,
		`{"error":"interaction_required","error_description":"AADSTS50076: \u001b[2J\u202e","suberror":"basic_action"}`,
		`{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided."}`,
		`access_token=abc&refresh_token=r&token_type=bearer`, `<html>AADSTS90002</html>`, `{"access_token":"a\nb"}`, `{"expires_in":-1,"access_token":"a"}`, `[]`, ``, "\x00", `{"access_token":{}}`, `{"id_token":"a.b.c","access_token":"x"}`,
	} {
		f.Add(200, "application/json; charset=utf-8", body)
		f.Add(400, "application/json", body)
	}
	f.Add(302, "text/html", "Object moved")
	f.Add(503, "application/x-www-form-urlencoded", "error=a&error_description=b%1b")
	const refresh = "0.ASsA-the-refresh-token-of-before"
	f.Fuzz(func(t *testing.T, status int, kind, body string) {
		app := App{ClientID: "x", Tenant: "y", HTTP: &http.Client{Transport: answers(func(r *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 100 + (status%500+500)%500, Header: http.Header{"Content-Type": {kind}}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
		})}}
		got, err := app.Refresh(t.Context(), NewToken([]byte(refresh)))
		if err != nil {
			shown(t, err.Error(), refresh)
			return
		}
		got.Access.Use(func(raw []byte) error {
			if !bearer.Match(raw) {
				t.Fatalf("an access token of %q", raw)
			}
			return nil
		})
		got.Refresh.Use(func(raw []byte) error {
			if !visible.Match(raw) {
				t.Fatalf("a refresh token of %q", raw)
			}
			return nil
		})
		shown(t, got.Who.Username+got.Scope)
	})
}

// FuzzRedirect gives any request to the place to which the browser comes back,
// and any pasted address. What does not have this sign-in's own state changes
// nothing; nothing of a request is repeated to the browser.
func FuzzRedirect(f *testing.F) {
	for _, query := range []string{"", "?code=abc&state=STATE", "?error=access_denied&error_description=AADSTS65004&state=STATE", "?state=STATE", "?code=abc", "?code=a;state=STATE", "?code=%zz&state=STATE", "?STATE"} {
		f.Add("GET", "/"+query, "localhost")
		f.Add("HEAD", "//"+query, "127.0.0.1")
		f.Add("POST", "http://evil.example/"+query, "evil.example")
	}
	f.Fuzz(func(t *testing.T, method, target, host string) {
		flow := &Flow{port: "50123", state: "the-state-of-this-sign-in", answers: make(chan answer, 1)}
		target = strings.ReplaceAll(target, "STATE", flow.state)
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(method + " " + target + " HTTP/1.1\r\nHost: " + host + ":50123\r\n\r\n")))
		if err == nil {
			w := httptest.NewRecorder()
			flow.serve(w, r)
			if got := w.Body.String(); len(target) > 12 && strings.Contains(got, target[1:]) || strings.Contains(got, flow.state) {
				t.Fatalf("%s %s is repeated: %s", method, target, got)
			}
		}
		flow.Paste(target)
		select {
		case got := <-flow.answers:
			at := strings.Index(target, "?")
			if q, _ := url.ParseQuery(target[at+1:]); !strings.Contains(target, flow.state) || at < 0 || q.Get("state") != flow.state && !strings.Contains(target, "%") {
				t.Fatalf("taken for the answer: %q", target)
			}
			if got.err != nil {
				shown(t, got.err.Error())
			}
		default:
		}
	})
}
