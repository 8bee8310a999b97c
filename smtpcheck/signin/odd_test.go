package signin_test

import (
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"mailready/smtpcheck/signin"
	"mailready/smtpcheck/simlogin"
)

// answering is an App whose login service gives this answer.
func answering(body string) signin.App {
	return signin.App{ClientID: "x", Tenant: "y", HTTP: &http.Client{Transport: trip(func(r *http.Request) (*http.Response, error) {
		return answerOf(r, 200, strings.NewReader(body), nil), nil
	})}}
}

func idToken(claims string) string {
	return "x." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".y"
}

// A token is one word. What is not would end a line of the program that it is
// handed to, or draw on the screen that it is shown on.
func TestTokensThatAreNone(t *testing.T) {
	for _, body := range []string{
		`{"access_token":"abc\r\nurl = evil.example"}`, `{"access_token":"abc\u001b[2J"}`, `{"access_token":"abc\" def"}`, `{"access_token":"a\u0001b"}`,
		`{"access_token":"abc\u202e"}`, `{"access_token":"abc","refresh_token":"r\ns"}`, `{"access_token":"abc","token_type":"mac"}`,
	} {
		var e *signin.Error
		if _, err := answering(body).Refresh(t.Context(), signin.NewToken([]byte("r"))); !errors.As(err, &e) || e.Fault != signin.FaultGarbled {
			t.Errorf("%s: %v", body, err)
		}
	}
	for _, body := range []string{`{"access_token":"EwB4A8l6+/=","token_type":"bearer","refresh_token":"M.C5_BAY.0.U.-Cq!*$"}`, `{"access_token":"eyJ0.a-_.b~"}`} {
		if _, err := answering(body).Refresh(t.Context(), signin.NewToken([]byte("r"))); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// Where only the token is renewed, an odd id token costs nothing.
func TestRenewedWithAnOddIDToken(t *testing.T) {
	for _, id := range []string{"a.b", "a.%.b", idToken("5"), idToken(`{"preferred_username":5}`)} {
		got, err := answering(`{"access_token":"abc","refresh_token":"new","id_token":"`+id+`"}`).Refresh(t.Context(), signin.NewToken([]byte("old")))
		if err != nil || !same(got.Refresh, signin.NewToken([]byte("new"))) || got.Who.Username != "" {
			t.Errorf("%s: %+v, %v", id, got, err)
		}
	}
}

// An id token that does not name this sign-in is not for it.
func TestIDTokenOfAnotherSignIn(t *testing.T) {
	for _, claims := range []string{`{"preferred_username":"anna@contoso.example"}`, `{"preferred_username":"anna@contoso.example","nonce":"other"}`} {
		flow, err := answering(`{"access_token":"abc","refresh_token":"new","id_token":"` + idToken(claims) + `"}`).Begin()
		if err != nil {
			t.Fatal(err)
		}
		asked := mustQuery(t, flow.URL)
		if err := flow.Paste(asked.Get("redirect_uri") + "/?code=c&state=" + asked.Get("state")); err != nil {
			t.Fatal(err)
		}
		var e *signin.Error
		if _, err := flow.Wait(t.Context()); !errors.As(err, &e) || e.Fault != signin.FaultIdentity {
			t.Errorf("%s: %v", claims, err)
		}
	}
	signedIn(t, &simlogin.Server{}) // and the one that does is taken
}

// A tenant is one part of the address, whatever is in it.
func TestTenantStaysInItsPlace(t *testing.T) {
	for _, tenant := range []string{"x?client_id=evil&y=", "x#", "../../x/", "@evil.example/", "x%2f"} {
		app := signin.App{ClientID: "mine", Tenant: tenant}
		flow, err := app.Begin()
		if err != nil {
			t.Fatal(err)
		}
		flow.Close()
		u, err := url.Parse(flow.URL)
		if err != nil || u.Host != "login.microsoftonline.com" || u.Path != "/"+tenant+"/oauth2/v2.0/authorize" || u.Query().Get("client_id") != "mine" {
			t.Errorf("%s: %s", tenant, flow.URL)
		}
	}
}
