package causes

import "testing"

func TestDiagnoseSignIn(t *testing.T) {
	for _, c := range []struct {
		e    SignInError
		want string
	}{
		{SignInError{Number: 65001, Word: "invalid_grant"}, "OAUTH-CONSENT"},
		{SignInError{Number: 700082, Word: "invalid_grant", HTTP: 400}, "OAUTH-AGAIN"},
		{SignInError{Number: 9999999, Word: "invalid_grant", HTTP: 400}, "OAUTH-AGAIN"},
		{SignInError{Number: 9999999, Word: "invalid_client", HTTP: 401}, "OAUTH-CLIENT"},
		{SignInError{Word: "interaction_required"}, "OAUTH-AGAIN"},
		{SignInError{Word: "access_denied"}, "OAUTH-CONSENT"},
		{SignInError{HTTP: 503, Word: "invalid_grant"}, "OAUTH-BUSY"},
		{SignInError{HTTP: 429}, "OAUTH-BUSY"},
		{SignInError{Way: true}, "OAUTH-NET"},
		{SignInError{}, "OAUTH-BROWSER"},
	} {
		if v := DiagnoseSignIn(c.e, Facts{}); v.Cause.Code != c.want {
			t.Errorf("%+v: %s, want %s", c.e, v.Cause.Code, c.want)
		}
	}
	for word, code := range wordCauses {
		if _, ok := Find(code); !ok {
			t.Errorf("%s: there is no %s", word, code)
		}
	}
}
