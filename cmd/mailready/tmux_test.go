//go:build unix

package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A pane is the program in tmux, a real terminal emulator with a person who
// types. Its server is this test's own.
type pane struct {
	w      *world
	socket string
}

// tmux starts the program in a window of its own.
func (w *world) tmux(cols, rows int, args ...string) *pane {
	w.Helper()
	realPart(w.T, "tmux")
	program, err := exec.LookPath("mailready")
	if err != nil {
		w.Fatal(err)
	}
	p := &pane{w: w, socket: filepath.Join(w.TempDir(), "tmux")}
	command := append([]string{"-f", "/dev/null", "new-session", "-d", "-x", strconv.Itoa(cols), "-y", strconv.Itoa(rows),
		"env", "-i", "TERM=screen-256color"}, w.env[:0:0]...)
	for _, v := range w.env {
		if !strings.HasPrefix(v, "TERM=") {
			command = append(command, v)
		}
	}
	// The shell stays after the program's end, as a person's would.
	command = append(append(command, "sh", "-c", `"$@"; echo "[exit $?]"; read stay`, "_", program), args...)
	p.do(append(command, ";", "set-option", "-g", "status", "off")...)
	w.Cleanup(func() { exec.Command("tmux", "-S", p.socket, "kill-server").Run() })
	w.watch(p.pid())
	return p
}

// do runs a command of tmux and gives what it prints.
func (p *pane) do(args ...string) string {
	p.w.Helper()
	cmd := exec.Command("tmux", append([]string{"-S", p.socket, "-u"}, args...)...)
	cmd.Env = p.w.env
	out, err := cmd.CombinedOutput()
	if err != nil {
		p.w.Fatalf("tmux %q: %v: %s", args[0], err, out)
	}
	return string(out)
}

func (p *pane) pid() int {
	n, _ := strconv.Atoi(strings.TrimSpace(p.do("display-message", "-p", "#{pane_pid}")))
	return n
}

// keys types the text as it is; special keys are named as tmux names them, in
// press.
func (p *pane) keys(text string) { p.w.Helper(); p.do("send-keys", "-l", "--", text) }

// press presses keys by name: "Enter", "Escape", "C-c", "Down".
func (p *pane) press(names ...string) {
	p.w.Helper()
	p.do(append([]string{"send-keys"}, names...)...)
}

// text is the screen with all that scrolled off its top.
func (p *pane) text() string {
	p.w.Helper()
	all := p.do("capture-pane", "-p", "-J", "-S", "-")
	p.w.search("tmux", []byte(all))
	return strings.TrimRight(all, "\n ")
}

// see waits until all the words stand on the screen or above it.
func (p *pane) see(words ...string) {
	p.w.Helper()
	p.until(strings.Join(words, ", "), func() bool {
		all := p.text()
		for _, word := range words {
			if !strings.Contains(all, word) {
				return false
			}
		}
		return true
	})
}

// seeLine waits for a line of its own, which may be longer than the window.
func (p *pane) seeLine(line string) {
	p.w.Helper()
	p.until(line, func() bool { return strings.Contains("\n"+p.text()+"\n", "\n"+line+"\n") })
}

func (p *pane) until(what string, ok func() bool) {
	p.w.Helper()
	for end := time.Now().Add(hangGuard); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			p.w.Fatalf("waited for %s:\n%s", what, p.text())
		}
	}
	p.w.watch(p.pid())
}

// exit waits for the program's end and gives its exit code.
func (p *pane) exit() int {
	p.w.Helper()
	var code int
	p.until("the end", func() bool {
		_, end, ok := strings.Cut(p.text(), "[exit ")
		n, _ := fmt.Sscanf(end, "%d]", &code)
		return ok && n == 1
	})
	if on := strings.TrimSpace(p.do("display-message", "-p", "#{cursor_flag}#{alternate_on}")); on != "10" {
		p.w.Errorf("left the cursor hidden or the alternate screen on: %s", on)
	}
	return code
}

func TestTmuxHarness(t *testing.T) {
	w := newWorld(t)
	p := w.tmux(80, 24, "version")
	if code := p.exit(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	p.see("mailready")
}
