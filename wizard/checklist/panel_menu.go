package checklist

import (
	"strconv"
)

// Menu shows the menu in front of the current screen.
func (r *Run) Menu() {
	if r.panel != nil {
		return
	}
	r.problem = nil
	r.panel = &panel{key: "menu", title: "Menu", label: "Where do you want to go?",
		list: true,
		options: func(r *Run) []Option {
			o := []Option{{"back", "Back to where I was"}}
			o = append(o, Option{"steps", "Go to a step"})
			switch {
			case r.state.Credential == SignIn:
				o = append(o, Option{"password", passwordInstead})
			case r.at > 0:
				o = append(o, Option{"sign-in", signInInstead})
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
			case "steps":
				r.panel = stepsPanel()
			case "sign-in":
				r.take(SignIn)
			case "password":
				r.take(AppPasswordRoad)
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
			}
		}}
}

// stepsPanel leads to a step that was reached before.
func stepsPanel() *panel {
	return &panel{key: "steps", title: "Menu", label: "Which step?",
		options: func(r *Run) []Option {
			o := []Option{{"back", "Back to where I was"}}
			for i, step := range r.steps {
				if i <= r.at {
					o = append(o, Option{step.ID, "Step " + strconv.Itoa(i+1) + ": " + r.state.Title(step.ID)})
				}
			}
			return o
		},
		choose: func(r *Run, value string) {
			r.panel = nil
			r.Goto(value)
		}}
}
