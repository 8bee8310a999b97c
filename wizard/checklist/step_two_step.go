package checklist

import "mailready/smtpcheck/causes"

// twoStep is about 2-step verification, and settles the question on which
// most depends: whether Microsoft offers an app password at all.
func twoStep() Step {
	return Step{
		ID: stepTwoStep,
		Done: func(s State) bool {
			return s.Credential.ByToken() || s.TwoStep != Unasked && (s.Sees == Yes || s.Has == Yes || s.Insisted.Has("no-app-password"))
		},
		Known: func(s State) string {
			switch {
			case s.Credential.ByToken():
				return "not needed: the program signs in"
			case s.Has == Yes:
				return "an app password is there already"
			case s.Sees == Yes:
				return "App password is in the list"
			}
			return "App password is not in the list"
		},
		Fields: append([]Field{
			{
				Key: "ready", Kind: Choice, Label: "How far are you?",
				Links: securityInfo,
				Options: func(s State) []Option {
					options := []Option{{"on", "Microsoft Authenticator, or another method, is in the list"},
						{"have", "I already have an app password"},
						{"given", "I was given an app password when the account was set up"},
						{"sign-in", "My program can sign in with Microsoft (OAuth)"}}
					if s.passwordsOff {
						options = append(options[3:], options[:3]...)
					}
					return options
				},
				Set: func(s *State, value string) *Problem {
					s.askAgain(stepTwoStep, "sign-in")
					if value == "sign-in" {
						s.useCredential(SignIn)
						return nil
					}
					s.useCredential(AppPasswordRoad)
					s.TwoStep, s.Has = Yes, No
					if value != "on" {
						s.Has = Yes
						s.Items.Put(causes.ItemAppPassword, Said)
					}
					s.Items.Put(causes.ItemTwoStep, Said)
					return nil
				},
			},
			{
				Key: "sign-in", Kind: Choice, Label: "How do you want to go on?",
				When: func(s State) bool { return s.Credential == SignIn },
				Body: func(State) []string {
					return []string{"Signing in needs no app password. It goes on when Microsoft switches passwords off, at the end of December 2026.",
						"The program that is to send must be able to do it: look for \"Sign in with Microsoft\", OAuth 2 or XOAUTH2 in its settings, or it must take a token from a command.",
						"Your admin registers an app for it, once. SMTP AUTH must be on for the mailbox all the same."}
				},
				Options: func(State) []Option {
					return []Option{{"yes", "Go on, and sign in with Microsoft"}, {"password", "Use an app password instead"}}
				},
				Set: func(s *State, value string) *Problem {
					if value == "password" {
						s.useCredential(AppPasswordRoad)
						s.askAgain(stepTwoStep, "ready")
					}
					return nil
				},
			},
			{
				Key: "sees", Kind: Choice, Label: "Under \"Add sign-in method\", do you see \"App password\" in the list?",
				When:  func(s State) bool { return s.Credential != SignIn && s.Has != Yes },
				Links: securityInfo,
				Body: func(State) []string {
					return []string{"On the same page, choose \"Add sign-in method\" and read the list. Do not choose anything yet."}
				},
				Options: func(State) []Option {
					return []Option{{"yes", "Yes, App password is in the list"}, {"no", "No, it is not there"}}
				},
				Set: func(s *State, value string) *Problem {
					s.Sees = Claim(value)
					return nil
				},
			},
		}, append(branchFields(), roadFields(stepTwoStep)...)...),
	}
}

// securityInfo is the page where a person manages sign-in methods.
func securityInfo(s State) []string { return s.page("security-info") }
