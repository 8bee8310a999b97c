//go:build unix

package main

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// The measures of a picture, in pixels.
const (
	cellWidth  = 8.4
	lineHeight = 19
	fontSize   = 14
	margin     = 16
	titleBar   = 28
)

// sheet are the colours, for pages in the dark and by day. Faint text keeps a
// contrast of 4.5 to 1.
const sheet = `.w{fill:#16181d}.bar{fill:#23262d}.dot{fill:#4a4f5a}text{font:14px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;fill:#d9dce2;white-space:pre}` +
	`.b{font-weight:700;fill:#fff}.f{fill:#9aa1ad}.r{fill:#ff8080}.g{fill:#85d185}.y{fill:#e8c568}.c{fill:#6fd3e3}` +
	`@media(prefers-color-scheme:light){.w{fill:#fff}.bar{fill:#eceef1}.dot{fill:#b6bcc6}text{fill:#23262d}.b{fill:#000}.f{fill:#5d6470}.r{fill:#b3261e}.g{fill:#1f6f2b}.y{fill:#7a5900}.c{fill:#00677a}}`

// window is one terminal of a picture.
type window struct {
	cols int
	rows [][]run
}

// svg draws windows beside each other. Every row is text that can be marked,
// searched and read aloud.
func svg(title string, windows ...window) string {
	var b strings.Builder
	width, height := 0.0, 0.0
	for i, w := range windows {
		if i > 0 {
			width += margin
		}
		width += w.width()
		height = max(height, w.height())
	}
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f" role="img" aria-labelledby="t d">`+"\n", width, height, width, height)
	fmt.Fprintf(&b, "<title id=\"t\">%s</title>\n<desc id=\"d\">%s</desc>\n<style>%s</style>\n", escaped(title), escaped(words(windows)), sheet)
	left := 0.0
	for _, w := range windows {
		w.draw(&b, left)
		left += w.width() + margin
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func (w window) width() float64  { return float64(w.cols)*cellWidth + 2*margin }
func (w window) height() float64 { return float64(len(w.rows)*lineHeight) + titleBar + 2*margin }

func (w window) draw(b *strings.Builder, left float64) {
	fmt.Fprintf(b, `<rect class="w" x="%.1f" width="%.1f" height="%.0f" rx="9"/><path class="bar" d="M%.1f 28v-19a9 9 0 0 1 9-9h%.1f a9 9 0 0 1 9 9v19z"/>`,
		left, w.width(), w.height(), left, w.width()-18)
	for i := range 3 {
		fmt.Fprintf(b, `<circle class="dot" cx="%.1f" cy="14" r="5"/>`, left+18+float64(i*18))
	}
	b.WriteByte('\n')
	for y, row := range w.rows {
		for _, r := range row {
			text := strings.TrimRight(r.text, " ")
			lead := len(text) - len(strings.TrimLeft(text, " "))
			if text = text[lead:]; text == "" {
				continue
			}
			cells := r.width - (len(r.text) - len(strings.TrimRight(r.text, " "))) - lead
			class := ""
			if r.class != "" {
				class = ` class="` + r.class + `"`
			}
			fmt.Fprintf(b, `<text%s x="%.1f" y="%d" textLength="%.1f" lengthAdjust="spacingAndGlyphs">%s</text>`,
				class, left+margin+float64(r.column+lead)*cellWidth, titleBar+margin+y*lineHeight+fontSize-1, float64(cells)*cellWidth, escaped(text))
		}
		b.WriteByte('\n')
	}
}

// words is all that stands in the windows.
func words(windows []window) string {
	var lines []string
	for _, w := range windows {
		for _, row := range w.rows {
			line := ""
			for _, r := range row {
				line += strings.Repeat(" ", max(r.column-len([]rune(line)), 0)) + r.text
			}
			lines = append(lines, strings.TrimRight(line, " "))
		}
	}
	return strings.Join(lines, "\n")
}

func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s))
	return strings.ReplaceAll(b.String(), "&#xA;", "\n")
}
