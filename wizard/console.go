package wizard

import (
	"io"
	"os"
	"sync"

	"github.com/charmbracelet/x/term"
)

// console is the terminal in the state that the screen needs: keys come one by
// one and without echo, and a paste is marked as such.
type console struct {
	in, out *os.File

	mu     sync.Mutex // never held while something is written, which can take for ever
	before []state    // nil while the terminal is as it was
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
	if c.taken() {
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
	c.mu.Lock()
	c.before = []state{{c.in, in}, {c.out, out}}
	c.mu.Unlock()
	if err := understand(c.in, c.out); err != nil {
		c.giveBack()
		return err
	}
	io.WriteString(c.out, markPastes)
	return nil
}

// taken tells whether the terminal is in that state.
func (c *console) taken() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.before != nil
}

// giveBack makes the terminal as it was.
func (c *console) giveBack() {
	if c.taken() {
		io.WriteString(c.out, leavePastes)
		c.restore()
	}
}

// restore does the same without a write, also while giveBack waits for one.
func (c *console) restore() {
	c.mu.Lock()
	defer c.mu.Unlock()
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
