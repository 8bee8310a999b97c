package checklist

import (
	"regexp"
	"strings"
	"testing"
)

func TestParseAddress(t *testing.T) {
	long := strings.Repeat("a", 60)
	for _, c := range []struct{ typed, address, note string }{
		{"jane@contoso.example", "jane@contoso.example", ""},
		{"  jane@contoso.example ", "jane@contoso.example", ""},
		{"\u00a0jane@contoso.example\u200b", "jane@contoso.example", ""},
		{"Jane.O'Neil+x@CONTOSO.Example", "Jane.O'Neil+x@contoso.example", ""},
		{"a!#&'+-=^_~b@contoso.example", "a!#&'+-=^_~b@contoso.example", ""},
		{"mailto:jane@contoso.example", "jane@contoso.example", "The address is read as jane@contoso.example."},
		{"Jane Doe <jane@contoso.example>", "jane@contoso.example", "The address is read as jane@contoso.example."},
		{"info@münchen.example", "info@xn--mnchen-3ya.example",
			"münchen.example is sent as xn--mnchen-3ya.example. Both are the same name."},
		{"info@MÜNCHEN.example", "info@xn--mnchen-3ya.example",
			"münchen.example is sent as xn--mnchen-3ya.example. Both are the same name."},
		{"info@xn--mnchen-3ya.example", "info@xn--mnchen-3ya.example",
			"münchen.example is sent as xn--mnchen-3ya.example. Both are the same name."},
		{long + "@" + long + "." + long + "." + long + ".example", long + "@" + long + "." + long + "." + long + ".example", ""},
	} {
		address, note, p := ParseAddress(c.typed)
		if p != nil || address != c.address || note != c.note {
			t.Errorf("ParseAddress(%q) = %q, %q, %v; want %q, %q", c.typed, address, note, p, c.address, c.note)
		}
	}
}

func TestParseAddressRefuses(t *testing.T) {
	label := strings.Repeat("a", 60)
	for _, c := range []struct{ typed, code, says string }{
		{"", codeEmail, "name@company.com"},
		{"   ", codeEmail, "name@company.com"},
		{"jane", codeEmail, "name@company.com"},
		{"jane@", codeEmail, "name@company.com"},
		{"@contoso.example", codeEmail, "name@company.com"},
		{"jane@@contoso.example", codeEmail, "name@company.com"},
		{"jane@x@contoso.example", codeEmail, "name@company.com"},
		{".jane@contoso.example", codeEmail, "name@company.com"},
		{"jane.@contoso.example", codeEmail, "name@company.com"},
		{"jane@contoso.example.", codeEmail, "name@company.com"},
		{"jane@.contoso.example", codeEmail, "name@company.com"},
		{"ja ne@contoso.example", codeEmail, "name@company.com"},
		{"jane@contoso", codeEmail, "name@company.com"},
		{"jane@contoso.example\r", codeEmail, "characters that are not allowed"},
		{"jane@contoso.example\nRCPT TO:<x@y.example>", codeEmail, "characters that are not allowed"},
		{"jane\x00@contoso.example", codeEmail, "characters that are not allowed"},
		{"jane\t@contoso.example", codeEmail, "characters that are not allowed"},
		{"jane@con\u200btoso.example", codeEmail, "characters that are not allowed"},
		{"jane@\u202econtoso.example", codeEmail, "characters that are not allowed"},
		{"jane@contoso\xff.example", codeEmail, "characters that are not allowed"},
		{"a@b.example> ORCPT=x@y.example", codeEmail, "name@company.com"},
		{"a@b.example>", codeEmail, "name@company.com"},
		{"<a@b.example> ORCPT=x", codeEmail, "name@company.com"},
		{`"a b"@c.example`, codeEmail, "name@company.com"},
		{`"ab"@c.example`, codeEmail, "name@company.com"},
		{"a@[192.0.2.1]", codeEmail, "name@company.com"},
		{"a@192.0.2.1", codeEmail, "name@company.com"},
		{"a@b.example,c@d.example", codeEmail, "name@company.com"},
		{"jäne@contoso.example", codeEmail, "before the @"},
		{"a`id`@contoso.example", codeEmail, "The sign ` before the @"},
		{"a$x@contoso.example", codeEmail, "The sign $ before the @"},
		{"a%20b@contoso.example", codeEmail, "The sign % before the @"},
		{"a{b}@contoso.example", codeEmail, "The sign { before the @"},
		{"a|b@contoso.example", codeEmail, "The sign | before the @"},
		{"a/b@contoso.example", codeEmail, "The sign / before the @"},
		{"a*@contoso.example", codeEmail, "The sign * before the @"},
		{"a?@contoso.example", codeEmail, "The sign ? before the @"},
		{`a\b@contoso.example`, codeEmail, "name@company.com"},
		{"a;b@contoso.example", codeEmail, "name@company.com"},
		{"-a@contoso.example", codeEmail, "begins with -"},
		{"--yes@contoso.example", codeEmail, "begins with -"},
		{"jane@cont\uff4fso.example", codeEmail, "after the @"},
		{"jane@contoso。example", codeEmail, "after the @"},
		{"jane@con_toso.example", codeEmail, "after the @"},
		{strings.Repeat("a", 65) + "@contoso.example", codeTooLong, "64"},
		{label + "@" + strings.Repeat(label+".", 3) + "aaa.example", codeTooLong, "254"},
		{strings.Repeat("a", 10<<20), codeTooLong, "254"},
	} {
		address, note, p := ParseAddress(c.typed)
		if p == nil || p.Code != c.code || !strings.Contains(p.Text, c.says) || address != "" || note != "" {
			t.Errorf("ParseAddress(%.80q) = %q, %q, %v; want %s with %q", c.typed, address, note, p, c.code, c.says)
		}
	}
}

// wireSafe is what an address may look like between < and > in a command.
var wireSafe = regexp.MustCompile(`^[A-Za-z0-9!#&'+=^_~.][A-Za-z0-9!#&'+=^_~.-]{0,63}@[a-z0-9.-]+\.[a-z0-9-]+$`)

func FuzzParseAddress(f *testing.F) {
	for _, s := range []string{"jane@contoso.example", "Jane <jane@münchen.example>", "mailto:a@b.example", "a@b.example> ORCPT=x", "a@[::1]", "\xff@\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		address, note, p := ParseAddress(typed)
		if p != nil {
			sentences(t, p.Text)
			return
		}
		if !wireSafe.MatchString(address) || len(address) > maxAddress {
			t.Errorf("ParseAddress(%q) = %q", typed, address)
		}
		if strings.ContainsFunc(note, hidden) {
			t.Errorf("ParseAddress(%q): note %q", typed, note)
		}
		if again, _, p := ParseAddress(address); p != nil || again != address {
			t.Errorf("%q is read as %q the second time: %v", address, again, p)
		}
	})
}

// sentences asserts that a text for the screen is plain and short: ASCII, and
// at most 20 words a sentence.
func sentences(t *testing.T, text string) {
	t.Helper()
	for _, r := range text {
		if r >= 0x7f || r < ' ' {
			t.Errorf("not plain ASCII: %q", text)
		}
	}
	for _, s := range strings.Split(text, ". ") {
		if n := len(strings.Fields(s)); n > 20 {
			t.Errorf("%d words: %q", n, s)
		}
	}
}
