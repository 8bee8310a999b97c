package wizard

import (
	"strconv"
	"strings"

	"mailready/wizard/checklist"
)

const (
	minWidth  = 40
	minHeight = 10
	few       = 3 // rows of choices that are more needed than the call code
)

// frame is what is redrawn: all of a screen where it fits, else its question,
// while the rest stands above it in the scrollback.
type frame struct {
	lines []string
	x, y  int
	point bool // the cursor is shown at x, y
}

// live is the part of a screen that answers to keys.
type live struct {
	screen  checklist.Screen
	field   field
	problem *checklist.Problem
	working string // what is being done
	waited  int    // seconds without news, 0 where that is not worth a line
	blank   bool   // the line above is empty
}

// draw sets the question, the field and the key line in at most rows lines.
// The question, the field and the key line always stay. Empty lines go first,
// then keys that are named in the help too, then the hint. The call code stays
// as long as a few rows are left for the choices, which can be scrolled: the
// helper on the phone asks for it on every screen.
func (l live) draw(width, rows int, k palette) frame {
	label := k.bold(wrap(safe(l.screen.Label, k.ascii), width))
	hint := wrap(safe(l.screen.Hint, k.ascii), width)
	code := l.code(width, k)
	keys := keyLine(l.screen, width)
	gap := []string{""}
	var problem []string
	if l.problem != nil {
		problem = k.problem(l.problem, width)
	}
	if l.screen.Kind == checklist.Working {
		label = k.note(checklist.Note{Mark: checklist.WAIT, Text: l.working}, width)
		if l.waited > 0 {
			label = append(label, "Still waiting, "+strconv.Itoa(l.waited)+" s.")
		}
	}
	want := 0
	if l.field != nil {
		all, _, _ := l.field.draw(width, 1000, k)
		want = len(all)
	}
	over := func() int {
		return len(label) + len(hint) + len(problem) + len(gap) + len(code) + len(keys) + want - rows
	}
	if over() > 0 {
		gap = nil
	}
	if over() > 0 && len(keys) > 1 {
		keys = []string{shortKeys(l.screen)}
	}
	if over() > 0 {
		hint = nil
	}
	if want-over() < min(want, few) {
		code = nil
	}
	f := frame{lines: append(label, hint...)}
	if l.field != nil {
		lines, x, y := l.field.draw(width, max(want-max(over(), 0), 1), k)
		f.x, f.y, f.point = x, y+len(f.lines), true
		f.lines = append(f.lines, lines...)
	}
	f.lines = append(f.lines, problem...)
	f.lines = append(f.lines, gap...)
	f.lines = append(f.lines, code...)
	f.lines = append(f.lines, keys...)
	return f
}

func (l live) code(width int, k palette) []string {
	if l.screen.Code == "" {
		return nil
	}
	text := "Call code: " + safe(l.screen.Code, k.ascii)
	switch {
	case l.screen.Spoken == "":
	case l.screen.Kind == checklist.Choice:
		text += " (s spells it)"
	default:
		text += " (Ctrl-S spells it)"
	}
	return wrap(text, width)
}

// fit puts the blocks above the live part, or tells that they do not fit.
func (l live) fit(all []block, width, height int, k palette) (frame, bool) {
	f := l.draw(width, height-1, k)
	for _, b := range all {
		if b.wide {
			return f, false
		}
	}
	above := join(all)
	if l.blank {
		above = above[1:]
	}
	if full := l.draw(width, 1000, k); len(above)+len(full.lines) <= height-1 {
		full.y += len(above)
		full.lines = append(above, full.lines...)
		return full, true
	}
	return f, false
}

// small is all that a window shows that is too small for a question.
func small(width int) frame {
	return frame{lines: wrap("Make the window larger (need "+strconv.Itoa(minWidth)+"x"+strconv.Itoa(minHeight)+").", max(width-1, 1))}
}

func (f frame) String() string { return strings.Join(f.lines, "\n") }
