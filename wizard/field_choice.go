package wizard

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"mailready/wizard/checklist"
)

// choice is a huh select of its own, without a form around it: a form moves
// its focus with messages, so that keys typed ahead would come too early. Huh
// costs half a megabyte of the program and half a millisecond at its start;
// it brings the scrolling of long lists and the theme.
type choice struct {
	options []checklist.Option
	value   string
	sel     *huh.Select[string]
	width   int
	palette palette
}

const beside = 2 // cells of the pointer, kept free beside the other options

// moves are the only keys that huh gets; Enter and the digits are the driver's.
var moves = &huh.KeyMap{Select: huh.SelectKeyMap{
	Up:         key.NewBinding(key.WithKeys("up", "ctrl+p", "k", "shift+tab")),
	Down:       key.NewBinding(key.WithKeys("down", "ctrl+n", "j")),
	GotoTop:    key.NewBinding(key.WithKeys("home")),
	GotoBottom: key.NewBinding(key.WithKeys("end")),
}}

func newChoice(s checklist.Screen) *choice {
	c := &choice{options: s.Options, value: s.Default}
	c.build(80, palette{})
	return c
}

// build makes the select for a width: labels are broken here, since huh also
// breaks inside hyphenated words such as cause codes.
func (c *choice) build(width int, k palette) {
	c.width, c.palette = width, k
	var options []huh.Option[string]
	for i, o := range c.options {
		lead := strconv.Itoa(i+1) + "  "
		lines := hang(lead, len(lead), safe(o.Label, k.ascii), width-beside-1)
		options = append(options, huh.NewOption(strings.Join(lines, "\n"), o.Value))
	}
	c.sel = huh.NewSelect[string]().Options(options...).Value(&c.value)
	c.sel.WithTheme(huh.ThemeFunc(func(bool) *huh.Styles { return choiceStyles(k) }))
	c.sel.WithKeyMap(moves)
	c.sel.WithWidth(width)
	c.sel.Focus()
}

func choiceStyles(k palette) *huh.Styles {
	s := &huh.Styles{}
	point := lipgloss.NewStyle()
	if !k.plain {
		point = accent
	}
	s.Focused.SelectSelector = point.SetString(k.glyphs().point + " ")
	s.Focused.SelectedOption = lipgloss.NewStyle().Transform(func(label string) string {
		number, text, _ := strings.Cut(label, " ")
		return k.set(accent, number) + " " + text
	})
	return s
}

// set takes over the place of the mark when the same question is asked again
// with other options.
func (c *choice) set(options []checklist.Option) {
	c.value, _ = c.sel.Hovered()
	c.options = options
	c.build(c.width, c.palette)
}

func (c *choice) press(msg tea.KeyPressMsg) *checklist.Problem {
	c.sel.Update(msg)
	return nil
}

func (c *choice) paste(string) *checklist.Problem { return nil }

// pick marks the option of a digit key and tells whether there is one.
func (c *choice) pick(digit string) bool {
	n, err := strconv.Atoi(digit)
	if err != nil || len(digit) != 1 || n < 1 || n > len(c.options) {
		return false
	}
	c.value = c.options[n-1].Value
	c.build(c.width, c.palette)
	return true
}

func (c *choice) answer(r *checklist.Run) *checklist.Problem {
	value, ok := c.sel.Hovered()
	if !ok {
		return nil
	}
	return r.Answer(value)
}

func (c *choice) draw(width, rows int, k palette) (lines []string, x, y int) {
	if width != c.width || k != c.palette {
		c.value, _ = c.sel.Hovered()
		c.build(width, k)
	}
	all := 0
	for _, o := range c.options {
		all += len(hang("", 0, safe(o.Label, k.ascii), width-beside-1-len("1  ")))
	}
	more := ""
	if all > rows && rows > 2 {
		more = "   (" + strconv.Itoa(len(c.options)) + " choices: use the arrow keys)"
		rows--
	}
	c.sel.Height(min(all, rows))
	for line := range strings.SplitSeq(c.sel.View(), "\n") {
		if strings.HasPrefix(ansi.Strip(line), k.glyphs().point) {
			y = len(lines)
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	if more != "" {
		lines = append(lines, more)
	}
	return lines, 0, y
}
