package simlogin

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// Place is where a refusal is said.
type Place string

const (
	AtBrowser Place = "browser" // the browser comes back with an error
	OnPage    Place = "page"    // Microsoft's own page shows it, and the browser never comes back
	AtToken   Place = "token"   // the question for a token is refused
	AtDevice  Place = "device"  // the question for a device code, or after it
)

// Refusal is one way in which Microsoft says no.
type Refusal struct {
	Cause  string // the cause it stands for, such as "OAUTH-CONSENT"
	Number int    // AADSTS
	Word   string // OAuth's own word
	Says   string // the sentence behind the number
	Place  Place
	HTTP   int // status of the answer; 0: 400
}

// Refusals are the ways that are known, by the cause they stand for
// (Microsoft: Microsoft Entra authentication and authorization error codes).
var Refusals = []Refusal{
	{"OAUTH-CONSENT", 65001, "invalid_grant", "The user or administrator has not consented to use the application with ID '{client}' named 'Mail sending'. Send an interactive authorization request for this user and resource.", AtToken, 0},
	{"OAUTH-CONSENT", 65004, "access_denied", "User declined to consent to access the app.", AtBrowser, 0},
	{"OAUTH-CONSENT", 90094, "access_denied", "An administrator of Contoso has set a policy that prevents you from granting Mail sending the permissions it is requesting.", AtBrowser, 0},
	{"OAUTH-APP", 700016, "unauthorized_client", "Application with identifier '{client}' was not found in the directory 'Contoso'.", OnPage, 0},
	{"OAUTH-APP", 90002, "invalid_request", "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.", OnPage, 0},
	{"OAUTH-REDIRECT", 50011, "invalid_request", "The redirect URI 'http://localhost' specified in the request does not match the redirect URIs configured for the application '{client}'.", OnPage, 0},
	{"OAUTH-REDIRECT", 7000218, "invalid_client", "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.", AtToken, http.StatusUnauthorized},
	{"OAUTH-ACCOUNT", 50020, "interaction_required", "User account '{user}' from identity provider 'live.com' does not exist in tenant 'Contoso' and cannot access the application '{client}' in that tenant.", OnPage, 0},
	{"OAUTH-ACCOUNT", 50034, "invalid_grant", "The user account does not exist in the Contoso directory. To sign into this application, the account must be added to the directory.", OnPage, 0},
	{"OAUTH-ASSIGN", 50105, "interaction_required", "Your administrator has configured the application Mail sending ('{client}') to block users unless they are specifically granted ('assigned') access to the application.", AtBrowser, 0},
	{"OAUTH-POLICY", 53003, "access_denied", "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.", AtToken, 0},
	{"OAUTH-POLICY", 53000, "interaction_required", "Device is not in required device state: compliant.", AtBrowser, 0},
	{"OAUTH-AGAIN", 700082, "invalid_grant", "The refresh token has expired due to inactivity. The token was issued on 2026-01-01 and was inactive for 90.00:00:00.", AtToken, 0},
	{"OAUTH-AGAIN", 50076, "invalid_grant", "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.", AtToken, 0},
	{"OAUTH-AGAIN", 50173, "invalid_grant", "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.", AtToken, 0},
	{"OAUTH-LOCKED", 50053, "invalid_grant", "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.", OnPage, 0},
	{"OAUTH-DISABLED", 50057, "invalid_grant", "The user account is disabled.", OnPage, 0},
	{"OAUTH-EXPIRED", 50055, "invalid_grant", "The password is expired.", OnPage, 0},
	{"OAUTH-CLIENT", 7000222, "invalid_client", "The provided client secret keys for app '{client}' are expired. Visit the Azure portal to create new keys for your app.", AtToken, http.StatusUnauthorized},
	{"OAUTH-CLIENT", 7000215, "invalid_client", "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{client}'.", AtToken, http.StatusUnauthorized},
	{"OAUTH-CLIENT", 700027, "invalid_client", "The certificate with identifier used to sign the client assertion is not registered on application. Thumbprint of key used by client: '{thumbprint}'.", AtToken, http.StatusUnauthorized},
	{"OAUTH-TENANT", 50194, "invalid_request", "Application '{client}' is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'.", OnPage, 0},
	{"OAUTH-BUSY", 90033, "temporarily_unavailable", "A transient error has occurred. Please try again.", AtToken, http.StatusServiceUnavailable},
	{"OAUTH-BUSY", 90024, "temporarily_unavailable", "RequestBudgetExceededError - A transient error has occurred. Please try again.", AtToken, http.StatusTooManyRequests},
	{"OAUTH-DEVICE", 70019, "expired_token", "The verification code has expired. Try to sign in again.", AtDevice, 0},
}

// refusal is the one with a number.
func refusal(number int) Refusal {
	for _, r := range Refusals {
		if r.Number == number {
			return r
		}
	}
	return Refusal{Number: number, Word: "invalid_request", Says: "Unknown error.", Place: AtToken}
}

// For is what stands for a cause; its zero value for one that no login service
// says.
func For(cause string) Refusal {
	for _, r := range Refusals {
		if r.Cause == cause {
			return r
		}
	}
	return Refusal{}
}

// Is tells whether there is a refusal at a place.
func (r Refusal) is(place Place) bool { return r.Number != 0 && r.Place == place }

// ofPerson tells whether it is about who signs in, which shows only after the
// name was typed.
func (r Refusal) ofPerson() bool {
	return r.Cause == "OAUTH-ACCOUNT" || r.Cause == "OAUTH-LOCKED" || r.Cause == "OAUTH-DISABLED" || r.Cause == "OAUTH-EXPIRED"
}

// description is the sentence as Microsoft writes it, with the ids and the
// time that its support asks for.
func (s *Server) description(r Refusal, names map[string]string) (text, trace, correlation, stamp string) {
	trace, correlation, stamp = guid(), guid(), s.now().UTC().Format("2006-01-02 15:04:05Z")
	says := r.Says
	for name, value := range names {
		says = strings.ReplaceAll(says, "{"+name+"}", value)
	}
	return fmt.Sprintf("AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s", r.Number, says, trace, correlation, stamp), trace, correlation, stamp
}

// sayJSON refuses a question for a token, in Microsoft's shape.
func (s *Server) sayJSON(w http.ResponseWriter, r Refusal, names map[string]string) {
	text, trace, correlation, stamp := s.description(r, names)
	status := r.HTTP
	if status == 0 {
		status = http.StatusBadRequest
	}
	answerJSON(w, status, map[string]any{
		"error": r.Word, "error_description": text, "error_codes": []int{r.Number}, "timestamp": stamp,
		"trace_id": trace, "correlation_id": correlation, "error_uri": fmt.Sprintf("https://login.microsoftonline.com/error?code=%d", r.Number),
	})
}

// sendBack sends the browser back with a refusal.
func (s *Server) sendBack(w http.ResponseWriter, req *http.Request, to *request, r Refusal) {
	text, _, _, _ := s.description(r, to.names())
	back := url.Values{"error": {r.Word}, "error_description": {text}, "state": {to.state}}
	http.Redirect(w, req, to.redirect+"/?"+back.Encode(), http.StatusFound)
}

func answerJSON(w http.ResponseWriter, status int, what any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(what)
}

func (to *request) names() map[string]string {
	return map[string]string{"client": to.client, "user": to.user}
}

func guid() string {
	raw := []byte(random(32))
	for i, c := range raw {
		raw[i] = "0123456789abcdef"[c%16]
	}
	return fmt.Sprintf("%s-%s-4%s-9%s-%s", raw[:8], raw[8:12], raw[12:15], raw[15:18], raw[18:30])
}
