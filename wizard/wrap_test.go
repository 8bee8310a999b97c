package wizard

import (
	"strings"
	"testing"
	"unicode"

	"charm.land/lipgloss/v2"
)

func TestSafeShowsWhatIsHidden(t *testing.T) {
	for in, want := range map[string]string{
		"plain":              "plain",
		"a\x1b[2Jb":          "a\ufffd[2Jb",
		"a\rb\nc\td\ae":      "a\ufffdb\ufffdc\ufffdd\ufffde",
		"x\u202ey\u200bz":    "x\ufffdy\ufffdz",
		"non\u00a0breaking":  "non breaking",
		"\u009b31m":          "\ufffd31m",
		"J\u00f6rg \u4e2d":   "J\u00f6rg \u4e2d",
		"bad \xff utf-8":     "bad \ufffd utf-8",
		"\u2028\u2029\ufeff": "\ufffd\ufffd\ufffd",
	} {
		if got := safe(in, false); got != want {
			t.Errorf("safe(%q) = %q, want %q", in, got, want)
		}
	}
	if got := safe("J\u00f6rg\x1b", true); got != "J?rg?" {
		t.Errorf("ASCII only: %q", got)
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"one two three", 7, "one two|three"},
		{"the code AUTH-TENANT-OFF stays", 20, "the code|AUTH-TENANT-OFF|stays"},
		{"averylongwordindeed x", 8, "averylon|gwordind|eed x"},
		{"\u4e2d\u6587\u5b57", 4, "\u4e2d\u6587|\u5b57"},
		{"", 10, ""},
		{"x", 0, "x"},
	} {
		if got := strings.Join(wrap(c.in, c.width), "|"); got != c.want {
			t.Errorf("wrap(%q, %d) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

// FuzzWrap: whatever is shown, nothing is lost, nothing is too wide and
// nothing can steer the terminal.
func FuzzWrap(f *testing.F) {
	f.Add("one two\x1b[2J three \u202e\u4e2d", 7)
	f.Fuzz(func(t *testing.T, s string, width int) {
		if width < 2 || width > 200 {
			return
		}
		shown := safe(s, false)
		for _, r := range shown {
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
				t.Fatalf("%q came through", r)
			}
		}
		lines := wrap(shown, width)
		if a, b := strings.Join(strings.Fields(shown), ""), strings.Join(strings.Fields(strings.Join(lines, " ")), ""); a != b {
			t.Fatalf("lost text: %q, %q", a, b)
		}
		for _, l := range lines {
			if len([]rune(l)) > 1 && lipgloss.Width(l) > width {
				t.Fatalf("%q is wider than %d", l, width)
			}
		}
	})
}
