package checklist

import "mailready/keystore"

// Changed tells whether the settings are other ones than those that are saved.
func (s State) Changed() bool { return s.Saved != s.settingsLine() }

// Kept notes that the password is in its store now, and out of the state.
func (s *State) Kept() {
	s.Held, s.SessionOnly = s.entry(), false
	s.Password.Destroy()
	s.Password = keystore.Secret{}
}

// Answered notes what a login without a person has answered: the server took an
// app password, so they can be made, and SMTP AUTH is on. The wizard, if it comes
// later, does not ask for it.
func (s *State) Answered() {
	for _, claim := range []*Claim{&s.TwoStep, &s.Sees, &s.SMTPAuth} {
		if *claim == Unasked {
			*claim = Yes
		}
	}
}
