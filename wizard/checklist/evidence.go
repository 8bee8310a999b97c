package checklist

import "mailready/smtpcheck/causes"

// Evidence is how well a checklist item is known.
type Evidence string

const (
	Todo    Evidence = "todo"    // nothing is known
	Said    Evidence = "said"    // the user says so
	Fits    Evidence = "fits"    // the answer of the server fits it, and does not prove it
	Proved  Evidence = "proved"  // the server's answer shows it
	Refuted Evidence = "refuted" // the server's answer shows the opposite
)

// Items is the evidence for the three things that must be so before a program
// can send mail with an app password.
type Items struct{ TwoStep, SMTPAuth, AppPassword Evidence }

// ItemIDs lists the items in the order of their steps.
var ItemIDs = []string{causes.ItemTwoStep, causes.ItemSMTPAuth, causes.ItemAppPassword}

// ItemTitles are the items as they are shown.
var ItemTitles = map[string]string{
	causes.ItemTwoStep:     "2-step verification",
	causes.ItemSMTPAuth:    "SMTP AUTH",
	causes.ItemAppPassword: "App password",
}

// Lines says for each item how well it is known, as it is read aloud.
func (i Items) Lines() []string {
	var lines []string
	for _, id := range ItemIDs {
		lines = append(lines, ItemTitles[id]+": "+evidenceWords[i.Get(id)])
	}
	return lines
}

// evidenceOf is the evidence of a step's item. What is known of an app password
// says nothing of a mailbox that signs in.
func (s State) evidenceOf(id string) Evidence {
	if s.Credential.ByToken() && id == causes.ItemAppPassword {
		return Todo
	}
	return s.Items.Get(id)
}

// evidenceLines are the lines of the items that matter to the credential: a
// program that signs in needs no app password.
func (s State) evidenceLines() []string {
	if s.Credential.ByToken() {
		return []string{ItemTitles[causes.ItemSMTPAuth] + ": " + evidenceWords[s.Items.Get(causes.ItemSMTPAuth)]}
	}
	return s.Items.Lines()
}

// evidenceWords are the evidence as it is shown.
var evidenceWords = map[Evidence]string{
	Todo: "not known yet", Said: "said by you, not proved", Fits: "fits what the server answered",
	Proved: "proved by the server", Refuted: "refuted by the server",
}

// Get gives the evidence of one item, [Todo] where there is none.
func (i Items) Get(id string) Evidence {
	if p := i.field(id); p != nil && *p != "" {
		return *p
	}
	return Todo
}

// Put sets the evidence of one item. What the user says never replaces what
// the server has shown.
func (i *Items) Put(id string, e Evidence) {
	p := i.field(id)
	if p == nil {
		return
	}
	if e == Said && (*p == Proved || *p == Fits) {
		return
	}
	*p = e
}

func (i *Items) field(id string) *Evidence {
	switch id {
	case causes.ItemTwoStep:
		return &i.TwoStep
	case causes.ItemSMTPAuth:
		return &i.SMTPAuth
	case causes.ItemAppPassword:
		return &i.AppPassword
	}
	return nil
}

// loggedIn is what a 235 shows: SMTP AUTH is on and the password is right. A
// password in the shape of an app password fits one, and so 2-step
// verification; it does not prove either. What an earlier password showed does
// not hold for another one. A token shows nothing of passwords.
func (i *Items) loggedIn(credential Credential, shape Shape) {
	i.SMTPAuth = Proved
	if credential.ByToken() {
		return
	}
	if shape.Kind == AppPassword {
		i.AppPassword, i.TwoStep = Fits, Fits
		return
	}
	for _, item := range []*Evidence{&i.AppPassword, &i.TwoStep} {
		if *item == Fits {
			*item = Said
		}
	}
}

// refused is what a cause shows: only the items that it names.
func (i *Items) refused(c *causes.Cause) {
	for _, id := range c.Refutes {
		i.Put(id, Refuted)
	}
}
