package checklist

import (
	"context"
	"strings"
)

// panel is a screen that stands in front of the steps for a while: the menu,
// a letter, the wait, the question after a return.
type panel struct {
	key     string
	list    bool // the list of the steps is what it shows
	first   bool // stands at the very start: there is nothing to go back to
	kind    Kind
	title   string
	label   string
	body    func(*Run) []string
	options func(*Run) []Option
	choose  func(r *Run, value string)
	copies  func(*Run) string // what the copy key copies
	behind  *panel            // shown again when this one is left
	do      func(ctx context.Context, r *Run, s State, note func(Note)) func(*Run)
}

func (p *panel) screen(r *Run) Screen {
	at := min(r.at, len(r.steps)-1)
	s := Screen{Step: at + 1, ID: r.steps[at].ID, Key: p.key, Title: p.title, Kind: p.kind, Label: p.label, List: p.list}
	if p.body != nil {
		s.Body = p.body(r)
	}
	if p.copies != nil {
		if s.Copy = p.copies(r); s.Copy == "" {
			s.Label = "Ready?" // there is nothing to pass on
		}
	}
	if p.options != nil {
		s.Options = p.options(r)
		s.Default = s.Options[0].Value
	}
	return s
}

func (p *panel) answer(r *Run, value string) *Problem {
	r.notices = nil
	p.choose(r, value)
	return nil
}

func (p *panel) work(r *Run, n int) Job {
	s := r.state
	return Job{Name: p.label, Do: func(ctx context.Context, note func(Note)) Update {
		return Update{job: n, apply: p.do(ctx, r, s, note)}
	}}
}

// textPanel shows a text and goes back.
func textPanel(key, heading string, text func(State) []string) *panel {
	return &panel{key: key, title: heading, label: "Ready?",
		body:    func(r *Run) []string { return text(r.state) },
		options: func(*Run) []Option { return []Option{{"back", "Back"}} },
		choose:  func(r *Run, _ string) { r.panel = nil }}
}

// startOver forgets the address and all that was said about it. What is saved
// and what the keychain holds stays.
func (r *Run) startOver() {
	r.state = State{Practice: r.env.Practice, Store: r.state.Store}
	r.at, r.trail, r.trouble, r.problem = 0, nil, nil, nil
	r.job++
	r.advance()
}

// startWaiting begins the wait that the user asked for.
func (r *Run) startWaiting() {
	r.remember()
	f, cause := r.trouble.field, r.trouble.verdict.Cause
	code := cause.Code
	about := []string{strings.TrimSpace(code + ": " + cause.Title + ". " + Turns[cause.Owner]), "You need not press anything."}
	if f.Key == "check" {
		about[1] += " Each try is the check as you chose it: with the test email, or only the login."
	}
	r.panel = &panel{key: "wait", kind: Working, title: "Waiting for the change", label: "Waiting for the change",
		body: func(*Run) []string { return about },
		do: func(ctx context.Context, run *Run, s State, note func(Note)) func(*Run) {
			change, err := wait(ctx, run.env, f, s, code, note)
			return func(r *Run) {
				r.panel, r.trouble = nil, nil
				r.worked(f, r.at, r.key(f), change, err)
			}
		}}
}
