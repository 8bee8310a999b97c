package wizard

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// printer puts lines above the frame, once and in order. The renderer moves
// the frame down by as many rows as there is room below it, so each piece is
// at most as high as the rows that a frame leaves free, and one piece is on
// its way at a time.
type printer struct {
	queue    []string
	blank    bool // the last line that was queued is empty
	sizes    int  // how often the window's size was told
	ready    bool // a frame of this size is on the terminal
	printing bool // a piece is on its way
}

type (
	painted struct{}            // something was written after the size was told
	settled struct{ sizes int } // by now it was a frame of that size
	printed struct{}            // a piece was written
)

// calm is several frames of the renderer: it may have been in the middle of
// one when the size changed.
const calm = 50 * time.Millisecond

// resized holds the printing up until a frame of the new size stands.
func (p *printer) resized() { p.ready, p.sizes = false, p.sizes+1 }

func (p *printer) settling() tea.Cmd {
	now := settled{p.sizes}
	return tea.Tick(calm, func(time.Time) tea.Msg { return now })
}

// print queues lines. Two empty ones never follow each other.
func (p *printer) print(lines []string) {
	for _, l := range lines {
		if l != "" || !p.blank {
			p.queue, p.blank = append(p.queue, l), l == ""
		}
	}
}

// drain sends the next piece on its way. A single long line, such as the
// address of a sign-in, may fill all the rows that the frame leaves free.
func (p *printer) drain(width, height, used int) tea.Cmd {
	if !p.ready || p.printing || len(p.queue) == 0 || width < 1 || height <= spare {
		return nil
	}
	room := spare
	if n := rowsOf(p.queue[0], width); n > spare {
		room = max(spare, min(n, height-used-1))
	}
	var piece []string
	rows := 0
	for len(p.queue) > 0 {
		line := p.queue[0]
		if n := rowsOf(line, width); n > room {
			// Longer than any room: only here a line is broken for good.
			head, rest := cut(line, room*width-1)
			line, p.queue = head, append([]string{head, rest}, p.queue[1:]...)
		}
		n := rowsOf(line, width)
		if rows+n > room {
			break
		}
		piece, rows, p.queue = append(piece, line), rows+n, p.queue[1:]
	}
	p.printing = true
	return tea.Sequence(tea.Println(strings.Join(pad(piece, width), "\n")), func() tea.Msg { return printed{} })
}

// rowsOf counts the rows of a line that the terminal wraps.
func rowsOf(line string, width int) int { return lipgloss.Width(line)/width + 1 }

// pad makes no line end exactly in the last column, where the renderer and
// terminals count rows differently, and no line empty, which is not printed
// when it stands alone.
func pad(lines []string, width int) []string {
	for i, l := range lines {
		if lipgloss.Width(l)%width == 0 {
			lines[i] += " "
		}
	}
	return lines
}
