package guide

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Markdown writes the sections in CommonMark. The introduction comes first
// where all steps are asked for. It returns the first error of w.
func Markdown(w io.Writer, sections []Section) error {
	out := bufio.NewWriter(w)
	if len(sections) == len(whole().sections) {
		fmt.Fprintf(out, "# %s\n", escapeMarkdown(whole().title))
		for i, p := range whole().intro {
			block := kept(p)
			if i == 0 || !block || !kept(whole().intro[i-1]) {
				fmt.Fprintln(out)
			}
			if block {
				fmt.Fprintln(out, "    "+strings.TrimPrefix(p, "  "))
				continue
			}
			fmt.Fprintln(out, escapeMarkdown(p))
		}
		fmt.Fprintln(out)
	}
	for i, s := range sections {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintf(out, "## Step %d of %d: %s\n", s.Number, len(whole().sections), escapeMarkdown(s.Title))
		fmt.Fprintf(out, "\n### %s\n", Seen)
		for _, p := range s.Screen {
			fmt.Fprintf(out, "\n> %s\n", escapeMarkdown(p))
		}
		for _, part := range s.Parts() {
			fmt.Fprintf(out, "\n### %s\n\n", part.Heading)
			for n, item := range part.Items {
				mark := "-"
				if part.Numbered {
					mark = fmt.Sprintf("%d.", n+1)
				}
				fmt.Fprintf(out, "%s %s\n", mark, escapeMarkdown(item))
			}
		}
	}
	return out.Flush()
}

// escapeMarkdown keeps the signs of Markdown from being read as such, and
// makes links of web addresses.
func escapeMarkdown(text string) string {
	var b strings.Builder
	for _, p := range pieces(text) {
		if p.link {
			b.WriteString("<" + p.text + ">")
			continue
		}
		for _, r := range p.text {
			if strings.ContainsRune("\\`*_[]<>#|", r) {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// piece is a part of a text: a web address, or what stands between two.
type piece struct {
	text string
	link bool
}

func pieces(text string) []piece {
	var list []piece
	for {
		at := strings.Index(text, "https://")
		if at < 0 {
			break
		}
		end := at + strings.IndexAny(text[at:]+" ", " \"'<>")
		address := strings.TrimRight(text[at:end], ".,;:!?")
		list = append(list, piece{text: text[:at]}, piece{text: address, link: true})
		text = text[at+len(address):]
	}
	return append(list, piece{text: text})
}
