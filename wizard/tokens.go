package wizard

import (
	"charm.land/lipgloss/v2"

	"mailready/wizard/checklist"
)

// The look is in this file: colours, glyphs, borders, measures. The pieces (header, steps,
// card, stages, choices, footer) are drawn with these alone.

// Measures, in cells and rows.
const (
	minWidth  = 40
	minHeight = 10
	broad     = 60  // from here on there is room for a rail, and for borders
	readable  = 76  // prose is no wider
	cardWidth = 80  // a card is no wider
	pageWidth = 100 // header and list are no wider
	tall      = 30  // rows from which on the steps stand as a list
)

// palette is how text is set off. Words and glyphs say it first; colour repeats
// them, with the terminal's own sixteen colours on its own background.
type palette struct {
	plain bool // no colour, no bold, no faint
	ascii bool // the terminal shows ASCII only
	poor  bool // the terminal's font may lack the glyphs
}

// What stands out, by what it means.
var (
	strong = lipgloss.NewStyle().Bold(true)
	faint  = lipgloss.NewStyle().Faint(true)
	accent = lipgloss.NewStyle().Foreground(lipgloss.Cyan)
	good   = lipgloss.NewStyle().Foreground(lipgloss.Green)
	bad    = lipgloss.NewStyle().Foreground(lipgloss.Red)
	doubt  = lipgloss.NewStyle().Foreground(lipgloss.Yellow)
)

// markStyles are the colours of the marks.
var markStyles = map[checklist.Mark]lipgloss.Style{
	checklist.OK: good, checklist.FAIL: bad, checklist.WARN: doubt, checklist.WAIT: accent, checklist.SKIP: faint, checklist.INFO: faint,
}

// glyphs are the signs, each one cell wide but for the marks in front of news.
type glyphs struct {
	mark  map[checklist.Mark]string // in front of news
	step  map[checklist.Mark]string // in the list of steps and stages
	here  string                    // the step that the screen belongs to
	point string                    // the marked choice
	rail  string                    // down the side of a text
	dot   string                    // between keys
	spin  []string                  // while work runs
	box   border
}

// border are the parts of a card.
type border struct{ topLeft, topRight, bottomLeft, bottomRight, across, down string }

var (
	signs = glyphs{
		mark: map[checklist.Mark]string{checklist.OK: "✓", checklist.FAIL: "✗", checklist.WARN: "!", checklist.SKIP: "–", checklist.WAIT: "…"},
		step: map[checklist.Mark]string{checklist.OK: "✓", checklist.FAIL: "✗", checklist.WARN: "!", checklist.SKIP: "–", checklist.WAIT: "…", checklist.INFO: "·"},
		here: "●", point: "▸", rail: "│", dot: " · ", spin: []string{"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"},
		box: border{"╭", "╮", "╰", "╯", "─", "│"},
	}
	letters = glyphs{
		mark: map[checklist.Mark]string{checklist.OK: "[OK]", checklist.FAIL: "[FAIL]", checklist.WARN: "[WARN]", checklist.SKIP: "[SKIP]", checklist.WAIT: "[WAIT]"},
		step: map[checklist.Mark]string{checklist.OK: "+", checklist.FAIL: "x", checklist.WARN: "!", checklist.SKIP: "-", checklist.WAIT: "~", checklist.INFO: "."},
		here: "*", point: ">", rail: "|", dot: " | ", spin: []string{"|", "/", "-", `\`},
		box: border{"+", "+", "+", "+", "-", "|"},
	}
)

func (k palette) glyphs() *glyphs {
	if k.ascii || k.poor {
		return &letters
	}
	return &signs
}

func (k palette) set(style lipgloss.Style, s string) string {
	if k.plain || s == "" {
		return s
	}
	return style.Render(s)
}

func (k palette) all(style lipgloss.Style, lines []string) []string {
	for i := range lines {
		lines[i] = k.set(style, lines[i])
	}
	return lines
}
