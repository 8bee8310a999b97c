//go:build unix

package main

import (
	"fmt"
	"mailready/smtpcheck/causes"
	"strings"
	"syscall"
	"testing"
)

// However the wizard is stopped while a password is typed: the terminal
// echoes again, and nothing half-typed is left.
func TestStoppedAtThePassword(t *testing.T) {
	for name, stop := range map[string]func(*terminal){
		"Ctrl-C":      func(term *terminal) { term.keys("\x03") },
		"Ctrl-D":      func(term *terminal) { term.keys("\x04") },
		"SIGINT":      func(term *terminal) { term.cmd.Process.Signal(syscall.SIGINT) },
		"SIGTERM":     func(term *terminal) { term.cmd.Process.Signal(syscall.SIGTERM) },
		"SIGHUP":      func(term *terminal) { term.cmd.Process.Signal(syscall.SIGHUP) },
		"SIGQUIT":     func(term *terminal) { term.cmd.Process.Signal(syscall.SIGQUIT) },
		"half-way ^C": func(term *terminal) { term.keys(term.w.Password[:9] + "\x03") },
	} {
		for _, plain := range []bool{true, false} {
			if !plain && name == "Ctrl-D" {
				continue // the end of the input, which a full screen does not have
			}
			t.Run(fmt.Sprintf("%s, plain %v", name, plain), func(t *testing.T) {
				w := newWorld(t)
				term := w.toPassword(80, 40, plain)
				stop(term)
				if code := term.exit(); code != causes.ExitInterrupted {
					t.Errorf("exit code %d\n%s", code, term.text())
				}
				term.see("Stopped.")
				if strings.Contains(term.text(), "goroutine ") {
					t.Error("the screen shows a dump")
				}
			})
		}
	}
}
