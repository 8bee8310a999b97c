package wizard

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
)

// painter draws on the normal screen. Lines that stay go above the frame and
// from there into the scrollback; of the frame only what has changed is
// written, so that a slow line and a screen reader get no more than the news.
// Each change is one write.
type painter struct {
	out     io.Writer // nil where nothing is shown
	reflows bool      // the terminal breaks lines anew when it gets narrower, and brings lines back when it gets higher

	lines  []string // the frame that stands on the terminal
	row    int      // the row of it in which the cursor is
	column int
	width  int // of the window for which it was drawn
	height int
	gone   int  // rows of older frames that a lower window has pushed out at the top
	hidden bool // the cursor is hidden
}

const (
	eraseDown  = "\x1b[J"
	eraseRight = "\x1b[K"
	hideCursor = "\x1b[?25l"
	showCursor = "\x1b[?25h"
)

// paint prints the lines above, and draws the frame below them.
func (p *painter) paint(above []string, f frame, width, height int) {
	if p.out == nil {
		return
	}
	var b bytes.Buffer
	switch from := p.changed(f.lines); {
	case len(above) > 0 || width != p.width || height != p.height:
		p.hide(&b)
		p.up(&b, p.top(width, height))
		b.WriteByte('\r')
		over := 0 // rows of the old frame that are written over
		for _, line := range above {
			w := lipgloss.Width(line)
			b.WriteString(eraseRight + line)
			if w > width && w%width > 0 {
				b.WriteString(eraseRight) // of its last row
			}
			b.WriteString("\r\n")
			over += max(w-1, 0)/max(width, 1) + 1
		}
		p.rest(&b, f.lines, 0, over)
	case len(f.lines) != len(p.lines):
		p.hide(&b)
		if from > 0 && from == len(p.lines) { // only more lines below
			p.move(&b, from-1, lipgloss.Width(p.lines[from-1]))
			b.WriteString("\r\n")
		} else {
			p.move(&b, from, 0)
		}
		p.rest(&b, f.lines, from, 0)
	default:
		p.differences(&b, f.lines)
	}
	p.lines, p.width, p.height = f.lines, width, height
	if len(above) > 0 {
		p.gone = 0 // what went out then comes back first
	}
	p.place(&b, f)
	if b.Len() > 0 {
		p.out.Write(b.Bytes())
	}
}

// changed is the first row that differs from the frame on the terminal.
func (p *painter) changed(lines []string) int {
	n := min(len(lines), len(p.lines))
	for i := range n {
		if lines[i] != p.lines[i] {
			return i
		}
	}
	return n
}

// top is how many rows above the cursor the old frame begins. A window that got
// lower has pushed out what no longer had room above the cursor; one that gets
// higher brings it back.
func (p *painter) top(width, height int) int {
	rows := p.rows(width)
	switch {
	case !p.reflows || p.height == 0:
	case height < p.height && rows > height-1:
		p.gone += rows - (height - 1)
		rows = height - 1
	case height > p.height:
		back := min(p.gone, height-p.height)
		p.gone -= back
		rows += back
	}
	return rows
}

// rows is how many rows the cursor is below the top of the frame. Where the
// terminal has broken the frame's lines anew, for a window that is narrower
// now, each takes as many rows as it needs.
func (p *painter) rows(width int) int {
	if !p.reflows || width >= p.width || width < 1 {
		return p.row
	}
	rows := p.column / width
	for _, line := range p.lines[:min(p.row, len(p.lines))] {
		rows += max(lipgloss.Width(line)-1, 0)/width + 1
	}
	return rows
}

// rest writes the lines from a row on, and takes away what stands below; the
// cursor stands at the begin of that row. A line is erased just before it is
// written: some terminals put what is erased as a whole into the scrollback. Of
// the old frame, over rows are written over already.
func (p *painter) rest(b *bytes.Buffer, lines []string, from, over int) {
	p.row, p.column = from, 0
	for i := from; i < len(lines); i++ {
		if i > from {
			b.WriteString("\r\n")
		}
		b.WriteString(eraseRight + lines[i])
		p.row, p.column = i, lipgloss.Width(lines[i])
	}
	if len(lines) == 0 {
		below := max(len(p.lines)-over-1, 0) // no more: the cursor stops at the last row, and would come back too high
		b.WriteString(eraseRight + strings.Repeat("\x1b[1B"+eraseRight, below))
		p.up(b, below)
		return
	}
	b.WriteString(eraseDown)
}

// differences writes the lines that differ; of each only the part that is
// another.
func (p *painter) differences(b *bytes.Buffer, lines []string) {
	for i, line := range lines {
		if line == p.lines[i] {
			continue
		}
		old, now := cells(p.lines[i]), cells(line)
		from, to, column := differ(old, now)
		p.move(b, i, column)
		writeCells(b, now[from:to])
		p.column = column + wide(now[from:to])
		if wide(old) > wide(now) {
			b.WriteString(eraseRight)
		}
	}
}

// place puts the cursor where the frame wants it, and hides it where the frame
// has no place for one.
func (p *painter) place(b *bytes.Buffer, f frame) {
	if f.point {
		p.move(b, f.y, f.x)
	}
	switch {
	case !f.point:
		p.hide(b)
	case p.hidden:
		b.WriteString(showCursor)
		p.hidden = false
	}
}

func (p *painter) hide(b *bytes.Buffer) {
	if !p.hidden {
		b.WriteString(hideCursor)
		p.hidden = true
	}
}

// move brings the cursor to a place in the frame.
func (p *painter) move(b *bytes.Buffer, row, column int) {
	p.up(b, p.row-row)
	switch {
	case column == p.column:
	case column == 0:
		b.WriteByte('\r')
	case column < p.column:
		b.WriteString("\x1b[" + strconv.Itoa(p.column-column) + "D")
	default:
		b.WriteString("\x1b[" + strconv.Itoa(column-p.column) + "C")
	}
	p.row, p.column = row, column
}

// up moves the cursor by rows; below 0 it goes down.
func (p *painter) up(b *bytes.Buffer, rows int) {
	switch {
	case rows > 0:
		b.WriteString("\x1b[" + strconv.Itoa(rows) + "A")
	case rows < 0:
		b.WriteString("\x1b[" + strconv.Itoa(-rows) + "B")
	}
}

// leave takes the frame away and shows the cursor, as a program that comes
// after this one expects it.
func (p *painter) leave(above []string) {
	p.paint(above, frame{}, p.width, p.height)
	if p.out != nil && p.hidden {
		io.WriteString(p.out, showCursor)
		p.hidden = false
	}
}
