//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every command in the README and in docs is one that this program takes, with
// flags that it has.
func TestCommandsOfTheDocs(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join("..", "..", "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	n := 0
	for _, page := range append(pages, filepath.Join("..", "..", "README.md")) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			_, command, ok := strings.Cut(line, "    mailready ")
			if !ok || strings.HasPrefix(command, "MAILREADY") {
				continue
			}
			command, _, _ = strings.Cut(command, "<")
			command, _, _ = strings.Cut(command, "|")
			args := strings.Fields(command)
			if got := w.run("", append(args, "--help")...); got.Code != 0 {
				t.Errorf("%s: mailready %s: exit %d, %s", filepath.Base(page), strings.TrimSpace(command), got.Code, got.Stderr)
			}
			n++
		}
	}
	if n < 7 {
		t.Errorf("only %d commands", n)
	}
}
