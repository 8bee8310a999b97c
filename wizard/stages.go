package wizard

import (
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"mailready/wizard/checklist"
)

const (
	stageNames = 19 // cells of the longest name, and some
	stageTimes = 7  // cells of a time
)

// stageList draws the legs of the work, in at most rows of them, around the one
// that is under way. Elapsed is how long that one runs, in seconds.
func stageList(stages []checklist.Stage, elapsed, turn, width, rows int, k palette) []string {
	at := 0
	for i, s := range stages {
		if s.Mark != checklist.INFO {
			at = i
		}
	}
	from, to := 0, len(stages)
	if rows < len(stages) {
		rows = max(rows-1, 1)
		from = min(max(at-rows+1, 0), len(stages)-rows)
		to = from + rows
	}
	var lines []string
	for _, s := range stages[from:to] {
		lines = append(lines, stageLine(s, elapsed, turn, width, k))
	}
	if to-from < len(stages) {
		lines = append(lines, "  (stage "+strconv.Itoa(at+1)+" of "+strconv.Itoa(len(stages))+")")
	}
	return lines
}

func stageLine(s checklist.Stage, elapsed, turn, width int, k palette) string {
	sign, took := k.glyphs().step[s.Mark], ""
	switch s.Mark {
	case checklist.INFO:
		return k.set(faint, sign+" "+s.Name)
	case checklist.WAIT:
		sign = k.glyphs().spin[turn%len(k.glyphs().spin)]
		if elapsed > 0 {
			took = strconv.Itoa(elapsed) + " s"
		}
	default:
		took = checklist.Took(s.Took)
	}
	name := s.Name + strings.Repeat(" ", max(stageNames-len(s.Name), 1))
	if s.Mark == checklist.WAIT {
		name = k.set(strong, name)
	}
	line := k.set(markStyles[s.Mark], sign) + " " + name + strings.Repeat(" ", max(stageTimes-len(took), 0)) + took
	if room := width - lipgloss.Width(line) - 3; s.Text != "" && (room > 10 || lipgloss.Width(s.Text) <= room) {
		line += "   " + k.set(faint, firstRow(safe(s.Text, k.ascii), room))
	}
	return line
}
