package simlogin

import (
	"slices"
	"strings"
	"testing"

	"mailready/smtpcheck/causes"
)

// What the simulated login service says is read as the cause that it stands
// for, and every cause that a login service can say is there.
func TestRefusalsAreTheirCauses(t *testing.T) {
	s := &Server{}
	for _, r := range Refusals {
		text, _, _, _ := s.description(r, map[string]string{"client": "00000000-0000-0000-0000-000000000000", "user": "office@contoso.example", "tenant": "contoso"})
		if v := causes.Explain(text, causes.Facts{}); v.Cause.Code != r.Cause {
			t.Errorf("%s is read as %s: %s", r.Cause, v.Cause.Code, text)
		}
	}
	for _, c := range causes.All() {
		plays := slices.ContainsFunc(Refusals, func(r Refusal) bool { return r.Cause == c.Code })
		if plays != (c.SignIn != "") || c.SignIn != "" && !strings.HasPrefix(c.Code, "OAUTH-") {
			t.Errorf("%s: played %t, example %q", c.Code, plays, c.SignIn)
		}
	}
}
