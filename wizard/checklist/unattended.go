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
