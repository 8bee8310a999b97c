//go:build unix

package main

import (
	"strings"
	"testing"
)

// Practice in a real terminal emulator, from the first step to the card, at
// the two sizes that must work.
func TestPracticeInTmux(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{80, 24}, {40, 12}} {
		w := newWorld(t)
		p := w.tmux(size[0], size[1], "practice")
		for _, step := range []struct{ see, keys, press string }{
			{"Your full Microsoft 365 address", sender, "Enter"},
			{"sign in?", "", "Enter"},
			{"How far are you?", "2", ""},
			{"Is SMTP AUTH on", "", "Enter"},
			{"Use these settings?", "", "Enter"},
			{"It is not shown.", w.Password, "Enter"},
			{"What should be done?", "1", ""},
			{"Has it arrived?", "3", ""},
		} {
			p.see(step.see)
			if step.see == "How far are you?" {
				p.seeLine("https://mysignins.microsoft.com/security-info") // whole, to be copied
			}
			if step.keys != "" {
				p.keys(step.keys)
			}
			if step.press != "" {
				p.press(step.press)
			}
		}
		if code := p.exit(); code != 0 {
			t.Errorf("%v: exit code %d\n%s", size, code, p.text())
		}
		p.see("Sent, not confirmed", "SMTP Server", "Sender Password", "This was practice")
		// The result stays where the person can scroll back to it.
		for n := 1; n <= 6; n++ {
			if !strings.Contains(p.text(), "Step "+string(rune('0'+n))+" of 7") {
				t.Errorf("%v: step %d is not in the scrollback\n%s", size, n, p.text())
			}
		}
	}
}

// All keys up to a piece of work in one burst: every value ends in its own
// field, and the password is never on the screen.
func TestFullScreenBurst(t *testing.T) {
	w := newWorld(t)
	term := w.wizard(80, 60, false, "practice")
	term.see("Your full Microsoft 365 address")
	term.keys(sender + "\r" + "\r" + "2" + "\r" + "\r")
	term.see("It is not shown.")
	term.keys(w.Password + "\r")
	term.choose("What should be done?", 2)
	if code := term.exit(); code != 0 {
		t.Errorf("exit code %d\n%s", code, term.text())
	}
	term.see("Sender Email     "+sender, "your app password (16 letters)")
}

// The password is pasted with whatever was copied along with it, and only its
// number of letters is shown.
func TestPastedPassword(t *testing.T) {
	w := newWorld(t)
	term := w.toPassword(80, 40, false)
	term.keys("\x1b[200~ " + w.Password[:4] + " " + w.Password[4:8] + "\u00a0" + w.Password[8:] + "\r\n\x1b[201~")
	term.see("16 of 16")
	if strings.Contains(term.text(), "What should be done?") {
		t.Errorf("the line end that came along was taken for Enter\n%s", term.text())
	}
	term.keys("\x03")
	term.exit()
}

// The window may be made as small as anything, at any time.
func TestResizes(t *testing.T) {
	w := newWorld(t)
	term := w.wizard(80, 24, false, "practice")
	term.see("Your full Microsoft 365 address")
	for _, cols := range []int{1, 5, 20, 39, 40, 80, 200} {
		for _, rows := range []int{1, 5, 9, 10, 24, 60} {
			term.resize(cols, rows)
		}
	}
	term.resize(30, 8)
	term.see("larger")
	term.resize(80, 24)
	term.fill("Your full Microsoft 365 address", sender)
	term.choose("How does this mailbox sign in?", 1)
	term.see("How far are you?")
	term.keys("\x03")
	term.exit()
}
