package plain

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"mailready/wizard/checklist"
)

// show prints a screen: what is new, where we are, and what to know.
func (d *Driver) show(s checklist.Screen) {
	for _, n := range s.Done {
		d.Note(n)
	}
	for _, n := range s.Notices {
		d.Note(n)
	}
	if s.Step != d.step || s.Kind == checklist.Finished {
		d.step = s.Step
		d.line("")
		if s.Kind == checklist.Finished {
			d.line(s.Title)
		} else {
			d.line(fmt.Sprintf("Step %d of 7: %s", s.Step, s.Title))
		}
	}
	if s.Kind == checklist.Working {
		for _, p := range s.Body {
			d.para(p)
		}
		d.para(s.Label + " ...")
		if len(s.Stages) > 0 {
			d.wrap("", "", fmt.Sprintf("%d stages: %s.", len(s.Stages), names(s.Stages)))
		}
		if s.Listens {
			d.wrap("", "", s.Hint)
		}
		return
	}
	if s.List {
		d.items(s.Items)
	}
	d.Body(s)
}

// names are the stages of work, in their order.
func names(stages []checklist.Stage) string {
	var all []string
	for _, stage := range stages {
		all = append(all, stage.Name)
	}
	return strings.Join(all, ", ")
}

// items prints the list of the steps.
func (d *Driver) items(items []checklist.Item) {
	d.line("")
	for _, i := range items {
		mark := "[" + string(i.Mark) + "]"
		switch {
		case i.Here:
			mark = "[HERE]"
		case i.Mark == checklist.INFO:
			mark = "[TODO]"
		}
		lead := fmt.Sprintf("%-6s %d ", mark, i.Number)
		d.wrap(lead, strings.Repeat(" ", len(lead)), i.Line())
	}
}

// Show prints a screen with its question, for somebody who looks on.
func (d *Driver) Show(s checklist.Screen) {
	d.show(s)
	if s.Kind != checklist.Working && s.Kind != checklist.Finished {
		if s.Problem != nil {
			d.problem(s.Problem)
		}
		d.prompt(s)
		d.line("")
	}
}

// Body prints what stands between the heading and the question.
func (d *Driver) Body(s checklist.Screen) {
	for _, p := range s.Body {
		d.para(p)
	}
	if s.Trouble != nil {
		d.trouble(*s.Trouble)
	}
	for _, url := range s.Links {
		d.line("")
		d.line(url)
	}
	if len(s.Card) > 0 {
		d.card(s.Card)
	}
	for _, c := range s.Commands {
		d.para(c.Name + ":")
		d.para("  " + c.Value)
	}
	if s.Code != "" && s.Kind != checklist.Finished {
		d.para("Call code: " + s.Code)
	}
}

// card prints what to keep: names and values in columns, paragraphs as they are.
func (d *Driver) card(rows []checklist.Row) {
	named := false
	for _, r := range rows {
		if r.Name == "" {
			d.para(r.Value)
		} else {
			if !named {
				d.line("")
			}
			d.Row(fmt.Sprintf("  %-17s", r.Name), r.Value)
		}
		named = r.Name != ""
	}
}

// trouble prints a failure in the order in which it is read aloud.
func (d *Driver) trouble(t checklist.Trouble) {
	d.para("[FAIL] " + t.Verdict.Cause.Code)
	d.para(t.Happened)
	d.para(t.Turn)
	d.line("")
	d.Actions(t.Next)
	if t.Takes != "" {
		d.para("How long a change takes: " + t.Takes)
	}
	d.para(t.Kept)
	if len(t.Reply) > 0 {
		d.para(t.Speaker + " said:")
		for _, l := range t.Reply {
			d.wrap("  ", "  ", l)
		}
	}
}

// Actions prints what to do, numbered. What an action gives to type stands on
// lines of its own, unwrapped so that it can be copied.
func (d *Driver) Actions(actions []string) {
	for i, action := range actions {
		text, typed, _ := strings.Cut(action, "\n")
		d.wrap(fmt.Sprintf("%d. ", i+1), "   ", text)
		for line := range strings.SplitSeq(typed, "\n") {
			if line != "" {
				d.line("   " + line)
			}
		}
	}
}

// prompt prints the question with its choices; the answer is typed behind it.
func (d *Driver) prompt(s checklist.Screen) {
	d.line("")
	d.wrap("", "", s.Label)
	number := 1
	for i, o := range s.Options {
		d.wrap(fmt.Sprintf("%d) ", i+1), "   ", o.Label)
		if o.Value == s.Default {
			number = i + 1
		}
	}
	if s.Hint != "" {
		d.wrap("", "", s.Hint)
	}
	switch {
	case s.Kind == checklist.Choice:
		fmt.Fprintf(d.Out, "Number, or Enter for %d: ", number)
	case s.Value != "":
		fmt.Fprintf(d.Out, "Enter for %s: ", s.Value)
	default:
		fmt.Fprint(d.Out, "> ")
	}
}

func (d *Driver) problem(p *checklist.Problem) {
	text := p.Text
	if p.Code != "" {
		text = p.Code + ": " + text
	}
	d.para(text)
}

// Note prints one line of news.
func (d *Driver) Note(n checklist.Note) {
	if n.Mark == checklist.INFO {
		d.wrap("", "", n.Text)
		return
	}
	d.wrap("["+string(n.Mark)+"] ", "    ", n.Text)
}

// Row prints what a name says of a thing; further lines begin where the first
// one's text does.
func (d *Driver) Row(name, text string) {
	d.wrap(name, strings.Repeat(" ", utf8.RuneCountInString(name)), text)
}

// para prints a paragraph behind an empty line. One that begins with two
// spaces is kept as it is.
func (d *Driver) para(text string) {
	d.line("")
	if strings.HasPrefix(text, "  ") {
		d.line(text)
		return
	}
	d.wrap("", "", text)
}

// wrap prints text broken between words; first and rest stand before its
// first line and before the others.
func (d *Driver) wrap(first, rest, text string) {
	width := d.Width
	if width <= 0 {
		width = 78
	}
	for _, line := range broken(first, rest, text, width) {
		d.line(line)
	}
}

func (d *Driver) line(text string) { fmt.Fprintln(d.Out, text) }
