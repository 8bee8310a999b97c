package report

import (
	"fmt"
	"strings"

	"mailready/wizard/checklist"
)

// Text is the report as people read it: the same facts as the JSON, in the
// same order, with the fingerprint at the top and at the bottom.
func (r Support) Text() string {
	var p page
	p.heading("mailready report " + r.Fingerprint)
	p.line("Made from a list of allowed facts. It holds no password.")
	if strings.Contains(r.Mailbox.Sender, "...") {
		p.line("Addresses are shortened.")
	}
	p.line("It is sent nowhere by itself. Read it, then give it to your helpdesk.")
	r.program(&p)
	r.mailbox(&p)
	r.steps(&p)
	r.failed(&p)
	if r.Check != nil {
		r.Check.write(&p)
	} else {
		p.heading("Last check")
		p.line("No check was run in this session.")
	}
	p.heading("End of report " + r.Fingerprint)
	p.line("Both ends hold the same report if both read %s.", r.Fingerprint)
	return p.String()
}

// page is a text of headings and of lines with a label in front.
type page struct{ strings.Builder }

func (p *page) heading(text string) {
	if p.Len() > 0 {
		p.WriteByte('\n')
	}
	fmt.Fprintf(p, "%s\n%s\n", text, strings.Repeat("-", len(text)))
}

func (p *page) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

// fact is a labelled line; nothing is written where nothing is known.
func (p *page) fact(label, value string) {
	if value != "" {
		fmt.Fprintf(p, "%-14s %s\n", label, value)
	}
}

func (r Support) program(p *page) {
	p.heading("Program")
	g := r.Program
	p.fact("Made", r.Made)
	p.fact("mailready", g.Version)
	p.fact("System", strings.Trim(g.OS+"/"+g.Arch, "/")+" "+g.Go)
	terminal := g.Terminal
	if g.Columns > 0 {
		terminal += fmt.Sprintf(" %dx%d", g.Columns, g.Rows)
	}
	p.fact("Terminal", strings.TrimSpace(terminal+" "+g.Driver))
	if g.Practice {
		p.fact("Practice", "yes: a simulated server, nothing is kept")
	}
}

// KeyFile stands in the place of a keychain for a mailbox whose app has its key
// in a file.
const KeyFile = "key file"

func (r Support) mailbox(p *page) {
	m := r.Mailbox
	p.heading("Mailbox")
	p.fact("Sender", m.Sender)
	p.fact("Login", m.Login)
	p.fact("Test goes to", m.Recipient)
	p.fact("Account", m.Account)
	p.fact("Cloud", m.Cloud)
	if m.Host != "" {
		p.fact("Server", fmt.Sprintf("%s port %d", m.Host, m.Port))
	}
	p.fact("Keychain", map[bool]string{true: "none found on this computer", false: m.Keychain}[m.Keychain == "none"])
	p.fact("Signs in by", m.SignsIn)
	p.fact("Client ID", m.Client)
	p.fact("Tenant ID", m.Tenant)
	if m.Keychain == KeyFile {
		p.fact("App's key", map[string]string{"there": "in its file", "missing": "the file is not there", "unknown": "the file cannot be used"}[m.Password])
	} else {
		p.fact("Stored", map[string]string{"there": "in the keychain", "missing": "not in the keychain", "unknown": "not known"}[m.Password])
	}
	switch {
	case m.Refused == 1:
		p.fact("Refused", "the last login")
	case m.Refused > 1:
		p.fact("Refused", fmt.Sprintf("the last %d logins, in a row", m.Refused))
	}
	p.fact("Last good check", m.Checked)
	p.fact("Arrived", m.Arrived)
}

func (r Support) steps(p *page) {
	p.heading("Steps")
	for _, s := range r.Steps {
		mark := "[    ]"
		if s.Done {
			mark = "[OK]  "
		}
		line := fmt.Sprintf("%s %d %s", mark, s.Number, s.Title)
		if s.Evidence != "" {
			line += ": " + s.Evidence
		}
		p.line("%s", line)
	}
}

func (r Support) failed(p *page) {
	if f := r.Failed; f != nil {
		p.heading("Last failure")
		p.fact("Cause", f.Cause+" "+f.Title)
		p.fact("Whose turn", f.Owner)
		p.fact("When", f.At)
		cause, _ := checklist.Find(f.Cause)
		p.fact(cause.Speaker()+" said", f.Reply)
	}
	if w := r.Waiting; w != nil {
		p.heading("Waiting")
		p.fact("For", w.Cause)
		p.fact("Since", w.Since)
	}
}

func (c *Check) write(p *page) {
	if c.Look {
		p.heading("A look at the way to the server")
		p.line("No login was tried, and nothing was sent.")
	} else {
		p.heading("Last check")
	}
	p.fact("Began", c.Began)
	p.fact("Took", fmt.Sprintf("%d ms", c.TookMS))
	p.fact("Connected to", strings.TrimSpace(c.Address+" "+c.Network))
	p.fact("Cause", strings.TrimSpace(c.Cause+" "+c.Title))
	p.fact("Whose turn", c.Owner)
	if !c.Look {
		p.fact("Logged in", yes(c.LoggedIn))
		p.fact("Login by", c.Mechanism)
		p.fact("Token status", c.Token)
		p.fact("Sent", c.Sent)
	}
	p.fact("Message-ID", c.MessageID)
	p.fact("Queue id", c.QueueID)
	p.fact("Server said", c.Reply)
	p.heading("Stages")
	for _, s := range c.Stages {
		mark := "[OK]  "
		if !s.OK {
			mark = "[FAIL]"
		}
		p.line("%s %-10s %6d ms", mark, s.Stage, s.MS)
	}
	if t := c.TLS; t != nil {
		p.heading("Encryption")
		p.fact("TLS", strings.TrimSpace(t.Version+" "+t.Cipher))
		p.fact("Certificate", t.Subject)
		p.fact("Issuer", t.Issuer)
		p.fact("Valid", strings.TrimSpace(t.From+" to "+t.Expires))
		p.fact("Accepted", yes(t.Verified))
		for _, n := range t.Names {
			p.fact("Name", n)
		}
		for _, n := range t.Chain {
			p.fact("Chain", n)
		}
	}
	if len(c.Offers) > 0 {
		p.heading("The server offers")
		for _, o := range c.Offers {
			p.line("%s", o)
		}
	}
	p.heading("Conversation")
	for _, l := range c.Transcript {
		p.line("%s", l)
	}
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// SupportPaper is the report as the wizard shows and saves it.
func Paper(from Source) checklist.Paper {
	r := NewSupport(from)
	text := r.Text()
	var body []string
	for block := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n\n") {
		body = append(body, "  "+strings.ReplaceAll(block, "\n", "\n  "))
	}
	return checklist.Paper{Body: body, Text: text, File: "mailready-report-" + r.Fingerprint + ".txt"}
}
