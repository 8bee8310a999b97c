package checklist

import "strconv"

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
				"Code " + c.Code + ". The check tells whether your admin has acted."}
		})
	case s.setUp():
		r.panel = setUpPanel()
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

// setUp tells whether everything was done once, and nothing was refused since.
func (s State) setUp() bool { return s.Saved != "" && !s.CheckedAt.IsZero() && s.Failed.Cause == "" }

func setUpPanel() *panel {
	return returnPanel("set-up", "Check again now", func(r *Run) []string {
		return []string{"Welcome back, " + r.state.Sender + ".", "This mailbox is set up, and the last check was good."}
	})
}

// returnPanel asks how to go on after a return.
func returnPanel(key, goOn string, body func(*Run) []string) *panel {
	return &panel{key: key, first: true, title: "Welcome back", label: "How do you want to go on?", body: body,
		options: func(r *Run) []Option {
			at := min(r.at, len(r.steps)-1)
			label := goOn
			if key == "resume" {
				label += " with step " + strconv.Itoa(at+1) + ", " + lowerFirst(r.state.Title(r.steps[at].ID))
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
					r.advance()
					r.welcome()
				}
			}
		}}
}
