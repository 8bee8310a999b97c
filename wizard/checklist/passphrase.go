package checklist

import (
	"context"
	"fmt"
	"unicode/utf8"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
)

// shortPhrase is how many characters a new passphrase has at least.
const shortPhrase = 8

// sealed tells whether the place of the secrets opens with a passphrase that
// was not given yet.
func (s State) sealed() bool {
	w, _ := storeWords(s.Store)
	return w.Passphrase && s.opened != s.Store && !s.SessionOnly
}

// passphraseFields ask for the passphrase of a place that opens with one: once
// where there are secrets already, twice where it is a new one.
func passphraseFields() []Field {
	return []Field{
		{
			Key: "look-place", Doing: "Looking whether there is a passphrase already",
			When: State.sealed,
			Do:   lookWhetherFresh,
		},
		{
			Key: "passphrase", Kind: Secret, Label: "Passphrase", Hint: "It is not shown, and we will never ask you to read it aloud.",
			When: func(s State) bool { return s.sealed() && !s.fresh },
			Body: func(State) []string {
				return []string{"Your secrets are in files that are encrypted with a passphrase. Type that passphrase."}
			},
			SetSecret: func(s *State, typed []byte) *Problem { return s.takePassphrase(typed, 1) },
		},
		{
			Key: "new-passphrase", Kind: Secret, Label: "A new passphrase", Hint: "It is not shown, and we will never ask you to read it aloud.",
			When: func(s State) bool { return s.sealed() && s.fresh },
			Body: func(State) []string {
				return []string{"The secret will be in a file that is encrypted with a passphrase. Choose one: four or five words are good.",
					"Without it nobody can read the secret again, and we cannot either. Whatever uses the secret asks for it."}
			},
			SetSecret: func(s *State, typed []byte) *Problem { return s.takePassphrase(typed, shortPhrase) },
		},
		{
			Key: "passphrase-again", Kind: Secret, Label: "The same passphrase once more", Hint: "It is not shown, and we will never ask you to read it aloud.",
			When: func(s State) bool { return s.sealed() && s.fresh },
			Body: func(State) []string { return nil },
			SetSecret: func(s *State, typed []byte) *Problem {
				second := keystore.NewSecret(typed)
				defer second.Destroy()
				if !second.Equal(s.phrase) {
					return &Problem{codePassword, "The two are not the same. Type it once more, or go back and choose another."}
				}
				return nil
			},
		},
	}
}

// takePassphrase takes one of so many characters at least.
func (s *State) takePassphrase(typed []byte, least int) *Problem {
	switch n := utf8.RuneCount(typed); {
	case n == 0:
		return &Problem{codePassword, "Nothing was entered. Please type the passphrase."}
	case n < least:
		return &Problem{codePassword, fmt.Sprintf("That is short. Please take %d characters or more.", least)}
	}
	s.phrase.Destroy()
	s.phrase = keystore.NewSecret(typed)
	s.askAgain(stepAppPassword, "passphrase-again")
	return nil
}

// lookWhetherFresh finds out whether a passphrase was chosen before.
func lookWhetherFresh(_ context.Context, env *Env, s State, _ func(Note)) (func(*State), error) {
	l, ok := env.KeysOf(s).(keystore.Locked)
	fresh := ok && l.Fresh()
	return func(to *State) { to.fresh = fresh }, nil
}

// unlock hands the passphrase that was typed to the place that it opens.
func (e *Env) unlock(s State) {
	if l, ok := e.KeysOf(s).(keystore.Locked); ok && !s.phrase.Empty() {
		l.Unlock(s.phrase)
	}
}

// unlocked notes that the place is open now. It keeps the passphrase itself.
func (s *State) unlocked() {
	s.opened = s.Store
	s.phrase.Destroy()
	s.phrase = keystore.Secret{}
}

// anotherPassphrase is the way on where the passphrase was not the right one.
func anotherPassphrase(s State, v causes.Verdict) []Way {
	if w, _ := storeWords(s.Store); !w.Passphrase || v.Cause.Code != "KEY-LOCKED" {
		return nil
	}
	return []Way{{Option: Option{"passphrase", "Type the passphrase again"}, Again: true, Take: func(s *State) {
		s.opened = ""
		s.askAgain(stepAppPassword, "passphrase", "new-passphrase", "passphrase-again")
	}}}
}
