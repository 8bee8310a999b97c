//go:build unix

package wizard

import (
	"encoding/base64"
	"strings"
	"testing"
)

// TestCopyKey copies the message for the admin with OSC 52, once, at the press
// of the key; nothing else ever writes that sequence.
func TestCopyKey(t *testing.T) {
	p := sit(t, 80, 24)
	p.copies = "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(adminLetter)) + "\a"
	p.sees("Sender address")
	p.types(address + "\r")
	p.sees("How does this mailbox sign in?")
	p.types("c") // nothing to copy here
	p.types("\t")
	p.sees("Where do you want to go?")
	for _, line := range strings.Split(p.screen(), "\n") {
		if number, _, ok := strings.Cut(strings.Trim(line, " ▸"), "  The message for my admin"); ok {
			p.types(number)
		}
	}
	p.sees("Dear admin")
	if !strings.Contains(p.screen(), "c copy") {
		t.Errorf("the key is not named:\n%s", p.screen())
	}
	if strings.Contains(p.stream(), "]52;") {
		t.Error("something was copied before the key was pressed")
	}
	p.types("c")
	p.until("the copy", func() bool { return strings.Contains(p.stream(), p.copies) })
	p.sees("Asked your terminal to copy the text.")
	p.types("\x03")
	p.leaves(130)
	if n := strings.Count(p.stream(), "]52;"); n != 1 {
		t.Errorf("copied %d times", n)
	}
}
