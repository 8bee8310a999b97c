package checklist

import (
	"bytes"
	"strings"
	"testing"
)

func TestCleanPasswordTakesAppPasswords(t *testing.T) {
	for _, typed := range []string{
		"jqrxdyblalpjhgsg", "jqrx dybl alpj hgsg", "\tjqrx\tdybl alpj hgsg\n", "jqrx dybl alpj hgsg\r\n",
		"jqrx\u00a0dybl\u2003alpj\u200bhgsg", "\ufeffjqrxdyblalpjhgsg\u2060", "jqrx\ndybl\nalpj\nhgsg",
	} {
		in := []byte(typed)
		clean, shape, p := CleanPassword(in)
		if p != nil || string(clean) != "jqrxdyblalpjhgsg" || shape != (Shape{AppPassword, 16}) {
			t.Errorf("CleanPassword(%q) = %q, %v, %v", typed, clean, shape, p)
		}
		if string(in) != typed {
			t.Errorf("CleanPassword changed what was typed: %q", in)
		}
	}
}

func TestCleanPasswordSaysWhatIsOdd(t *testing.T) {
	for _, c := range []struct {
		typed, clean string
		shape        Shape
		says         string
	}{
		{"jqrxdyblalpjhgs", "jqrxdyblalpjhgs", Shape{WrongLength, 15}, "16 letters. This one has 15."},
		{"jqrxdyblalpjhgsgx", "jqrxdyblalpjhgsgx", Shape{WrongLength, 17}, "16 letters. This one has 17."},
		{" correct horse \n", "correct horse", Shape{WrongLength, 12}, "16 letters. This one has 12."},
		{"Summer-2026!", "Summer-2026!", Shape{LooksNormal, 12}, "looks like your normal password"},
		{"JQRXDYBLALPJHGSG", "JQRXDYBLALPJHGSG", Shape{LooksNormal, 16}, "looks like your normal password"},
		{"My Pass 1\r\n", "My Pass 1", Shape{LooksNormal, 7}, "looks like your normal password"},
		{"jqrxdyblalpjhgsé", "jqrxdyblalpjhgsé", Shape{LooksNormal, 16}, "looks like your normal password"},
		{"\xff\xfe", "\xff\xfe", Shape{LooksNormal, 2}, "looks like your normal password"},
		{strings.Repeat("a", 128), strings.Repeat("a", 128), Shape{WrongLength, 128}, "This one has 128."},
	} {
		clean, shape, p := CleanPassword([]byte(c.typed))
		if string(clean) != c.clean || shape != c.shape || p == nil || p.Code != codePassword || !strings.Contains(p.Text, c.says) {
			t.Errorf("CleanPassword(%q) = %q, %v, %v; want %q, %v, %q", c.typed, clean, shape, p, c.clean, c.shape, c.says)
		}
	}
}

func TestCleanPasswordRefuses(t *testing.T) {
	for _, c := range []struct{ typed, code, says string }{
		{"", codePassword, "paste"},
		{" \u00a0\u200b\r\n", codePassword, "paste"},
		{"Pass\x00word1", codePassword, "not allowed"},
		{"Pass\nword1", codePassword, "not allowed"},
		{"Pass\x1b[31m1", codePassword, "not allowed"},
		{strings.Repeat("A", 129), codeTooLong, "128"},
		{strings.Repeat("a", 10<<20), codeTooLong, "128"},
	} {
		clean, _, p := CleanPassword([]byte(c.typed))
		if clean != nil || p == nil || p.Code != c.code || !strings.Contains(p.Text, c.says) {
			t.Errorf("CleanPassword(%.40q) = %q, %v; want %s with %q", c.typed, clean, p, c.code, c.says)
		}
	}
}

func TestCountLetters(t *testing.T) {
	for typed, want := range map[string]int{"": 0, "jqrx dy": 6, "ab\u00a0\u200bc": 3, "é": 1, "\xff": 1} {
		if n := CountLetters([]byte(typed)); n != want {
			t.Errorf("CountLetters(%q) = %d, want %d", typed, n, want)
		}
	}
}

func FuzzCleanPassword(f *testing.F) {
	for _, s := range []string{"jqrx dybl alpj hgsg", "Summer-2026!", "\xff", " a\u00a0", "\x00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, typed []byte) {
		clean, shape, p := CleanPassword(typed)
		if (p == nil) != (shape.Kind == AppPassword) {
			t.Errorf("CleanPassword(%q): shape %v, problem %v", typed, shape, p)
		}
		if shape.Kind == AppPassword && (len(clean) != 16 || bytes.ContainsFunc(clean, func(r rune) bool { return r < 'a' || r > 'z' })) {
			t.Errorf("CleanPassword(%q) = %q is no app password", typed, clean)
		}
		if len(clean) > maxPassword {
			t.Errorf("%d bytes", len(clean))
		}
		if p != nil {
			sentences(t, p.Text)
			// Six letters or more of the password in a text would be no chance.
			for i := 0; i+6 <= len(typed); i++ {
				if w := typed[i : i+6]; len(bytes.Fields(w)) == 1 && !strings.Contains(oddWords, string(w)) && strings.Contains(p.Text, string(w)) {
					t.Errorf("%q stands in %q", w, p.Text)
				}
			}
		}
	})
}

// oddWords are the constant texts, which a fuzzer may well type.
const oddWords = "An app password has 16 letters. This one has This looks like your normal password, not an app password. " +
	"An app password is 16 small letters. Nothing was entered. Please paste the app password. The password has characters " +
	"that are not allowed. Please paste the app password alone. A password has at most 128 characters here. An app password has 16."
