package smtpcheck

import (
	"fmt"
	"strings"
	"unicode"
)

// SafeText makes bytes from outside safe to show on a terminal and in a
// report. Control characters become ^A to ^_ and ^?, all other characters
// that do not print, or that change how others are printed (C1, bidi,
// zero-width), become <U+202E> and the like; bytes that are not UTF-8 become
// U+FFFD. Every kind of space becomes a plain one. The result never holds an
// escape sequence or a line break, and making it safe again changes nothing.
func SafeText(raw []byte) Text {
	var b strings.Builder
	b.Grow(len(raw))
	for _, r := range string(raw) {
		switch {
		case r < 0x20:
			b.WriteByte('^')
			b.WriteByte(byte(r) + 0x40)
		case r == 0x7f:
			b.WriteString("^?")
		case unicode.Is(unicode.Zs, r):
			b.WriteByte(' ')
		case !unicode.IsPrint(r), invisible(r):
			fmt.Fprintf(&b, "<U+%04X>", r)
		default:
			b.WriteRune(r)
		}
	}
	return Text(b.String())
}

// invisible tells of letters and marks that count as printing and show
// nothing, such as the Hangul fillers and the variation selectors.
func invisible(r rune) bool {
	return unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// shortText is SafeText for names out of a certificate, which may be as long
// as the certificate likes. It keeps 200 characters.
func shortText(raw string) Text {
	const most = 200
	safe := []rune(string(SafeText([]byte(raw[:min(len(raw), 8*most)]))))
	if len(safe) > most {
		return Text(string(safe[:most]) + "...")
	}
	return Text(string(safe))
}

// shownError is an error whose words are safe to show. What it wraps can
// still be found with errors.Is and errors.As.
type shownError struct{ err error }

func (e shownError) Error() string { return string(shortText(e.err.Error())) }
func (e shownError) Unwrap() error { return e.err }
