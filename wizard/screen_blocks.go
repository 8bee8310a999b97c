package wizard

import (
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"mailready/wizard/checklist"
)

// block is a part of a screen that does not change while it is answered: a
// paragraph, a link, the failure. Between blocks stands an empty line.
type block struct {
	raw   string // tells one block from another, whatever the width
	lines []string
	wide  bool // holds a line that must not be broken and does not fit
}

// blocks are the parts above the question, in their order.
func blocks(s checklist.Screen, width int, k palette) []block {
	var all []block
	times := map[string]int{}
	add := func(raw string, lines []string) {
		// A letter may say the same words twice; they are two blocks.
		if times[raw]++; times[raw] > 1 {
			raw += "\n" + strconv.Itoa(times[raw])
		}
		if len(lines) > 0 {
			all = append(all, block{raw: raw, lines: lines, wide: wider(lines, width)})
		}
	}
	text := func(raw string, set func([]string) []string) {
		add(raw, set(wrap(safe(raw, k.ascii), width)))
	}
	same := func(lines []string) []string { return lines }

	text(heading(s), k.bold)
	for _, n := range s.Notices {
		add(string(n.Mark)+n.Text, k.note(n, width))
	}
	for _, p := range s.Body {
		if strings.HasPrefix(p, "  ") {
			add(p, kept(p, k))
		} else {
			text(p, same)
		}
	}
	if t := s.Trouble; t != nil {
		add(t.Happened+t.Kept, trouble(t, width, k))
		if len(t.Reply) > 0 {
			add("reply"+strings.Join(t.Reply, "\n"), reply(t.Speaker, t.Reply, width, k))
		}
	}
	for _, l := range s.Links {
		add(l, []string{safe(l, k.ascii)})
	}
	return all
}

// heading names the step and its number, as it is said on the phone.
func heading(s checklist.Screen) string {
	if s.Step == 0 || s.Kind == checklist.Finished {
		return s.Title
	}
	return "Step " + strconv.Itoa(s.Step) + " of " + strconv.Itoa(len(checklist.Steps())) + ": " + s.Title
}

// kept leaves the lines of a paragraph as they are.
func kept(p string, k palette) []string {
	lines := strings.Split(strings.TrimRight(p, "\n"), "\n")
	for i := range lines {
		lines[i] = safe(lines[i], k.ascii)
	}
	return lines
}

func trouble(t *checklist.Trouble, width int, k palette) []string {
	var lines []string
	happened := t.Happened
	if t.Verdict.Cause != nil {
		happened = t.Verdict.Cause.Code + ": " + happened
	}
	lines = append(lines, k.note(checklist.Note{Mark: checklist.FAIL, Text: happened}, width)...)
	lines = append(lines, k.bold(wrap(safe(t.Turn, k.ascii), width))...)
	for i, next := range t.Next {
		lead := strconv.Itoa(i+1) + ". "
		lines = append(lines, hang(lead, len(lead), safe(next, k.ascii), width)...)
	}
	if t.Takes != "" {
		lines = append(lines, wrap("How long a change takes: "+safe(t.Takes, k.ascii), width)...)
	}
	return append(lines, wrap(safe(t.Kept, k.ascii), width)...)
}

// reply shows the words of the server or of the sign-in, moved in so that they stand apart.
func reply(speaker string, said []string, width int, k palette) []string {
	lines := wrap(safe(speaker, k.ascii)+" said:", width)
	for _, r := range said {
		for line := range strings.SplitSeq(r, "\n") {
			lines = append(lines, hang("  ", 2, safe(line, k.ascii), width)...)
		}
	}
	return lines
}

func wider(lines []string, width int) bool {
	for _, l := range lines {
		if lipgloss.Width(l) > width {
			return true
		}
	}
	return false
}

// join puts blocks below each other, with an empty line before each and at
// the end.
func join(all []block) []string {
	lines := []string{""}
	for _, b := range all {
		lines = append(lines, b.lines...)
		lines = append(lines, "")
	}
	return lines
}
