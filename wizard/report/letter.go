package report

import (
	"strings"
	"unicode/utf8"
)

// width is the most columns of the text form, so that mail programs that wrap
// at 78 leave it alone. Only what must stay in one piece, a link or an
// address, may be longer.
const width = 76

// blockKind is what a block of a letter is.
type blockKind int

const (
	paragraph blockKind = iota
	heading             // of a part
	point               // numbered heading within a part
	bullet
	quote // literal words, kept as they are but for line ends
	code  // commands, one a line
	link  // a link on a line of its own
)

// block is one piece of a letter. It is written once and rendered as text and
// as Markdown, so that both say the same.
type block struct {
	kind blockKind
	text string // quote and code: lines
}

// letterText renders blocks as plain text of at most width columns.
func letterText(blocks []block) string {
	var out strings.Builder
	last := heading
	for i, b := range blocks {
		listed := b.kind == bullet && last == bullet
		if i > 0 && !listed {
			out.WriteByte('\n')
		}
		switch b.kind {
		case heading:
			title := strings.ToUpper(b.text)
			out.WriteString(title + "\n" + strings.Repeat("-", utf8.RuneCountInString(title)) + "\n")
		case bullet:
			writeWrapped(&out, b.text, "- ", "  ")
		case quote:
			for line := range strings.SplitSeq(b.text, "\n") {
				writeWrapped(&out, line, "    ", "    ")
			}
		case code:
			for line := range strings.SplitSeq(b.text, "\n") {
				writeCommand(&out, line)
			}
		case link:
			out.WriteString("    " + b.text + "\n")
		default:
			writeWrapped(&out, b.text, "", "")
		}
		last = b.kind
	}
	return out.String()
}

// letterBody renders blocks as the paragraphs of a screen, which wraps them
// itself. What must stay as it is begins with two spaces.
func letterBody(blocks []block) []string {
	var body []string
	for _, b := range blocks {
		switch b.kind {
		case heading:
			body = append(body, strings.ToUpper(b.text))
		case bullet:
			body = append(body, "- "+b.text)
		case quote, code, link:
			body = append(body, "  "+strings.ReplaceAll(b.text, "\n", "\n  "))
		default:
			body = append(body, b.text)
		}
	}
	return body
}

// letterMarkdown renders blocks as Markdown (CommonMark). Words that came from
// outside stand in code fences or code spans only, so they cannot become
// formatting.
func letterMarkdown(blocks []block) string {
	var out strings.Builder
	for i, b := range blocks {
		listed := b.kind == bullet && i > 0 && blocks[i-1].kind == bullet
		if i > 0 && !listed {
			out.WriteByte('\n')
		}
		switch b.kind {
		case heading:
			out.WriteString("## " + b.text + "\n")
		case point:
			out.WriteString("### " + escaped(b.text) + "\n")
		case bullet:
			out.WriteString("- " + escaped(b.text) + "\n")
		case quote:
			writeFenced(&out, "text", b.text)
		case code:
			writeFenced(&out, "powershell", b.text)
		case link:
			out.WriteString("<" + b.text + ">\n")
		default:
			out.WriteString(escaped(b.text) + "\n")
		}
	}
	return out.String()
}

// writeFenced puts text between fences longer than any within it.
func writeFenced(out *strings.Builder, language, text string) {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	out.WriteString(fence + language + "\n" + text + "\n" + fence + "\n")
}

// markdown escapes the signs that Markdown could take for formatting.
var markdown = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`, "|", `\|`, "~", `\~`,
)

func escaped(text string) string {
	// A path such as "Users > Active users" stays readable.
	return strings.ReplaceAll(markdown.Replace(text), ` \> `, ` > `)
}

// writeWrapped breaks text at spaces. A word that does not fit is left whole,
// and no line begins with the > of a path, which mail programs would take for
// a quotation.
func writeWrapped(out *strings.Builder, text, first, rest string) {
	line := first
	const joint = "\x00"
	text = strings.ReplaceAll(strings.ReplaceAll(text, joint, ""), " >", joint+">")
	for i, word := range strings.Fields(text) {
		word = strings.ReplaceAll(word, joint, " ")
		switch {
		case i == 0:
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width:
			out.WriteString(line + "\n")
			line = rest
		default:
			line += " "
		}
		line += word
	}
	out.WriteString(strings.TrimRight(line, " ") + "\n")
}

// writeCommand writes a PowerShell line. A long one goes on in the next line
// so that it can still be copied as it is: after a pipe, which needs nothing,
// or before a parameter, which needs a backtick.
func writeCommand(out *strings.Builder, command string) {
	const indent, more = "    ", "      "
	line := indent
	for i, part := range commandParts(command) {
		switch {
		case i == 0:
		case len(line)+1+len(part)+2 <= width:
			line += " "
		case strings.HasSuffix(line, "|"):
			out.WriteString(line + "\n")
			line = more
		default:
			out.WriteString(line + " `\n")
			line = more
		}
		line += part
	}
	out.WriteString(line + "\n")
}

// commandParts cuts a command before each parameter and after each pipe.
func commandParts(command string) []string {
	var parts []string
	for i, piped := range strings.Split(command, " | ") {
		if i > 0 {
			parts[len(parts)-1] += " |"
		}
		for j, part := range strings.Split(piped, " -") {
			if j > 0 {
				part = "-" + part
			}
			parts = append(parts, part)
		}
	}
	return parts
}
