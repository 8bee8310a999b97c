package checklist

import (
	"context"
	"strconv"
	"strings"
)

// panel is a screen that stands in front of the steps for a while: the menu,
// a letter, the wait, the question after a return.
type panel struct {
	key     string
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
	s := Screen{Step: at + 1, ID: r.steps[at].ID, Key: p.key, Title: p.title, Kind: p.kind, Label: p.label}
	if p.body != nil {
		s.Body = p.body(r)
	}
	if p.copies != nil {
		s.Copy = p.copies(r)
	}
	if p.options != nil {
		s.Options = p.options(r)
		s.Default = s.Options[0].Value
	}
	return s
}

func (p *panel) answer(r *Run, value string) *Problem {
	p.choose(r, value)
	return nil
}

func (p *panel) work(r *Run, n int) Job {
	s := r.state
	return Job{Name: p.label, Do: func(ctx context.Context, note func(Note)) Update {
		return Update{job: n, apply: p.do(ctx, r, s, note)}
	}}
}

// Menu shows the menu in front of the current screen.
func (r *Run) Menu() {
	if r.panel != nil {
		return
	}
	r.problem = nil
	r.panel = &panel{key: "menu", title: "Menu", label: "Where do you want to go?",
		body: func(r *Run) []string { return r.overview() },
		options: func(r *Run) []Option {
			o := []Option{{"back", "Back to where I was"}}
			for i, step := range r.steps {
				if i <= r.at && i < len(r.steps) {
					o = append(o, Option{step.ID, "Step " + strconv.Itoa(i+1) + ": " + title(step.ID)})
				}
			}
			if r.env.Letter != nil {
				o = append(o, Option{"admin", "The message for my admin"})
			}
			if r.env.Report != nil {
				o = append(o, Option{"report", "The report for the helpdesk"})
			}
			if r.env.Spell != nil && r.env.Code != nil {
				o = append(o, Option{"spell", "Spell the call code"})
			}
			if len(OldGuidesAt(r.steps[min(r.at, len(r.steps)-1)].ID)) > 0 {
				o = append(o, Option{"old", "What an older guide says differently"})
			}
			return append(o, Option{"over", "Start over with another address"}, Option{"leave", "Stop here, and come back later"})
		},
		choose: func(r *Run, value string) {
			r.panel = nil
			switch value {
			case "back":
			case "old":
				r.panel = oldGuidePanel(r.steps[min(r.at, len(r.steps)-1)].ID)
			case "admin":
				r.panel = letterPanel()
			case "report":
				r.panel = reportPanel()
			case "spell":
				r.panel = spellPanel(r)
			case "over":
				r.startOver()
			case "leave":
				r.remember()
				r.left = true
			default:
				r.Goto(value)
			}
		}}
}

// overview lists the steps with what is known of each.
func (r *Run) overview() []string {
	var lines []string
	for i, step := range r.steps {
		mark := "[    ]"
		switch {
		case i == r.at:
			mark = "[HERE]"
		case i < r.at || step.Done(r.state):
			mark = "[OK]  "
		}
		line := "  " + mark + " " + strconv.Itoa(i+1) + " " + title(step.ID)
		if e := r.state.Items.Get(step.ID); e != Todo {
			line += ": " + string(e)
		}
		lines = append(lines, line)
	}
	return []string{strings.Join(lines, "\n")}
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
	r.state = State{Practice: r.env.Practice}
	r.at, r.trail, r.trouble, r.problem = 0, nil, nil, nil
	r.job++
	r.settle()
}

// welcome asks how to go on where something was left unfinished, or where the
// mailbox is set up already.
func (r *Run) welcome() {
	s := r.state
	switch {
	case s.Sender == "" && len(r.env.Mailboxes) > 1:
		r.panel = pickPanel()
	case s.Saved == "" && s.Ordinary == Unasked:
		return
	case s.Waiting.Cause != "":
		r.panel = returnPanel("waiting", "Check again now", func(r *Run) []string {
			since := r.state.Waiting.Since
			c, _ := Find(r.state.Waiting.Cause)
			return []string{"Welcome back, " + r.state.Sender + ".",
				"You wait for your admin since " + since.Format("Monday 2 January, 15:04") + ": " + c.Title + ".",
				"Code " + c.Code + ". Nothing was changed while you were away."}
		})
	default:
		r.panel = returnPanel("resume", "Go on", func(r *Run) []string {
			lines := []string{"Welcome back, " + r.state.Sender + "."}
			if r.state.Saved != "" && !r.state.CheckedAt.IsZero() {
				lines = append(lines, "The last good check was on "+r.state.CheckedAt.Format("Monday 2 January, 15:04")+".")
			}
			return append(lines, "What you said is kept. What the server showed is checked anew.")
		})
	}
}

func returnPanel(key, goOn string, body func(*Run) []string) *panel {
	return &panel{key: key, first: true, title: "Welcome back", label: "How do you want to go on?", body: body,
		options: func(r *Run) []Option {
			at := min(r.at, len(r.steps)-1)
			label := goOn
			if key == "resume" {
				label += " with step " + strconv.Itoa(at+1) + ", " + lowerFirst(title(r.steps[at].ID))
			}
			o := []Option{{"on", label}}
			if key == "waiting" {
				o = append(o, Option{"admin", "Show the message for my admin again"})
			}
			if r.state.Saved != "" {
				o = append(o, Option{stepSettings, "Look at the settings, or change them"}, Option{stepAppPassword, "Use a new app password"})
			}
			return append(o, Option{"over", "Start over with another address"}, Option{"leave", "Stop here"})
		},
		choose: func(r *Run, value string) {
			back := r.panel
			r.panel = nil
			switch value {
			case "on":
			case "admin":
				r.panel = letterPanel()
				r.panel.behind = back
			case "over":
				r.startOver()
			case "leave":
				r.panel, r.left = back, true
			default:
				r.fix(value)
			}
		}}
}

// startWaiting begins the wait that the user asked for.
func (r *Run) startWaiting() {
	r.remember()
	f, code := r.trouble.field, r.trouble.verdict.Cause.Code
	r.panel = &panel{key: "wait", kind: Working, title: "Waiting for the change", label: "Waiting for the change",
		do: func(ctx context.Context, run *Run, s State, note func(Note)) func(*Run) {
			change, err := wait(ctx, run.env, f, s, code, note)
			return func(r *Run) {
				r.panel, r.trouble = nil, nil
				r.worked(f, r.at, r.key(f), change, err)
			}
		}}
}

// pickPanel asks which of several mailboxes is meant.
func pickPanel() *panel {
	return &panel{key: "pick", first: true, title: "Your mailboxes", label: "Which mailbox?",
		options: func(r *Run) []Option {
			var o []Option
			for _, s := range r.env.Mailboxes {
				o = append(o, Option{s.Sender, s.Sender})
			}
			return append(o, Option{"new", "Set up another one"})
		},
		choose: func(r *Run, value string) {
			r.panel = nil
			for _, s := range r.env.Mailboxes {
				if s.Sender == value {
					s.Practice = r.env.Practice
					r.state = s
					r.settle()
					r.welcome()
				}
			}
		}}
}
