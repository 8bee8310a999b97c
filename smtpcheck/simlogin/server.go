// Package simlogin is a login service for trying things out. It answers as
// Microsoft's login.microsoftonline.com does: a page to sign in, a page to
// agree, tokens, codes for another computer, and every refusal with its
// AADSTS number. Nobody's password is asked for, and nothing it gives out
// opens anything but the simulated mail server.
package simlogin

import (
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Server is the simulated login service. The zero Server lets everybody in.
// Its fields are plain data and must not be changed once it is in use, but by
// Register and Give.
type Server struct {
	// ClientID and Tenant are the only registration it knows; empty: any.
	ClientID, Tenant string
	// Agreed leaves out the page on which the person agrees to the app.
	Agreed bool
	// Refuse is what goes wrong; its zero value is nothing.
	Refuse Refusal
	// RefuseTimes is how often it refuses; then it lets everybody in. 0: always.
	RefuseTimes int
	// KeepRefresh gives the same refresh token again instead of a new one.
	KeepRefresh bool
	// Access, where it is set, is the access token that everybody gets, such
	// as the one that a simulated mail server takes.
	Access string
	// Certificate and Secret are what the registration has for an app that signs
	// in as itself. Without one of them its proof is not taken.
	Certificate *x509.Certificate
	Secret      string
	// Pending is how often the device code is answered with "not yet".
	Pending int
	// Now is the clock; nil: time.Now.
	Now func() time.Time

	mu       sync.Mutex
	asked    map[string]*request // sign-ins under way, by their number
	codes    map[string]*request // codes given out, until they are used
	refresh  map[string]string   // refresh tokens that count, to the user
	used     map[string]bool     // refresh tokens that were replaced
	devices  map[string]*request
	proofs   map[string]bool // the assertions that were used
	pending  int
	exchange int
	refused  atomic.Int64
}

// request is one sign-in.
type request struct {
	client, redirect, state, nonce, challenge, scope, user string
	device                                                 bool
	done                                                   bool
}

const (
	accessLives = 75 * time.Minute
	deviceLives = 15 * time.Minute
)

// ServeHTTP answers as https://login.microsoftonline.com does.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	w.Header().Set("Cache-Control", "no-store")
	parts := strings.SplitN(strings.Trim(r.URL.Path, "/"), "/", 2)
	if len(parts) < 2 {
		http.NotFound(w, r)
		return
	}
	tenant, place := parts[0], parts[1]
	switch place {
	case "oauth2/v2.0/authorize":
		s.authorize(w, r, tenant)
	case "oauth2/v2.0/token":
		s.token(w, r, tenant)
	case "oauth2/v2.0/devicecode":
		s.deviceCode(w, r, tenant)
	case "oauth2/deviceauth":
		s.devicePage(w, r)
	case "v2.0/.well-known/openid-configuration":
		s.discovery(w, r, tenant)
	default:
		http.NotFound(w, r)
	}
}

// origin is where the pages are: https, but in practice, whose pages are on
// this computer.
func origin(r *http.Request) string {
	host, _, _ := net.SplitHostPort(r.Host)
	if ip := net.ParseIP(host); r.TLS == nil && ip != nil && ip.IsLoopback() {
		return "http://" + r.Host
	}
	return "https://" + r.Host
}

// Exchanges counts the answers with a token.
func (s *Server) Exchanges() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.exchange
}

// Give changes the access token that everybody gets from now on.
func (s *Server) Give(access string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Access = access
}

func (s *Server) access() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Access
}

func (s *Server) now() time.Time {
	if s.Now != nil {
		return s.Now()
	}
	return time.Now()
}

// refuses tells whether something goes wrong at a place, and counts it.
func (s *Server) refuses(place Place) bool {
	if !s.Refuse.is(place) || s.RefuseTimes > 0 && s.refused.Load() >= int64(s.RefuseTimes) {
		return false
	}
	s.refused.Add(1)
	return true
}

// discovery is the document that tells a client where things are (OpenID
// Connect Discovery 1.0 section 4).
func (s *Server) discovery(w http.ResponseWriter, r *http.Request, tenant string) {
	base := origin(r) + "/" + tenant
	answerJSON(w, http.StatusOK, map[string]any{
		"issuer": base + "/v2.0", "authorization_endpoint": base + "/oauth2/v2.0/authorize", "token_endpoint": base + "/oauth2/v2.0/token",
		"device_authorization_endpoint": base + "/oauth2/v2.0/devicecode", "response_types_supported": []string{"code"},
		"code_challenge_methods_supported": []string{"S256"}, "tenant_region_scope": "EU", "cloud_instance_name": "microsoftonline.com",
	})
}

// known refuses another registration than the one that is known.
func (s *Server) known(client, tenant string) Refusal {
	switch {
	case s.Tenant != "" && tenant != s.Tenant && tenant != "organizations" && tenant != "common":
		return refusal(90002)
	case s.ClientID != "" && client != s.ClientID:
		return refusal(700016)
	}
	return Refusal{}
}

// backTo tells whether the browser may be sent to an address: to this computer
// under the registered name, at any port.
func backTo(redirect string) bool {
	u, err := url.Parse(redirect)
	return err == nil && u.Scheme == "http" && u.Hostname() == "localhost" && (u.Path == "" || u.Path == "/") && u.User == nil && u.Fragment == ""
}

func random(n int) string {
	raw := make([]byte, n)
	rand.Read(raw)
	return base64.RawURLEncoding.EncodeToString(raw)
}
