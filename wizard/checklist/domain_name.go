package checklist

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// domainName is a name of the domain system in both its forms.
type domainName struct {
	ascii string // what is sent: xn--mnchen-3ya.example
	shown string // what people write: münchen.example
}

// parseDomain reads a domain name of at most 253 characters (RFC 1035 section
// 2.3.4) without a dot at its end. International names are taken only in the
// very form that they are shown in: letters that merely look like others, or
// vanish, are refused rather than replaced (RFC 5891 section 5.4).
func parseDomain(typed string) (domainName, bool) {
	lower := lowerCase(typed)
	if lower == "" || len(lower) > 4*maxHost || strings.HasSuffix(lower, ".") {
		return domainName{}, false
	}
	ascii, err := idna.Lookup.ToASCII(lower)
	if err != nil || len(ascii) > maxHost || !plainDomain(ascii) {
		return domainName{}, false
	}
	shown, err := idna.Display.ToUnicode(ascii)
	if err != nil || (lower != shown && lower != ascii) {
		return domainName{}, false
	}
	return domainName{ascii, shown}, true
}

// both is the name in both forms, for the person to compare. It is empty
// where they are the same.
func (d domainName) both() string {
	if d.ascii == d.shown {
		return ""
	}
	return d.shown + " is sent as " + d.ascii + ". Both are the same name."
}

// numeric tells that the last label is a number, as in an IP address in any
// of its notations: no certificate can be for it.
func (d domainName) numeric() bool {
	last := d.ascii[strings.LastIndexByte(d.ascii, '.')+1:]
	digits := strings.TrimLeft(last, "0123456789") == ""
	hex := strings.HasPrefix(last, "0x") && strings.TrimLeft(last[2:], "0123456789abcdef") == ""
	return digits || hex
}

// plainDomain tells whether every label is letters, digits and inner hyphens.
func plainDomain(ascii string) bool {
	for label := range strings.SplitSeq(ascii, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, r := range label {
			if !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-') {
				return false
			}
		}
	}
	return true
}

// lowerCase is strings.ToLower without its leaps from other scripts into
// ASCII: the Kelvin sign does not become a k.
func lowerCase(s string) string {
	return strings.Map(func(r rune) rune {
		if l := unicode.ToLower(r); r < utf8.RuneSelf || l >= utf8.RuneSelf {
			return l
		}
		return r
	}, s)
}

// hidden tells that r cannot be seen on a screen: a control character, a
// direction mark, a zero-width character, or a byte that is no text.
func hidden(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7f
	}
	return r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co, unicode.Cs)
}

// blank tells that r is white space, also a no-break space, or has no width.
func blank(r rune) bool {
	switch r {
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u180e':
		return true
	}
	return unicode.IsSpace(r)
}

// trimSpace removes the spaces around a typed answer, no-break and zero-width
// ones too, but no tab and no line end: those are not typed by hand, and an
// answer that holds one is refused.
func trimSpace(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return blank(r) && !unicode.Is(unicode.Cc, r) })
}
