package checklist

import "mailready/smtpcheck/causes"

// smtpAuth asks what is known about SMTP AUTH. "Don't know" is a good answer:
// the live check finds out.
func smtpAuth() Step {
	return Step{
		ID:   stepSMTPAuth,
		Done: func(s State) bool { return s.SMTPAuth != Unasked },
		Said: func(s State) string {
			switch {
			case s.Items.SMTPAuth == Refuted:
				return "SMTP AUTH was off when the server was asked last"
			case s.Items.SMTPAuth == Proved:
				return "SMTP AUTH is on (the server showed it)"
			case s.SMTPAuth == Yes:
				return "SMTP AUTH is on (you say so)"
			case s.SMTPAuth == No:
				return "SMTP AUTH is off so far; it is your admin's turn"
			}
			return "SMTP AUTH is left for step 6 to find out"
		},
		Fields: []Field{
			{
				Key: "on", Kind: Choice, Label: "Is SMTP AUTH on for this mailbox?",
				Options: func(State) []Option {
					return []Option{{"unsure", "I don't know"}, {"yes", "Yes, my admin says so"}, {"no", "No, it is off"}}
				},
				Default: func(s State) string {
					if s.SMTPAuth != Unasked {
						return string(s.SMTPAuth)
					}
					return string(Unsure)
				},
				Set: func(s *State, value string) *Problem {
					s.SMTPAuth = Claim(value)
					if s.SMTPAuth == Yes {
						s.Items.Put(causes.ItemSMTPAuth, Said)
					}
					return nil
				},
			},
			{
				Key: "off", Kind: Choice, Label: "How do you want to go on?",
				When: func(s State) bool { return s.SMTPAuth == No },
				Body: func(State) []string {
					return []string{"Only your admin can switch SMTP AUTH on. It takes one setting, for this one mailbox.",
						"The message for your admin is in the menu. You can go on meanwhile: the app password does not depend on it."}
				},
				Options: func(State) []Option {
					return []Option{{"letter", "Show the message for my admin"}, {"on", "Go on with step 4"}}
				},
				Set: func(*State, string) *Problem { return nil },
				Then: func(r *Run, value string) {
					if value == "letter" {
						r.panel = letterPanel()
					}
				},
			},
		},
	}
}
