package letter

import "mailready/wizard/checklist"

// alsoLook names the rules that could refuse the login next.
func (l *letter) alsoLook() {
	if l.q.loggedIn && !l.q.Another {
		return
	}
	var looks []string
	if l.q.AppOnly {
		l.add(heading, "Please look at this, and change nothing yet")
		l.say("It may refuse the app next. If it does, please tell me before anything is changed.")
		l.add(bullet, "Conditional Access for workload identities: a policy may let apps sign in from certain places only.")
		return
	}
	if l.q.SignIn {
		l.add(heading, "Please look at this, and change nothing yet")
		l.say("It may refuse the sign-in next. If it does, please tell me before anything is changed.")
		l.add(bullet, "Conditional Access: a policy may ask for a certain place or a managed device when {login} signs in.")
		return
	}
	if !l.q.has(checklist.AdminDefaults) {
		looks = append(looks, "Security defaults: {entra} > Overview > Properties > Manage security defaults. While they are on, this login is refused.")
	}
	if !l.q.has(checklist.AdminConditional) {
		looks = append(looks, "Conditional Access: a policy that blocks legacy authentication, also one that Microsoft manages, refuses this login.")
	}
	if !l.q.has(checklist.AdminAuthPolicy) {
		looks = append(looks, "Exchange's authentication policies: Get-AuthenticationPolicy | Format-List Name,AllowBasicAuthSmtp")
	}
	if len(looks) == 0 {
		return
	}
	l.add(heading, "Please look at these, and change nothing yet")
	l.say("They may refuse the login next. If one of them does, please tell me before anything is changed.")
	for _, look := range looks {
		l.add(bullet, look)
	}
}

func (l *letter) dates() {
	l.add(heading, "Dates")
	if l.q.SignIn {
		l.add(bullet, "At the end of December 2026 Microsoft switches off passwords over SMTP AUTH by default (notice "+Notice+"). Signing in, as here, goes on.")
		if l.q.AppOnly {
			l.add(bullet, "The certificate ends after a year. I then send you the next one, to be uploaded beside it; the old one can be deleted after that.")
			return
		}
		l.add(bullet, "A sign-in that is not used for 90 days ends. The person then signs in once more; there is nothing for you to do.")
		return
	}
	for _, line := range Dates(l.q.Today) {
		l.add(bullet, line)
	}
}

// otherWays offers what can be done instead, where the points ask for much.
func (l *letter) otherWays() {
	l.add(heading, "If you would rather not")
	if l.q.verdict != nil && !l.q.SignIn {
		for _, line := range OAuthCures(l.q.verdict.Cause.Code) {
			l.say(line)
		}
	}
	l.say("Other ways to send. Please tell me which one you prefer:")
	for _, a := range Alternatives {
		if l.q.SignIn && a.ID == "oauth" {
			continue // it is what this letter asks for
		}
		l.add(bullet, a.Name+": "+a.When)
	}
}

func (l *letter) answer() {
	l.add(heading, "Please answer")
	if l.q.has(checklist.AdminAppOnly) {
		l.add(bullet, "The Application (client) ID and the Directory (tenant) ID of the app. Neither is a secret.")
		l.add(bullet, "If you would rather give the app a client secret than a certificate: please hand over its Value by another way than mail, and tell me when it ends.")
	}
	if l.q.has(checklist.AdminApp) {
		l.add(bullet, "The Application (client) ID and the Directory (tenant) ID of the app. Neither is a secret.")
	}
	l.add(bullet, "Which points were so already, and which you have changed.")
	l.add(bullet, "Which point you do not want to change, and which other way you prefer.")
	l.add(bullet, "Anything else that you saw, such as a policy that would refuse this login.")
	l.say("I then run the check again. It takes a minute and tells whether something is left. Please send no password; none is needed for this.")
	l.say("Thank you")
}
