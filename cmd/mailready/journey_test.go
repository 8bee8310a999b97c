//go:build unix

package main

import (
	"strconv"
	"strings"
)

// wizard starts the wizard on a terminal, with either driver.
func (w *world) wizard(cols, rows int, plain bool, args ...string) *terminal {
	w.Helper()
	if plain {
		args = append(args, "--plain")
	}
	t := w.terminal(cols, rows, args...)
	t.plain = plain
	return t
}

// fill types the answer to a question that asks for text. Line by line, the
// mark in front of the answer says that the question is complete, and that a
// password will not be shown.
func (t *terminal) fill(question, answer string) {
	t.w.Helper()
	t.see(question)
	if !t.plain {
		t.keys(answer + "\r")
		return
	}
	t.mark()
	t.keys(answer + "\n")
}

// mark waits for the mark in front of an answer typed line by line.
func (t *terminal) mark() {
	t.w.Helper()
	t.until("the mark", func(screen string) bool { return strings.HasSuffix(screen, "\n>") })
}

// choose picks a choice by its number. The first one is taken by Enter.
func (t *terminal) choose(question string, n int) {
	t.w.Helper()
	t.see(question)
	switch {
	case t.plain && n == 1:
		t.keys("\n")
	case t.plain:
		t.keys(strconv.Itoa(n) + "\n")
	case n == 1:
		t.keys("\r")
	default:
		t.keys(strconv.Itoa(n))
	}
}

// toPassword goes through practice up to the question for the password.
func (w *world) toPassword(cols, rows int, plain bool) *terminal {
	w.Helper()
	t := w.wizard(cols, rows, plain, "practice")
	t.fill("Your full Microsoft 365 address", sender)
	t.choose("How does this mailbox sign in?", 1)
	t.choose("How far are you?", 2)
	t.choose("Is SMTP AUTH on for this mailbox?", 1)
	t.choose("Use these settings?", 1)
	t.see("It is not shown.")
	if plain {
		t.mark()
	}
	return t
}
