package wizard

import (
	"bytes"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// cell is a character as it stands on the terminal.
type cell struct {
	style string // the sequences that set it off, empty where none do
	text  string
	width int
}

// cells takes a line apart.
func cells(line string) []cell {
	var all []cell
	style := ""
	state := byte(0)
	for len(line) > 0 {
		seq, width, n, next := ansi.DecodeSequence(line, state, nil)
		switch {
		case width > 0:
			all = append(all, cell{style, seq, width})
		case seq == "\x1b[m" || seq == "\x1b[0m":
			style = ""
		case strings.HasPrefix(seq, "\x1b["):
			style += seq
		case len(all) > 0: // it changes the character before
			all[len(all)-1].text += seq
		}
		line, state = line[n:], next
	}
	return all
}

// differ is the part of a line that differs from the old one: from which cell
// and column, and to which cell. What follows it stays where it is, so both
// have the same width there.
func differ(old, line []cell) (from, to, column int) {
	for from < len(line) && from < len(old) && line[from] == old[from] {
		column += line[from].width
		from++
	}
	to = len(line)
	if wide(old) != wide(line) {
		return from, to, column
	}
	for end := len(old); to > from && end > from && line[to-1] == old[end-1]; end-- {
		to--
	}
	return from, to, column
}

func wide(cells []cell) int {
	n := 0
	for _, c := range cells {
		n += c.width
	}
	return n
}

// writeCells writes cells with their styles, and ends without one.
func writeCells(b *bytes.Buffer, cells []cell) {
	style := ""
	for _, c := range cells {
		if c.style != style {
			if style != "" {
				b.WriteString("\x1b[m")
			}
			b.WriteString(c.style)
			style = c.style
		}
		b.WriteString(c.text)
	}
	if style != "" {
		b.WriteString("\x1b[m")
	}
}
