package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// allowed are the terminal sequences that may be written: colours of the
// sixteen, cursor moves, erasing, and what Bubble Tea writes to begin and end.
// Everything else could change what the person sees outside of our lines.
var allowed = []*regexp.Regexp{
	regexp.MustCompile(`^\x1b\[[0-9;]*m$`),              // colour and weight, see coloured
	regexp.MustCompile(`^\x1b\[[0-9;]*[ABCDEFGHIZdf]$`), // cursor moves
	regexp.MustCompile(`^\x1b\[[0-9]*[JKLMPX@S\x60b]$`), // erase, insert, delete, repeat
	regexp.MustCompile(`^\x1bM$`),                       // up, scrolling
	regexp.MustCompile(`^\x1b\[\?(25|2004|2026)[hl]$`),  // cursor, paste, whole frames
	regexp.MustCompile(`^\x1b\[\?(2026|2027)\$p$`),      // asks for whole frames and wide characters
	regexp.MustCompile(`^\x1b\[\?2027[hl]$`),
	regexp.MustCompile(`^\x1b\[\?5W$`),     // tab stops
	regexp.MustCompile(`^\x1b\[>4(;2)?m$`), // other keys
	regexp.MustCompile(`^\x1b\[(>1|<1?|\?|=[0-9]+;[0-9]+)u$`),
	regexp.MustCompile(`^[\r\n\t\x08]$`),
}

// coloured finds colours that are not among the sixteen.
var coloured = regexp.MustCompile(`^\x1b\[(?:.*;)?[34]8;`)

// sequence is one escape sequence: CSI, a string up to its end, or two bytes.
var sequence = regexp.MustCompile(`^\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])`)

// stray gives the sequences and characters of a stream that are not allowed.
func stray(stream []byte) []string {
	var found []string
	text := string(stream)
	for len(text) > 0 {
		r, n := utf8.DecodeRuneInString(text)
		token := text[:n]
		if seq := sequence.FindString(text); seq != "" {
			token = seq
		}
		text = text[len(token):]
		switch {
		case r >= 0x20 && r < 0x7f, r >= 0xa0 && !hidden(r) && r != utf8.RuneError:
			continue
		case listed(token) && !coloured.MatchString(token):
			continue
		}
		found = append(found, fmt.Sprintf("%q", token))
	}
	return found
}

func listed(token string) bool {
	for _, re := range allowed {
		if re.MatchString(token) {
			return true
		}
	}
	return false
}

// hidden are the characters that turn text around or are not seen.
func hidden(r rune) bool {
	return r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e ||
		r >= 0x2066 && r <= 0x2069 || r == 0x061c || r == 0xfeff
}

// lastMode tells whether a private mode was last switched on or off.
func lastMode(stream []byte, mode string) (on, seen bool) {
	text := string(stream)
	high, low := strings.LastIndex(text, "\x1b[?"+mode+"h"), strings.LastIndex(text, "\x1b[?"+mode+"l")
	return high > low, high >= 0 || low >= 0
}

func TestStraySequencesAreFound(t *testing.T) {
	for _, bad := range []string{
		"\x1b]52;c;aGVsbG8=\x07", "\x1b]0;title\x1b\\", "\x1b]8;;https://example.com\x07", "\x1bPq\x1b\\",
		"\x1b_apc\x1b\\", "\x1b^pm\x1b\\", "\x1bXsos\x1b\\", "\x1bc", "\x1b[?1049h", "\x1b[?47h", "\x1b[?1000h",
		"\x1b[?1006h", "\x1b[?1004h", "\x1b[6n", "\x1b[38;5;1m", "\x1b[1;38;2;1;2;3m", "\x1b[48;5;1m", "\x07",
		"\u0085", "\u009b31m", "\u202e", "\u2066", "\u200b", "\ufeff", "\u061c", "\x00", "\x7f", "\xff", "\x1b",
	} {
		if len(stray([]byte("before "+bad+" after"))) == 0 {
			t.Errorf("%q is not found", bad)
		}
	}
	good := "\x1b[?25l\x1b[?2004h\x1b[?2026$p\x1b[31m[FAIL]\x1b[m \x1b[1mJürgen\x1b[22m\r\n\x1b[2A\x1b[J\x1b[0K\x1b[?25h"
	if found := stray([]byte(good)); len(found) > 0 {
		t.Errorf("found %s", found)
	}
}
