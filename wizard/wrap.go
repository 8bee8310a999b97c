package wizard

import (
	"strings"
	"unicode"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// safe makes a text fit to be shown: control characters and those that turn
// or hide text become visible, and where the terminal has ASCII only, every
// other character becomes a question mark. Nothing is shown that did not pass
// through here, so no text can move the cursor or fake a line.
func safe(s string, ascii bool) string {
	return strings.Map(func(r rune) rune { return safeRune(r, ascii) }, s)
}

func safeRune(r rune, ascii bool) rune {
	switch {
	case r >= ' ' && r <= '~':
		return r
	case ascii:
		return '?'
	case r == '\u00a0' || unicode.In(r, unicode.Zs):
		return ' '
	case !unicode.IsPrint(r):
		return '\ufffd'
	}
	return r
}

// wrap breaks a text at its spaces into lines of at most width cells. Only a
// word that is longer than a line is broken inside.
func wrap(s string, width int) []string {
	width = max(width, 1)
	var lines []string
	line, cells := "", 0
	for word := range strings.FieldsSeq(s) {
		w := widest(word)
		if line != "" && cells+1+w <= width {
			line, cells = line+" "+word, cells+1+w
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for w > width {
			head, rest := cut(word, width)
			lines = append(lines, head)
			word, w = rest, widest(rest)
		}
		line, cells = word, w
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// cut splits a word behind the last character that fits into width cells.
func cut(word string, width int) (head, rest string) {
	at, cells := 0, 0
	for at < len(word) {
		together, _ := ansi.FirstGraphemeCluster(word[at:], ansi.GraphemeWidth)
		w := widest(together)
		if at == 0 && w > width { // many characters that belong together
			for i, r := range together {
				if cells += widest(string(r)); i > 0 && cells > width {
					return word[:i], word[i:]
				}
			}
		}
		if at > 0 && cells+w > width {
			return word[:at], word[at:]
		}
		at, cells = at+len(together), cells+w
	}
	return word, ""
}

// widest is how many cells a text takes at most: some terminals take characters
// that belong together as one, others each on its own. The selector of coloured
// signs can make the one before it wider.
func widest(s string) int {
	s = ansi.Strip(s)
	if !strings.ContainsFunc(s, func(r rune) bool { return r > '~' }) {
		return len(s)
	}
	each := 0
	for _, r := range s {
		if each += lipgloss.Width(string(r)); r == '\ufe0f' {
			each++
		}
	}
	return max(each, lipgloss.Width(s))
}

// hang wraps a text behind a lead such as "[OK] ": the further lines are
// moved in as far as the lead is wide.
func hang(lead string, leadCells int, s string, width int) []string {
	lines := wrap(s, width-leadCells)
	if len(lines) == 0 {
		return []string{strings.TrimRight(lead, " ")}
	}
	for i := range lines {
		if i == 0 {
			lines[i] = lead + lines[i]
		} else {
			lines[i] = strings.Repeat(" ", leadCells) + lines[i]
		}
	}
	return lines
}
