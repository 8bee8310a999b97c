package wizard

import (
	"io"
	"os"

	"github.com/charmbracelet/x/term"
)

// console is the terminal in the state that the screen needs: keys come one by
// one and without echo, and a paste is marked as such.
type console struct {
	in, out *os.File
	before  []state // nil while the terminal is as it was
}

type state struct {
	file *os.File
	was  *term.State
}

const (
	markPastes  = "\x1b[?2004h"
	leavePastes = "\x1b[?2004l"
)

// take brings the terminal into that state.
func (c *console) take() error {
	if c.before != nil {
		return nil
	}
	out, err := term.GetState(c.out.Fd())
	if err != nil {
		return err
	}
	in, err := term.MakeRaw(c.in.Fd())
	if err != nil {
		return err
	}
	c.before = []state{{c.in, in}, {c.out, out}}
	if err := understand(c.in, c.out); err != nil {
		c.giveBack()
		return err
	}
	io.WriteString(c.out, markPastes)
	return nil
}

// giveBack makes the terminal as it was.
func (c *console) giveBack() {
	if c.before != nil {
		io.WriteString(c.out, leavePastes)
		c.restore()
	}
}

// restore does the same without a write, which could wait for ever.
func (c *console) restore() {
	for _, s := range c.before {
		term.Restore(s.file.Fd(), s.was)
	}
	c.before = nil
}

// size is the size of the window; 0 where it is not known.
func (c *console) size() (width, height int) {
	width, height, err := term.GetSize(c.out.Fd())
	if err != nil {
		return 0, 0
	}
	return width, height
}
