package checklist

import (
	"strconv"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/road"
)

// Item is one of the seven steps as it stands in the list that is in sight on
// every screen: what is known of it, and how well.
type Item struct {
	Number   int
	Title    string
	Mark     Mark   // OK done, FAIL refuted by the server, SKIP left open, INFO not reached yet
	Here     bool   // the step that the screen belongs to
	Known    string // what is known of it, empty where nothing is
	Evidence string // how well, in words; empty where the step proves nothing
}

// Line is the item as it is read aloud.
func (i Item) Line() string {
	line := i.Title
	if i.Known != "" {
		line += ": " + i.Known
	}
	if i.Evidence != "" {
		line += " (" + i.Evidence + ")"
	}
	return line
}

// shortly is the evidence in a list.
var shortly = map[Evidence]string{Said: "you say so", Fits: "likely", Proved: "proved by the server", Refuted: "refused by the server"}

// items are the seven steps with all that is known now.
func (r *Run) items() []Item {
	var items []Item
	for i, step := range r.steps {
		items = append(items, r.item(i, step))
	}
	return items
}

func (r *Run) item(i int, step Step) Item {
	e := r.state.evidenceOf(step.ID)
	item := Item{Number: i + 1, Title: r.state.Title(step.ID), Here: i == r.at, Evidence: shortly[e]}
	if step.ID == stepAppPassword && e == Said {
		item.Evidence = "not tried yet"
	}
	passed := i < r.at
	switch {
	case e == Refuted:
		item.Mark = FAIL
	case passed || i > r.at && step.Done(r.state) && (step.Skip == nil || !step.Skip(r.state)):
		item.Mark = r.mark(step)
	}
	switch {
	case item.Mark != INFO && step.Known != nil:
		item.Known = step.Known(r.state)
	case step.ID == stepCheck:
		item.Known = r.state.wayKnown()
	}
	return item
}

// wayKnown says what the look at the way to the server has found.
func (s State) wayKnown() string {
	switch {
	case s.Road == nil || s.RoadFor != s.way():
		return ""
	case s.Road.Verdict == road.Open:
		return "the way to the server is open"
	}
	if e, ok := s.Road.Err.(*smtpcheck.Error); ok {
		return "the way to the server is closed: " + causes.Diagnose(e, causes.Facts{Host: s.Host, Port: s.Port}).Cause.Code
	}
	return ""
}

// of names a step by its number, as it is said on the phone.
func (r *Run) of(at int) string {
	return "Step " + strconv.Itoa(at+1) + " of " + strconv.Itoa(len(r.steps))
}
