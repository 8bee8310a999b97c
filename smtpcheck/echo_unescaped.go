package smtpcheck

import (
	"regexp"
	"strconv"
	"sync"
	"unicode/utf8"
)

// escapes are the ways in which programs write a byte or a character that is
// not to be taken literally: %6A, =6A, \x6a, 0x6a, \152, \u006a, &#106; and
// &#x6a;.
var escapes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:%|=|\\x|0x)([0-9a-f]{2})|\\([0-3][0-7]{2})|(?:\\u|&#x)0*([0-9a-f]{2,5});?|&#0*([0-9]{2,6});?`)
})

// unescaped is a text with its escapes read.
func unescaped(text []byte) []byte {
	bases := []int{0, 16, 8, 16, 10}
	var out []byte
	at := 0
	for _, m := range escapes().FindAllSubmatchIndex(text, -1) {
		out = append(out, text[at:m[0]]...)
		at = m[1]
		for group := 1; group < len(bases); group++ {
			from, to := m[2*group], m[2*group+1]
			if from < 0 {
				continue
			}
			n, _ := strconv.ParseUint(string(text[from:to]), bases[group], 32)
			if group <= 2 { // a byte of UTF-8
				out = append(out, byte(n))
			} else {
				out = utf8.AppendRune(out, rune(n))
			}
		}
	}
	return append(out, text[at:]...)
}
