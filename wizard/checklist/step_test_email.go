package checklist

import (
	"strings"
)

// testEmail asks whether the mail arrived. The code in it is the proof.
func testEmail() Step {
	return Step{
		ID:   stepTestEmail,
		Skip: func(s State) bool { return s.Mode == LoginOnly },
		Done: func(s State) bool { return s.Arrived == Yes || s.Arrived == Skipped },
		Known: func(s State) string {
			if s.Arrived == Yes {
				return "arrived, confirmed by its code"
			}
			return "sent, not confirmed"
		},
		Fields: append([]Field{
			{
				Key: "arrived", Kind: Choice, Label: "Has it arrived?",
				Options: func(State) []Option {
					return []Option{{"yes", "Yes, I have it in front of me"}, {"no", "No, I do not find it"}, {"skip", "Skip this: sent, not confirmed"}}
				},
				Set: func(s *State, value string) *Problem {
					s.Arrived = map[string]Claim{"yes": Unasked, "no": No, "skip": Skipped}[value]
					return nil
				},
			},
		}, append(missingFields(), Field{
			Key: "code", Kind: Text, Label: "The code from the mail", Hint: "Five letters and digits, in the subject. Empty: skip.",
			When: func(s State) bool { return s.Arrived != Skipped },
			Body: func(s State) []string {
				body := []string{"The mail went from " + s.Sender + " to " + s.Recipient + "."}
				if s.Practice {
					body = append(body, "This is practice, so no real mail is there. Its code is "+practiceReceipt+".")
				}
				return body
			},
			Set: func(s *State, typed string) *Problem {
				switch {
				case strings.TrimSpace(typed) == "":
					s.Arrived = Skipped
				case !SameReceipt(typed, s.Receipt):
					return &Problem{Code: "CODE-BAD", Text: "This is not the code of the last test email. Please look again."}
				default:
					s.Arrived = Yes
				}
				return nil
			},
		})...),
	}
}

// missingFields asks for the places where an accepted mail may lie, one after
// the other, until it is found or all have been looked at.
func missingFields() []Field {
	var fields []Field
	for _, p := range Places {
		fields = append(fields, Field{
			Key: p.Key, Kind: Choice, Label: p.Ask,
			When: func(s State) bool { return s.Arrived == No },
			Body: func(s State) []string { return placeBody(p, s) },
			Links: func(State) []string {
				if p.Link == "" {
					return nil
				}
				return []string{p.Link}
			},
			Options: func(State) []Option {
				if p.Admin {
					return []Option{{"found", "The trace found it"}, {"give-up", "Stop looking: sent, not confirmed"}}
				}
				return []Option{{"no", "No, not there"}, {"found", "Yes, here it is"}, {"give-up", "Stop looking: sent, not confirmed"}}
			},
			Set: func(s *State, value string) *Problem {
				switch value {
				case "found":
					s.Arrived = Unasked
				case "give-up":
					s.Arrived = Skipped
				}
				return nil
			},
		})
	}
	return fields
}

func placeBody(p Place, s State) []string {
	m := s.Missing()
	var body []string
	if p.Key == Places[0].Key {
		body = append(body, "The server took the mail at "+m.Accepted.Format("15:04")+". Most mails arrive within two minutes; some take ten.")
	}
	for _, look := range p.Look {
		body = append(body, m.Fill(look))
	}
	if p.Admin {
		for _, paragraph := range strings.Split(strings.TrimSpace(m.Request()), "\n\n") {
			body = append(body, "  "+strings.ReplaceAll(paragraph, "\n", "\n  "))
		}
	}
	return body
}

// Missing is the mail that was accepted and is looked for.
func (s State) Missing() Missing {
	return Missing{Sender: s.Sender, Recipient: s.Recipient, MessageID: s.MessageID, QueueID: s.QueueID, Accepted: s.CheckedAt}
}
