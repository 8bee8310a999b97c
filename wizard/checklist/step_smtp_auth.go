package checklist

import "mailready/smtpcheck/causes"

// smtpAuth asks what is known about SMTP AUTH. "Don't know" is a good answer:
// the live check finds out.
func smtpAuth() Step {
	return Step{
		ID:   stepSMTPAuth,
		Done: func(s State) bool { return s.SMTPAuth != Unasked },
		Known: func(s State) string {
			switch {
			case s.Items.SMTPAuth == Refuted:
				return "off, when the server was asked"
			case s.Items.SMTPAuth == Proved:
				return "on"
			case s.SMTPAuth == Yes:
				return "on"
			case s.SMTPAuth == No:
				return "off so far, your admin's turn"
			}
			return "step 6 finds out"
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
