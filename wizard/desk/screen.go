package desk

import (
	"fmt"
	"strings"

	"mailready/wizard/checklist"
)

// Block is one piece of a screen. The page has one way to show each kind.
type Block struct {
	Kind   string // "para", "kept" (as it is, unwrapped), "step", "note", "fail", "items", "link", "code", "problem", "label", "hint", "value"
	Text   string
	Number string // of an action or a choice, as it is read aloud: "1." or "2)"
	Marked bool   // the choice that Enter takes
}

// pieces are the parts of a screen in the order in which both drivers show
// them. A new part of a screen is one line here.
var pieces = []func(checklist.Screen) []Block{
	func(s checklist.Screen) []Block { return notes(s.Done) },
	func(s checklist.Screen) []Block { return notes(s.Notices) },
	heading,
	work,
	func(s checklist.Screen) []Block { return list(s) },
	func(s checklist.Screen) []Block {
		if s.Kind == checklist.Working {
			return nil // it stands above what is being done
		}
		return paragraphs(s.Body)
	},
	func(s checklist.Screen) []Block { return trouble(s.Trouble) },
	func(s checklist.Screen) []Block { return each("link", s.Links) },
	func(s checklist.Screen) []Block { return card(s.Card) },
	func(s checklist.Screen) []Block { return commands(s.Commands) },
	func(s checklist.Screen) []Block {
		if s.Kind == checklist.Working || s.Kind == checklist.Finished {
			return nil
		}
		return one("code", s.Code, "Call code: ")
	},
	question,
}

// screen is the caller's screen in blocks.
func screen(s checklist.Screen) []Block {
	var blocks []Block
	for _, piece := range pieces {
		blocks = append(blocks, piece(s)...)
	}
	return blocks
}

func heading(s checklist.Screen) []Block {
	if s.Kind == checklist.Finished {
		return one("step", s.Title, "")
	}
	return one("step", fmt.Sprintf("Step %d of 7: %s", s.Step, s.Title), "")
}

func work(s checklist.Screen) []Block {
	if s.Kind != checklist.Working {
		return nil
	}
	blocks := append(paragraphs(s.Body), one("para", s.Label+" ...", "")...)
	if len(s.Stages) > 0 {
		var names []string
		for _, stage := range s.Stages {
			names = append(names, stage.Name)
		}
		blocks = append(blocks, one("para", strings.Join(names, ", ")+".", fmt.Sprintf("%d stages: ", len(names)))...)
	}
	if s.Listens {
		blocks = append(blocks, one("hint", s.Hint, "")...)
	}
	return blocks
}

// list is the list of the steps, on a screen that is about them.
func list(s checklist.Screen) []Block {
	if !s.List {
		return nil
	}
	var blocks []Block
	for _, i := range s.Items {
		mark := "[" + string(i.Mark) + "]"
		if i.Here {
			mark = "[HERE]"
		}
		blocks = append(blocks, Block{Kind: "note", Text: fmt.Sprintf("%-6s %d %s", mark, i.Number, i.Line())})
	}
	return blocks
}

// card is what the caller keeps at the end.
func card(rows []checklist.Row) []Block {
	var blocks []Block
	for _, r := range rows {
		if r.Name == "" {
			blocks = append(blocks, one("para", safe(r.Value), "")...)
		} else {
			blocks = append(blocks, one("kept", fmt.Sprintf("  %-17s%s", r.Name, safe(r.Value)), "")...)
		}
	}
	return blocks
}

func commands(rows []checklist.Row) []Block {
	var blocks []Block
	for _, r := range rows {
		blocks = append(append(blocks, one("para", r.Name+":", "")...), one("kept", "  "+safe(r.Value), "")...)
	}
	return blocks
}

func question(s checklist.Screen) []Block {
	if s.Kind == checklist.Working || s.Kind == checklist.Finished {
		return nil
	}
	var blocks []Block
	if p := s.Problem; p != nil {
		blocks = append(blocks, Block{Kind: "problem", Text: p.Error()})
	}
	blocks = append(blocks, one("label", s.Label, "")...)
	for i, o := range s.Options {
		blocks = append(blocks, Block{Kind: "items", Number: fmt.Sprintf("%d)", i+1), Text: o.Label, Marked: o.Value == s.Default || s.Default == "" && i == 0})
	}
	blocks = append(blocks, one("hint", s.Hint, "")...)
	if s.Kind == checklist.Text {
		blocks = append(blocks, one("value", s.Value, "")...)
	}
	return blocks
}

func trouble(t *checklist.Trouble) []Block {
	if t == nil {
		return nil
	}
	blocks := one("fail", t.Verdict.Cause.Code, "[FAIL] ")
	blocks = append(blocks, paragraphs([]string{t.Happened, t.Turn})...)
	blocks = append(blocks, actions(t.Next)...)
	blocks = append(blocks, one("para", t.Takes, "How long a change takes: ")...)
	blocks = append(blocks, one("para", t.Kept, "")...)
	if len(t.Reply) > 0 {
		blocks = append(append(blocks, one("para", t.Speaker+" said:", "")...), each("kept", t.Reply)...)
	}
	return blocks
}

func notes(all []checklist.Note) []Block {
	var blocks []Block
	for _, n := range all {
		text := n.Text
		if n.Mark != checklist.INFO {
			text = "[" + string(n.Mark) + "] " + text
		}
		blocks = append(blocks, Block{Kind: "note", Text: text})
	}
	return blocks
}

// actions are what to do, numbered. What an action gives to type stands on
// lines of its own.
func actions(all []string) []Block {
	var blocks []Block
	for i, action := range all {
		text, typed, _ := strings.Cut(action, "\n")
		blocks = append(blocks, Block{Kind: "items", Number: fmt.Sprintf("%d.", i+1), Text: safe(text)})
		blocks = append(blocks, one("kept", safe(typed), "")...)
	}
	return blocks
}

// paragraphs are such; one that begins with two spaces is kept as it is.
func paragraphs(all []string) []Block {
	var blocks []Block
	for _, text := range all {
		kind := "para"
		if strings.HasPrefix(text, "  ") {
			kind = "kept"
		}
		blocks = append(blocks, one(kind, safe(text), "")...)
	}
	return blocks
}

func each(kind string, all []string) []Block {
	var blocks []Block
	for _, text := range all {
		blocks = append(blocks, one(kind, text, "")...)
	}
	return blocks
}

// one is a block behind some words, or nothing where the text is empty.
func one(kind, text, words string) []Block {
	if text == "" {
		return nil
	}
	return []Block{{Kind: kind, Text: words + text}}
}
