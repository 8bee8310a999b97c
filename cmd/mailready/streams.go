package main

import (
	"fmt"
	"mailready/wizard/plain"
	"os"
	"runtime"
	"strings"

	"golang.org/x/term"
)

// streams is what a command talks to: its input, its two outputs, and the
// environment.
type streams struct {
	in, err *os.File
	out     *output
	env     func(string) string
}

// terminal tells whether a person sits at both ends.
func (s streams) terminal() bool { return isTerminal(s.in) && isTerminal(s.out.file) }

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// width is the number of columns to write in, 78 where it is not known.
func (s streams) width() int { return columns(s.out.file) }

func columns(f *os.File) int {
	if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
		return min(w, 80) - 1
	}
	return 78
}

// say prints sentences for a person, broken between words on a terminal.
func (s streams) say(text string) { fmt.Fprintln(s.out, folded(s.out.file, text)) }

// tell prints them beside the output, where errors stand.
func (s streams) tell(text string) { fmt.Fprintln(s.err, folded(s.err, text)) }

// folded is a text for people as it fits to where it is written. A program that
// reads it gets its lines whole.
func folded(to *os.File, text string) string {
	if !isTerminal(to) {
		return text
	}
	return plain.Wrap(text, columns(to))
}

// plain tells whether the environment asks for the line by line wizard, or
// the terminal cannot do more.
func (s streams) plain() bool {
	switch s.env("TERM") {
	case "dumb", "", "unknown":
		return true
	}
	return truthy(s.env("MAILREADY_PLAIN")) || truthy(s.env("ACCESSIBLE"))
}

// colour tells whether colour is wanted (no-color.org, bixense.com/clicolors).
func (s streams) colour() bool {
	return s.env("NO_COLOR") == "" && s.env("CLICOLOR") != "0" && s.env("TERM") != "dumb"
}

// ascii tells whether the terminal is known to show ASCII only: on Unix, where
// the locale is not a UTF-8 one.
func (s streams) ascii() bool {
	if runtime.GOOS == "windows" {
		return false
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(s.env(name)); v != "" {
			return !strings.Contains(v, "utf-8") && !strings.Contains(v, "utf8")
		}
	}
	return true
}

func truthy(v string) bool {
	switch strings.ToLower(v) {
	case "", "0", "no", "false", "off":
		return false
	}
	return true
}
