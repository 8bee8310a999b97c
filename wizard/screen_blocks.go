package wizard

import (
	"strconv"
	"strings"

	"mailready/wizard/checklist"
)

// block is a part of a screen that does not change while it is answered: a
// paragraph, a link, the failure. Between blocks stands an empty line.
type block struct {
	raw   string // tells one block from another, whatever the width
	lines []string
	wide  bool // holds a line that must not be broken and does not fit
	kind  kind
}

// kind tells which blocks go together: paragraphs share a rail, news stand in
// one group.
type kind int

const (
	alone kind = iota
	prose
	news
)

// blocks are the parts between the header and the question, in their order.
func blocks(s checklist.Screen, width int, k palette) []block {
	var all []block
	times := map[string]int{}
	add := func(raw string, kind kind, lines []string) {
		// A letter may say the same words twice; they are two blocks.
		if times[raw]++; times[raw] > 1 {
			raw += "\n" + strconv.Itoa(times[raw])
		}
		if len(lines) > 0 {
			all = append(all, block{raw: raw, lines: lines, wide: wider(lines, width), kind: kind})
		}
	}
	for _, n := range s.Notices {
		add(string(n.Mark)+n.Text, news, k.note(n, min(width, readable)))
	}
	for _, p := range s.Body {
		if strings.HasPrefix(p, "  ") {
			add(p, alone, kept(p, k))
			continue
		}
		if s.Copy != "" { // what is to be copied has nothing beside it
			add(p, alone, wrap(safe(p, k.ascii), min(width, readable)))
		} else {
			add(p, prose, railed(safe(p, k.ascii), width, k))
		}
	}
	if t := s.Trouble; t != nil {
		add(t.Happened+t.Kept, alone, trouble(t, width, k))
		if len(t.Reply) > 0 {
			add("reply"+strings.Join(t.Reply, "\n"), alone, reply(t.Speaker, t.Reply, width, k))
		}
	}
	for _, l := range s.Links {
		add(l, alone, []string{safe(l, k.ascii)})
	}
	if len(s.Card) > 0 {
		add("card", alone, keepsake(s.Card, width, k))
	}
	if len(s.Commands) > 0 {
		add("commands", alone, commands(s.Commands, width, k))
	}
	return all
}

// commands are what can be typed later, each whole on a line of its own.
func commands(rows []checklist.Row, width int, k palette) []string {
	var lines []string
	for _, r := range rows {
		lines = append(lines, wrap(safe(r.Name, k.ascii)+":", min(width, readable))...)
		lines = append(lines, "  "+k.set(accent, safe(r.Value, k.ascii)))
	}
	return lines
}

// kept leaves the lines of a paragraph as they are.
func kept(p string, k palette) []string {
	lines := strings.Split(strings.TrimRight(p, "\n"), "\n")
	for i := range lines {
		lines[i] = safe(lines[i], k.ascii)
	}
	return lines
}

// railed puts the rail down the side of a text, where there is room for it.
func railed(text string, width int, k palette) []string {
	if width < broad {
		return wrap(text, width)
	}
	lines := wrap(text, min(width-2, readable))
	for i := range lines {
		lines[i] = k.set(faint, k.glyphs().rail) + " " + strings.TrimRight(lines[i], " ")
	}
	return lines
}

func wider(lines []string, width int) bool {
	for _, l := range lines {
		if widest(l) > width {
			return true
		}
	}
	return false
}

// How far apart the parts of a page stand.
type spacing int

const (
	airy  spacing = iota // paragraphs are set apart
	tight                // paragraphs follow each other
	dense                // no empty line but around the whole
)

// join puts blocks below each other, with an empty line before the first and
// at the end.
func join(all []block, s spacing, width int, k palette) []string {
	lines := []string{""}
	for i, b := range all {
		lines = append(lines, b.lines...)
		switch together := i < len(all)-1 && b.kind != alone && all[i+1].kind == b.kind; {
		case together && (b.kind == news || s != airy) || s == dense && i < len(all)-1:
		case together && width >= broad:
			lines = append(lines, k.set(faint, k.glyphs().rail))
		default:
			lines = append(lines, "")
		}
	}
	return lines
}
