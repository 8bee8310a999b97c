package wizard

import (
	"strconv"
	"strings"

	"mailready/wizard/checklist"
)

// squeeze makes a failure fit into a window that is too low for all of it: the
// code, whose turn it is, what to do first, and the choices stay together in
// sight. What goes first is what helps least at once: the end of the literal
// answer, then the later actions. The key r prints all of it.
func (p page) squeeze(rows int) (frame, bool) {
	if p.screen.Trouble == nil || p.screen.Kind != checklist.Choice || len(p.screen.Links) > 0 {
		return frame{}, false
	}
	choices := p.choices()
	need := len(p.question(1).lines) - 1 + min(choices, few)
	for brief := range mostBrief - 1 { // all choices are worth more than all actions
		if top := p.failure(brief); len(top)+need-min(choices, few)+choices <= rows {
			return p.question(rows - len(top)).below(top), true
		}
	}
	for brief := range mostBrief + 1 {
		top := p.failure(brief)
		if len(top)+need > rows && brief < mostBrief {
			continue
		}
		room := rows - len(top)
		if full := p.question(1000); len(full.lines) > room && brief < 6 && room < need+3 && choices > few {
			continue // a few more choices are worth more than the rest of the answer
		}
		f := p.question(room).below(top)
		return f, len(f.lines) <= rows
	}
	return frame{}, false
}

// mostBrief is how far a failure can be shortened.
const mostBrief = 8

// failure is what stands above the choices, the briefer the less.
func (p page) failure(brief int) []string {
	t, k := p.screen.Trouble, p.palette
	narrow := min(p.width, readable)
	lines := []string{header(p.screen, p.width, k)}
	where := steps(p.screen, false, p.width, k)
	if len(where) > 1 && brief >= 6 {
		where = k.all(strong, cutRows(wrap(safe(heading(p.screen), k.ascii), p.width), 1, p.width))
	}
	lines = append(lines, where...)
	if brief < 5 {
		lines = append(lines, "")
	}
	for _, b := range p.screen.Body {
		switch list := strings.HasPrefix(b, "  "); {
		case list && brief == 0 && !wider(kept(b, k), p.width):
			lines = append(append(lines, kept(b, k)...), "")
		case !list && brief < 4:
			lines = append(lines, railed(safe(b, k.ascii), p.width, k)...)
		}
	}
	happened := failure(t, p.width, p.width >= broad && brief < 7, k)
	if brief >= 7 {
		turn := wrap(safe(t.Turn, k.ascii), p.width)
		happened = append(cutRows(happened[:len(happened)-len(turn)], 1, p.width), happened[len(happened)-len(turn):]...)
	}
	lines = append(lines, happened...)
	actions := [mostBrief + 1]int{9, 9, 9, 9, 3, 2, 1, 1, 0}[brief]
	for i, next := range t.Next[:min(actions, len(t.Next))] {
		todo := action(i, next, narrow, k)
		if brief >= 6 {
			todo = cutRows(todo, 2, narrow)
		}
		lines = append(lines, todo...)
	}
	if actions < len(t.Next) && brief < 6 {
		lines = append(lines, "   ("+strconv.Itoa(len(t.Next))+" points in all: r reads them)")
	}
	if t.Takes != "" && brief < 5 {
		lines = append(lines, wrap("How long a change takes: "+safe(t.Takes, k.ascii), narrow)...)
	}
	if brief < 6 {
		lines = append(lines, wrap(safe(t.Kept, k.ascii), narrow)...)
	}
	said := [mostBrief + 1]int{9, 3, 2, 1, 1, 1, 0, 0, 0}[brief]
	if len(t.Reply) > 0 && said > 0 {
		words := wrap(safe(t.Speaker+" said: "+strings.Join(strings.Fields(strings.Join(t.Reply, " ")), " "), k.ascii), narrow)
		lines = append(lines, k.all(faint, cutRows(words, said, narrow))...)
	}
	if brief < 4 {
		lines = append(lines, "")
	}
	return lines
}

// firstRow is what fits of a text into one row.
func firstRow(text string, width int) string {
	return strings.Join(cutRows(wrap(text, width), 1, width), "")
}

// cutRows keeps the first rows of a text, and marks that there were more.
func cutRows(lines []string, most, width int) []string {
	if len(lines) <= most {
		return lines
	}
	lines = append([]string{}, lines[:most]...)
	last := lines[most-1]
	for widest(last)+4 > width {
		at := strings.LastIndexByte(strings.TrimRight(last, " "), ' ')
		if at < 0 { // one long word
			last, _ = cut(last, width-len(" ..."))
			break
		}
		last = last[:at]
	}
	lines[most-1] = last + " ..."
	return lines
}
