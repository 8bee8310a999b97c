package export

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzQuotes puts any text between the quotes of each language, and reads it as
// that language's manual says: the same text must come out, and the quotes must
// not end before it.
func FuzzQuotes(f *testing.F) {
	for _, text := range []string{"o'brien@contoso.example", `a"b`, `a\'b`, `a\\`, "a`id`$(id)${id}", "?>", "%n%%", "\u2019typographic\u2018", "", "é中😀", "a b", "-x", "~"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.Contains(text, "\x00") {
			t.Skip() // no address holds these
		}
		for name, by := range map[string]struct {
			quote func(string) string
			read  func(string) (string, bool)
		}{
			"shell": {shell, readShell}, "single": {single, readSingle}, "json": {jsonText, readJSON}, "python": {python, readJSON}, "powershell": {powershell, readPowerShell},
			"quoted": {func(s string) string { return `"` + quoted(s) + `"` }, readBackslashed},
			"mutt":   {func(s string) string { return `"` + mutt(s) + `"` }, readBackslashed},
			"unit": {func(s string) string { return `"` + unit(s) + `"` }, func(s string) (string, bool) {
				s, ok := readBackslashed(s)
				return strings.ReplaceAll(s, "%%", "%"), ok
			}},
			"noVariable": {noVariable, func(s string) (string, bool) { return strings.ReplaceAll(s, "$$", "$"), strings.Count(s, "$")%2 == 0 }},
		} {
			if got, ok := by.read(by.quote(text)); !ok || got != text {
				t.Errorf("%s: %q is written %q and read %q, %t", name, text, by.quote(text), got, ok)
			}
		}
	})
}

// readShell reads one word of a shell (POSIX, XCU 2.2): single quotes, and a
// backslash outside of them. Anything else that means something ends it.
func readShell(s string) (string, bool) {
	var b strings.Builder
	for s != "" {
		switch {
		case s[0] == '\'':
			inside, rest, ok := strings.Cut(s[1:], "'")
			if !ok {
				return "", false
			}
			b.WriteString(inside)
			s = rest
		case s[0] == '\\' && len(s) > 1:
			b.WriteByte(s[1])
			s = s[2:]
		case strings.ContainsRune(" \t\n|&;<>()$`\\\"*?[]#~!{}^", rune(s[0])):
			return "", false
		default:
			b.WriteByte(s[0])
			s = s[1:]
		}
	}
	return b.String(), true
}

// readSingle reads a text between single quotes as PHP and Ruby do.
func readSingle(s string) (string, bool) { return inside(s, '\'', `\'`) }

// readBackslashed reads a text between double quotes in which a backslash takes
// the meaning of any sign.
func readBackslashed(s string) (string, bool) { return inside(s, '"', "") }

// inside reads a text between quotes; a backslash stands for the sign behind it,
// where that is one of those, or any where there are none.
func inside(s string, quote byte, signs string) (string, bool) {
	if len(s) < 2 || s[0] != quote || s[len(s)-1] != quote {
		return "", false
	}
	var b strings.Builder
	for s = s[1 : len(s)-1]; s != ""; s = s[1:] {
		switch {
		case s[0] == '\\' && len(s) == 1, s[0] == quote:
			return "", false
		case s[0] == '\\' && (signs == "" || strings.IndexByte(signs, s[1]) >= 0):
			s = s[1:]
		}
		b.WriteByte(s[0])
	}
	return b.String(), true
}

func readJSON(s string) (string, bool) {
	var text string
	err := json.Unmarshal([]byte(s), &text)
	return text, err == nil
}

// readPowerShell reads a text between single quotes; each of its five quotes
// stands for itself where it stands twice.
func readPowerShell(s string) (string, bool) {
	runes := []rune(s)
	if len(runes) < 2 || runes[0] != '\'' || runes[len(runes)-1] != '\'' {
		return "", false
	}
	var b strings.Builder
	for runes = runes[1 : len(runes)-1]; len(runes) > 0; runes = runes[1:] {
		if strings.ContainsRune("'\u2018\u2019\u201a\u201b", runes[0]) {
			if len(runes) < 2 || runes[1] != runes[0] {
				return "", false
			}
			runes = runes[1:]
		}
		b.WriteRune(runes[0])
	}
	return b.String(), true
}
