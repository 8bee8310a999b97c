package wizard

import (
	"strconv"
	"strings"
	"unicode"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"mailready/wizard/checklist"
)

// text is a typed line. The editing is that of a bubbles text input; it is
// drawn here, so that a long line wraps instead of running out of sight, and
// the terminal's own cursor stands at the insertion point.
type text struct {
	input textinput.Model
	code  string // of a paste that cannot be an answer
	long  bool   // line ends count as spaces
}

// codes are the cause codes of the questions for a typed value.
var codes = map[string]string{"sender": "IN-EMAIL", "login": "IN-EMAIL", "recipient": "IN-EMAIL", "host": "IN-HOST", "strange": "IN-HOST", "port": "IN-PORT"}

const (
	prompt      = "> "
	textRows    = 4 // rows shown of a long line, around the cursor
	limitText   = 254
	limitHost   = 253
	limitLong   = 4096 // an address with a code of Microsoft's, or an admin's answer
	limitSecret = 128
)

func newText(s checklist.Screen) *text {
	t := &text{input: textinput.New(), code: codes[s.Key], long: s.Long}
	t.input.SetVirtualCursor(false)
	// A paste key would run a program to read the clipboard; terminals paste
	// by themselves.
	t.input.KeyMap.Paste = key.NewBinding()
	t.input.CharLimit = limitText
	switch {
	case s.Key == "host":
		t.input.CharLimit = limitHost
	case s.Long:
		t.input.CharLimit = limitLong
	}
	t.input.SetValue(s.Value)
	t.input.CursorEnd()
	t.input.Focus()
	return t
}

func (t *text) press(msg tea.KeyPressMsg) *checklist.Problem {
	if msg.Text != "" && len([]rune(t.input.Value())) >= t.input.CharLimit {
		return tooLong(strconv.Itoa(t.input.CharLimit))
	}
	t.input, _ = t.input.Update(msg)
	return nil
}

// paste takes the text as one line. What holds a line end or another control
// character inside is not taken: dropping it would make another answer of it.
func (t *text) paste(s string) *checklist.Problem {
	s = trimmed(s)
	if t.long {
		s = strings.Join(strings.Fields(s), " ")
	}
	if strings.ContainsFunc(s, unicode.IsControl) {
		return &checklist.Problem{Code: t.code, Text: "The pasted text has characters that are not allowed, such as line ends. Nothing was taken."}
	}
	room := t.input.CharLimit - len([]rune(t.input.Value()))
	t.input, _ = t.input.Update(tea.PasteMsg{Content: s})
	if len([]rune(s)) > room {
		return tooLong(strconv.Itoa(t.input.CharLimit))
	}
	return nil
}

func (t *text) answer(r *checklist.Run) *checklist.Problem {
	p := r.Answer(t.input.Value())
	if p != nil && p.Secret() {
		t.input.SetValue("")
	}
	return p
}

func (t *text) draw(width, rows int, k palette) (lines []string, x, y int) {
	room := max(width-len(prompt), 1)
	row := ""
	for i, r := range []rune(t.input.Value() + " ") { // the space is the place behind the last character
		r = safeRune(r, k.ascii)
		if widest(row+string(r)) > room {
			lines, row = append(lines, row), ""
		}
		if i == t.input.Position() {
			x, y = len(prompt)+lipgloss.Width(row), len(lines)
		}
		row += string(r)
	}
	lines = append(lines, strings.TrimSuffix(row, " "))
	if shown := min(textRows, rows); len(lines) > shown && shown > 0 {
		from := min(max(0, y-shown+1), len(lines)-shown)
		lines, y = lines[from:from+shown], y-from
	}
	for i := range lines {
		lead := prompt
		if i > 0 {
			lead = "  "
		}
		lines[i] = lead + lines[i]
	}
	return lines, x, y
}
