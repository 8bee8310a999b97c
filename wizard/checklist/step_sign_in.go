package checklist

import (
	"context"
	"errors"
	"strings"
	"unicode"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
)

// SignedIn is what a sign-in with Microsoft gives.
type SignedIn struct {
	Access, Refresh keystore.Secret
	Who             string // the account that signed in; empty where it was not told
}

// signInFields are the questions of the fifth step on the road of signing in:
// which app, the sign-in itself in the browser, and whose it was.
func signInFields() []Field {
	return []Field{
		{
			Key: "registration", Kind: Text, Long: true, Label: "Client ID and tenant ID", Hint: "Paste your admin's answer, as it is.",
			When: func(s State) bool { return s.Credential == SignIn && s.Held == "" },
			Body: func(s State) []string {
				if s.Account() == causes.AccountConsumer {
					return []string{"Microsoft wants to know which app signs in. A personal account has no admin: whoever owns the program registers the app.",
						"It must allow personal Microsoft accounts, with the redirect URI http://localhost.",
						"The tenant ID of personal accounts is always this one:",
						"  9188040d-6c67-4c5b-b112-36a304b66dad"}
				}
				return []string{"Microsoft wants to know which app signs in. Your admin registers one, once for the whole organisation.",
					"The admin's answer has two values: Application (client) ID and Directory (tenant) ID. Neither is a secret.",
					"If you do not have them yet, open the menu and choose the message for your admin. It asks for both."}
			},
			Default: func(s State) string {
				switch {
				case s.Client != "" && s.Tenant != "":
					return "client " + s.Client + " tenant " + s.Tenant
				case s.Practice:
					return "client 11111111-2222-4333-8444-555555555555 tenant 99999999-2222-4333-8444-555555555555"
				}
				return ""
			},
			Set: func(s *State, typed string) *Problem {
				client, tenant, p := ParseRegistration(typed)
				if p != nil {
					client, tenant, p = s.moreOfAnswer(typed, p)
				}
				if p == nil {
					s.Client, s.Tenant, s.soFar = client, tenant, ""
				}
				return p
			},
		},
		{
			Key: "sign-in", Doing: "Signing in with Microsoft", Listens: true, Long: true,
			Hint: "Browser elsewhere: paste the address that it ends on. An error there: paste its text. No browser: type \"code\".",
			When: func(s State) bool { return s.Credential == SignIn && s.Held == "" },
			Do:   signIn,
			Ways: otherIDs,
		},
		{
			Key: "who", Kind: Choice, Label: "How do you want to go on?",
			When: func(s State) bool {
				return s.Credential == SignIn && s.Held == "" && s.stranger() && !s.Insisted.Has("signed-in="+s.SignedIn)
			},
			Body: func(s State) []string {
				return []string{"OAUTH-ACCOUNT: another account signed in than the one of this mailbox.",
					"  Signed in  " + s.SignedIn + "\n  Mailbox    " + s.Login,
					"To change that, open the page in a private window, or sign out there first.",
					"If " + s.SignedIn + " may send as the mailbox, that works too."}
			},
			Options: func(s State) []Option {
				return []Option{{"again", "Sign in again, with the account of the mailbox"}, {"may", "It is right: that account may send as the mailbox"}}
			},
			Set: func(s *State, value string) *Problem {
				if value == "may" {
					s.Insisted = s.Insisted.With("signed-in=" + s.SignedIn)
					return nil
				}
				s.dropSignIn()
				s.askAgain(stepAppPassword, "sign-in")
				return nil
			},
		},
		{
			Key: "keep", Doing: "Storing the sign-in",
			When: func(s State) bool { return s.Credential == SignIn && s.Held == "" && !s.SessionOnly },
			Do:   store,
			Ways: elsewhere,
		},
	}
}

// otherIDs is the way back to the client ID and the tenant ID, for causes that
// a slip in them can have.
func otherIDs(_ State, v causes.Verdict) []Way {
	switch v.Cause.Code {
	case "OAUTH-APP", "OAUTH-TENANT", "OAUTH-REDIRECT", "OAUTH-CLIENT":
		return []Way{{Option: Option{"ids", "Change the client ID and the tenant ID"}, Ask: "registration"}}
	}
	return nil
}

// offerApp fills in the app of another mailbox of the same organisation: it is
// registered once for all of them.
func (s *State) offerApp(others []State) {
	if s.Credential != SignIn || s.Client != "" {
		return
	}
	domain := func(address string) string { return strings.ToLower(address[strings.LastIndexByte(address, '@')+1:]) }
	for _, other := range others {
		if other.Client != "" && other.Cloud == s.Cloud && domain(other.Sender) == domain(s.Sender) {
			s.Client, s.Tenant = other.Client, other.Tenant
			return
		}
	}
}

// appKnown tells whether what the keychain has can be used. A sign-in counts
// only for the app that it was made through: where that one is not known, as
// with settings that were lost or written by hand, there is no use in it.
func (s State) appKnown() bool { return !s.Credential.ByToken() || s.Client != "" && s.Tenant != "" }

// stranger tells whether another account signed in than the mailbox's own. No
// address of a mailbox has letters beyond ASCII, some of which fold into it.
func (s State) stranger() bool {
	beyond := func(r rune) bool { return r > unicode.MaxASCII }
	return s.SignedIn != "" && (strings.ContainsFunc(s.SignedIn, beyond) || !strings.EqualFold(s.SignedIn, s.Login))
}

// dropSignIn forgets a sign-in that was not stored.
func (s *State) dropSignIn() {
	s.Password.Destroy()
	s.Token.Destroy()
	s.Password, s.Token, s.SignedIn = keystore.Secret{}, keystore.Secret{}, ""
}

// signIn leads over the browser. The refresh token waits in the state to be
// stored; the access token serves for the first check.
func signIn(ctx context.Context, env *Env, s State, note func(Note)) (func(*State), error) {
	if env.SignIn == nil {
		return nil, &Failure{Verdict: causes.DiagnoseSignIn(causes.SignInError{}, s.Facts(env.Now()))}
	}
	got, err := env.SignIn(ctx, s, s.typed, note)
	if err != nil {
		return nil, signInFailure(ctx, err)
	}
	if got.Refresh.Empty() { // there would be nothing to keep: the permission offline_access was not given
		got.Access.Destroy()
		return nil, &Failure{Verdict: causes.DiagnoseSignIn(causes.SignInError{Word: "consent_required"}, s.Facts(env.Now()))}
	}
	said := Note{Mark: OK, Text: "Signed in as " + got.Who + "."}
	if got.Who == "" {
		said = Note{Mark: WARN, Text: "Signed in. Microsoft did not tell with which account."}
	}
	note(said)
	return func(to *State) {
		to.dropSignIn()
		to.Password, to.Token, to.SignedIn = got.Refresh, got.Access, got.Who
		to.LoggedIn, to.Checked = false, "" // what was checked was another sign-in
	}, nil
}

// signInFailure passes on what the sign-in says of itself.
func signInFailure(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var failure *Failure
	if errors.As(err, &failure) {
		return failure
	}
	return &Failure{Verdict: causes.Verdict{Cause: &causes.Unknown, Err: err}}
}
