//go:build unix

package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// What is made before main begins is paid by every command, also by those that
// a program calls a thousand times a day. Each of our packages may make some
// tables, and no more; what is larger is made at its first use.
func TestStart(t *testing.T) {
	const most, mostOfOne = 600, 200 // allocations
	w := newWorld(t)
	w.setenv("GODEBUG", "inittrace=1")
	traced := regexp.MustCompile(`(?m)^init (\S+) @.* (\d+) allocs$`)
	for _, command := range []string{"version", "export --list", "completion bash"} {
		got := w.run("", strings.Fields(command)...)
		if got.Code != 0 {
			t.Fatalf("%s: %+v", command, got)
		}
		all := 0
		for _, m := range traced.FindAllStringSubmatch(got.Stderr, -1) {
			var n int
			fmt.Sscan(m[2], &n)
			// The tables of the tests themselves stand in the package of the program.
			if strings.HasPrefix(m[1], "mailready/") && m[1] != "mailready/cmd/mailready" {
				if all += n; n > mostOfOne {
					t.Errorf("%s: %s makes %d things before the program begins, %d at most", command, m[1], n, mostOfOne)
				}
			}
		}
		if all == 0 || all > most {
			t.Errorf("%s: %d things are made before the program begins, want 1 to %d", command, all, most)
		}
	}
}
