package simlogin

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/url"
	"testing"
	"time"
)

const endpoint = "https://login.microsoftonline.com/t/oauth2/v2.0/token"

// Every part of an assertion is looked at, whoever has made it.
func TestAssertionsAreJudged(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	form := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, form, form, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, _ := x509.ParseCertificate(der)
	one, two := sha1.Sum(der), sha256.Sum256(der)
	number := 0
	ask := func(change func(header, claims map[string]any)) int {
		number++
		header := map[string]any{"alg": "PS256", "typ": "JWT", "x5t#S256": base64.RawURLEncoding.EncodeToString(two[:])}
		claims := map[string]any{"aud": endpoint, "iss": "app", "sub": "app", "jti": string(rune('a' + number)), "nbf": now.Unix(), "exp": now.Add(5 * time.Minute).Unix()}
		change(header, claims)
		h, _ := json.Marshal(header)
		c, _ := json.Marshal(claims)
		text := base64.RawURLEncoding.EncodeToString(h) + "." + base64.RawURLEncoding.EncodeToString(c)
		sum := sha256.Sum256([]byte(text))
		signature, err := rsa.SignPSS(rand.Reader, key, crypto.SHA256, sum[:], &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash})
		if header["alg"] == "RS256" {
			signature, err = rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
		}
		if err != nil {
			t.Fatal(err)
		}
		s := &Server{Certificate: leaf, proofs: map[string]bool{"used": true}}
		return s.proves(url.Values{"client_id": {"app"}, "scope": {"x/.default"}, "client_assertion": {text + "." + base64.RawURLEncoding.EncodeToString(signature)},
			"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"}}, endpoint).Number
	}
	for name, c := range map[string]struct {
		change func(header, claims map[string]any)
		number int
	}{
		"as it must be": {func(_, _ map[string]any) {}, 0},
		"RS256 and SHA-1": {func(h, _ map[string]any) {
			h["alg"], h["x5t"] = "RS256", base64.RawURLEncoding.EncodeToString(one[:])
			delete(h, "x5t#S256")
		}, 0},
		"unsigned":       {func(h, _ map[string]any) { h["alg"] = "none" }, 700027},
		"no thumbprint":  {func(h, _ map[string]any) { delete(h, "x5t#S256") }, 700027},
		"another's name": {func(_, c map[string]any) { c["iss"], c["sub"] = "other", "other" }, 700021},
		"elsewhere":      {func(_, c map[string]any) { c["aud"] = "https://elsewhere.example" }, 700023},
		"too long":       {func(_, c map[string]any) { c["exp"] = now.Add(time.Hour).Unix() }, 700024},
		"over": {func(_, c map[string]any) {
			c["nbf"], c["exp"] = now.Add(-time.Hour).Unix(), now.Add(-55*time.Minute).Unix()
		}, 700024},
		"once more": {func(_, c map[string]any) { c["jti"] = "used" }, 50027},
	} {
		if got := ask(c.change); got != c.number {
			t.Errorf("%s: %d", name, got)
		}
	}
}
