// Package guide is the checklist in words: the seven steps with the titles
// and texts that the wizard shows, and beside each what a helper on the phone
// needs: what to do by hand, what to ask, what goes wrong, and what to say.
//
// The words live in guide.md. A step of the wizard takes its title and its
// text from here, so that both ends of a call use the same ones.
package guide

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed guide.md
var source string

// Section is the guide to one step.
type Section struct {
	ID     string // "two-step"; never changes
	Number int    // 1 to 7, as on screen
	Title  string // also the step's title on screen

	Screen []string // the paragraphs that the wizard shows
	ByHand []string // what to do, in order, also without the wizard
	Ask    []string // what to ask the caller
	Wrong  []string // what usually goes wrong, and why
	Say    []string // what to say
	SignIn []string // what is different where the mailbox signs in with Microsoft; may be empty

	keys []string // for each of Ask the question of the wizard it belongs to, or ""
}

// For returns what to ask while the caller sees the wizard's question with
// this key, and the step's first question where none is kept for that key.
func (s Section) For(key string) string {
	if i := slices.Index(s.keys, key); i >= 0 && key != "" {
		return s.Ask[i]
	}
	if len(s.Ask) == 0 {
		return ""
	}
	return s.Ask[0]
}

// Keys are the wizard's questions for which the section has one to ask.
func (s Section) Keys() []string {
	return slices.DeleteFunc(slices.Clone(s.keys), func(key string) bool { return key == "" })
}

// Title is the heading of the whole guide.
func Title() string { return whole().title }

// Intro returns the paragraphs that stand before the first step. One that
// begins with spaces is to be kept as it is, unwrapped.
func Intro() []string { return slices.Clone(whole().intro) }

// Sections returns the seven steps in order.
func Sections() []Section { return slices.Clone(whole().sections) }

// Find returns the section of a step, named by its id or its number.
func Find(step string) (Section, bool) {
	for _, s := range whole().sections {
		if s.ID == step || fmt.Sprint(s.Number) == step {
			return s, true
		}
	}
	return Section{}, false
}

type book struct {
	title    string
	intro    []string
	sections []Section
}

// whole is guide.md, read once.
var whole = sync.OnceValue(func() book { return mustParse(source) })

func mustParse(text string) book {
	b, err := parse(text)
	if err != nil {
		panic(err) // guide.md is part of the program; a test reads it first
	}
	return b
}

// parse reads the guide's own small part of Markdown: one "# " title, a
// "## Title {#id}" for each step, in it "### " parts of paragraphs or of
// "- " items, and blocks indented by four spaces in the introduction.
func parse(text string) (book, error) {
	var b book
	var part string
	fresh := true // the next line begins a paragraph
	for n, line := range strings.Split(text, "\n") {
		var section *Section
		if len(b.sections) > 0 {
			section = &b.sections[len(b.sections)-1]
		}
		wrong := func(why string) error { return fmt.Errorf("guide.md:%d: %s", n+1, why) }
		switch {
		case strings.TrimSpace(line) == "":
			fresh = true
		case strings.HasPrefix(line, "# "):
			b.title = line[2:]
		case strings.HasPrefix(line, "## "):
			title, id, ok := strings.Cut(line[3:], " {#")
			id, closed := strings.CutSuffix(id, "}")
			if !ok || !closed || id == "" {
				return book{}, wrong("a step's title needs its id: ## Title {#id}")
			}
			b.sections = append(b.sections, Section{ID: id, Number: len(b.sections) + 1, Title: title})
			part, fresh = "", true
		case strings.HasPrefix(line, "### "):
			part, fresh = line[4:], true
			if section == nil || section.part(part) == nil {
				return book{}, wrong("no such part: " + part)
			}
		case section == nil:
			b.intro = add(b.intro, line, fresh)
			fresh = false
		case section.part(part) == nil:
			return book{}, wrong("text outside a part")
		case part == "On screen":
			section.Screen = add(section.Screen, line, fresh)
			fresh = false
		default:
			item, ok := strings.CutPrefix(line, "- ")
			if !ok {
				return book{}, wrong("an item begins with a dash and a space")
			}
			if part == "Ask" {
				question, key, _ := strings.Cut(item, " {")
				section.keys = append(section.keys, strings.TrimSuffix(key, "}"))
				item = question
			}
			list := section.part(part)
			*list = append(*list, item)
		}
	}
	return b, nil
}

func (s *Section) part(heading string) *[]string {
	switch heading {
	case "On screen":
		return &s.Screen
	case "By hand":
		return &s.ByHand
	case "Ask":
		return &s.Ask
	case "Goes wrong":
		return &s.Wrong
	case "Say":
		return &s.Say
	case "Signing in":
		return &s.SignIn
	}
	return nil
}

// add puts a line at the end of the last paragraph or begins a new one. Lines
// of a block keep their own line and lose two of its four spaces.
func add(paragraphs []string, line string, fresh bool) []string {
	block := strings.HasPrefix(line, "    ")
	if block {
		line = line[2:]
	} else {
		line = strings.TrimSpace(line)
	}
	if fresh || block || len(paragraphs) == 0 {
		return append(paragraphs, line)
	}
	paragraphs[len(paragraphs)-1] += " " + line
	return paragraphs
}
