package checklist

import (
	"context"
	"errors"
	"slices"
	"time"

	"mailready/keystore"
)

// appPassword creates the app password and puts it into the keychain. The
// keychain is tried first: Microsoft shows the password only once, so there
// must be a place for it before it exists.
func appPassword() Step {
	return Step{
		ID: stepAppPassword,
		Done: func(s State) bool {
			return !s.Renew && s.OldEntry == (keystore.Item{}) && (s.Held != "" && s.Held == s.entry() || s.SessionOnly && !s.Password.Empty())
		},
		Known: func(s State) string {
			if s.Held == s.entry() {
				return "in " + s.Place() + ", read back"
			}
			return "kept for this session only"
		},
		Fields: slices.Concat(passphraseFields(), []Field{
			{
				Key: "probe", Doing: "Trying the keychain",
				When: func(s State) bool { return !s.SessionOnly },
				Do:   tryKeychain,
				Ways: elsewhere,
			},
			{
				Key: "create", Kind: Choice, Label: "Is the new password on Microsoft's page now?",
				When:    func(s State) bool { return s.Credential != SignIn && s.Held == "" && (s.Has != Yes || s.Renew) },
				Links:   securityInfo,
				Options: func(State) []Option { return []Option{{"yes", "Yes, I see it"}} },
				Set:     func(*State, string) *Problem { return nil },
			},
			{
				Key: "password", Kind: Secret, Label: "App password", Hint: "Paste it, or type it. It is not shown.", Letters: appPasswordLetters,
				When: func(s State) bool { return s.Credential != SignIn && s.Held == "" },
				Body: func(State) []string {
					return []string{"Keep Microsoft's page open, and paste the password into your program too.",
						"We will never ask you to read this password aloud."}
				},
				SetSecret: func(s *State, typed []byte) *Problem {
					clean, shape, p := CleanPassword(typed)
					if clean == nil {
						return p
					}
					s.Password, s.Shape, s.Odd = keystore.NewSecret(clean), shape, ""
					s.LoggedIn, s.Checked = false, "" // what was checked was another password
					if s.Items.AppPassword == Fits {
						s.Items.AppPassword = Said
					}
					if p != nil {
						s.Odd = p.Code + ": " + p.Text
					}
					s.askAgain(stepAppPassword, "odd")
					return nil
				},
			},
			{
				Key: "odd", Kind: Choice, Label: "How do you want to go on?",
				When: func(s State) bool {
					return s.Credential != SignIn && s.Held == "" && !s.Password.Empty() && s.Odd != ""
				},
				Body: func(s State) []string {
					return []string{s.Odd, "A password that is not an app password is refused by most organisations."}
				},
				Options: func(State) []Option {
					return []Option{{"again", "Type it again"}, {"use", "Use it as it is"}}
				},
				Set: func(s *State, value string) *Problem {
					if value == "again" {
						s.Password.Destroy()
						s.Password = keystore.Secret{}
						s.askAgain(stepAppPassword, "password")
					}
					return nil
				},
			},
			{
				Key: "store", Doing: "Storing the app password",
				When: func(s State) bool { return s.Credential != SignIn && s.Held == "" && !s.SessionOnly },
				Do:   store,
				Ways: elsewhere,
			},
		}, signInFields(), []Field{
			{
				Key: "look-old", Doing: "Looking for the entry of before",
				When: func(s State) bool { return s.OldEntry != keystore.Item{} },
				Do:   lookForOld,
			},
			{
				Key: "remove-old", Kind: Choice, Label: "Remove the old entry from the keychain?",
				When: func(s State) bool { return s.OldEntry != keystore.Item{} },
				Body: func(s State) []string {
					return []string{"The sign-in of this mailbox has changed. The keychain still holds an app password for the sign-in of before:",
						"  " + s.OldEntry.Login + " at " + s.OldEntry.Host,
						"This mailbox does not need it any more. The password itself stays as it is until it is deleted on Microsoft's page."}
				},
				Options: func(State) []Option {
					return []Option{{"remove", "Remove it from the keychain"}, {"keep", "Keep it"}}
				},
				Set: func(s *State, value string) *Problem {
					if value == "keep" {
						s.OldEntry = keystore.Item{}
					}
					return nil
				},
			},
			{
				Key: "forget-old", Doing: "Removing the old entry",
				When: func(s State) bool { return s.OldEntry != keystore.Item{} },
				Do:   forgetOld,
			},
		}),
	}
}

// lookForOld finds out whether there is an old entry to speak of. One that
// another mailbox signs in with stays without a question.
func lookForOld(ctx context.Context, env *Env, s State, note func(Note)) (func(*State), error) {
	gone := func(to *State) { to.OldEntry = keystore.Item{} }
	for _, other := range env.Mailboxes {
		if other.Sender != s.Sender && other.Saved != "" && other.Item() == s.OldEntry {
			note(Note{Mark: INFO, Text: "The entry of before stays in the keychain: " + other.Sender + " signs in with it."})
			return gone, nil
		}
	}
	kept, err := env.KeysOf(s).Get(ctx, s.OldEntry)
	if err != nil {
		return gone, nil // what cannot be found cannot be removed, and is no reason to stop
	}
	kept.Destroy()
	return nil, nil
}

// forgetOld removes the old entry. Where that fails it is said, and the new
// one counts all the same.
func forgetOld(ctx context.Context, env *Env, s State, note func(Note)) (func(*State), error) {
	n := Note{Mark: OK, Text: "Removed from the keychain: the app password for " + s.OldEntry.Login + "."}
	if err := env.KeysOf(s).Delete(ctx, s.OldEntry); err != nil {
		n = Note{Mark: WARN, Text: "The old entry could not be removed. It does no harm; you can delete it in your keychain program."}
	}
	note(n)
	return func(to *State) { to.OldEntry = keystore.Item{} }, nil
}

// tryKeychain takes over an entry that is there already, and otherwise shows
// that the keychain can keep one.
func tryKeychain(ctx context.Context, env *Env, s State, note func(Note)) (func(*State), error) {
	env.unlock(s)
	stop := askForUnlock(ctx, s, note)
	defer stop()
	if !s.Renew && s.appKnown() {
		kept, err := env.KeysOf(s).Get(ctx, s.Item())
		if err == nil {
			note(Note{Mark: OK, Text: "The " + s.Credential.String() + " is in " + s.Place() + " already."})
			return func(to *State) { to.unlocked(); to.hold(kept) }, nil
		}
		switch {
		case errors.Is(err, keystore.ErrMismatch):
			note(Note{Mark: WARN, Text: "What is kept in " + s.Place() + " cannot be read any more. A new one will replace it."})
		case !errors.Is(err, keystore.ErrNotFound):
			return notHere(ctx, env, err)
		}
	}
	if err := env.KeysOf(s).Probe(ctx); err != nil {
		return notHere(ctx, env, err)
	}
	note(Note{Mark: OK, Text: capital(s.Place()) + " works." + practising(s)})
	return func(to *State) {
		to.unlocked()
		to.Held = ""
		to.offerApp(env.Mailboxes)
	}, nil
}

// store writes the app password, which the store reads back and compares.
func store(ctx context.Context, env *Env, s State, note func(Note)) (func(*State), error) {
	release, _, err := alone(ctx, env, s) // who renews the sign-in of before now would put that one back
	if err != nil {
		return nil, err
	}
	defer release()
	stop := askForUnlock(ctx, s, note)
	defer stop()
	if err := env.KeysOf(s).Set(ctx, s.Item(), s.Password); err != nil {
		return nil, keychainFailure(ctx, err)
	}
	note(Note{Mark: OK, Text: "Stored in " + s.Place() + ", read back and compared." + practising(s)})
	return func(to *State) {
		to.hold(s.Password)
		to.Renew = false
		to.LoggedIn, to.Checked = false, "" // what was checked was another password
		if s.Credential != SignIn {
			to.Items.AppPassword = Said
		}
		s.Password.Destroy()
		to.Password = keystore.Secret{}
	}, nil
}

// hold notes that the keychain has the password, and its shape.
func (s *State) hold(kept keystore.Secret) {
	s.Held = s.entry()
	if s.Credential == SignIn {
		return
	}
	kept.Use(func(b []byte) error {
		_, s.Shape, _ = CleanPassword(append([]byte(nil), b...))
		return nil
	})
}

// askForUnlock tells the user to look for the unlock window when the keychain
// takes its time.
func askForUnlock(ctx context.Context, s State, note func(Note)) (stop func()) {
	if w, _ := storeWords(s.Store); w.Passphrase { // it was typed, and each try of it takes a second
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		select {
		case <-ctx.Done():
		case <-time.After(keystore.AskAfter):
			note(Note{Mark: WAIT, Text: "Waiting for you to unlock your keychain. Look for a window. Esc or Ctrl-C stops waiting."})
		}
	}()
	return func() { cancel(); <-done }
}

// practising says that a keychain in memory is none.
func practising(s State) string {
	if s.Practice {
		return " (Practice: in memory only.)"
	}
	return ""
}
