package wizard

import (
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"mailready/wizard/checklist"
)

// card draws lines in a border that has a title at the left and one at the
// right.
func card(title, right string, lines []string, width int, style lipgloss.Style, k palette) []string {
	b := k.glyphs().box
	inner := width - 4
	edge := func(s string) string { return k.set(style, s) }
	top := b.across + " " + title + " "
	end := b.across
	if right != "" {
		end = " " + right + " " + b.across
	}
	fill := strings.Repeat(b.across, max(width-2-lipgloss.Width(top)-lipgloss.Width(end), 0))
	out := []string{edge(b.topLeft+b.across+" ") + k.set(strong, title) + edge(" "+fill) + strings.TrimSuffix(" "+k.set(strong, right)+" ", "  ") + edge(b.across+b.topRight)}
	if right == "" {
		out[0] = edge(b.topLeft+b.across+" ") + k.set(strong, title) + edge(" "+fill+b.across+b.topRight)
	}
	for _, line := range lines {
		out = append(out, edge(b.down)+" "+line+strings.Repeat(" ", max(inner-widest(line), 0))+" "+edge(b.down))
	}
	return append(out, edge(b.bottomLeft+strings.Repeat(b.across, width-2)+b.bottomRight))
}

// failure sets what has failed: the code and whose turn it is on one line, then
// what happened.
func failure(t *checklist.Trouble, width int, boxed bool, k palette) []string {
	code := ""
	if t.Verdict.Cause != nil {
		code = t.Verdict.Cause.Code
	}
	happened, turn := safe(t.Happened, k.ascii), safe(t.Turn, k.ascii)
	title := k.glyphs().mark[checklist.FAIL] + " " + code
	if w := min(width, cardWidth); boxed && lipgloss.Width(title)+lipgloss.Width(turn)+8 <= w {
		return card(title, turn, wrap(happened, w-4), w, bad, k)
	}
	lines := k.note(checklist.Note{Mark: checklist.FAIL, Text: code + ": " + t.Happened}, min(width, readable))
	return append(lines, k.all(strong, wrap(turn, width))...)
}

// trouble is all of a failure but the literal answer.
func trouble(t *checklist.Trouble, width int, k palette) []string {
	lines := failure(t, width, width >= broad, k)
	width = min(width, readable)
	for i, next := range t.Next {
		lines = append(lines, action(i, next, width, k)...)
	}
	if t.Takes != "" {
		lines = append(lines, wrap("How long a change takes: "+safe(t.Takes, k.ascii), width)...)
	}
	return append(lines, wrap(safe(t.Kept, k.ascii), width)...)
}

// action is one thing to do, with its number. What it gives to type stands on
// lines of its own, so that it can be copied.
func action(i int, text string, width int, k palette) []string {
	lead := strconv.Itoa(i+1) + ". "
	text, typed, more := strings.Cut(text, "\n")
	lines := hang(lead, len(lead), safe(text, k.ascii), width)
	for line := range strings.SplitSeq(typed, "\n") {
		if more && line != "" {
			lines = append(lines, hang("   ", 3, safe(line, k.ascii), width)...)
		}
	}
	return lines
}

// reply shows the words of the server or of the sign-in, moved in so that they
// stand apart.
func reply(speaker string, said []string, width int, k palette) []string {
	width = min(width, readable)
	lines := wrap(safe(speaker, k.ascii)+" said:", width)
	for _, r := range said {
		for line := range strings.SplitSeq(strings.ReplaceAll(r, "\r\n", "\n"), "\n") {
			lines = append(lines, hang("  ", 2, safe(line, k.ascii), width)...)
		}
	}
	return lines
}

// keepsake is the card at the end: names and values, and what else to know.
func keepsake(rows []checklist.Row, width int, k palette) []string {
	w := min(width, cardWidth)
	inner := w
	if width >= broad {
		inner = w - 4
	}
	const names = 17
	var lines []string
	for i, r := range rows {
		value := safe(r.Value, k.ascii)
		if r.Name != "" {
			lines = append(lines, hang(r.Name+strings.Repeat(" ", max(names-len(r.Name), 1)), names, value, inner)...)
			continue
		}
		if i > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, wrap(value, inner)...)
	}
	if width < broad {
		return lines
	}
	return card("For your program", "", lines, w, good, k)
}
