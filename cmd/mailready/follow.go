package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mailready/wizard/call"
	"mailready/wizard/checklist"
	"mailready/wizard/plain"
)

func followCommand(a *app) *cobra.Command {
	c := &cobra.Command{Use: "follow [CODE]", Example: "  mailready follow\n  mailready follow AB7H-0J5P",
		Short: "The helper's view: the screen that a caller sees, from the call code",
		Long: `Follow shows the screen that belongs to a call code: the caller's own words but
for what was typed, whose turn it is, and what to ask next. It works offline. A
call code holds no address, no password and no settings.

Without a code it takes one code after the other, as during a call, and shows
how long the call has taken.`}
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return a.followCall(cmd.Context())
		}
		return a.follow(strings.Join(args, " "))
	}
	return c
}

// follow shows the screen of one code.
func (a *app) follow(code string) error {
	c, err := call.Decode(code)
	var p *checklist.Problem
	if errors.As(err, &p) {
		return wrong(p)
	}
	d := &plain.Driver{Out: a.out, Width: a.width()}
	f := call.Follow(c, words())
	d.Note(checklist.Note{Text: "Call code " + call.Encode(c) + ": " + call.Spell(call.Encode(c)) + "."})
	d.Note(checklist.Note{})
	d.Note(checklist.Note{Text: f.Sees()})
	inner := &plain.Driver{Out: &indented{to: a.out}, Width: a.width() - len(margin)}
	inner.Show(f.Screen)
	for _, part := range f.Parts() {
		d.Note(checklist.Note{})
		d.Note(checklist.Note{Text: part.Heading})
		for _, line := range part.Lines {
			d.Note(checklist.Note{Text: line})
		}
	}
	return nil
}

// followCall takes code after code until the input ends or an empty line is
// typed.
func (a *app) followCall(ctx context.Context) error {
	began := time.Now()
	ask := func() { fmt.Fprint(a.out, "\nCall code (Enter ends the call): ") }
	a.say("Ask the caller for the call code on the screen.")
	lines := bufio.NewScanner(a.typed(ctx))
	for ask(); lines.Scan(); ask() {
		code := strings.TrimSpace(lines.Text())
		if code == "" {
			break
		}
		fmt.Fprintln(a.out)
		var stop *exit
		if err := a.follow(code); errors.As(err, &stop) {
			a.say(shown(stop.text))
		}
		fmt.Fprintf(a.out, "\nThe call has taken %s.", call.Lasted(time.Since(began)))
	}
	if err := lines.Err(); err != nil {
		return inputFailed("standard input", err)
	}
	fmt.Fprintf(a.out, "\nThe call took %s.\n", call.Lasted(time.Since(began)))
	return nil
}

// margin stands in front of every line of the caller's screen.
const margin = "  | "

// indented puts the margin in front of each line.
type indented struct {
	to     io.Writer
	inside bool // of a line
}

func (w *indented) Write(p []byte) (int, error) {
	for line := range strings.Lines(string(p)) {
		text := line
		if !w.inside {
			text = margin + line
		}
		w.inside = !strings.HasSuffix(line, "\n")
		if _, err := io.WriteString(w.to, strings.TrimRight(text, " \n")+strings.Repeat("\n", strings.Count(line, "\n"))); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}
