//go:build linux

package main

import (
	"os/exec"
	"strings"
	"testing"
	"time"
)

// The status of a thousand mailboxes is there at once: nothing in it grows
// faster than their number.
func TestStatusOfAThousand(t *testing.T) {
	w := newWorld(t)
	w.many(1000)
	cpu := func(args ...string) time.Duration {
		c := exec.CommandContext(t.Context(), "mailready", args...)
		c.Env = w.env
		out, err := c.CombinedOutput()
		if err != nil || args[0] == "status" && strings.Count(string(out), "in systemd's credentials") != 1000 {
			t.Fatalf("%v: %.500s", err, out)
		}
		return c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	}
	start := cpu("version")
	status := cpu("status")
	t.Logf("%v of CPU, of which %v to start", status, start)
	if status-start > time.Second { // a wide limit, for the race detector and a busy machine
		t.Errorf("status of a thousand mailboxes took %v of CPU", status)
	}
}
