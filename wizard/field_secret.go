package wizard

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"mailready/wizard/checklist"
)

// secret is a masked line. It shows how many letters there are as far as that
// helps, never one of them, and no key reveals it. The bytes live in one
// array, which is wiped when they were handed over.
type secret struct {
	buf  []byte // never grows beyond its first array, so no copy stays behind
	want int    // how many letters it has; 0: any number
	over bool   // more was typed than it takes
}

func newSecret(want int) *secret {
	return &secret{want: want, buf: make([]byte, 0, limitSecret*utf8.UTFMax)}
}

func (s *secret) press(msg tea.KeyPressMsg) *checklist.Problem {
	switch msg.Keystroke() {
	case "backspace", "ctrl+h":
		_, n := utf8.DecodeLastRune(s.buf)
		clear(s.buf[len(s.buf)-n:])
		s.buf = s.buf[:len(s.buf)-n]
	case "ctrl+u", "ctrl+w":
		s.wipe()
	default:
		return s.add(msg.Text)
	}
	return nil
}

func (s *secret) paste(text string) *checklist.Problem { return s.add(text) }

func (s *secret) add(text string) *checklist.Problem {
	have := utf8.RuneCount(s.buf)
	for _, r := range text {
		if have == limitSecret {
			s.over = true
			return s.tooLong()
		}
		s.buf = utf8.AppendRune(s.buf, r)
		have++
	}
	return nil
}

func (s *secret) tooLong() *checklist.Problem {
	return &checklist.Problem{Code: "IN-TOOLONG", Text: "This is longer than " + strconv.Itoa(limitSecret) +
		" characters. Press Ctrl-U to clear it, then paste the password alone."}
}

// letters counts what counts: not the spaces and invisible characters that a
// copy brings along.
func (s *secret) letters() int {
	n := 0
	for _, r := range bytes.Runes(s.buf) {
		if !blank(r) {
			n++
		}
	}
	return n
}

func (s *secret) draw(int, int, palette) (lines []string, x, y int) {
	line := prompt
	switch n, want := s.letters(), strconv.Itoa(s.want)+" letters"; {
	case n == 0:
		line += "nothing yet"
	case s.want == 0:
		line += "typed, not shown"
	case n < s.want:
		line += "fewer than " + want
	case n == s.want:
		line += strconv.Itoa(s.want) + " of " + want
	default:
		line += "more than " + want
	}
	if len(s.buf) == 0 {
		return []string{line}, len(prompt), 0
	}
	return []string{line}, len(line), 0
}

// answer hands over a copy, which the run keeps or forgets, and wipes this one.
func (s *secret) answer(r *checklist.Run) *checklist.Problem {
	if s.over { // a part of a password is none
		return s.tooLong()
	}
	b := bytes.Clone(s.buf)
	s.wipe()
	return r.AnswerSecret(b)
}

func (s *secret) wipe() {
	clear(s.buf[:cap(s.buf)])
	s.buf, s.over = s.buf[:0], false
}
