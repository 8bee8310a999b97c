package causes

import (
	"hash/maphash"
	"strings"
)

// The sizes, in bytes, from which a text is condensed before it is read, and
// to which it is.
const (
	longPaste      = 32 << 10
	condensedPaste = 96 << 10
	mostAlike      = 3 // lines that differ in numbers only
)

// failing are parts of words that stand in the lines that tell of a failure,
// in the languages that are met.
var failing = []string{"error", "fail", "refus", "reject", "denied", "deny", "time", "auth", "smtp", "550", "53", "55", "45", "42", "5.", "4.",
	"tls", "ssl", "cert", "exception", "fatal", "not ", "unable", "cannot", "can't", "lost", "clos", "reset", "status=", "aadsts", "fehler", "erreur", "erro"}

// condensed leaves out of a long log what tells nothing new, so that reading it
// takes as long as reading a short one: lines that are like others but for
// their numbers, and then those without a word of failure. Of a pasted text of
// a few pages nothing is left out.
func condensed(text string) string {
	if len(text) <= longPaste {
		return text
	}
	seed, alike := maphash.MakeSeed(), map[uint64]int{}
	var few strings.Builder
	shape := make([]byte, 0, 512)
	for line := range strings.Lines(text) {
		shape = shape[:0]
		for i := range min(len(line), 512) {
			if c := line[i]; c < '0' || c > '9' {
				shape = append(shape, c)
			}
		}
		sum := maphash.Bytes(seed, shape)
		if alike[sum]++; alike[sum] <= mostAlike || hasCode(line) && alike[sum] <= 20*mostAlike {
			few.WriteString(line)
		}
	}
	if few.Len() <= condensedPaste {
		return few.String()
	}
	return failures(few.String())
}

// hasCode tells whether a line begins with a server's code, or holds one in
// front of an enhanced one: those differ in nothing but their numbers.
func hasCode(line string) bool {
	return len(line) > 4 && (line[0] == '4' || line[0] == '5') && line[3] == ' ' || strings.Contains(line, " 5.") || strings.Contains(line, " 4.")
}

// failures keeps the lines with a word of failure, and one before and behind
// each, up to the size of what is read; of more, the beginning and the end.
func failures(text string) string {
	lines := strings.SplitAfter(text, "\n")
	keep := make([]bool, len(lines))
	for i, line := range lines {
		lower := strings.ToLower(line)
		for _, word := range failing {
			if strings.Contains(lower, word) {
				for j := max(0, i-1); j < min(len(lines), i+2); j++ {
					keep[j] = true
				}
				break
			}
		}
	}
	var kept strings.Builder
	for i, line := range lines {
		if keep[i] {
			kept.WriteString(line)
		}
	}
	if whole := kept.String(); kept.Len() > condensedPaste {
		return whole[:condensedPaste/2] + "\n" + whole[kept.Len()-condensedPaste/2:]
	}
	return kept.String()
}
