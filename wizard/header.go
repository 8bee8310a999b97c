package wizard

import (
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"mailready/wizard/checklist"
)

// header names the program, and at the right the call code: the helper on the
// phone asks for it on every screen, so it has one place.
func header(s checklist.Screen, width int, k palette) string {
	const name, lead = "mailready", "Call code: "
	if s.Code == "" {
		return k.set(strong, name)
	}
	code := safe(s.Code, k.ascii)
	gap := strings.Repeat(" ", max(width-len(name)-len(lead)-lipgloss.Width(code), 1))
	return k.set(strong, name) + gap + lead + k.set(strong, code)
}

// heading names the step and its number, as it is said on the phone.
func heading(s checklist.Screen) string {
	if s.Step == 0 || s.Kind == checklist.Finished {
		return s.Title
	}
	return "Step " + strconv.Itoa(s.Step) + " of " + strconv.Itoa(len(checklist.Steps())) + ": " + s.Title
}

// steps is where the screen stands among the steps: a row of marks with the
// heading, or the heading below a list.
func steps(s checklist.Screen, list bool, width int, k palette) []string {
	title := safe(heading(s), k.ascii)
	if list {
		return append(append(stepList(s.Items, width, k), ""), k.all(strong, wrap(title, width))...)
	}
	row, cells := stepRow(s.Items, width, k)
	switch {
	case row == "":
	case cells+4+lipgloss.Width(title) <= width:
		return []string{row + "    " + k.set(strong, title)}
	default:
		return append([]string{row}, k.all(strong, wrap(title, width))...)
	}
	return k.all(strong, wrap(title, width))
}

// stepRow is the row of marks, and how wide it is.
func stepRow(items []checklist.Item, width int, k palette) (string, int) {
	gap := " "
	if width >= broad {
		gap = "  "
	}
	row, cells := "", 0
	for i, item := range items {
		if i > 0 {
			row, cells = row+gap, cells+len(gap)
		}
		number := strconv.Itoa(item.Number)
		sign, style := stepMark(item, k)
		row, cells = row+k.set(style, sign+number), cells+1+len(number)
	}
	return row, cells
}

func stepMark(item checklist.Item, k palette) (string, lipgloss.Style) {
	if item.Here && item.Mark != checklist.FAIL {
		return k.glyphs().here, accent
	}
	return k.glyphs().step[item.Mark], markStyles[item.Mark]
}

// stepList says of each step what is known of it, and how well: in columns
// where there is room for them.
func stepList(items []checklist.Item, width int, k palette) []string {
	names, facts := 0, 0
	for _, item := range items {
		names, facts = max(names, lipgloss.Width(item.Title)), max(facts, widest(safe(item.Known, k.ascii)))
	}
	var lines []string
	for _, item := range items {
		sign, style := stepMark(item, k)
		lead := sign + " " + strconv.Itoa(item.Number) + "  "
		left := lipgloss.Width(lead)
		if width < broad {
			lines = append(lines, hang(k.set(style, lead), left, safe(item.Line(), k.ascii), width)...)
			continue
		}
		title, pad := item.Title, strings.Repeat(" ", names-lipgloss.Width(item.Title)+2)
		if item.Here {
			title = k.set(strong, title)
		}
		known, evidence, room := safe(item.Known, k.ascii), safe(item.Evidence, k.ascii), width-left-names-2
		switch {
		case evidence == "":
		case known == "":
			known = evidence
		case facts+2+lipgloss.Width(evidence) <= room:
			known += strings.Repeat(" ", facts-widest(known)+2) + evidence
		default:
			known += " (" + evidence + ")"
		}
		if known == "" {
			lines = append(lines, k.set(style, lead)+title)
			continue
		}
		if widest(known) > room {
			known = firstRow(known, room)
		}
		lines = append(lines, k.set(style, lead)+title+pad+k.set(faint, known))
	}
	return lines
}
