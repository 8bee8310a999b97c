package checklist

import "strings"

// given are the answers of the branch so far, by question.
func (s State) given() map[string]string {
	m := map[string]string{}
	for _, pair := range s.Reasons.List() {
		key, value, _ := strings.Cut(pair, "=")
		m[key] = value
	}
	return m
}

// Finding is why no app password is offered, as the branch found it; nil
// where it was not gone to its end.
func (s State) Finding() *Finding {
	if s.Sees != No {
		return nil
	}
	_, f := NoAppPassword.Walk(s.given())
	return f
}

// branchFields asks the questions of the branch and shows what they found.
func branchFields() []Field {
	var fields []Field
	for _, q := range NoAppPassword.Questions {
		fields = append(fields, Field{
			Key: "why-" + q.Key, Kind: Choice, Label: q.Label, Hint: q.Hint,
			When: func(s State) bool {
				if s.Sees != No || s.Credential == SignIn {
					return false
				}
				open, _ := NoAppPassword.Walk(s.given())
				return open != nil && open.Key == q.Key || s.given()[q.Key] != ""
			},
			Body:    func(State) []string { return q.Body() },
			Links:   func(s State) []string { return s.page(q.Link) },
			Options: func(State) []Option { return q.Options() },
			Set: func(s *State, value string) *Problem {
				for _, pair := range s.Reasons.List() {
					if strings.HasPrefix(pair, q.Key+"=") {
						s.Reasons = s.Reasons.Without(pair)
					}
				}
				s.Reasons = s.Reasons.With(q.Key + "=" + value)
				return nil
			},
		})
	}
	return append(fields, Field{
		Key: "why", Kind: Choice, Label: "How do you want to go on?",
		When: func(s State) bool { return s.Credential != SignIn && s.Finding() != nil },
		Body: func(s State) []string { return s.Finding().Lines },
		Options: func(s State) []Option {
			look := Option{"again", "Look at the list once more"}
			letter := Option{"letter", "Show the message for my admin"}
			on := Option{"on", "Go on with step 3 meanwhile"}
			switch f := s.Finding(); {
			case f.NoWay:
				return []Option{{"address", "Use another mailbox"}, look, {"sign-in", signInInstead}}
			case f.Again:
				return []Option{look, on}
			default:
				return []Option{letter, look, on, {"sign-in", signInInstead}}
			}
		},
		Set: func(s *State, value string) *Problem {
			if value == "sign-in" {
				s.useCredential(SignIn)
				s.askAgain(stepTwoStep, "sign-in")
				return nil
			}
			if value == "on" || value == "letter" {
				s.Insisted = s.Insisted.With("no-app-password")
				return nil
			}
			s.Sees, s.Reasons = Unasked, ""
			s.askAgain(stepTwoStep, "sees", "why")
			for _, q := range NoAppPassword.Questions {
				s.askAgain(stepTwoStep, "why-"+q.Key)
			}
			return nil
		},
		Then: func(r *Run, value string) {
			switch value {
			case "letter":
				r.panel = letterPanel()
			case "again":
				r.state.askAgain(stepTwoStep, "why")
			case "address":
				r.startOver()
			}
		},
	})
}

// page is the whole URL of a page by its name, for the cloud of the mailbox.
func (s State) page(name string) []string {
	c := s.cloud()
	url := map[string]string{"security-info": c.SecurityInfo, "entra": c.Entra, "mfa-settings": c.MFASettings}[name]
	if url == "" {
		return nil
	}
	return []string{url}
}
