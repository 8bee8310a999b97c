package main

import (
	"errors"
	"fmt"
	"time"

	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
	"mailready/wizard/plain"
)

// teller says how checks ended: one after the other, and at the end all
// together.
type teller interface {
	one(checked) error
	end(stopped bool) error
	drop() // removes what an end that did not come would have removed
}

// teller is the form that the flags ask for.
func (a *app) teller(f checkFlags) (teller, error) {
	t := &tally{a: a, began: time.Now()}
	var forms []teller
	switch {
	case f.nagios:
		forms = append(forms, &nagiosTeller{tally: t})
	case f.json:
		forms = append(forms, &jsonTeller{t})
	default:
		forms = append(forms, &textTeller{t, f.quiet})
	}
	if f.prometheus != "" {
		p, err := newPrometheus(t, f.prometheus)
		if err != nil {
			return nil, &exit{causes.ExitFile, err.Error()}
		}
		forms = append([]teller{p}, forms...)
	}
	return &counting{t, forms, f.nagios}, nil
}

// tally counts what became of the mailboxes.
type tally struct {
	a                      *app
	began                  time.Time
	good, refused, skipped int
	stopped                int
	worst                  int // the highest exit code
}

// counting counts before the forms are told, and gives the exit code after.
type counting struct {
	*tally
	forms  []teller
	plugin bool // a monitoring plugin has one status line: what failed before it is in it
}

func (t *counting) one(c checked) error {
	switch {
	case c.stopped:
		t.stopped++
	case c.skipped != nil:
		t.skipped++
		t.worst = max(t.worst, c.skipped.exit)
	case c.failure != nil:
		t.refused++
		t.worst = max(t.worst, c.failure.Verdict.Cause.Exit)
	default:
		t.good++
	}
	for _, form := range t.forms {
		if err := form.one(c); err != nil {
			return err
		}
	}
	return nil
}

func (t *counting) end(stopped bool) error {
	if stopped {
		t.worst = causes.ExitInterrupted
	}
	code := quietly(t.worst)
	for _, form := range t.forms {
		err := form.end(stopped)
		if own, ok := errors.AsType[*exit](err); ok {
			if code = own; t.plugin && own.text != "" {
				return own
			}
		} else if err != nil {
			return err
		}
	}
	return code
}

func (t *counting) drop() {
	for _, form := range t.forms {
		form.drop()
	}
}

func (t *tally) drop() {}

// sentence sums the checks up.
func (t *tally) sentence(stopped bool) string {
	all := t.good + t.refused + t.skipped
	text := fmt.Sprintf("%d of %d mailboxes can send.", t.good, all)
	if t.refused > 0 {
		text += fmt.Sprintf(" %d cannot.", t.refused)
	}
	if t.skipped > 0 {
		text += fmt.Sprintf(" %d were not tried.", t.skipped)
	}
	if stopped {
		text += " Stopped before the others were checked."
	}
	return text + " Nothing was sent."
}

// textTeller says it in lines for a person; quiet leaves out what is well.
type textTeller struct {
	*tally
	quiet bool
}

func (t *textTeller) one(c checked) error {
	d := &plain.Driver{Out: t.a.out, Width: t.a.width()}
	switch {
	case c.stopped:
	case c.skipped != nil:
		d.Note(checklist.Note{Mark: checklist.SKIP, Text: c.state.Sender + ": not tried, since " + c.skipped.why + "."})
	case c.failure != nil:
		cause := c.failure.Verdict.Cause
		d.Note(checklist.Note{Mark: checklist.FAIL, Text: c.state.Sender + ": " + cause.Code + ", " + cause.Title + ". " + checklist.Turns[cause.Owner]})
	case !t.quiet:
		d.Note(checklist.Note{Mark: checklist.OK, Text: c.state.Sender + " (" + checklist.Took(c.state.Report().Took) + ")"})
	}
	return nil
}

func (t *textTeller) end(stopped bool) error {
	if !t.quiet || t.refused+t.skipped > 0 || stopped {
		fmt.Fprintln(t.a.out, t.sentence(stopped))
	}
	return nil
}

// jsonTeller prints one object a line: what check --json prints for each
// mailbox, and a summary at the end.
type jsonTeller struct{ *tally }

func (t *jsonTeller) one(c checked) error {
	if c.stopped {
		return nil
	}
	line := struct {
		checkResult
		Skipped string `json:"skipped"` // why it was not tried; empty: it was
	}{checkResult: resultOf(c.state, c.failure)}
	if c.skipped != nil {
		line.OK, line.Skipped = false, c.skipped.why
		if cause := c.skipped.cause; cause != nil {
			line.Cause, line.Owner = cause.Code, cause.Owner
		}
	}
	return t.a.printJSON(line)
}

func (t *jsonTeller) end(stopped bool) error {
	return t.a.printJSON(map[string]any{"schema": 1, "summary": map[string]any{"good": t.good, "refused": t.refused, "skipped": t.skipped,
		"stopped": stopped, "seconds": time.Since(t.began).Seconds(), "exit": t.worst}})
}
