package signin_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"mailready/smtpcheck/signin"
	"mailready/smtpcheck/simlogin"
)

const (
	appID  = "11111111-2222-4333-8444-555555555555"
	secret = "x8Q~thisIsTheValueOfASecret.canary-0123456789"
)

// certified is an app's key with a certificate that holds for a year.
var certified = sync.OnceValue(func() signin.Certificate { return certificate(time.Now(), 365*24*time.Hour) })

func certificate(from time.Time, lives time.Duration) signin.Certificate {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: from.Add(-time.Minute), NotAfter: from.Add(lives)}
	der, err := x509.CreateCertificate(rand.Reader, form, form, key.Public(), key)
	if err != nil {
		panic(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return signin.Certificate{Leaf: leaf, Key: key}
}

func appOnly(s *simlogin.Server) signin.App {
	return signin.App{ClientID: appID, Tenant: "99999999-2222-4333-8444-555555555555", HTTP: s.Client(), Now: s.Now}
}

func proofOf(text string) signin.Proof { return signin.ClientSecret(signin.NewToken([]byte(text))) }

// Both proofs get a token, and no refresh token; each wrong one is refused with
// Microsoft's number, and no part of it is in the error.
func TestAppOnly(t *testing.T) {
	s := &simlogin.Server{Certificate: certified().Leaf, Secret: secret}
	for name, proof := range map[string]signin.Proof{"certificate": certified(), "secret": proofOf(secret)} {
		tokens, err := appOnly(s).AppOnly(t.Context(), proof)
		if err != nil || tokens.Access.Empty() || !tokens.Refresh.Empty() || time.Until(tokens.Expires) < time.Hour || tokens.Who != (signin.Identity{}) {
			t.Errorf("%s: %+v, %v", name, tokens, err)
		}
	}
	other := &simlogin.Server{Secret: "another", Certificate: certificate(time.Now(), time.Hour).Leaf}
	none := &simlogin.Server{}
	wrongScope := appOnly(s)
	wrongScope.Scope = signin.DefaultScope
	for name, c := range map[string]struct {
		app    signin.App
		proof  signin.Proof
		number int
		word   string
	}{
		"another secret":            {appOnly(other), proofOf(secret), 7000215, "invalid_client"},
		"no secret registered":      {appOnly(none), proofOf(secret), 7000215, "invalid_client"},
		"another certificate":       {appOnly(other), certified(), 700027, "invalid_client"},
		"no certificate registered": {appOnly(none), certified(), 700027, "invalid_client"},
		"a person's scope":          {wrongScope, certified(), 1002012, "invalid_scope"},
		"expired":                   {appOnly(&simlogin.Server{Refuse: simlogin.For("OAUTH-CLIENT")}), proofOf(secret), 7000222, "invalid_client"},
		"another app":               {appOnly(&simlogin.Server{ClientID: "other"}), certified(), 700016, "unauthorized_client"},
	} {
		tokens, err := c.app.AppOnly(t.Context(), c.proof)
		e, ok := errors.AsType[*signin.Error](err)
		if !ok || e.Number != c.number || e.Word != c.word || !tokens.Access.Empty() || strings.Contains(fmt.Sprintf("%v %+v", err, *e), secret) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The assertion is what Microsoft asks for: signed by PS256, named by the
// thumbprint, for this endpoint and ten minutes at most, each with its number.
func TestAssertion(t *testing.T) {
	now := time.Date(2026, time.November, 27, 12, 0, 0, 0, time.UTC)
	certificate := certificate(now, time.Hour)
	var numbers []string
	for range 2 {
		var form url.Values
		app := signin.App{ClientID: appID, Tenant: "contoso.example", Now: func() time.Time { return now }, HTTP: &http.Client{Transport: trip(func(r *http.Request) (*http.Response, error) {
			body, _ := io.ReadAll(r.Body)
			form, _ = url.ParseQuery(string(body))
			return answerOf(r, 200, strings.NewReader(`{"token_type":"Bearer","expires_in":3599,"access_token":"abc"}`), http.Header{"Content-Type": {"application/json"}}), nil
		})}}
		tokens, err := app.AppOnly(t.Context(), certificate)
		if err != nil || tokens.Expires != now.Add(3599*time.Second) {
			t.Fatal(tokens.Expires, err)
		}
		if form.Get("grant_type") != "client_credentials" || form.Get("scope") != signin.DefaultAppScope || form.Get("client_id") != appID || form.Has("client_secret") ||
			form.Get("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" {
			t.Errorf("asked with %v", form)
		}
		parts := strings.Split(form.Get("client_assertion"), ".")
		var header, claims map[string]any
		for i, into := range []*map[string]any{&header, &claims} {
			raw, err := base64.RawURLEncoding.DecodeString(parts[i])
			if err != nil || json.Unmarshal(raw, into) != nil {
				t.Fatal(err)
			}
		}
		if header["alg"] != "PS256" || header["typ"] != "JWT" || header["x5t#S256"] == nil || claims["iss"] != appID || claims["sub"] != appID ||
			claims["aud"] != "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token" ||
			claims["nbf"] != float64(now.Unix()) || claims["exp"].(float64)-claims["nbf"].(float64) > 600 {
			t.Errorf("%v %v", header, claims)
		}
		numbers = append(numbers, claims["jti"].(string))
	}
	if numbers[0] == numbers[1] || numbers[0] == "" {
		t.Error("an assertion has the number of another")
	}
}

// What cannot prove anything is said before anybody is asked.
func TestUselessProofs(t *testing.T) {
	asked := false
	app := signin.App{ClientID: appID, Tenant: "t", HTTP: &http.Client{Transport: trip(func(*http.Request) (*http.Response, error) {
		asked = true
		return nil, errors.New("asked")
	})}}
	elliptical, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	for name, proof := range map[string]signin.Proof{
		"no secret": proofOf(""), "no certificate": signin.Certificate{}, "an EC key": signin.Certificate{Leaf: certified().Leaf, Key: elliptical},
		"ended": certificate(time.Now().Add(-48*time.Hour), time.Hour), "not begun": certificate(time.Now().Add(48*time.Hour), time.Hour),
	} {
		_, err := app.AppOnly(t.Context(), proof)
		if e, ok := errors.AsType[*signin.Error](err); !ok || e.Fault != signin.FaultProof || asked {
			t.Errorf("%s: %v, asked %t", name, err, asked)
		}
	}
}

// An answer that repeats the proof does not bring it into an error, and one
// that leads elsewhere is not followed.
func TestProofIsNotRepeated(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		header http.Header
		fault  signin.Fault
	}{
		"refused":    {401, http.Header{"Content-Type": {"application/json"}}, ""},
		"redirected": {307, http.Header{"Location": {"https://elsewhere.example/token"}}, signin.FaultForeign},
		"too long":   {200, http.Header{"Content-Type": {"text/plain"}}, signin.FaultGarbled},
	} {
		for _, proof := range []signin.Proof{proofOf(secret), certified()} {
			var sent string
			app := signin.App{ClientID: appID, Tenant: "t", HTTP: &http.Client{Transport: trip(func(r *http.Request) (*http.Response, error) {
				body, _ := io.ReadAll(r.Body)
				form, _ := url.ParseQuery(string(body))
				sent = form.Get("client_secret") + form.Get("client_assertion")
				said := fmt.Sprintf(`{"error":"invalid_client","error_description":"AADSTS7000215: you sent %s"}`, sent)
				if name == "too long" {
					said = strings.Repeat(sent, 1<<21/len(sent))
				}
				return answerOf(r, c.status, strings.NewReader(said), c.header), nil
			})}}
			_, err := app.AppOnly(t.Context(), proof)
			e, ok := errors.AsType[*signin.Error](err)
			if !ok || e.Fault != c.fault || sent == "" || strings.Contains(fmt.Sprintf("%v %+v %v", err, *e, e.Err), sent) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
