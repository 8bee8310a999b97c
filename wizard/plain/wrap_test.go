package plain

import "testing"

func TestWrapText(t *testing.T) {
	for text, want := range map[string]string{
		"":                         "",
		"short":                    "short",
		"one two three four":       "one two\nthree four",
		"first\n  kept as it is\n": "first\n  kept as it is\n",
		"1. one two three":         "1. one two\n   three",
		"[OK] one two three":       "[OK] one\n     two\n     three",
		"https://a.example/b/c d":  "https://a.example/b/c\nd",
		"\nbehind an empty":        "\nbehind an\nempty",
	} {
		if got := Wrap(text, 10); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
