package checklist

import (
	"regexp"
	"strings"
	"testing"
)

func TestParseHost(t *testing.T) {
	read := "The server's name is read as smtp.office365.com."
	for _, c := range []struct{ typed, host, note string }{
		{"smtp.office365.com", "smtp.office365.com", ""},
		{" SMTP.Office365.COM ", "smtp.office365.com", ""},
		{"smtp.office365.com:587", "smtp.office365.com", read},
		{"smtp://smtp.office365.com", "smtp.office365.com", read},
		{"smtp://smtp.office365.com:587/", "smtp.office365.com", read},
		{"https://smtp.office365.com/", "smtp.office365.com", read},
		{"localhost", "localhost", ""},
		{"mail.münchen.example", "mail.xn--mnchen-3ya.example",
			"mail.münchen.example is sent as mail.xn--mnchen-3ya.example. Both are the same name."},
	} {
		host, note, p := ParseHost(c.typed)
		if p != nil || host != c.host || note != c.note {
			t.Errorf("ParseHost(%q) = %q, %q, %v; want %q, %q", c.typed, host, note, p, c.host, c.note)
		}
	}
}

func TestParseHostRefuses(t *testing.T) {
	for _, c := range []struct{ typed, code, says string }{
		{"", codeHost, "smtp.office365.com"},
		{"smtp://", codeHost, "name"},
		{"smtp.office365.com.", codeHost, "dot"},
		{"smtp..office365.com", codeHost, "smtp.office365.com"},
		{"smtp office365.com", codeHost, "space"},
		{"user@smtp.office365.com", codeHost, "@"},
		{"user:pass@smtp.office365.com", codeHost, "@"},
		{"smtp.office365.com@evil.example", codeHost, "@"},
		{"smtp.office365.com/owa", codeHost, "web address"},
		{"https://smtp.office365.com/owa/", codeHost, "web address"},
		{"smtp.office365.com?x", codeHost, "web address"},
		{"smtp.office365.com:25", codeHost, "port"},
		{"smtp.office365.com:https", codeHost, "port"},
		{"192.0.2.1", codeHost, "name"},
		{"192.0.2.1:587", codeHost, "name"},
		{"[2001:db8::1]", codeHost, "name"},
		{"2001:db8::1", codeHost, "name"},
		{"[2001:db8::1]:587", codeHost, "name"},
		{"127.1", codeHost, "name"},
		{"2130706433", codeHost, "name"},
		{"0x7f.0x1", codeHost, "name"},
		{"smtp.office365.com\n", codeHost, "characters that are not allowed"},
		{"smtp\u200b.office365.com", codeHost, "characters that are not allowed"},
		{"smtp.\u202eoffice365.com", codeHost, "characters that are not allowed"},
		{"smtp.office３65.com", codeHost, "not a server name"},
		{"smtp。office365。com", codeHost, "not a server name"},
		{"smtp.partner.outloo\u212a.cn", codeHost, "not a server name"},
		{"-smtp.office365.com", codeHost, "not a server name"},
		{"smtp_1.contoso.example", codeHost, "not a server name"},
		{"xn--a.example", codeHost, "not a server name"},
		{strings.Repeat("a", 64) + ".example", codeHost, "not a server name"},
		{strings.Repeat("abcdefg.", 40) + "example", codeTooLong, "253"},
		{strings.Repeat("a", 10<<20), codeTooLong, "253"},
	} {
		host, note, p := ParseHost(c.typed)
		if p == nil || p.Code != c.code || !strings.Contains(p.Text, c.says) || host != "" || note != "" {
			t.Errorf("ParseHost(%.80q) = %q, %q, %v; want %s with %q", c.typed, host, note, p, c.code, c.says)
		}
	}
}

// TestLettersThatLookAlikeAreShown makes sure that a name from another script
// never passes for the plain one without a word.
func TestLettersThatLookAlikeAreShown(t *testing.T) {
	for _, fake := range []string{"smtp.оffice365.com", "smtp.offiсe365.com", "ѕmtp.office365.com", "smtp.officе365.com", "smtp.öffice365.com"} {
		host, note, p := ParseHost(fake)
		if p == nil && (host == "smtp.office365.com" || !strings.Contains(note, "xn--")) {
			t.Errorf("ParseHost(%q) = %q, %q", fake, host, note)
		}
	}
}

var wireHost = regexp.MustCompile("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")

func FuzzParseHost(f *testing.F) {
	for _, s := range []string{"smtp.office365.com", "smtp://a.example:587/", "[::1]:25", "münchen.example", "xn--mnchen-3ya.example", "127.0.1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		host, note, p := ParseHost(typed)
		if p != nil {
			sentences(t, p.Text)
			return
		}
		if !wireHost.MatchString(host) || len(host) > maxHost || strings.ContainsFunc(note, hidden) {
			t.Errorf("ParseHost(%q) = %q, %q", typed, host, note)
		}
		if again, _, p := ParseHost(host); p != nil || again != host {
			t.Errorf("%q is read as %q the second time: %v", host, again, p)
		}
	})
}

func TestParsePort(t *testing.T) {
	for typed, want := range map[string]int{"587": 587, " 465 ": 465, "1": 1, "65535": 65535, "0587": 587} {
		if n, p := ParsePort(typed); n != want || p != nil {
			t.Errorf("ParsePort(%q) = %d, %v; want %d", typed, n, p, want)
		}
	}
	for _, typed := range []string{"", "0", "65536", "-1", "+587", "５８７", "587abc", "5 87", "587.0", "0x24b", "000000587", strings.Repeat("9", 10<<20)} {
		if n, p := ParsePort(typed); n != 0 || p == nil || p.Code != codePort {
			t.Errorf("ParsePort(%.40q) = %d, %v; want %s", typed, n, p, codePort)
		}
	}
	if _, p := ParsePort("25"); p == nil || p.Code != codePort || !strings.Contains(p.Text, "587 or 465") {
		t.Errorf("ParsePort of 25: %v", p)
	}
}

func FuzzParsePort(f *testing.F) {
	f.Add("587")
	f.Add("-1")
	f.Fuzz(func(t *testing.T, typed string) {
		n, p := ParsePort(typed)
		if (p == nil) != (n >= 1 && n <= 65535 && n != 25) {
			t.Errorf("ParsePort(%q) = %d, %v", typed, n, p)
		}
	})
}
