package causes

import (
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
)

// maxPaste is how much of a pasted text is read, in bytes.
const maxPaste = 10 << 20

var (
	ansiSequence = pattern("\x1b(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^\x07\x1b]{0,200}(?:\x07|\x1b\\\\)|[@-Z\\\\-_])")
	htmlTag      = pattern(`(?i)</?(?:br|p|div|span|b|i|u|em|strong|a|pre|code|tt|td|tr|th|table|tbody|ul|ol|li|font|html|head|body|h[1-6]|blockquote|section|small|samp|kbd|img|hr)(?:\s[^<>]{0,500})?/?>`)
	quoteMark    = pattern(`(?m)^[ \t]*(?:>[ \t]?|\|[ \t]){1,8}`)
	softBreak    = pattern(`=\r?\n`)
	bytesPrefix  = pattern(`\b[bBuU](['"])`)
	// timeOfDay begins the lines of many logs, also those that go on with one.
	timeOfDay = pattern(`(?m)^[ \t]*\[?(?:\d{4}[-/.]\d\d[-/.]\d\d[ T])?\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]?[ \t]+`)
	percent   = pattern(`%[0-9A-Fa-f]{2}`)
	percents  = pattern(`(?:%[0-9A-Fa-f]{2})+`)
	// plusWords are words that an address joins with "+", behind a reply code.
	plusWords = pattern(`\b[245]\d\d\+\S+`)
	escape    = pattern(`\\(?:[nrt"'/\\]|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|0?40)`)
)

// clean undoes what programs and mail clients do to a text on its way to the
// reader: terminal colours, tags and entities, escapes of string literals,
// quote marks, soft line breaks, and the UTF-16 of a Windows pipe.
func clean(text string) string {
	if len(text) > maxPaste {
		text = text[:maxPaste]
	}
	text = condensed(fromUTF16(text))
	text = strings.ToValidUTF8(text, "?")
	text = ansiSequence().ReplaceAllString(text, "")
	if strings.Contains(text, "&") {
		text = html.UnescapeString(text)
	}
	if strings.Contains(text, "<") {
		text = htmlTag().ReplaceAllString(text, " ")
	}
	for range 2 { // a log line of JSON within JSON is escaped twice
		if !strings.Contains(text, `\`) {
			break
		}
		text = escape().ReplaceAllStringFunc(text, unescape)
	}
	text = fromURL(text)
	// What a pattern cannot do without is looked for first: that costs a hundredth.
	for _, p := range []struct {
		signs, by string
		in        func() *regexp.Regexp
	}{{`"'`, "$1", bytesPrefix}, {"=", "", softBreak}, {">|", "", quoteMark}, {":", "", timeOfDay}} {
		if strings.ContainsAny(text, p.signs) {
			text = p.in().ReplaceAllString(text, p.by)
		}
	}
	return plainSigns().Replace(text)
}

// plainSigns puts the signs of a keyboard in the place of those of a typesetter.
var plainSigns = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00a0", " ", "\u202f", " ", "\u2007", " ", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n",
		"\u200b", "", "\u200c", "", "\u200d", "", "\ufeff", "", "\u2060", "", "\u00ad", "",
		"\u2010", "-", "\u2011", "-", "\u2012", "-", "\u2013", "-", "\u2014", "-", "\u201c", `"`, "\u201d", `"`, "\u201e", `"`, "\u00ab", `"`, "\u00bb", `"`, "\u2018", "'", "\u2019", "'", "\u201a", "'",
		"\u2024", ".", "\u3002", ".", "\uff0e", ".")
})

func unescape(s string) string {
	switch s[1] {
	case 'n', 'r':
		return "\n"
	case 't', '0', '4':
		return " "
	case 'u', 'x':
		if n, err := strconv.ParseUint(s[2:], 16, 32); err == nil && (n == '\n' || n >= ' ') && n < utf8.MaxRune {
			return string(rune(n))
		}
		return " "
	}
	return s[1:]
}

// fromURL reads text out of the address of a page, in either of its codings.
func fromURL(text string) string {
	for range 2 { // an address within an address is coded twice
		if strings.Count(text, "%") < 2 || len(percent().FindAllString(text, 3)) < 3 && strings.Count(text, "%20") < 2 {
			break
		}
		text = percents().ReplaceAllStringFunc(text, unpercent)
	}
	if strings.Count(text, "+") < 3 {
		return text
	}
	return plusWords().ReplaceAllStringFunc(text, func(s string) string {
		if strings.Count(s, "+") < 3 {
			return s
		}
		return strings.ReplaceAll(s, "+", " ")
	})
}

// unpercent decodes a run such as "%E2%80%99".
func unpercent(run string) string {
	raw, err := url.PathUnescape(run)
	if err != nil || !utf8.ValidString(raw) {
		return " "
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' {
			return ' '
		}
		return r
	}, raw)
}

// fromUTF16 reads text that arrived as UTF-16, as PowerShell writes it.
func fromUTF16(text string) string {
	little := strings.HasPrefix(text, "\xff\xfe")
	big := strings.HasPrefix(text, "\xfe\xff")
	if !little && !big {
		if len(text) < 8 || text[1] != 0 || text[3] != 0 || text[5] != 0 || text[0] == 0 {
			return text
		}
		little = true
	}
	units := make([]uint16, 0, len(text)/2)
	for i := 0; i+1 < len(text); i += 2 {
		a, b := uint16(text[i]), uint16(text[i+1])
		if little {
			a, b = b, a
		}
		units = append(units, a<<8|b)
	}
	return string(utf16.Decode(units))
}
