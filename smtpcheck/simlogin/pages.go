package simlogin

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
)

// The pages are plain HTML: headings, labels and buttons, without scripts,
// pictures or anything from elsewhere, so that they work by keyboard and with a
// screen reader.
const pageFrame = `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>%s</title></head>
<body><main><h1>%s</h1>
%s
<p>This is a simulated page. It asks for no password.</p></main></body>
</html>
`

func showPage(w http.ResponseWriter, status int, title, body string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; form-action 'self' http://localhost:*; frame-ancestors 'none'")
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.WriteHeader(status)
	fmt.Fprintf(w, pageFrame, html.EscapeString(title), html.EscapeString(title), body)
}

// authorize is the way of the browser: sign in, agree, and back.
func (s *Server) authorize(w http.ResponseWriter, r *http.Request, tenant string) {
	if r.Method == http.MethodPost {
		s.step(w, r)
		return
	}
	q := r.URL.Query()
	to := &request{client: q.Get("client_id"), redirect: q.Get("redirect_uri"), state: q.Get("state"), nonce: q.Get("nonce"),
		challenge: q.Get("code_challenge"), scope: q.Get("scope"), user: q.Get("login_hint")}
	why := s.known(to.client, tenant)
	switch {
	case why.Number != 0:
	case !backTo(to.redirect):
		why = refusal(50011)
	case q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || to.challenge == "":
		why = Refusal{Number: 9002325, Word: "invalid_request", Says: "Proof Key for Code Exchange is required for cross-origin authorization code redemption."}
	case !s.Refuse.ofPerson() && s.refuses(OnPage):
		why = s.Refuse
	}
	if why.Number != 0 {
		s.showRefusal(w, why, to, tenant)
		return
	}
	number := random(12)
	s.mu.Lock()
	if s.asked == nil {
		s.asked = map[string]*request{}
	}
	s.asked[number] = to
	s.mu.Unlock()
	showPage(w, http.StatusOK, "Sign in", fmt.Sprintf(`<form method="post"><input type="hidden" name="number" value="%s">
<p><label for="user">Account</label> <input id="user" name="user" type="email" autocomplete="username" required value="%s"></p>
<p><button name="do" value="next">Next</button></p></form>`, number, html.EscapeString(to.user)))
}

// step goes on with a sign-in whose page was answered.
func (s *Server) step(w http.ResponseWriter, r *http.Request) {
	number := r.PostFormValue("number")
	s.mu.Lock()
	to := s.asked[number]
	s.mu.Unlock()
	if to == nil || to.done {
		showPage(w, http.StatusBadRequest, "This page is too old", "<p>Go back to the program, and begin the sign-in again.</p>")
		return
	}
	switch r.PostFormValue("do") {
	case "next":
		to.user = r.PostFormValue("user")
		if s.refuses(OnPage) {
			s.showRefusal(w, s.Refuse, to, "")
			return
		}
		if !s.Agreed {
			showPage(w, http.StatusOK, "Permissions requested", fmt.Sprintf(`<p>%s wants to:</p><ul><li>Send mail as you over SMTP</li><li>Keep access to what you have given it access to</li></ul>
<form method="post"><input type="hidden" name="number" value="%s"><p><button name="do" value="accept">Accept</button> <button name="do" value="cancel">Cancel</button></p></form>`,
				"Mail sending ("+html.EscapeString(to.client)+")", number))
			return
		}
		s.finish(w, r, number, to)
	case "accept":
		s.finish(w, r, number, to)
	case "cancel":
		s.sendBack(w, r, to, refusal(65004))
	default:
		showPage(w, http.StatusBadRequest, "Something is missing", "<p>Choose one of the buttons.</p>")
	}
}

// finish sends the browser back with a code, or with what goes wrong.
func (s *Server) finish(w http.ResponseWriter, r *http.Request, number string, to *request) {
	if s.refuses(AtBrowser) {
		s.sendBack(w, r, to, s.Refuse)
		return
	}
	code := "0.A" + random(64)
	s.mu.Lock()
	if s.codes == nil {
		s.codes = map[string]*request{}
	}
	s.codes[code], to.done = to, true
	delete(s.asked, number)
	s.mu.Unlock()
	http.Redirect(w, r, to.redirect+"/?"+url.Values{"code": {code}, "state": {to.state}, "session_state": {guid()}}.Encode(), http.StatusFound)
}

// showRefusal is Microsoft's own page for what the browser does not come back
// from.
func (s *Server) showRefusal(w http.ResponseWriter, why Refusal, to *request, tenant string) {
	names := to.names()
	names["tenant"] = tenant
	text, _, _, _ := s.description(why, names)
	showPage(w, http.StatusBadRequest, "Sorry, but we're having trouble signing you in.", "<p>"+html.EscapeString(text)+"</p>")
}

// devicePage is where a device code is typed.
func (s *Server) devicePage(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		showPage(w, http.StatusOK, "Enter code", `<form method="post"><p><label for="code">Code</label> <input id="code" name="code" required autocomplete="off"></p>
<p><label for="user">Account</label> <input id="user" name="user" type="email" required></p><p><button>Next</button></p></form>`)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, to := range s.devices {
		if to.state == r.PostFormValue("code") {
			to.user, to.done = r.PostFormValue("user"), true
			showPage(w, http.StatusOK, "You have signed in", "<p>You can close this window.</p>")
			return
		}
	}
	showPage(w, http.StatusBadRequest, "That code didn't work", "<p>Check the code and try again.</p>")
}
