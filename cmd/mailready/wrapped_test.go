//go:build linux

package main

import (
	"strings"
	"testing"
)

// On a narrow terminal what a command says breaks between words; a program that
// reads it gets its lines whole.
func TestErrorsBreakBetweenWords(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"check"}, {"check", "nobody@contoso.example"}, {"forget", "nobody@contoso.example"}, {"check", "--from", "no address"}, {"setup", "--store", "nowhere"},
		{"check", "--nonsense"}, {"follow", "K7Q2"}, {"password"},
	} {
		w := newWorld(t)
		whole := w.run("", args...)
		term := w.terminal(40, 24, args...)
		term.exit()
		shown := term.text()
		if said := strings.Fields(whole.Stdout + whole.Stderr); strings.Join(strings.Fields(shown), " ") != strings.Join(said, " ") {
			t.Errorf("%q: the terminal shows\n%s\n--- a pipe gets\n%s", args, shown, whole.Stdout+whole.Stderr)
		}
	}
}
