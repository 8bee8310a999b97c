package checklist

import (
	"strings"
	"testing"
)

func TestCleanToken(t *testing.T) {
	const token = "eyJ0eXAiOiJKV1Qi.eyJ1cG4i-_~+/.c2ln="
	most := strings.Repeat("a", maxToken)
	for typed, want := range map[string]string{
		token: token, token + "\n": token, token + "\r\n": token, "  " + token + " \n": token,
		"Bearer " + token: token, "bearer\t" + token + "\n": token, "BEARER  " + token: token, most: most,
		"": "", "\r\n": "", "Bearer": "", "Bearer \n": "", most + "a": "", token + " " + token: "", token + "\n" + token: "",
		"Bearer Bearer " + token: "", token + "\x00": "", token + "\x1b[31m": "", token + "\u200b": "", "\ufeff" + token: "",
		`"` + token + `"`: "", `{"access_token":"` + token + `"}`: "", "Authorization: Bearer " + token: "",
	} {
		got, why := CleanToken([]byte(typed))
		if string(got) != want || (why == "") != (want != "") {
			t.Errorf("%.40q: %.40q, %q", typed, got, why)
		}
		for at := 0; at+8 <= len(token); at++ {
			if strings.Contains(why, token[at:at+8]) {
				t.Errorf("%.40q: %q repeats the token", typed, why)
			}
		}
		if (got == nil) != (want == "") {
			t.Errorf("%.40q: an empty token that is not nil", typed)
		}
	}
}

// What was typed is left as it is: the caller wipes it, and the token stays.
func TestCleanTokenIsACopy(t *testing.T) {
	typed := []byte("Bearer abcdefgh\n")
	got, _ := CleanToken(typed)
	clear(typed)
	if string(got) != "abcdefgh" {
		t.Errorf("got %q", got)
	}
}
