package guide

import (
	"bufio"
	_ "embed"
	"fmt"
	"html"
	"io"
	"strings"
)

// head is the page up to its body, with {title} where the title goes.
//
//go:embed head.html
var head string

// HTML writes the sections as one self-contained page: no scripts, nothing
// loaded from elsewhere, and one step a sheet on paper. The introduction
// comes first where all steps are asked for. It returns the first error of w.
func HTML(w io.Writer, sections []Section) error {
	whole := whole()
	out := bufio.NewWriter(w)
	title := html.EscapeString(whole.title)
	fmt.Fprint(out, strings.Replace(head, "{title}", title, 1))
	if len(sections) == len(whole.sections) {
		fmt.Fprintf(out, "<h1>%s</h1>\n", title)
		for _, p := range whole.intro {
			if kept(p) {
				fmt.Fprintf(out, "<pre>%s</pre>\n", html.EscapeString(p))
				continue
			}
			fmt.Fprintf(out, "<p>%s</p>\n", inHTML(p))
		}
	}
	for _, s := range sections {
		fmt.Fprintf(out, "<section id=\"%s\">\n<h2>Step %d of %d: %s</h2>\n", html.EscapeString(s.ID), s.Number, len(whole.sections), html.EscapeString(s.Title))
		fmt.Fprintf(out, "<h3>%s</h3>\n<div class=\"screen\">\n", Seen)
		for _, p := range s.Screen {
			fmt.Fprintf(out, "<p>%s</p>\n", inHTML(p))
		}
		fmt.Fprintln(out, "</div>")
		for _, part := range s.Parts() {
			list := "ul"
			if part.Numbered {
				list = "ol"
			}
			fmt.Fprintf(out, "<h3>%s</h3>\n<%s>\n", html.EscapeString(part.Heading), list)
			for _, item := range part.Items {
				fmt.Fprintf(out, "<li>%s</li>\n", inHTML(item))
			}
			fmt.Fprintf(out, "</%s>\n", list)
		}
		fmt.Fprintln(out, "</section>")
	}
	fmt.Fprint(out, "</body>\n</html>\n")
	return out.Flush()
}

// inHTML is a text with its links made such.
func inHTML(text string) string {
	var b strings.Builder
	for _, p := range pieces(text) {
		words := html.EscapeString(p.text)
		if p.link {
			words = `<a href="` + words + `">` + words + `</a>`
		}
		b.WriteString(words)
	}
	return b.String()
}
