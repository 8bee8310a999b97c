package wizard

import (
	"strconv"
	"strings"

	"mailready/wizard/checklist"
)

// frame is what is redrawn: all of a screen where it fits, else its header and
// its question, while the rest stands above it in the scrollback.
type frame struct {
	lines []string
	x, y  int
	point bool // the cursor is shown at x, y
}

func (f frame) String() string { return strings.Join(f.lines, "\n") }

// page is a screen that is being answered.
type page struct {
	screen  checklist.Screen
	field   field
	problem *checklist.Problem
	working work // what is being done, where the screen waits for work
	palette palette
	width   int
	apart   bool // the line above is empty
}

// few are the rows of choices that are worth more than anything but the call
// code and the question.
const few = 3

// whole is the page with all that belongs to it, in at most rows lines; false
// where it needs more. Where there is room it stands apart from what is above.
func (p page) whole(all []block, rows int) (frame, bool) {
	for _, b := range all {
		if b.wide {
			return frame{}, false
		}
	}
	q := p.question(1000)
	for _, way := range []struct {
		list    bool
		spacing spacing
	}{{true, airy}, {true, tight}, {false, airy}, {false, tight}, {false, dense}} {
		if way.list && rows < tall-1 && !p.screen.List || !way.list && p.screen.List || way.spacing == dense && p.screen.Trouble != nil {
			continue
		}
		top := append([]string{header(p.screen, p.width, p.palette)}, steps(p.screen, way.list, p.width, p.palette)...)
		top = append(top, join(all, way.spacing, p.width, p.palette)...)
		switch need := len(top) + len(q.lines); {
		case need < rows && !p.apart:
			return q.below(append([]string{""}, top...)), true
		case need <= rows:
			return q.below(top), true
		}
	}
	return frame{}, false
}

// short is the header and the question in at most rows lines, for a window that
// is too low for the page.
func (p page) short(rows int) frame {
	top := []string{header(p.screen, p.width, p.palette)}
	where := steps(p.screen, false, p.width, p.palette)
	if need := len(p.question(1).lines) + min(p.choices(), few) - 1; len(top)+len(where)+need > rows {
		where = p.palette.all(strong, cutRows(wrap(safe(heading(p.screen), p.palette.ascii), p.width), 1, p.width))
	}
	top = append(top, where...)
	if q := p.question(rows - len(top) - 1); len(q.lines) < rows-len(top)-1 || p.choices() == 0 || len(q.lines) == len(p.question(1000).lines) {
		return q.below(append(top, ""))
	}
	return p.question(rows - len(top)).below(top)
}

// below puts a frame below lines.
func (f frame) below(top []string) frame {
	f.lines, f.y = append(top, f.lines...), f.y+len(top)
	return f
}

// choices are the rows that all choices need.
func (p page) choices() int {
	if p.field == nil {
		return 0
	}
	all, _, _ := p.field.draw(p.width, 1000, p.palette)
	return len(all)
}

// question is what answers to keys, in at most rows lines: the question, the
// field and the keys always stay. Empty lines go first, then the hint, then
// choices, which can be scrolled.
func (p page) question(rows int) frame {
	k, narrow := p.palette, min(p.width, readable)
	label := k.all(strong, wrap(safe(p.screen.Label, k.ascii), narrow))
	hint := k.all(faint, wrap(safe(p.hint(), k.ascii), narrow))
	gap := []string{""}
	var problem []string
	if p.problem != nil {
		problem = k.problem(p.problem, narrow)
	}
	var stages []string
	if p.screen.Kind == checklist.Working {
		label, stages = p.work(1000)
	}
	want := p.choices()
	over := func() int {
		return len(label) + len(stages) + len(hint) + len(problem) + len(gap) + 1 + want - rows
	}
	if over() > 0 {
		gap = nil
	}
	if over() > 0 {
		hint = nil
	}
	if n := over(); n > 0 && len(stages) > 0 {
		label, stages = p.work(max(len(stages)-n, 1))
	}
	f := frame{lines: append(label, append(stages, hint...)...)}
	if p.field != nil {
		lines, x, y := p.field.draw(p.width, max(want-max(over(), 0), 1), k)
		f.x, f.y, f.point = x, y+len(f.lines), true
		f.lines = append(f.lines, lines...)
	}
	f.lines = append(f.lines, problem...)
	f.lines = append(f.lines, gap...)
	f.lines = append(f.lines, footer(p.screen, p.width, k))
	return f
}

// hint is the screen's hint, unless the work has given another one.
func (p page) hint() string {
	if p.working.hint != "" {
		return p.working.hint
	}
	return p.screen.Hint
}

// work draws what is being done: the stages where it has some, in at most rows
// lines, else the last line of news, and how long there was none.
func (p page) work(rows int) (label, stages []string) {
	w, k := p.working, p.palette
	if len(p.screen.Stages) > 0 {
		return k.all(strong, wrap(safe(p.screen.Label, k.ascii), p.width)), stageList(p.screen.Stages, w.elapsed, w.turn, p.width, rows, k)
	}
	spin := k.glyphs().spin[w.turn%len(k.glyphs().spin)]
	label = hang(k.set(accent, spin)+" ", 2, safe(w.say, k.ascii), min(p.width, readable))
	if w.waited > 0 {
		label = append(label, "  Still waiting, "+strconv.Itoa(w.waited)+" s.")
	}
	return label, nil
}

// small is all that a window shows that is too small for a question.
func small(width int) frame {
	return frame{lines: wrap("Make the window larger (need "+strconv.Itoa(minWidth)+"x"+strconv.Itoa(minHeight)+").", max(width-1, 1))}
}
