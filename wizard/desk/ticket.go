package desk

import (
	"fmt"
	"strings"
)

// Entry is one line of the call: what was asked, when, and what the helper
// wrote beside it.
type Entry struct {
	At    string // "14:03:07"
	Ask   string // the call code, or the code of the cause; never what was pasted
	Note  string // as typed
	After string // how long the call had taken
}

// Ticket is the call as a text for a ticket: codes, causes, what is to be done,
// and the notes. Nothing else of the caller is in it.
func Ticket(entries []Entry, markdown bool) string {
	var out strings.Builder
	head, item, code, esc := "", "  - ", "", func(s string) string { return s }
	if markdown {
		head, item, code, esc = "## ", "- ", "**", escaped
	}
	fmt.Fprintf(&out, "%sCall about sending mail with mailready\n", head)
	for _, e := range entries {
		a := Ask(e.Ask)
		fmt.Fprintf(&out, "\n%s%s  %s%s", code, esc(e.At), esc(e.Ask), code)
		if a.Title != "" {
			fmt.Fprintf(&out, "  %s", esc(a.Title))
		}
		out.WriteString("\n")
		if markdown {
			out.WriteString("\n")
		}
		if a.Kind == "code" && a.Cause != "" {
			fmt.Fprintf(&out, "%sCause: %s\n", item, esc(a.Cause))
		}
		for _, todo := range a.Todo {
			fmt.Fprintf(&out, "%s%s\n", item, esc(strings.ReplaceAll(todo, "\n", " ")))
		}
		if note := strings.TrimSpace(e.Note); note != "" {
			fmt.Fprintf(&out, "%sNote: %s\n", item, esc(strings.Join(strings.Fields(note), " ")))
		}
	}
	if n := len(entries); n > 0 && entries[n-1].After != "" {
		fmt.Fprintf(&out, "\nThe call took %s.\n", esc(entries[n-1].After))
	}
	return out.String()
}

// escaped is a text in which Markdown sees no marks of its own.
func escaped(text string) string {
	return strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`, "|", `\|`).Replace(text)
}
