//go:build unix

package main

import (
	"context"
	"io"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"golang.org/x/term"
)

// A terminal is the program on a terminal of its own, with a person who reads
// the screen and presses keys.
type terminal struct {
	w      *world
	cmd    *exec.Cmd
	master *os.File
	slave  *os.File
	before *term.State

	mu      sync.Mutex // the emulator's own lock does not cover String
	screen  *vt.Emulator
	raw     []byte
	changed chan struct{} // closed and replaced at every output
	ended   chan struct{} // all output was read
	waited  chan struct{} // the code is known
	code    int
	plain   bool // line by line, see wizard
}

// terminal starts the program on a terminal.
func (w *world) terminal(cols, rows int, args ...string) *terminal {
	w.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		w.Fatal(err)
	}
	if err := pty.Setsize(master, &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)}); err != nil {
		w.Fatal(err)
	}
	before, err := term.GetState(int(slave.Fd()))
	if err != nil {
		w.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	t := &terminal{w: w, master: master, slave: slave, before: before, cmd: w.command(ctx, args...),
		screen: vt.NewEmulator(cols, rows), changed: make(chan struct{}), ended: make(chan struct{}), waited: make(chan struct{})}
	t.cmd.Stdin, t.cmd.Stdout, t.cmd.Stderr = slave, slave, slave
	t.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := t.cmd.Start(); err != nil {
		w.Fatal(err)
	}
	go t.read()
	go io.Copy(master, t.screen) // what a terminal answers when it is asked
	go t.wait()
	w.Cleanup(func() {
		stop()
		<-t.ended
		t.screen.InputPipe().(io.Closer).Close() // Close itself races with Read
		master.Close()
	})
	return t
}

// read shows the output on the screen, and keeps it.
func (t *terminal) read() {
	defer close(t.ended)
	buf := make([]byte, 4096)
	for {
		n, err := t.master.Read(buf)
		if err != nil {
			return
		}
		t.w.watch(t.cmd.Process.Pid)
		t.mu.Lock()
		t.raw = append(t.raw, buf[:n]...)
		t.screen.Write(buf[:n])
		shown := t.screen.String()
		close(t.changed)
		t.changed = make(chan struct{})
		t.mu.Unlock()
		t.w.search("screen", []byte(shown))
	}
}

// wait waits for the program's end, looks at the terminal it left, and closes
// it, which ends read.
func (t *terminal) wait() {
	defer close(t.waited)
	t.cmd.Wait()
	after, stateErr := term.GetState(int(t.slave.Fd()))
	t.code = t.cmd.ProcessState.ExitCode()
	killed := t.code < 0 // by this harness, which gave up
	if !killed && (stateErr != nil || !reflect.DeepEqual(t.before, after)) {
		t.w.Errorf("the terminal is not as it was before: %+v, then %+v %v", t.before, after, stateErr)
	}
	t.slave.Close()
}

// text is the screen now, without the blanks at the ends of its lines.
func (t *terminal) text() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.shown()
}

func (t *terminal) shown() string {
	lines := strings.Split(t.screen.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \r")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// wrote counts how often the words were written to the terminal.
func (t *terminal) wrote(words string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Count(string(t.raw), words)
}

// until waits until the screen is as it should be.
func (t *terminal) until(what string, ok func(screen string) bool) {
	t.w.Helper()
	guard := time.NewTimer(hangGuard)
	defer guard.Stop()
	for {
		t.mu.Lock()
		screen, changed := t.shown(), t.changed
		t.mu.Unlock()
		if ok(screen) {
			return
		}
		select {
		case <-changed:
		case <-t.ended:
			if screen := t.text(); !ok(screen) {
				t.w.Fatalf("ended before %s:\n%s", what, screen)
			}
			return
		case <-guard.C:
			t.w.Fatalf("waited for %s:\n%s", what, t.text())
		}
	}
}

// see waits until all the words are on the screen.
func (t *terminal) see(words ...string) {
	t.w.Helper()
	t.until(strings.Join(words, ", "), func(screen string) bool {
		for _, w := range words {
			if !strings.Contains(screen, w) {
				return false
			}
		}
		return true
	})
}

// keys types; "\r" is Enter, "\x1b" Esc, "\x03" Ctrl-C.
func (t *terminal) keys(keys string) {
	t.w.Helper()
	if _, err := t.master.WriteString(keys); err != nil {
		t.w.Fatalf("typing: %v\n%s", err, t.text())
	}
}

// resize changes the size of the window.
func (t *terminal) resize(cols, rows int) {
	t.w.Helper()
	t.mu.Lock()
	t.screen.Resize(cols, rows)
	t.mu.Unlock()
	if err := pty.Setsize(t.master, &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)}); err != nil {
		t.w.Fatal(err)
	}
}

// exit waits for the program's end, checks what it wrote to the terminal, and
// gives its exit code.
func (t *terminal) exit() int {
	t.w.Helper()
	select {
	case <-t.ended:
	case <-time.After(hangGuard):
		t.w.Fatalf("did not end:\n%s", t.text())
	}
	<-t.waited
	t.w.search("terminal", t.raw)
	for _, s := range stray(t.raw) {
		t.w.Errorf("wrote %s to the terminal", s)
	}
	if on, seen := lastMode(t.raw, "25"); seen && !on {
		t.w.Error("left the cursor hidden")
	}
	if on, _ := lastMode(t.raw, "2004"); on {
		t.w.Error("left paste mode on")
	}
	if left := session(t.cmd.Process.Pid); len(left) > 0 {
		t.w.Errorf("left processes behind: %v", left)
	}
	return t.code
}

func TestTerminalHarness(t *testing.T) {
	w := newWorld(t)
	term := w.terminal(40, 12, "help")
	if code := term.exit(); code != 0 {
		t.Errorf("exit code %d\n%s", code, term.text())
	}
	term.see("mailready")
}
