package checklist

import "time"

// passwordsEnd is the first day on which passwords over SMTP AUTH are off by
// default (Exchange Team, 27 January 2026): from then on the other road is
// offered first.
var passwordsEnd = time.Date(2027, time.January, 1, 0, 0, 0, 0, time.UTC)

// What the other road is called where it is offered.
const (
	signInInstead   = "Sign in with Microsoft instead of a password"
	passwordInstead = "Use an app password instead of signing in"
)

// signInHelps are the causes that refuse passwords as such, so that signing in
// is a way on. A mailbox whose SMTP AUTH is off is none of them.
var signInHelps = map[string]bool{"AUTH-BASIC-OFF": true, "AUTH-BASIC-GONE": true, "AUTH-DEFAULTS": true, "AUTH-POLICY": true}

// take changes to a road, and goes to where it parts from the other one.
func (r *Run) take(c Credential) {
	r.state.useCredential(c)
	r.Goto(stepTwoStep)
	if c == SignIn {
		r.state.Asked = r.state.Asked.With(stepTwoStep + "/ready")
	}
}

// offered is the state with what the options depend on beside it: the day.
func (r *Run) offered() State {
	s := r.state
	s.passwordsOff = r.env.Now != nil && !r.env.Now().Before(passwordsEnd)
	return s
}
