//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The units that the page about watching shows are units that systemd takes.
func TestWatchingUnits(t *testing.T) {
	realPart(t, "systemd-analyze")
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "watching.md"))
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	var files []string
	for part := range strings.SplitSeq(string(page), "    # /etc/systemd/system/") {
		name, unit, _ := strings.Cut(part, "\n")
		if !strings.HasSuffix(name, ".service") && !strings.HasSuffix(name, ".timer") {
			continue
		}
		var lines []string
		for line := range strings.SplitSeq(unit, "\n") {
			if text, ok := strings.CutPrefix(line, "    "); ok || line == "" {
				lines = append(lines, text)
			} else {
				break
			}
		}
		file := filepath.Join(w.Home, name)
		text := strings.ReplaceAll(strings.Join(lines, "\n"), "/usr/bin/mailready", "/bin/true")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	if len(files) != 2 {
		t.Fatalf("units: %v", files)
	}
	w.other("", "systemd-analyze", append([]string{"verify", "--man=no"}, files...)...)
}
