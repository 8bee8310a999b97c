//go:build unix

package wizard

import (
	"strings"
	"testing"

	"mailready/smtpcheck/causes"
)

// BenchmarkFirstPaint is the time from the start of the program until the
// question stands on a terminal that answers nothing.
func BenchmarkFirstPaint(b *testing.B) {
	for range b.N {
		p := sit(b, 80, 24)
		p.sees("Sender address")
		b.StopTimer()
		p.types("\x03")
		p.leaves(causes.ExitInterrupted)
		b.StartTimer()
	}
}

// BenchmarkHugePaste is the time that a paste of ten million letters takes.
func BenchmarkHugePaste(b *testing.B) {
	p := sit(b, 80, 24)
	p.sees("Sender address")
	huge := pasteStart + strings.Repeat("e", 10<<20) + pasteEnd
	for range b.N {
		p.types("\x15")
		p.types(huge)
		p.sees("IN-TOOLONG")
	}
	p.types("\x03")
	p.leaves(causes.ExitInterrupted)
}

// BenchmarkKeyToPaint is the time from a key to what it changes on the screen,
// the pseudo terminal both ways and the emulator included.
func BenchmarkKeyToPaint(b *testing.B) {
	p := sit(b, 80, 24)
	p.sees("Sender address")
	p.types(address + "\r")
	p.sees("How does this mailbox sign in?")
	before := len(p.stream())
	marked, n := 1, 0
	b.ResetTimer()
	for range b.N {
		key, next := "\x1b[B", 2
		if marked == 2 {
			key, next = "\x1b[A", 1
		}
		p.types(key)
		want := "▸ " + string(rune('0'+next))
		p.until(want, func() bool { return strings.Contains(p.screen(), want) })
		marked, n = next, n+1
	}
	b.StopTimer()
	b.ReportMetric(float64(len(p.stream())-before)/float64(n), "bytes/key")
	p.types("\x03")
	p.leaves(causes.ExitInterrupted)
}
