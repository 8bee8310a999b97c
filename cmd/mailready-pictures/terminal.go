//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"image/color"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// terminal is the program on a pseudo terminal, with somebody at its keys.
type terminal struct {
	cmd  *exec.Cmd
	tty  *os.File
	mu   sync.Mutex
	emu  *vt.Emulator
	news chan struct{}
}

// patience is how long a screen may take to come.
const patience = 30 * time.Second

// open starts the program in a window of a size, with an empty home.
func open(ctx context.Context, program, home string, cols, rows int, args ...string) (*terminal, error) {
	t := &terminal{cmd: exec.CommandContext(ctx, program, args...), emu: vt.NewEmulator(cols, rows), news: make(chan struct{}, 1)}
	t.cmd.Env = []string{"HOME=" + home, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "TERM=xterm-256color", "SSH_CONNECTION=192.0.2.1 1 192.0.2.2 22"}
	var err error
	if t.tty, err = pty.StartWithAttrs(t.cmd, &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)}, &syscall.SysProcAttr{Setsid: true, Setctty: true}); err != nil {
		return nil, fmt.Errorf("pseudo terminal: %w", err)
	}
	go t.read()
	go t.drop()
	return t, nil
}

func (t *terminal) read() {
	b := make([]byte, 1<<16)
	for {
		n, err := t.tty.Read(b)
		t.mu.Lock()
		t.emu.Write(b[:n])
		t.mu.Unlock()
		select {
		case t.news <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// drop throws away what the emulator would answer.
func (t *terminal) drop() {
	b := make([]byte, 1024)
	for {
		if _, err := t.emu.Read(b); err != nil {
			return
		}
	}
}

// await waits until a text stands on the screen, and below it the end of what
// is drawn; an empty end does not matter.
func (t *terminal) await(text, end string) error {
	late := time.After(patience)
	for {
		if _, below, ok := strings.Cut(t.text(), text); ok && strings.Contains(below, end) {
			return nil
		}
		select {
		case <-t.news:
		case <-late:
			return errors.New("never came: " + text + "\n" + t.text())
		}
	}
}

func (t *terminal) text() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.emu.String()
}

// close ends the program.
func (t *terminal) close() {
	t.cmd.Process.Kill()
	t.cmd.Wait()
	t.tty.Close()
}

// run is a piece of a row that looks the same.
type run struct {
	column, width int
	text          string
	class         string // of the picture's style sheet
}

// rows takes the screen as it stands: below the last row with text, nothing.
func (t *terminal) rows() [][]run {
	t.mu.Lock()
	defer t.mu.Unlock()
	var rows [][]run
	last := 0
	for y := range t.emu.Height() {
		var row []run
		for x := 0; x < t.emu.Width(); x++ {
			c := t.emu.CellAt(x, y)
			if c == nil || c.Content == "" || c.Width == 0 {
				continue
			}
			class := classOf(c.Style.Fg, c.Style.Attrs)
			if n := len(row); n > 0 && row[n-1].class == class && row[n-1].column+row[n-1].width == x {
				row[n-1].text += c.Content
				row[n-1].width += c.Width
				continue
			}
			row = append(row, run{x, c.Width, c.Content, class})
		}
		for n := len(row); n > 0 && strings.TrimSpace(row[n-1].text) == ""; n = len(row) {
			row = row[:n-1]
		}
		rows = append(rows, row)
		if len(row) > 0 {
			last = y + 1
		}
	}
	return rows[:last]
}

// classes are the styles that the program uses, by the number of the colour.
var classes = map[ansi.BasicColor]string{ansi.Red: "r", ansi.Green: "g", ansi.Yellow: "y", ansi.Cyan: "c"}

const (
	attrBold  = 1
	attrFaint = 2
)

func classOf(fg color.Color, attrs uint8) string {
	class := ""
	if basic, ok := fg.(ansi.BasicColor); ok {
		class = classes[basic]
	}
	if attrs&attrBold != 0 {
		class += " b"
	}
	if attrs&attrFaint != 0 {
		class += " f"
	}
	return strings.TrimSpace(class)
}
