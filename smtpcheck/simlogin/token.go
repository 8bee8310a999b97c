package simlogin

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
)

const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code"

// token gives tokens for a code, a refresh token or a device code.
func (s *Server) token(w http.ResponseWriter, r *http.Request, tenant string) {
	if r.Method != http.MethodPost || r.ParseForm() != nil {
		s.sayJSON(w, Refusal{Number: 900561, Word: "invalid_request", Says: "The endpoint only accepts POST requests."}, nil)
		return
	}
	form := r.PostForm
	names := map[string]string{"client": form.Get("client_id"), "tenant": tenant}
	if why := s.known(form.Get("client_id"), tenant); why.Number != 0 {
		s.sayJSON(w, why, names)
		return
	}
	if s.refuses(AtToken) {
		s.sayJSON(w, s.Refuse, names)
		return
	}
	var to *request
	var why Refusal
	switch form.Get("grant_type") {
	case "authorization_code":
		to, why = s.redeem(form.Get("code"), form.Get("code_verifier"), form.Get("redirect_uri"), form.Get("client_id"))
	case "refresh_token":
		to, why = s.renew(form.Get("refresh_token"), form.Get("client_id"), form.Get("scope"))
	case "client_credentials":
		if why = s.proves(form, origin(r)+r.URL.Path); why.Number == 0 {
			s.giveApp(w)
			return
		}
	case deviceGrant:
		to, why = s.typed(form.Get("device_code"))
	default:
		why = Refusal{Number: 70003, Word: "unsupported_grant_type", Says: "The app requested an unsupported grant type."}
	}
	if why.Number != 0 {
		s.sayJSON(w, why, names)
		return
	}
	s.give(w, to, tenant)
}

// redeem takes a code once, from who has begun the sign-in (RFC 7636 section
// 4.6).
func (s *Server) redeem(code, verifier, redirect, client string) (*request, Refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	to := s.codes[code]
	delete(s.codes, code)
	sum := sha256.Sum256([]byte(verifier))
	switch {
	case to == nil:
		return nil, Refusal{Number: 54005, Word: "invalid_grant", Says: "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token."}
	case subtle.ConstantTimeCompare([]byte(base64.RawURLEncoding.EncodeToString(sum[:])), []byte(to.challenge)) != 1:
		return nil, Refusal{Number: 501481, Word: "invalid_grant", Says: "The Code_Verifier does not match the code_challenge supplied in the authorization request."}
	case to.redirect != redirect || to.client != client:
		return nil, Refusal{Number: 50011, Word: "invalid_grant", Says: "The redirect URI does not match the one of the authorization request."}
	}
	return to, Refusal{}
}

// renew takes a refresh token. One that was replaced still works for a while
// with Microsoft; here it does not, so that one who keeps the old one is found.
func (s *Server) renew(refresh, client, scope string) (*request, Refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	user, counts := s.refresh[refresh]
	switch {
	case scope == "":
		return nil, Refusal{Number: 900144, Word: "invalid_request", Says: "The request body must contain the following parameter: 'scope'."}
	case !counts && s.used[refresh]:
		return nil, refusal(50173)
	case !counts:
		return nil, refusal(700082)
	}
	if !s.KeepRefresh {
		delete(s.refresh, refresh)
		if s.used == nil {
			s.used = map[string]bool{}
		}
		s.used[refresh] = true
	}
	return &request{client: client, user: user, scope: scope, state: refresh}, Refusal{}
}

// typed tells whether a device code was typed.
func (s *Server) typed(device string) (*request, Refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	to := s.devices[device]
	switch {
	case to == nil:
		return nil, Refusal{Number: 70018, Word: "bad_verification_code", Says: "Invalid verification code due to User typing in wrong user code for device code flow."}
	case s.refuses(AtDevice):
		return nil, s.Refuse
	case !to.done || s.pending < s.Pending:
		s.pending++
		return nil, Refusal{Number: 70016, Word: "authorization_pending", Says: "OAuth 2.0 device flow error. Authorization is pending. Continue polling."}
	}
	delete(s.devices, device)
	return to, Refusal{}
}

// deviceCode begins a sign-in on another computer (RFC 8628 section 3.2).
func (s *Server) deviceCode(w http.ResponseWriter, r *http.Request, tenant string) {
	if r.ParseForm() != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	if why := s.known(r.PostForm.Get("client_id"), tenant); why.Number != 0 {
		s.sayJSON(w, why, map[string]string{"client": r.PostForm.Get("client_id"), "tenant": tenant})
		return
	}
	device, code := random(48), strings.ToUpper(strings.NewReplacer("-", "A", "_", "B").Replace(random(9)))[:9]
	s.mu.Lock()
	if s.devices == nil {
		s.devices = map[string]*request{}
	}
	s.devices[device] = &request{client: r.PostForm.Get("client_id"), scope: r.PostForm.Get("scope"), state: code, device: true}
	s.mu.Unlock()
	answerJSON(w, http.StatusOK, map[string]any{"device_code": device, "user_code": code, "verification_uri": origin(r) + "/common/oauth2/deviceauth",
		"expires_in": int(deviceLives.Seconds()), "interval": 5, "message": "To sign in, open the page and enter the code " + code + " to authenticate."})
}

// give answers with tokens.
func (s *Server) give(w http.ResponseWriter, to *request, tenant string) {
	access, refresh := s.access(), "1.A"+random(700)
	if access == "" {
		access = "eyJ0eXAiOiJKV1Qi." + random(900) + "." + random(64)
	}
	s.mu.Lock()
	if s.KeepRefresh && s.refresh[to.state] != "" {
		refresh = to.state
	}
	if s.refresh == nil {
		s.refresh = map[string]string{}
	}
	s.refresh[refresh] = to.user
	s.exchange++
	s.mu.Unlock()
	claims, _ := json.Marshal(map[string]any{"aud": to.client, "iss": "https://login.microsoftonline.com/" + tenant + "/v2.0", "iat": s.now().Unix(),
		"exp": s.now().Add(accessLives).Unix(), "preferred_username": to.user, "oid": guid(), "tid": tenant, "nonce": to.nonce, "name": "Practice"})
	id := "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9." + base64.RawURLEncoding.EncodeToString(claims) + "." + random(64)
	answerJSON(w, http.StatusOK, map[string]any{"token_type": "Bearer", "scope": strings.Fields(to.scope + " ")[0], "expires_in": int(accessLives.Seconds()),
		"ext_expires_in": int(accessLives.Seconds()), "access_token": access, "refresh_token": refresh, "id_token": id})
}
