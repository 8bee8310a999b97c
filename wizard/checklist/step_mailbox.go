package checklist

import (
	"strings"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/road"
)

// mailbox finds out which mailbox the mail comes from, how it signs in, and
// in which cloud it lives. The road to the server is looked at behind it.
func mailbox() Step {
	return Step{
		ID: stepMailbox,
		Done: func(s State) bool {
			return s.Sender != "" && s.Login != "" && s.Host != "" && (s.Ordinary != Unasked || s.Saved != "") && (!doubtful(s) || s.Insisted.Has(s.Sender))
		},
		Known: func(s State) string {
			if s.Login != s.Sender {
				return s.Sender + ", signs in as " + s.Login
			}
			return s.Sender
		},
		Fields: []Field{
			{
				Key: "sender", Kind: Text, Label: "Sender address", Hint: "Your full Microsoft 365 address, such as name@company.com",
				Default: func(s State) string { return s.Sender },
				Set: func(s *State, typed string) *Problem {
					address, _, p := ParseAddress(typed)
					if p != nil {
						return p
					}
					if address != s.Sender {
						*s = State{Asked: s.Asked.Without(stepMailbox + "/doubt"), Practice: s.Practice, Store: s.Store}
					}
					s.Sender = address
					s.useCloud(road.Clouds[0])
					if s.Login == "" {
						s.Login = address
					}
					if s.Recipient == "" {
						s.Recipient = address
					}
					return nil
				},
			},
			{
				Key: "doubt", Kind: Choice, Label: "How do you want to go on?",
				When: func(s State) bool { return doubtful(s) && !s.Insisted.Has(s.Sender) },
				Body: func(s State) []string { return doubt(s) },
				Options: func(s State) []Option {
					options := []Option{{"change", "Type another address"}, {"insist", "Go on with this address anyway"}}
					if s.Account() == causes.AccountConsumer {
						options = append(options, Option{"sign-in", signInInstead})
					}
					return options
				},
				Set: func(s *State, value string) *Problem {
					if value == "sign-in" {
						s.useCredential(SignIn)
					}
					if value != "change" {
						s.Insisted = s.Insisted.With(s.Sender)
						return nil
					}
					s.askAgain(stepMailbox, "sender")
					return nil
				},
			},
			{
				Key: "ordinary", Kind: Choice, Label: "How does this mailbox sign in?",
				Body: func(s State) []string {
					return []string{"Most mailboxes sign in with their own address.",
						"A shared mailbox cannot sign in. A person who may send as it signs in instead."}
				},
				Options: func(s State) []Option {
					return []Option{{"same", "With its own address, " + s.Sender}, {"login", "With another sign-in name, or it is a shared mailbox"},
						{"cloud", "It is in a government or China cloud"}}
				},
				Default: func(s State) string {
					if s.Login != s.Sender {
						return "login"
					}
					return "same"
				},
				Set: func(s *State, value string) *Problem {
					s.Ordinary = Claim(value)
					if value == "same" {
						s.Login = s.Sender
					}
					return nil
				},
			},
			{
				Key: "cloud", Kind: Choice, Label: "Which cloud?",
				When: func(s State) bool { return s.Ordinary == "cloud" },
				Body: func(State) []string {
					return []string{"Each cloud has a server of its own. These clouds are less tested than the worldwide one."}
				},
				Options: func(State) []Option {
					var o []Option
					for _, c := range road.Clouds {
						o = append(o, Option{c.ID, c.Name})
					}
					return o
				},
				Set: func(s *State, value string) *Problem {
					for _, c := range road.Clouds {
						if c.ID == value {
							s.useCloud(c)
						}
					}
					return nil
				},
			},
			{
				Key: "login", Kind: Text, Label: "Sign-in name", Hint: "The name a person types to sign in to Microsoft 365",
				When: func(s State) bool { return s.Ordinary == "login" || s.Ordinary == "cloud" },
				Body: func(State) []string { return nil },
				Default: func(s State) string {
					if s.Ordinary == "login" && s.Login == s.Sender {
						return "" // it is another name, or the question would not be asked
					}
					return s.Login
				},
				Set: setLogin,
			},
		},
	}
}

// askAgain opens questions that were answered before.
func (s *State) askAgain(step string, keys ...string) {
	for _, k := range keys {
		s.Asked = s.Asked.Without(step + "/" + k)
	}
}

func (s *State) useCloud(c road.Cloud) {
	if s.Cloud == c.ID && s.Host != "" {
		return
	}
	s.Cloud, s.Host, s.Port = c.ID, c.Host, smtpcheck.PortSubmission
}

// cloud is the cloud of the mailbox.
func (s State) cloud() road.Cloud {
	for _, c := range road.Clouds {
		if c.ID == s.Cloud {
			return c
		}
	}
	return road.Clouds[0]
}

func setLogin(s *State, typed string) *Problem {
	login, _, p := ParseAddress(typed)
	if p != nil {
		return p
	}
	s.Login = login
	return nil
}

// doubtful tells whether the address is one that the wizard cannot set up.
func doubtful(s State) bool {
	kind, _ := road.Account(s.Sender)
	return kind == causes.AccountConsumer || kind == causes.AccountOther
}

// doubt explains why such an address will not work.
func doubt(s State) []string {
	kind, provider := road.Account(s.Sender)
	domain := s.Sender[strings.LastIndexByte(s.Sender, '@')+1:]
	if kind == causes.AccountConsumer {
		return []string{domain + " is a personal Microsoft account, not a Microsoft 365 mailbox of a company.",
			"App passwords stopped working for these accounts on 16 September 2024.",
			"Use a company address, or a program that signs in with OAuth, Microsoft's sign-in page."}
	}
	lines := []string{"This is not a Microsoft 365 address: " + domain + " belongs to " + provider + "."}
	if provider == road.Google {
		lines = append(lines, "An older guide says \"your full Gmail address\". That is a mistake. It means your Microsoft 365 address.")
	}
	return append(lines, "The server of Microsoft 365 will refuse this login.")
}
