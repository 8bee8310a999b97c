package checklist

import (
	"context"
	"slices"
	"strconv"

	"mailready/smtpcheck/road"
	"mailready/wizard/guide"
)

// mailSettings shows the settings, filled in, and saves them. They come
// before the password because its entry in the keychain is named after them.
func mailSettings() Step {
	return Step{
		ID:    stepSettings,
		Done:  func(s State) bool { return s.Saved != "" && s.Saved == s.settingsLine() },
		Known: func(s State) string { return s.Host + ", port " + strconv.Itoa(s.Port) + ", saved" },
		Fields: append([]Field{
			{
				Key: "use", Kind: Choice, Label: "Use these settings?",
				Body: func(s State) []string {
					section, _ := guide.Find(stepSettings)
					return append(slices.Clone(section.Screen), settingsTable(s)...)
				},
				Options: func(State) []Option {
					return []Option{{"yes", "Yes, save them"}, {"host", "Change the server"}, {"port", "Change the port"},
						{"sender", "Change the sender address"}, {"login", "Change the login name"}, {"recipient", "Send the test email to another address"}}
				},
				Set: func(s *State, value string) *Problem {
					s.Asked = s.Asked.Without("change/host", "change/port", "change/sender", "change/login", "change/recipient")
					if value != "yes" {
						s.askAgain(stepSettings, value)
						s.Asked = s.Asked.With("change/" + value)
					}
					return nil
				},
			},
			change("host", "Server", "The server's name, such as smtp.office365.com", func(s State) string { return s.Host }, func(s *State, typed string) *Problem {
				host, _, p := ParseHost(typed)
				if p == nil {
					s.Host = host
				}
				return p
			}),
			change("port", "Port", "587, or 465 for a server that starts with TLS", func(s State) string { return strconv.Itoa(s.Port) }, func(s *State, typed string) *Problem {
				port, p := ParsePort(typed)
				if p == nil {
					s.Port = port
				}
				return p
			}),
			change("sender", "Sender address", "The login name must have the right to send as this address", func(s State) string { return s.Sender }, func(s *State, typed string) *Problem {
				address, _, p := ParseAddress(typed)
				if p != nil {
					return p
				}
				if s.Recipient == s.Sender {
					s.Recipient = address
				}
				s.Sender = address
				return nil
			}),
			change("login", "Login name", "The full address that signs in", func(s State) string { return s.Login }, setLogin),
			change("recipient", "Recipient of the test email", "An address where you can read mail", func(s State) string { return s.Recipient }, func(s *State, typed string) *Problem {
				address, _, p := ParseAddress(typed)
				if p == nil {
					s.Recipient = address
				}
				return p
			}),
			{
				Key: "strange", Kind: Text, Label: "Type the server's name once more",
				When: func(s State) bool { return !road.KnownHost(s.Host) && s.Confirmed != s.Host },
				Body: func(s State) []string {
					return []string{s.Host + " is not one of Microsoft's mail servers that this program knows.",
						"Your app password would go there. Go on only if you know this server.",
						"If somebody on the phone told you this name, stop and ask your own admin. Esc goes back."}
				},
				Set: func(s *State, typed string) *Problem {
					host, _, p := ParseHost(typed)
					if p != nil {
						return p
					}
					if host != s.Host {
						return &Problem{Code: "IN-HOST", Text: "This is not the same name. Type " + s.Host + ", or go back."}
					}
					s.Confirmed = host
					return nil
				},
			},
			{
				Key: "save", Doing: "Saving the settings",
				Do: func(_ context.Context, env *Env, s State, note func(Note)) (func(*State), error) {
					s.Saved = s.settingsLine()
					if env.Save != nil {
						if err := env.Save(s); err != nil {
							return nil, &Failure{Verdict: LocalVerdict(err)}
						}
					}
					return func(to *State) {
						to.Saved, to.Was = s.Saved, s.Sender
						if to.Entry != to.Item() {
							if to.Entry.Kind == to.Item().Kind {
								to.OldEntry = to.Entry
							}
							to.Entry = to.Item()
						}
					}, nil
				},
			},
		}, roadFields(stepSettings)...),
	}
}

// change is the question for one setting, asked where the user chose to
// change it; then the settings are shown again.
func change(key, label, hint string, get func(State) string, set func(*State, string) *Problem) Field {
	return Field{Key: key, Kind: Text, Label: label, Hint: hint, Default: get, Body: func(State) []string { return nil },
		When: func(s State) bool { return s.Asked.Has("change/" + key) },
		Set: func(s *State, typed string) *Problem {
			if p := set(s, typed); p != nil {
				return p
			}
			s.Asked = s.Asked.Without("change/" + key)
			s.askAgain(stepSettings, "use")
			return nil
		}}
}

// settingsTable shows the settings one a line, as people read them aloud.
func settingsTable(s State) []string {
	return []string{"  Server      " + s.Host + "\n  Port        " + strconv.Itoa(s.Port) + "\n  Encryption  " + encryption(s.Port) +
		"\n  Login       " + s.Login + "\n  Sender      " + s.Sender + "\n  Test to     " + s.Recipient}
}
