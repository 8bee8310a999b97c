package wizard

import (
	"io"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"mailready/wizard/checklist"
)

// guard keeps what follows a paste at machine speed from pressing a button: a
// pasted text can hold the sequence that ends a paste, and keys behind it.
type guard struct {
	until time.Time
}

// quiet is the pause that shows that a hand is at the keys again.
const quiet = 300 * time.Millisecond

func (g *guard) raise(now time.Time) { g.until = now.Add(quiet) }

// up tells whether the guard still stands; each key that comes too fast makes
// it stand longer.
func (g *guard) up(now time.Time) bool {
	if !now.Before(g.until) {
		return false
	}
	g.raise(now)
	return true
}

// enters are the keys that take an answer. Ctrl-J is among them because an
// Enter that was typed before the program had the terminal arrives as one.
var enters = map[string]bool{"enter": true, "kpenter": true, "shift+enter": true, "ctrl+enter": true, "ctrl+j": true}

func (m *model) press(msg tea.KeyPressMsg) tea.Cmd {
	key := msg.Keystroke()
	guarded := m.guard.up(m.now())
	switch key {
	case "ctrl+c":
		return m.leave()
	case "ctrl+z":
		return m.suspend()
	case "esc":
		return m.back()
	case "alt+esc": // two presses that arrived together
		return tea.Batch(m.back(), m.back())
	}
	if m.field == nil || m.quitting || m.width < minWidth || m.height < minHeight {
		return nil // work runs, or the question cannot be seen
	}
	if guarded {
		m.tooFast(msg)
		return nil
	}
	if enters[key] {
		return m.answer()
	}
	switch key {
	case "tab":
		if m.screen.CanMenu {
			m.run.Menu()
			return m.refresh(true)
		}
		return nil
	case "ctrl+o":
		return m.open()
	case "ctrl+s":
		return m.spell()
	}
	if c, ok := m.field.(*choice); ok {
		switch {
		case c.pick(msg.Text):
			return m.answer()
		case msg.Text == "o":
			return m.open()
		case msg.Text == "s":
			return m.spell()
		case msg.Text == "r" && m.screen.Trouble != nil:
			m.printAbove(m.whole())
			return nil
		case msg.Text == "c" && m.screen.Copy != "":
			return m.copy()
		case msg.Text == "?":
			m.printAbove(help(m.screen, min(m.pageWidth(), readable), m.palette))
			return nil
		}
	}
	if key == "alt+"+string(msg.Code) {
		return nil
	}
	m.problem = m.field.press(msg)
	return nil
}

// printAbove prints what a key asked for above the question. In a window that the
// question fills nothing of it can be seen, so that is said.
func (m *model) printAbove(lines []string) {
	m.print(lines)
	if len(lines)+len(m.frame.lines) > m.height {
		m.problem = &checklist.Problem{Text: "It stands above. Scroll up to read all of it."}
	}
}

// spell prints the call code in words, to be read aloud.
func (m *model) spell() tea.Cmd {
	if m.screen.Spoken != "" {
		m.printAbove(append(wrap("Call code "+m.screen.Code+": "+m.screen.Spoken+".", m.pageWidth()), ""))
	}
	return nil
}

// copy asks the terminal to put the screen's public text on the clipboard,
// with the sequence OSC 52. It is the only use of that sequence, and only this
// key leads here. A terminal need not answer, so the words promise nothing.
func (m *model) copy() tea.Cmd {
	said := checklist.Note{Mark: checklist.OK, Text: "Asked your terminal to copy the text. If nothing was copied, mark it with the mouse."}
	m.print(append(m.palette.note(said, m.pageWidth()), ""))
	if m.painter.out != nil {
		io.WriteString(m.painter.out, ansi.SetSystemClipboard(m.screen.Copy))
	}
	return nil
}

// tooFast takes what follows a paste as part of the paste.
func (m *model) tooFast(msg tea.KeyPressMsg) {
	switch {
	case enters[msg.Keystroke()]:
		m.problem = &checklist.Problem{Text: "That came with the paste. Look at the answer, then press Enter again."}
	case m.screen.Kind != checklist.Choice && msg.Text != "":
		if p := m.field.press(msg); p != nil {
			m.problem = p
		}
	}
}

// pasted puts a paste into the field. It never answers a question.
func (m *model) pasted(content string) {
	m.guard.raise(m.now())
	if content == "" || m.field == nil || m.quitting || m.width < minWidth || m.height < minHeight {
		return
	}
	m.problem = m.field.paste(content)
}

func (m *model) answer() tea.Cmd {
	if p := m.field.answer(m.run); p != nil {
		cmd := m.refresh(false)
		m.problem = p
		return cmd
	}
	return m.refresh(true)
}

func (m *model) back() tea.Cmd {
	if m.quitting || !m.screen.CanBack && m.work == nil {
		return nil
	}
	m.stop()
	m.run.Back()
	return m.refresh(true)
}
