package simlogin

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/subtle"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// proves judges what an app proves itself with (RFC 6749 section 4.4). The
// endpoint is the address that was asked.
func (s *Server) proves(form url.Values, endpoint string) Refusal {
	s.mu.Lock()
	defer s.mu.Unlock()
	secret, assertion := form.Get("client_secret"), form.Get("client_assertion")
	switch {
	case !strings.HasSuffix(form.Get("scope"), "/.default"):
		return Refusal{Number: 1002012, Word: "invalid_scope", Says: "The provided value for scope is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI)."}
	case assertion != "" && secret == "":
		return s.asserts(assertion, form, endpoint)
	case secret == "":
		return refusal(7000218)
	case s.Secret == "" || subtle.ConstantTimeCompare([]byte(secret), []byte(s.Secret)) != 1:
		return refusal(7000215)
	}
	return Refusal{}
}

// asserts judges a signed assertion (RFC 7523 section 3; Microsoft: certificate
// credentials): the certificate is a registered one, the signature is its key's,
// it is about this app and for this endpoint, now, and for the first time.
func (s *Server) asserts(assertion string, form url.Values, endpoint string) Refusal {
	unsigned := Refusal{Number: 50027, Word: "invalid_request", Says: "JWT token is invalid or malformed."}
	parts := strings.Split(assertion, ".")
	if len(parts) != 3 || form.Get("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" {
		return unsigned
	}
	var header struct {
		Alg     string
		X5t     string `json:"x5t"`
		X5tS256 string `json:"x5t#S256"`
	}
	var claims struct {
		Aud, Iss, Sub, Jti string
		Nbf, Exp           int64
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil || !readPart(parts[0], &header) || !readPart(parts[1], &claims) {
		return unsigned
	}
	if s.Certificate == nil || !s.names(header.X5t, header.X5tS256) || !s.signed(header.Alg, parts[0]+"."+parts[1], signature) {
		return refusal(700027)
	}
	now := s.now()
	begins, ends := time.Unix(claims.Nbf, 0), time.Unix(claims.Exp, 0)
	const skew = 5 * time.Minute
	switch {
	case claims.Iss != form.Get("client_id") || claims.Sub != claims.Iss:
		return Refusal{Number: 700021, Word: "invalid_client", Says: "Client assertion application identifier doesn't match 'client_id' parameter.", HTTP: http.StatusUnauthorized}
	case claims.Aud != endpoint:
		return Refusal{Number: 700023, Word: "invalid_client", Says: "Client assertion audience claim does not match Realm issuer.", HTTP: http.StatusUnauthorized}
	case now.Before(begins.Add(-skew)) || now.After(ends.Add(skew)) || ends.Sub(begins) > 10*time.Minute:
		return Refusal{Number: 700024, Word: "invalid_client", Says: "Client assertion is not within its valid time range.", HTTP: http.StatusUnauthorized}
	case claims.Jti == "" || s.proofs[claims.Jti]:
		return unsigned
	case now.After(s.Certificate.NotAfter):
		return refusal(700027)
	}
	if s.proofs == nil {
		s.proofs = map[string]bool{}
	}
	s.proofs[claims.Jti] = true
	return Refusal{}
}

// Register puts a certificate into the registration, in place of the one of
// before; also while the server is in use.
func (s *Server) Register(c *x509.Certificate) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Certificate = c
}

// names tells whether a thumbprint is the registered certificate's.
func (s *Server) names(x5t, x5tS256 string) bool {
	one, two := sha1.Sum(s.Certificate.Raw), sha256.Sum256(s.Certificate.Raw)
	return x5t == base64.RawURLEncoding.EncodeToString(one[:]) || x5tS256 == base64.RawURLEncoding.EncodeToString(two[:])
}

// signed verifies a signature by the two methods that Microsoft takes.
func (s *Server) signed(method, text string, signature []byte) bool {
	key, ok := s.Certificate.PublicKey.(*rsa.PublicKey)
	sum := sha256.Sum256([]byte(text))
	switch {
	case ok && method == "PS256":
		return rsa.VerifyPSS(key, crypto.SHA256, sum[:], signature, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash}) == nil
	case ok && method == "RS256":
		return rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], signature) == nil
	}
	return false
}

func readPart(part string, into any) bool {
	raw, err := base64.RawURLEncoding.DecodeString(part)
	return err == nil && json.Unmarshal(raw, into) == nil
}

// giveApp answers with a token for the app itself: no refresh token, nobody's
// id token.
func (s *Server) giveApp(w http.ResponseWriter) {
	s.mu.Lock()
	s.exchange++
	s.mu.Unlock()
	access := s.access()
	if access == "" {
		access = "eyJ0eXAiOiJKV1Qi." + random(900) + "." + random(64)
	}
	answerJSON(w, http.StatusOK, map[string]any{"token_type": "Bearer", "expires_in": int(accessLives.Seconds()),
		"ext_expires_in": int(accessLives.Seconds()), "access_token": access})
}
