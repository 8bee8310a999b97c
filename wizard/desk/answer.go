// Package desk is what the helper's page knows: one text goes in, a call code
// or an error that somebody pasted, and what to show comes out. The words are
// those of follow, explain, guide and admin-request. It opens no file and no
// connection, so that it runs in a browser too.
package desk

import (
	"errors"
	"strings"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/wizard/call"
	"mailready/wizard/checklist"
	"mailready/wizard/explain"
)

// Answer is what is shown for a text.
type Answer struct {
	Kind       string  // "code", "cause", "wrong" or "empty"
	Recognised string  // one sentence: what the text was taken for
	Code       string  // of a call, such as "AB7H-0J5P"
	Spoken     string  // the code in words
	Title      string  // of the caller's step, or of the cause
	Step       string  // the id of the caller's step in the guide
	Sees       string  // the heading of the caller's screen
	Screen     []Block // the caller's screen
	Parts      []Part  // what stands beside it, each under its heading
	Cause      string  // the code of the cause, empty where there is none
	Owner      string
	Letter     bool // there is a message for the admin about the cause
	Source     string
	Near       []call.Nearest
	Todo       []string // for the ticket: whose turn it is, and what to do
}

// Part is one part of the page under a heading.
type Part struct {
	Heading string
	Blocks  []Block
}

// Ask answers a text.
func Ask(text string) Answer {
	if strings.TrimSpace(text) == "" {
		return Answer{Kind: "empty"}
	}
	c, err := call.Decode(text)
	if _, ok := explain.CallCode(text); ok && err == nil {
		return follow(c)
	}
	var p *checklist.Problem
	if likeCode(text) && errors.As(err, &p) {
		return wrong(text, p)
	}
	return cause(explain.Text(text, checklist.State{}.Facts(time.Now())))
}

// likeCode tells whether a text that is no call code was meant to be one: it
// is short, and is nothing that explain knows.
func likeCode(text string) bool {
	n := len(checklist.Symbols(text))
	digits := strings.ContainsAny(text, "0123456789")
	v := explain.Text(text, checklist.State{}.Facts(time.Now()))
	known := v.Cause.Code != causes.Unknown.Code || v.Cause.Title != causes.Unknown.Title
	return !known && (n >= 4 && n <= 12 && (digits || n == 8) || call.Spelled(text))
}

func follow(c call.Call) Answer {
	f := call.Follow(c, call.Words())
	a := Answer{Kind: "code", Code: call.Encode(c), Spoken: call.Spell(call.Encode(c)), Title: f.Screen.Title, Step: f.Screen.ID, Sees: f.Sees(), Screen: screen(f.Screen)}
	a.Recognised = "Call code " + a.Code + ": " + a.Spoken + "."
	for _, p := range f.Parts() {
		a.Parts = append(a.Parts, Part{p.Heading, paragraphs(p.Lines)})
	}
	a.Todo = []string{f.Turn, f.Ask}
	code, _, _ := strings.Cut(c.Cause, ":")
	if cause, ok := checklist.Find(code); ok {
		a.about(explain.Of(explain.OfCall(c, checklist.State{}.Facts(time.Now())), causes.Names{}), cause.Source)
	}
	if t := f.Screen.Trouble; t != nil {
		a.Todo = append(a.Todo, t.Next...)
	}
	return a
}

func wrong(text string, p *checklist.Problem) Answer {
	a := Answer{Kind: "wrong", Recognised: "This was taken for a call code, and it is none.", Title: p.Code, Cause: p.Code, Near: call.Near(text)}
	a.Parts = []Part{{"", paragraphs([]string{p.Text})}}
	return a
}

func cause(v causes.Verdict) Answer {
	r := explain.Of(v, causes.Names{})
	a := Answer{Kind: "cause", Title: r.Title, Recognised: "An error text or a cause."}
	if r.Recognised != "" {
		a.Recognised = "Recognised by: " + r.Recognised
	}
	if r.Cause == causes.Unknown.Code {
		a.Recognised = "Nothing in this text is known for certain."
	}
	a.about(r, v.Cause.Source)
	var blocks []Block
	for _, p := range r.Parts() {
		blocks = append(append(blocks, paragraphs(p.Say)...), actions(p.Actions)...)
	}
	if v.Cause.Source != "" {
		blocks = append(blocks, Block{Kind: "para", Text: "Source: " + v.Cause.Source})
	}
	a.Parts = []Part{{"", blocks}}
	if r.Cause != causes.Fine.Code {
		a.Todo = append([]string{checklist.Turns[r.Owner]}, r.Try...)
	}
	return a
}

// about puts in what is known of a cause.
func (a *Answer) about(r explain.Result, source string) {
	a.Cause, a.Owner, a.Letter, a.Source = r.Cause, string(r.Owner), r.HasLetter(), source
}

// safe is a text from outside that can be shown; its line ends stay.
func safe(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = string(smtpcheck.SafeText([]byte(line)))
	}
	return strings.Join(lines, "\n")
}
