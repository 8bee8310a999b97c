package checklist

import (
	"strings"

	"mailready/smtpcheck"
)

// finish is the last screen: what was reached, and the card to copy into the
// program, with the field names of the guide.
func (r *Run) finish() Screen {
	s := r.state
	f := Screen{Step: len(r.steps), ID: stepTestEmail, Key: "finish", Title: "Done", Kind: Finished}
	f.Body = append(f.Body, outcome(s))
	if s.Credential != SignIn && s.Shape.Kind != AppPassword {
		f.Body = append(f.Body, "The server took this password, but it does not look like an app password. If it is your normal password, programs should not have it.")
	}
	f.Body = append(f.Body, card(s))
	if s.Held != "" && s.Held == s.entry() && !r.env.Practice {
		f.Body = append(f.Body, "The "+s.Credential.String()+" is kept here: "+r.env.Keys.Where(s.Item()))
		f.Body = append(f.Body, handOver(s)...)
		f.Body = append(f.Body,
			"To remove everything again:",
			"  mailready forget "+s.Sender)
	}
	if r.env.Dates != nil {
		f.Body = append(f.Body, r.env.Dates(r.env.Now())...)
	}
	last := "Microsoft never shows an app password again. If it is lost, delete it on Microsoft's page and create a new one."
	if s.Credential == SignIn {
		last = "A sign-in that is not used for 90 days ends. Each check and each mail renews it."
	}
	f.Body = append(f.Body, last)
	if !r.env.Practice {
		f.Body = append(f.Body, "To check again later:", "  mailready check "+s.Sender)
	} else {
		f.Body = append(f.Body, "This was practice: a simulated server, and nothing was kept. The real thing:", "  mailready")
	}
	return f
}

// handOver says how another program gets what the keychain holds.
func handOver(s State) []string {
	if s.Credential == SignIn {
		return []string{"A program that cannot sign in by itself gets a token, good for about an hour, by this command:", "  mailready token " + s.Sender}
	}
	return []string{"To copy it once more, stop sharing your screen first. Then type:", "  mailready password --show " + s.Sender}
}

// outcome says in one sentence how sure it is that mail can be sent.
func outcome(s State) string {
	switch {
	case s.Arrived == Yes:
		return "Confirmed: the test email arrived. This mailbox is ready to send mail."
	case s.Sent == smtpcheck.WasSent:
		return "Sent, not confirmed: the server took the test email. Whether it arrived was not checked."
	}
	return "The server took the login. No mail was sent, so sending itself is not tested yet."
}

// card is what to type into the program, the same as the export "card".
func card(s State) string {
	return "  " + strings.ReplaceAll(strings.TrimSpace(s.Mailbox().Card()), "\n", "\n  ")
}

func encryption(port int) string {
	if port == smtpcheck.PortSubmissions {
		return "TLS from the start"
	}
	return "STARTTLS"
}
