package wizard

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"mailready/wizard/checklist"
)

// field is what takes the answer to one screen.
type field interface {
	// press edits with a key that is not one of the driver's own.
	press(tea.KeyPressMsg) *checklist.Problem
	// paste takes a pasted text; it never answers the question.
	paste(string) *checklist.Problem
	// draw gives the field's lines, at most rows of them, and the cell of the
	// insertion point or of the marked choice.
	draw(width, rows int, k palette) (lines []string, x, y int)
	// answer hands the answer to the run.
	answer(*checklist.Run) *checklist.Problem
}

func newField(s checklist.Screen, ascii bool) field {
	switch s.Kind {
	case checklist.Choice:
		return newChoice(s)
	case checklist.Text:
		return newText(s)
	case checklist.Secret:
		return newSecret(s.Letters)
	case checklist.Working:
		if s.Listens {
			return newText(s)
		}
	}
	return nil
}

// tooLong says that a paste or a key was more than the field takes.
func tooLong(limit string) *checklist.Problem {
	return &checklist.Problem{Code: "IN-TOOLONG", Text: "Only the first " + limit + " characters were kept. Please look at them."}
}

// trimmed takes away what a copy often brings along at both ends: spaces,
// line ends, and characters without width.
func trimmed(s string) string { return strings.TrimFunc(s, blank) }

func blank(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r)
}
