package plain

import (
	"strings"
	"unicode/utf8"
)

// Wrap breaks the lines of a text between words where they are longer than
// width. A line that begins with two spaces is kept as it is: it is a command, a
// path or an address, to be copied.
func Wrap(text string, width int) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, "  ") || utf8.RuneCountInString(line) <= width {
			lines = append(lines, line)
		} else {
			lines = append(lines, broken("", hanging(line), line, width)...)
		}
	}
	return strings.Join(lines, "\n")
}

// hanging is what stands before the further lines of one that begins with a mark
// or a number: as many spaces.
func hanging(line string) string {
	first, _, _ := strings.Cut(line, " ")
	if strings.HasPrefix(first, "[") || strings.Trim(first, "0123456789") == "." {
		return strings.Repeat(" ", len(first)+1)
	}
	return ""
}

// broken breaks a text between words. A word is never broken, so that addresses
// and codes can be copied.
func broken(first, rest, text string, width int) (lines []string) {
	line, used, begun := first, utf8.RuneCountInString(first), false
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		if begun && used+1+n > width {
			lines = append(lines, line)
			line, used, begun = rest, utf8.RuneCountInString(rest), false
		}
		if begun {
			line, used = line+" ", used+1
		}
		line, used, begun = line+word, used+n, true
	}
	return append(lines, line)
}
