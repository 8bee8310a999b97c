package causes_test

import (
	"slices"
	"strings"
	"testing"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
)

// byToken is a login with a token that no server here takes.
var byToken = smtpcheck.Auth{User: "a@contoso.example", Token: func(use func([]byte) error) error { return use([]byte("eyJ0eXAiOiJKV1Qi.eyJ1cG4i.c2ln")) }}

// After a token, words that merely refuse a login or blame its credentials mean
// the token. A sentence that names another reason keeps its own cause.
func TestRefusedToken(t *testing.T) {
	merely := []string{"AUTH-WRONG", "AUTH-REFUSED", "AUTH-OTHER-PROVIDER"}
	for _, cause := range causes.Plays() {
		if cause.Stage != smtpcheck.Login {
			continue
		}
		want := cause
		if slices.Contains(merely, cause.Code) {
			want, _ = causes.Find("AUTH-TOKEN")
		}
		if v := played(t, cause, byToken); v.Cause.Code != want.Code || v.Cause.Exit != want.Exit || want.Code == "AUTH-TOKEN" && v.Cause.Owner != causes.Admin {
			t.Errorf("%s: %s, %s, exit %d", cause.Example, v.Cause.Code, v.Cause.Owner, v.Cause.Exit)
		}
	}
}

// What the mailbox, the person or the token may lack is in the advice.
func TestRefusedTokenAdvice(t *testing.T) {
	refusal := causes.Cause{Stage: smtpcheck.Login, Example: "535 5.7.3 Authentication unsuccessful [PR0P264CA0001.FRAP264.PROD.OUTLOOK.COM]"}
	c := played(t, refusal, byToken).Cause
	if c.Code != "AUTH-TOKEN" || c.Owner != causes.Admin || c.Exit != 77 {
		t.Errorf("%s, %s, exit %d", c.Code, c.Owner, c.Exit)
	}
	advice := strings.Join(slices.Concat(c.Try, c.AdminTry), "\n")
	for _, want := range []string{"Check who signed in", "SMTP.Send", "SendAs", "licence"} {
		if !strings.Contains(advice, want) {
			t.Errorf("the advice says nothing of %q:\n%s", want, advice)
		}
	}
}

// A server without a way to take a token is not told to be used with LOGIN.
func TestNoWayForAToken(t *testing.T) {
	failed := &smtpcheck.Error{Stage: smtpcheck.Login, Fault: smtpcheck.FaultNoMech}
	for _, token := range []bool{true, false} {
		v := causes.Diagnose(failed, causes.Facts{Token: token})
		if said := strings.Join(v.Cause.Try, " "); v.Cause.Code != "AUTH-NOMECH" || strings.Contains(said, "LOGIN") == token {
			t.Errorf("token %v: %s, %s", token, v.Cause.Code, said)
		}
	}
}
