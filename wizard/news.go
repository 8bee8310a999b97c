package wizard

import (
	"strings"

	"charm.land/lipgloss/v2"

	"mailready/wizard/checklist"
)

// note sets one line of news behind its mark.
func (k palette) note(n checklist.Note, width int) []string {
	text := safe(n.Text, k.ascii)
	switch {
	case n.Mark == checklist.INFO && !strings.Contains(text, " "):
		return []string{text} // a page's address, or a code: it stays whole, to be copied
	case n.Mark == checklist.INFO:
		return wrap(text, width)
	}
	mark := k.glyphs().mark[n.Mark]
	return hang(k.set(markStyles[n.Mark], mark)+" ", lipgloss.Width(mark)+1, text, width)
}

// problem says beside the field why an answer was not taken.
func (k palette) problem(p *checklist.Problem, width int) []string {
	if p.Code == "" {
		return k.note(checklist.Note{Mark: checklist.WARN, Text: p.Text}, width)
	}
	return k.note(checklist.Note{Mark: checklist.FAIL, Text: p.Code + ": " + p.Text}, width)
}
