package wizard

import (
	"strings"

	"charm.land/lipgloss/v2"

	"mailready/wizard/checklist"
)

// palette is how text is set off. Words always say it first; colour repeats them,
// with the terminal's own sixteen colours on its own background.
type palette struct {
	plain bool // no colour, no bold, no reverse
	ascii bool // the terminal shows ASCII only
}

// markStyle is the colour of a mark.
func markStyle(m checklist.Mark) lipgloss.Style {
	switch m {
	case checklist.OK:
		return lipgloss.NewStyle().Foreground(lipgloss.Green)
	case checklist.FAIL:
		return lipgloss.NewStyle().Foreground(lipgloss.Red)
	case checklist.WARN:
		return lipgloss.NewStyle().Foreground(lipgloss.Yellow)
	case checklist.WAIT, checklist.SKIP:
		return lipgloss.NewStyle().Foreground(lipgloss.Cyan)
	}
	return lipgloss.NewStyle()
}

var (
	bold    = lipgloss.NewStyle().Bold(true)
	reverse = lipgloss.NewStyle().Reverse(true)
)

func (k palette) set(style lipgloss.Style, s string) string {
	if k.plain || s == "" {
		return s
	}
	return style.Render(s)
}

// note sets one line of news behind its mark.
func (k palette) note(n checklist.Note, width int) []string {
	text := safe(n.Text, k.ascii)
	switch {
	case n.Mark == checklist.INFO && !strings.Contains(text, " "):
		return []string{text} // a page's address, or a code: it stays whole, to be copied
	case n.Mark == checklist.INFO:
		return wrap(text, width)
	}
	word := "[" + string(n.Mark) + "]"
	return hang(k.set(markStyle(n.Mark), word)+" ", len(word)+1, text, width)
}

func (k palette) problem(p *checklist.Problem, width int) []string {
	if p.Code == "" {
		return k.note(checklist.Note{Mark: checklist.WARN, Text: p.Text}, width)
	}
	return k.note(checklist.Note{Mark: checklist.FAIL, Text: p.Code + ": " + p.Text}, width)
}

func (k palette) bold(lines []string) []string {
	for i := range lines {
		lines[i] = k.set(bold, lines[i])
	}
	return lines
}
