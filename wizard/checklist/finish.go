package checklist

import (
	"strings"

	"mailready/smtpcheck"
)

// finish is the last screen: what was reached, and the card to keep. It has the
// values with the field names of the guide, where the secret is, and the dates
// that matter.
func (r *Run) finish() Screen {
	s := r.state
	f := Screen{Step: len(r.steps), ID: stepTestEmail, Key: "finish", Title: "Done", Kind: Finished}
	f.Body = append(f.Body, outcome(s))
	if s.Credential != SignIn && s.Shape.Kind != AppPassword {
		f.Body = append(f.Body, "The server took this password, but it does not look like an app password. If it is your normal password, programs should not have it.")
	}
	f.Card = card(s)
	stored := s.Held != "" && s.Held == s.entry() && !r.env.Practice
	if stored {
		f.Card = append(f.Card, Row{"Kept in", r.env.KeysOf(s).Where(s.Item())})
	}
	if r.env.Dates != nil && !s.Credential.ByToken() {
		dates := r.env.Dates(r.env.Now())
		f.Card = append(f.Card, Row{"", strings.Join(dates[:min(len(dates), 2)], " ")})
	}
	f.Card = append(f.Card, Row{"", lasts(s)})
	if r.env.Practice {
		f.Commands = []Row{{"This was practice: a simulated server, and nothing was kept. The real thing", "mailready"}}
		return f
	}
	f.Commands = []Row{{"To check again later", "mailready check " + s.Sender}}
	if stored {
		f.Commands = append(f.Commands, handOver(s), Row{"To remove everything again", "mailready forget " + s.Sender})
	}
	return f
}

// lasts says how long the credential is good.
func lasts(s State) string {
	if s.Credential == SignIn {
		last := "A sign-in that is not used for 90 days ends. Each check and each mail renews it."
		if ends := s.SignInEnds(); !ends.IsZero() {
			last += " If nothing uses it, it ends on " + ends.Format("2 January 2006") + "."
		}
		return last
	}
	return "Microsoft never shows an app password again. If it is lost, delete it on Microsoft's page and create a new one."
}

// handOver says how another program gets what the keychain holds.
func handOver(s State) Row {
	if s.Credential == SignIn {
		return Row{"For a program that cannot sign in by itself, a token for about an hour", "mailready token " + s.Sender}
	}
	return Row{"To copy the password once more (stop sharing your screen first)", "mailready password --show " + s.Sender}
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
func card(s State) []Row {
	var rows []Row
	for line := range strings.SplitSeq(strings.TrimSpace(s.Mailbox().Card()), "\n") {
		name, value, _ := strings.Cut(line, "  ")
		rows = append(rows, Row{name, strings.TrimSpace(value)})
	}
	return rows
}

func encryption(port int) string {
	if port == smtpcheck.PortSubmissions {
		return "TLS from the start"
	}
	return "STARTTLS"
}
