package checklist

import (
	"context"
	"errors"
	"fmt"
	"time"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
	"mailready/wizard/settings"
)

// Freshen gets an access token for the mailbox: with the refresh token of the
// session, or with the one in the keychain. A new refresh token that comes
// back is stored before the old one is forgotten. Where storing fails the
// access token is good all the same, and note says so.
func Freshen(ctx context.Context, env *Env, s State, note func(Note)) (access keystore.Secret, change func(*State), err error) {
	r, err := beginRenewal(ctx, env, s, note)
	if err != nil {
		return access, func(*State) {}, err
	}
	r.ask(ctx)
	return r.access, r.change, r.err
}

// renewal is one renewal of a sign-in: what was kept is in hand, and no other
// process renews meanwhile.
type renewal struct {
	env     *Env
	s       State
	note    func(Note)
	release func()
	kept    keystore.Secret

	done   chan struct{} // closed when what follows stands
	access keystore.Secret
	change func(*State)
	err    error
}

// alone waits until nobody else is at the kept sign-in. Where the folder of the
// lock cannot be written, a token is worth more than the turn.
func alone(ctx context.Context, env *Env, s State) (release func(), cutOff string, err error) {
	if env.Alone == nil || s.SessionOnly || s.Credential != SignIn {
		return func() {}, "", nil
	}
	release, cutOff, err = env.Alone(ctx, s.Login)
	if file, ok := errors.AsType[*settings.Error](err); ok && file.Code == settings.ReadOnly {
		return func() {}, "", nil
	}
	if err != nil {
		return nil, "", keychainFailure(ctx, err)
	}
	return release, cutOff, nil
}

// beginRenewal waits for its turn, and reads what is kept. Whatever a person
// may have to do for it, such as to unlock the keychain, is done then.
func beginRenewal(ctx context.Context, env *Env, s State, note func(Note)) (*renewal, error) {
	if env.Refresh == nil {
		return nil, &Failure{Verdict: causes.DiagnoseSignIn(causes.SignInError{}, s.Facts(env.Now()))}
	}
	if !s.appKnown() {
		return nil, keychainFailure(ctx, fmt.Errorf("%w: the app of the sign-in is not known", keystore.ErrNotFound))
	}
	r := &renewal{env: env, s: s, note: note, release: func() {}, done: make(chan struct{}), change: func(*State) {}}
	if s.SessionOnly || !s.InKeychain() {
		r.kept = s.Password // of a certificate nothing is in the keychain
		return r, nil
	}
	release, cutOff, err := alone(ctx, env, s)
	if err != nil {
		return nil, err
	}
	r.release = release
	if cutOff != "" {
		note(Note{Mark: WARN, Text: "The last renewal of the sign-in of " + cutOff + " was cut off before it was stored. If Microsoft does not take what is stored, sign in once more."})
	}
	stop := askForUnlock(ctx, s, note)
	kept, err := env.KeysOf(s).Get(ctx, s.Item())
	stop()
	if err != nil {
		r.release()
		return nil, keychainFailure(ctx, err)
	}
	r.kept = kept
	return r, nil
}

// ask renews, and keeps what comes back.
func (r *renewal) ask(ctx context.Context) {
	defer close(r.done)
	defer r.release()
	got, err := r.env.Refresh(ctx, r.s, r.kept)
	if err != nil {
		r.err = signInFailure(ctx, err)
		return
	}
	r.access = got.Access
	switch {
	case got.Refresh.Empty() || got.Refresh.Equal(r.kept):
	case r.s.SessionOnly:
		r.change = func(to *State) { to.Password = got.Refresh }
	default:
		// The old one may be gone at Microsoft's: a cancelled check must not lose the new one.
		keeping, cancel := context.WithTimeout(context.WithoutCancel(ctx), keystore.Patience)
		err := r.env.KeysOf(r.s).Set(keeping, r.s.Item(), got.Refresh)
		cancel()
		if err != nil {
			v := LocalVerdict(err)
			r.note(Note{Mark: WARN, Text: v.Cause.Code + ": the renewed sign-in could not be stored. This check goes on; you may have to sign in again next time."})
		}
	}
}

// lend lends the access token, as soon as it is there.
func (r *renewal) lend(use func([]byte) error) error {
	<-r.done // bounded by the patience with the login service and the keychain
	if r.err != nil {
		return r.err
	}
	return r.access.Use(use)
}

// signInLives is how long a sign-in lasts that is not used (Microsoft: refresh
// token lifetime).
const signInLives = 90 * 24 * time.Hour

// SignInEnds is when the sign-in ends if it is not used again: counted from the
// last good check, which is the last use that is known. Zero where the mailbox
// does not sign in, or was not checked yet.
func (s State) SignInEnds() time.Time {
	if s.Credential != SignIn || s.CheckedAt.IsZero() {
		return time.Time{}
	}
	return s.CheckedAt.Add(signInLives)
}
