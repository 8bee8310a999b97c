// Package plain is the wizard line by line, for screen readers, for simple
// terminals and for pipes: it only ever adds lines, asks with numbered
// choices, and moves no cursor.
package plain

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"mailready/wizard/checklist"
)

// Driver shows a run on Out and reads the answers.
type Driver struct {
	Out   io.Writer
	Width int // columns to wrap at; 0 means 78
	// Ask gives the answer to a screen as one line without its line end. It
	// may keep the bytes. io.EOF means that nobody answers any more.
	Ask func(ctx context.Context, s checklist.Screen) ([]byte, error)
	// Before is called before a question is shown, so that a password can be
	// pasted as soon as it is asked for. It may be nil.
	Before func(s checklist.Screen)

	step int // the step whose heading stands above
}

// errQuit is how the word "quit" ends a run.
var errQuit = errors.New("the user stopped")

// Run leads through the steps until the end, or until the user stops or the
// input ends. The exit code is the run's.
func (d *Driver) Run(ctx context.Context, r *checklist.Run) error {
	b := newBackground(ctx)
	defer b.stop()
	d.para("Type ? for help, b to go back, m for the menu, q to stop.")
	for {
		for _, u := range b.finished() {
			r.Apply(u)
		}
		b.start(r.Background())
		if r.Left() {
			d.para("Stopped here. " + r.Kept())
			d.para(r.GoOn())
			return nil
		}
		s := r.Screen()
		d.show(s)
		r.Shown()
		var err error
		switch s.Kind {
		case checklist.Finished:
			return nil
		case checklist.Working:
			err = d.work(ctx, r, s)
		default:
			err = d.question(ctx, r, s)
		}
		if err != nil {
			return d.stopped(r, err)
		}
	}
}

// stopped says goodbye where the user or the input ended.
func (d *Driver) stopped(r *checklist.Run, err error) error {
	r.Stop()
	d.line("")
	d.para("Stopped. " + r.Kept())
	if errors.Is(err, errQuit) || errors.Is(err, io.EOF) || errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// question asks until an answer is taken.
func (d *Driver) question(ctx context.Context, r *checklist.Run, s checklist.Screen) error {
	for {
		if d.Before != nil {
			d.Before(s)
		}
		d.prompt(s)
		line, err := d.Ask(ctx, s)
		if err != nil {
			return err
		}
		var p *checklist.Problem
		if s.Kind == checklist.Secret && !isWord(line) {
			p = r.AnswerSecret(line)
		} else {
			typed := strings.TrimSpace(string(line))
			if w := word(typed); w != "" {
				if err := d.obey(ctx, r, s, w); err != errAskAgain {
					return err
				}
				continue
			}
			p = r.Answer(value(s, typed))
		}
		if p == nil {
			return nil
		}
		d.problem(p)
		if p.Secret() && s.Kind != checklist.Secret {
			d.para("The terminal has shown it: it can be read above until you clear the window.")
		}
	}
}

// errAskAgain tells that a word changed nothing about the question.
var errAskAgain = errors.New("the same question again")

// obey does what a word says.
func (d *Driver) obey(ctx context.Context, r *checklist.Run, s checklist.Screen, w string) error {
	switch {
	case w == "quit":
		return errQuit
	case w == "back" && s.CanBack:
		r.Back()
		return nil
	case w == "menu" && s.CanMenu:
		r.Menu()
		return nil
	case w == "help":
		d.step = 0
		d.show(s)
		d.para("Words you can type instead of an answer: back, menu, open, spell, help, quit. Short: b, m, o, s, ?, q.")
	case w == "spell" && s.Code != "":
		d.para("Call code " + s.Code + ": " + s.Spoken + ".")
	case w == "open":
		d.open(ctx, r)
	default:
		d.para("That does not work here.")
	}
	return errAskAgain
}

// words are what can be typed instead of an answer.
var words = map[string]string{
	"quit": "quit", "q": "quit", "back": "back", "b": "back", "menu": "menu", "m": "menu",
	"help": "help", "?": "help", "open": "open", "o": "open", "spell": "spell", "s": "spell",
}

func word(typed string) string { return words[strings.ToLower(typed)] }

// isWord tells whether a line typed at the password prompt is a command. It
// looks at very short lines only, so that no password is turned into a string.
func isWord(line []byte) bool { return len(line) <= 6 && word(strings.TrimSpace(string(line))) != "" }

// value turns what was typed into the answer: the number of an option into
// its value, an empty line into what Enter takes.
func value(s checklist.Screen, typed string) string {
	if s.Kind != checklist.Choice {
		if typed == "" {
			return s.Value
		}
		return typed
	}
	if typed == "" {
		return s.Default
	}
	n, err := strconv.Atoi(strings.TrimRight(typed, ".)"))
	if err == nil && n >= 1 && n <= len(s.Options) {
		return s.Options[n-1].Value
	}
	for _, o := range s.Options {
		if strings.EqualFold(o.Value, typed) {
			return o.Value
		}
	}
	return ""
}

func (d *Driver) open(ctx context.Context, r *checklist.Run) {
	job := r.Open()
	if job.Do == nil {
		d.para("There is no page to open, or no browser. Type the address by hand.")
		return
	}
	r.Apply(job.Do(ctx, func(checklist.Note) {}))
	for _, n := range r.Screen().Notices {
		d.Note(n)
	}
}
