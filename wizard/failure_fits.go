package wizard

import (
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"mailready/wizard/checklist"
)

// squeeze makes a failure fit into a window that is too low for all of it: the
// code, whose turn it is, what to do first, and the choices stay together in
// sight. What goes first is what helps least at once: the end of the literal
// answer, then the later actions. The key r prints all of it.
func (l live) squeeze(width, height int, k palette) (frame, bool) {
	if l.screen.Trouble == nil || l.screen.Kind != checklist.Choice || len(l.screen.Links) > 0 {
		return frame{}, false
	}
	choices := 0
	if l.field != nil {
		all, _, _ := l.field.draw(width, 1000, k)
		choices = len(all)
	}
	need := len(wrap(safe(l.screen.Label, k.ascii), width)) + min(choices, few) + len(l.code(width, k)) + 1
	rows := height - 1
	for brief := range mostBrief + 1 {
		top := l.failure(brief, width, k)
		if len(top)+need > rows && brief < mostBrief {
			continue
		}
		room := rows - len(top)
		if full := l.draw(width, 1000, k); len(full.lines) > room && brief < 6 && room < need+3 && choices > few {
			continue // a few more choices are worth more than the rest of the answer
		}
		f := l.draw(width, room, k)
		f.y += len(top)
		f.lines = append(top, f.lines...)
		return f, len(f.lines) <= rows
	}
	return frame{}, false
}

// mostBrief is how far a failure can be shortened.
const mostBrief = 8

// failure is what stands above the choices, the briefer the less.
func (l live) failure(brief, width int, k palette) []string {
	t := l.screen.Trouble
	code := ""
	if t.Verdict.Cause != nil {
		code = t.Verdict.Cause.Code + ": "
	}
	happened := k.note(checklist.Note{Mark: checklist.FAIL, Text: code + t.Happened}, width)
	title := wrap(safe(heading(l.screen), k.ascii), width)
	if brief >= 7 {
		title, happened = cutRows(title, 1, width), cutRows(happened, 1, width)
	}
	lines := k.bold(title)
	for _, p := range l.screen.Body {
		switch list := strings.HasPrefix(p, "  "); {
		case list && brief == 0:
			lines = append(lines, kept(p, k)...)
		case !list && brief < 4:
			lines = append(lines, wrap(safe(p, k.ascii), width)...)
		}
	}
	lines = append(lines, happened...)
	turn := t.Turn
	if all := turn + " (r shows it all)"; len(all) <= width {
		turn = all
	}
	lines = append(lines, k.bold(wrap(safe(turn, k.ascii), width))...)
	actions := [mostBrief + 1]int{9, 9, 9, 9, 3, 2, 1, 1, 0}[brief]
	for i, next := range t.Next[:min(actions, len(t.Next))] {
		lead := strconv.Itoa(i+1) + ". "
		action := hang(lead, len(lead), safe(next, k.ascii), width)
		if brief >= 6 {
			action = cutRows(action, 2, width)
		}
		lines = append(lines, action...)
	}
	if t.Takes != "" && brief < 3 {
		lines = append(lines, wrap("How long a change takes: "+safe(t.Takes, k.ascii), width)...)
	}
	if brief < 6 {
		lines = append(lines, wrap(safe(t.Kept, k.ascii), width)...)
	}
	said := [mostBrief + 1]int{9, 3, 2, 2, 2, 1, 0, 0, 0}[brief]
	if len(t.Reply) > 0 && said > 0 {
		words := wrap(safe(t.Speaker+" said: "+strings.Join(t.Reply, " "), k.ascii), width)
		lines = append(lines, cutRows(words, said, width)...)
	}
	return lines
}

// cutRows keeps the first rows of a text, and marks that there were more.
func cutRows(lines []string, most, width int) []string {
	if len(lines) <= most {
		return lines
	}
	lines = append([]string{}, lines[:most]...)
	last := lines[most-1]
	for lipgloss.Width(last)+4 > width {
		at := strings.LastIndexByte(strings.TrimRight(last, " "), ' ')
		if at < 0 { // one long word
			last = ansi.Truncate(last, width-len(" ..."), "")
			break
		}
		last = last[:at]
	}
	lines[most-1] = last + " ..."
	return lines
}
