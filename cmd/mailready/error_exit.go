package main

import (
	"errors"
	"fmt"

	"mailready/smtpcheck"
	"mailready/wizard/checklist"
)

// exitFor ends with the cause of an error of this computer: what happened,
// whose turn it is, and what to do.
func exitFor(err error) error { return exitForState(checklist.State{}, err) }

// exitForState is refuse with the mailbox put into the words.
func exitForState(s checklist.State, err error) error {
	if e, ok := errors.AsType[*exit](err); ok {
		return e
	}
	v := checklist.LocalVerdict(err)
	t := checklist.NewTrouble(v, s, smtpcheck.NotSent)
	text := v.Cause.Code + ": " + t.Happened + "\n" + t.Turn
	for i, action := range t.Next {
		text += fmt.Sprintf("\n%d. %s", i+1, action)
	}
	return &exit{v.Cause.Exit, text}
}
