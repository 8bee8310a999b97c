package letter

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

// form is a way to write letters down: for each kind of block how it is
// written. A kind that is missing is written as a paragraph.
type form map[blockKind]func(out *strings.Builder, text string)

// asText is plain text of at most width columns.
func asText() form {
	return form{
		heading: func(out *strings.Builder, text string) {
			title := strings.ToUpper(text)
			out.WriteString(title + "\n" + strings.Repeat("-", utf8.RuneCountInString(title)) + "\n")
		},
		paragraph: func(out *strings.Builder, text string) { writeWrapped(out, text, "", "") },
		bullet:    func(out *strings.Builder, text string) { writeWrapped(out, text, "- ", "  ") },
		quote: func(out *strings.Builder, text string) {
			for line := range strings.SplitSeq(text, "\n") {
				writeWrapped(out, line, "    ", "    ")
			}
		},
		code: func(out *strings.Builder, text string) {
			for line := range strings.SplitSeq(text, "\n") {
				writeCommand(out, line)
			}
		},
		link: func(out *strings.Builder, text string) { out.WriteString("    " + text + "\n") },
	}
}

// asMarkdown is Markdown (CommonMark). Words that came from outside stand in
// code fences or code spans only, so they cannot become formatting.
func asMarkdown() form {
	return form{
		heading:   func(out *strings.Builder, text string) { out.WriteString("## " + text + "\n") },
		point:     func(out *strings.Builder, text string) { out.WriteString("### " + escaped(text) + "\n") },
		paragraph: func(out *strings.Builder, text string) { out.WriteString(escaped(text) + "\n") },
		bullet:    func(out *strings.Builder, text string) { out.WriteString("- " + escaped(text) + "\n") },
		quote:     func(out *strings.Builder, text string) { writeFenced(out, "text", text) },
		code:      func(out *strings.Builder, text string) { writeFenced(out, "powershell", text) },
		link:      func(out *strings.Builder, text string) { out.WriteString("<" + text + ">\n") },
	}
}

// written is the blocks in a form, with an empty line between them but for
// the items of a list.
func (f form) written(blocks []block) string {
	var out strings.Builder
	for i, b := range blocks {
		if i > 0 && !(b.kind == bullet && blocks[i-1].kind == bullet) {
			out.WriteByte('\n')
		}
		write := f[b.kind]
		if write == nil {
			write = f[paragraph]
		}
		write(&out, b.text)
	}
	return out.String()
}

// onScreen renders blocks as the paragraphs of a screen, which wraps them
// itself. What must stay as it is begins with two spaces.
func onScreen(blocks []block) []string {
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

// commandParts cuts a command before each parameter and after each pipe, but
// not between quotes, where a line end or a backtick would be a part of the
// text.
func commandParts(command string) []string {
	var parts []string
	begin, quoted := 0, false
	for i := range len(command) {
		switch rest := command[i:]; {
		case command[i] == '\'':
			quoted = !quoted
		case quoted:
		case strings.HasPrefix(rest, " -"):
			parts = append(parts, command[begin:i])
			begin = i + 1
		case strings.HasPrefix(rest, " | "):
			parts = append(parts, command[begin:i+2])
			begin = i + 3
		}
	}
	return append(parts, command[begin:])
}
