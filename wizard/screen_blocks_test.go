package wizard

import (
	"strings"
	"testing"

	"mailready/wizard/checklist"
)

func TestAParagraphThatComesTwiceIsPrintedTwice(t *testing.T) {
	var body []string
	for range 10 {
		body = append(body, "To undo:", "  Undo-It", "Or in PowerShell:")
	}
	s := checklist.Screen{Step: 3, ID: "smtp-auth", Key: "admin", Title: "The message for your admin", Kind: checklist.Choice,
		Body: body, Label: "Ready?", Options: []checklist.Option{{Value: "back", Label: "Back"}}, Default: "back"}
	m := shown(t, s, 80, 24, palette{})
	m.layout() // drawing again prints nothing again
	printed := strings.Join(m.queue, "\n")
	for _, words := range []string{"To undo:", "Undo-It", "Or in PowerShell:"} {
		if n := strings.Count(printed, words); n != 10 {
			t.Errorf("%q is printed %d times, want 10", words, n)
		}
	}
}
