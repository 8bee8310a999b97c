package causes

import "strconv"

// SignInError is what the login service answered, or what happened on the way
// to it, as a diagnosis needs it.
type SignInError struct {
	Number int    // Microsoft's number, AADSTS; 0: none
	Word   string // OAuth's word, such as "invalid_grant" (RFC 6749 section 5.2)
	HTTP   int    // the status of the answer; 0: none
	Way    bool   // the login service could not be reached, or not safely
	Says   string // what it said, or what happened on the way to it; safe to show
	Err    error
}

// wordCauses are the causes of OAuth's own words, for numbers that are not
// known (RFC 6749 sections 4.1.2.1 and 5.2, RFC 8628 section 3.5, OpenID
// Connect Core section 3.1.2.6).
var wordCauses = map[string]string{
	"invalid_grant": "OAUTH-AGAIN", "interaction_required": "OAUTH-AGAIN", "login_required": "OAUTH-AGAIN",
	"consent_required": "OAUTH-CONSENT", "access_denied": "OAUTH-CONSENT",
	"unauthorized_client": "OAUTH-APP", "invalid_request": "OAUTH-APP", "invalid_scope": "OAUTH-APP", "invalid_resource": "OAUTH-APP",
	"unsupported_response_type": "OAUTH-APP", "unsupported_grant_type": "OAUTH-APP",
	"invalid_client": "OAUTH-CLIENT", "account_selection_required": "OAUTH-ACCOUNT",
	"temporarily_unavailable": "OAUTH-BUSY", "server_error": "OAUTH-BUSY", "slow_down": "OAUTH-BUSY",
	"authorization_pending": "OAUTH-DEVICE", "authorization_declined": "OAUTH-DEVICE", "expired_token": "OAUTH-DEVICE", "bad_verification_code": "OAUTH-DEVICE",
}

// DiagnoseSignIn names the cause of a sign-in that did not succeed: by
// Microsoft's number, then by OAuth's word, then by the status, then by what
// happened on the way. What is left is no answer that belongs to the sign-in.
func DiagnoseSignIn(e SignInError, f Facts) Verdict {
	f.Token = true
	if e.Number != 0 {
		v := Explain("AADSTS"+strconv.Itoa(e.Number), f)
		if v.Cause.Code != "AUTH-TOKEN" && v.Cause.Code != Unknown.Code {
			v.Err, v.SignIn = e.Err, e
			return v
		}
	}
	code := "OAUTH-BROWSER"
	switch {
	case e.HTTP == 429 || e.HTTP >= 500:
		code = "OAUTH-BUSY"
	case wordCauses[e.Word] != "":
		code = wordCauses[e.Word]
	case e.Way:
		code = "OAUTH-NET"
	}
	return Verdict{Cause: entry(code).worded("", f), Err: e.Err, SignIn: e}
}
