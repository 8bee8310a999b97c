package guide

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

const width = 78 // columns of the text, so that it fits a terminal of 80

// Text writes the sections for a terminal or a mail. The introduction comes
// first where all steps are asked for. It returns the first error of w.
func Text(w io.Writer, sections []Section) error {
	out := bufio.NewWriter(w)
	if len(sections) == len(whole().sections) {
		fmt.Fprintf(out, "%s\n%s\n", whole().title, strings.Repeat("=", len(whole().title)))
		for i, p := range whole().intro {
			if i == 0 || !kept(p) || !kept(whole().intro[i-1]) {
				fmt.Fprintln(out)
			}
			writeWrapped(out, p, "", "")
		}
	}
	for i, s := range sections {
		if i > 0 || len(sections) == len(whole().sections) {
			fmt.Fprint(out, "\n\n")
		}
		heading := fmt.Sprintf("Step %d of %d: %s", s.Number, len(whole().sections), s.Title)
		fmt.Fprintf(out, "%s\n%s\n", heading, strings.Repeat("-", len(heading)))
		fmt.Fprintf(out, "\n%s\n", Seen)
		for _, p := range s.Screen {
			writeWrapped(out, p, "  | ", "  | ")
		}
		for _, part := range s.Parts() {
			fmt.Fprintf(out, "\n%s\n", part.Heading)
			for n, item := range part.Items {
				first := "  - "
				if part.Numbered {
					first = fmt.Sprintf("  %d. ", n+1)
				}
				writeWrapped(out, item, first, strings.Repeat(" ", len(first)))
			}
		}
	}
	return out.Flush()
}

// Seen is the heading of what the wizard shows.
const Seen = "What the caller sees"

// Part is one list of a section with the heading that people read.
type Part struct {
	Heading  string
	Items    []string
	Numbered bool
}

// Parts are the lists of a section in their order.
func (s Section) Parts() []Part {
	parts := []Part{
		{"By hand, without the wizard", s.ByHand, true},
		{"Ask", s.Ask, false},
		{"What usually goes wrong", s.Wrong, false},
		{"Say", s.Say, false},
	}
	if len(s.SignIn) > 0 {
		parts = append(parts, Part{"Where the mailbox signs in with Microsoft", s.SignIn, false})
	}
	return parts
}

func kept(paragraph string) bool { return strings.HasPrefix(paragraph, "  ") }

func writeWrapped(out io.Writer, text, first, rest string) {
	if kept(text) {
		fmt.Fprintln(out, text)
		return
	}
	for i, line := range wrap(text, width-len(first)) {
		if i == 0 {
			fmt.Fprintln(out, first+line)
			continue
		}
		fmt.Fprintln(out, rest+line)
	}
}

// wrap breaks text at spaces. A word longer than the width, such as a web
// address, stays whole on a line of its own.
func wrap(text string, columns int) []string {
	var lines []string
	for _, word := range strings.Fields(text) {
		if last := len(lines) - 1; last >= 0 && len(lines[last])+1+len(word) <= columns {
			lines[last] += " " + word
			continue
		}
		lines = append(lines, word)
	}
	return lines
}
