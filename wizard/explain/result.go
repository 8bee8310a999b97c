package explain

import (
	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

// Result is what explain --json prints. Names, codes and enumerations
// are stable, texts are not.
type Result struct {
	Schema     int          `json:"schema"`
	Cause      string       `json:"cause"` // its code, UNKNOWN where nothing is known for certain
	Owner      causes.Owner `json:"owner"` // whose turn it is: you, admin, network, microsoft
	Title      string       `json:"title"`
	Happened   string       `json:"happened"`   // one sentence
	Retry      causes.Retry `json:"retry"`      // whether to try again: no, once, later, after (the change took effect)
	Takes      string       `json:"takes"`      // how long a change takes, empty where that does not matter
	Try        []string     `json:"try"`        // what you can do
	AdminTry   []string     `json:"admin_try"`  // what the admin does
	Recognised string       `json:"recognised"` // the words that decided
	Reply      *Reply       `json:"reply"`      // the literal answer in the text
	Program    string       `json:"program"`    // whose words the text is in; empty: not certain
	Facts      *Told        `json:"facts"`      // what the text tells beside its error; null: nothing
}

// Told is what a text tells beside its error. What is empty or 0 was
// not told.
type Told struct {
	Host    string          `json:"host"`
	Port    int             `json:"port"`
	Account causes.Account  `json:"account"` // work, consumer, other
	Stage   smtpcheck.Stage `json:"stage"`   // where it failed, such as login
}

// Reply is the literal answer of a server.
type Reply struct {
	Code     int    `json:"code"`     // such as 535
	Enhanced string `json:"enhanced"` // such as 5.7.139
	Text     string `json:"text"`     // its sentence
}

// Of puts the names into the texts of a verdict.
func Of(v causes.Verdict, n causes.Names) Result {
	c := v.Cause
	r := Result{Schema: 1, Cause: c.Code, Owner: c.Owner, Title: c.Title, Happened: n.Fill(c.Happened), Retry: c.Retry, Takes: c.Takes,
		Try: []string{}, AdminTry: []string{}, Recognised: v.Recognised, Program: v.Program}
	if t := v.Told; t.Host != "" || t.Port != 0 || t.Account != "" || t.Stage != "" {
		r.Facts = &Told{string(smtpcheck.SafeText([]byte(t.Host))), t.Port, t.Account, t.Stage}
	}
	for _, action := range c.Try {
		r.Try = append(r.Try, n.Fill(action))
	}
	for _, action := range c.AdminTry {
		r.AdminTry = append(r.AdminTry, n.Fill(action))
	}
	if v.Reply.Code != 0 || v.Reply.Enhanced != "" {
		r.Reply = &Reply{v.Reply.Code, v.Reply.Enhanced, v.Reply.Text()}
	}
	return r
}

// Part is one piece of what is said about a cause: paragraphs, or actions
// that are numbered.
type Part struct {
	Say     []string // one that begins with two spaces is kept as it is
	Actions []string
}

// Parts says it in the order in which it is read aloud.
func (r Result) Parts() []Part {
	var parts []Part
	say := func(paragraphs ...string) { parts = append(parts, Part{Say: paragraphs}) }
	say(r.Happened)
	if r.Cause != causes.Fine.Code {
		say(checklist.Turns[r.Owner])
	}
	say("What to do:")
	parts = append(parts, Part{Actions: r.Try})
	if len(r.AdminTry) > 0 {
		say("What the admin does:")
		parts = append(parts, Part{Actions: r.AdminTry})
	}
	if r.HasLetter() {
		say("To write the message for your admin:", "  mailready admin-request --cause "+r.Cause)
	}
	if r.Takes != "" {
		say("How long it takes: " + r.Takes + ".")
	}
	if r.Program != "" {
		say("Program: " + r.Program)
	}
	if r.Recognised != "" {
		say("Recognised by: " + r.Recognised)
	}
	if r.Reply != nil && r.Reply.Code != 0 {
		say("Server said:", smtpcheck.Reply{Code: r.Reply.Code, Enhanced: r.Reply.Enhanced, Lines: []smtpcheck.Text{smtpcheck.Text(r.Reply.Text)}}.String())
	}
	return parts
}

// HasLetter tells whether there is a message for the admin about it.
func (r Result) HasLetter() bool {
	_, ok := causes.Find(r.Cause)
	return ok && r.Owner == causes.Admin
}
