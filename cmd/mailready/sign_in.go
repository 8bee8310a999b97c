package main

import (
	"context"
	"errors"
	"strings"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/road"
	"mailready/smtpcheck/signin"
	"mailready/wizard/checklist"
)

// signingIn gives the steps their way of signing in with Microsoft. Of the app
// only the login service, the client and the clock are taken; the rest is the
// mailbox's.
func signingIn(env *checklist.Env, app signin.App) {
	env.SignIn = func(ctx context.Context, s checklist.State, typed <-chan string, note func(checklist.Note)) (checklist.SignedIn, error) {
		b := browserSignIn{app: appOf(app, s), login: s.Login, facts: s.Facts(env.Now()), open: env.Open, typed: typed, note: note}
		tokens, err := b.run(ctx)
		if err != nil {
			return checklist.SignedIn{}, signInFailure(err, s, env)
		}
		return signedIn(tokens), nil
	}
	env.Refresh = func(ctx context.Context, s checklist.State, kept keystore.Secret) (checklist.SignedIn, error) {
		if s.Credential == checklist.AppOnly {
			return appSignIn(ctx, appOf(app, s), s, kept, env)
		}
		var refresh signin.Token
		if err := kept.Use(func(raw []byte) error { refresh = signin.NewToken(raw); return nil }); err != nil {
			return checklist.SignedIn{}, err
		}
		tokens, err := appOf(app, s).Refresh(ctx, refresh)
		if err != nil {
			return checklist.SignedIn{}, signInFailure(err, s, env)
		}
		return signedIn(tokens), nil
	}
}

// appOf is the registration through which a mailbox signs in.
func appOf(app signin.App, s checklist.State) signin.App {
	app.ClientID, app.Tenant, app.Hint = s.Client, s.Tenant, s.Login
	if c, ok := road.FindCloud(s.Cloud); ok && app.Login == "" {
		app.Login, app.Scope = "https://"+c.Login, c.Scope
		if s.Credential == checklist.AppOnly {
			app.Scope = c.AppScope
		}
	}
	return app
}

func signedIn(t signin.Tokens) checklist.SignedIn {
	secret := func(t signin.Token) (s keystore.Secret) {
		t.Use(func(raw []byte) error { s = keystore.NewSecret(append([]byte(nil), raw...)); return nil })
		return s
	}
	got := checklist.SignedIn{Access: secret(t.Access), Who: t.Who.Username}
	if !t.Refresh.Empty() {
		got.Refresh = secret(t.Refresh)
	}
	return got
}

// signInFailure explains what the login service answered, or what happened on
// the way to it.
func signInFailure(err error, s checklist.State, env *checklist.Env) error {
	var e *signin.Error
	if !errors.As(err, &e) {
		return err // the person stopped
	}
	said := causes.SignInError{Number: e.Number, Word: e.Word, HTTP: e.HTTP, Err: e, Says: strings.TrimPrefix(e.Error(), "sign-in: ")}
	if e.Fault == signin.FaultProof {
		said.Word = "invalid_client" // as the login service would say it
	}
	said.Way = e.Fault != "" && e.Fault != signin.FaultProof && e.Fault != signin.FaultBrowser && e.Fault != signin.FaultIdentity
	return &checklist.Failure{Verdict: causes.DiagnoseSignIn(said, s.Facts(env.Now()))}
}
