package wizard

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"mailready/wizard/checklist"
)

// An admin's answer is pasted as it is: with its line ends, and longer than an
// address can be.
func TestALongAnswerIsPasted(t *testing.T) {
	var got []string
	answer := "Hello,\r\n\r\nhere they are:\n\tclient 1\n\ttenant 2\n" + strings.Repeat("Regards ", 40)
	question := asks("registration", checklist.Text, &got)
	question.Long = true
	at(t, func(d *desk) {
		d.get(tea.PasteMsg{Content: answer})
		d.wait(time.Second)
		d.key(tea.KeyEnter)
	}, question)
	if len(got) != 1 || got[0] != strings.Join(strings.Fields(answer), " ") {
		t.Errorf("%q", got)
	}
}
