//go:build unix

package main

import (
	"context"
	"strings"
	"testing"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simlogin"
	"mailready/wizard/checklist"
)

// What the login service leaves out is not made up, and what is missing is not
// blamed on the keychain.
func TestSignInWithPartsMissing(t *testing.T) {
	token := func() keystore.Secret { return keystore.NewSecret([]byte("1.Atoken")) }
	for name, c := range map[string]struct {
		got                checklist.SignedIn
		stop, says, silent string
	}{
		"no account":    {checklist.SignedIn{Access: token(), Refresh: token()}, "mode", "did not tell with which account", "Signed in as"},
		"nothing lasts": {checklist.SignedIn{Access: token(), Who: practiceAddress}, "trouble", "OAUTH-CONSENT", "KEY-"},
		"look-alike":    {checklist.SignedIn{Access: token(), Refresh: token(), Who: strings.Replace(practiceAddress, "s", "\u017f", 1)}, "who", "OAUTH-ACCOUNT", ""},
	} {
		env, _ := signInWorld(t, &simlogin.Server{})
		env.SignIn = func(context.Context, checklist.State, <-chan string, func(checklist.Note)) (checklist.SignedIn, error) {
			return c.got, nil
		}
		r := checklist.Start(checklist.Steps(), checklist.State{}, env)
		shown := ride(t, r, signInAnswers, c.stop)
		if trouble := r.Screen().Trouble; trouble != nil {
			shown += trouble.Verdict.Cause.Code
		}
		if r.Screen().Key != c.stop || !strings.Contains(shown, c.says) || c.silent != "" && strings.Contains(shown, c.silent) {
			t.Errorf("%s: at %s\n%s", name, r.Screen().Key, shown)
		}
	}
}

// A wait tries again by itself. A sign-in in the browser is not tried so: pages
// would open every few minutes, and nobody would be there.
func TestNoWaitInTheBrowser(t *testing.T) {
	for _, refusal := range simlogin.Refusals {
		if cause, _ := causes.Find(refusal.Cause); cause.Owner != causes.Admin || refusal.Place != simlogin.AtBrowser && refusal.Place != simlogin.AtToken {
			continue
		}
		env, _ := signInWorld(t, &simlogin.Server{Refuse: refusal})
		r := checklist.Start(checklist.Steps(), checklist.State{}, env)
		ride(t, r, signInAnswers, "trouble")
		for _, o := range r.Screen().Options {
			if o.Value == "wait" {
				t.Errorf("%s: %s", refusal.Cause, o.Label)
			}
		}
	}
}
