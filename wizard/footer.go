package wizard

import (
	"slices"
	"strconv"

	"charm.land/lipgloss/v2"

	"mailready/wizard/checklist"
)

// footer names the keys that do something on this screen, the most needed first,
// as many as one line holds. The help and the way out always have their place.
func footer(s checklist.Screen, width int, k palette) string {
	typed := s.Kind == checklist.Text || s.Kind == checklist.Secret || s.Listens
	dot := k.glyphs().dot
	last := "Ctrl-C quit"
	var keys []string
	add := func(when bool, text string) {
		if when {
			keys = append(keys, text)
		}
	}
	switch s.Kind {
	case checklist.Working:
		add(s.Listens, "Enter hand over")
		add(true, "Esc stop and go back")
	case checklist.Choice:
		add(true, "Enter choose")
		last = "? help" + dot + last
	default:
		add(true, "Enter next")
	}
	add(s.Kind != checklist.Working && s.CanBack, "Esc back")
	add(s.CanMenu, "Tab menu")
	add(len(s.Links) > 0 && !typed, "o open page")
	add(len(s.Links) > 0 && typed, "Ctrl-O open page")
	add(s.Copy != "" && !typed, "c copy")
	add(s.Trouble != nil && s.Kind == checklist.Choice, "r read all")
	add(s.Kind == checklist.Choice && len(s.Options) > 1, "1-"+strconv.Itoa(min(len(s.Options), 9))+" pick")
	add(s.Spoken != "" && s.Kind == checklist.Choice, "s spell")
	add(s.Spoken != "" && typed, "Ctrl-S spell")
	add(typed, "Ctrl-U clear")

	first := keys[0]
	if all := "r read all"; slices.Contains(keys, all) && lipgloss.Width(first+dot+all+dot+last) > width {
		first = all // what the window cuts short can be read there
	}
	line := first
	for _, key := range keys[1:] {
		if lipgloss.Width(line+dot+key+dot+last) <= width {
			line += dot + key
		}
	}
	return k.set(faint, line+dot+last)
}

// help explains the keys; it is printed above the question.
func help(s checklist.Screen, width int, k palette) []string {
	var lines []string
	say := func(text string) { lines = append(lines, wrap(text, width)...) }
	say("The arrow keys move the mark " + k.glyphs().point + ". Enter takes the answer that has it. A number takes that answer at once.")
	if s.CanBack {
		say("Esc goes back to the question before. Nothing that you typed is lost.")
	}
	if s.CanMenu {
		say("Tab opens the menu. It leads to every step, and to the messages for your admin and the helpdesk.")
	}
	if len(s.Links) > 0 {
		say("The letter o opens the web page in your browser.")
	}
	if s.Copy != "" {
		say("The letter c asks your terminal to copy the text.")
	}
	if s.Trouble != nil {
		say("The letter r prints all that is known of the failure above the question, with the whole answer.")
	}
	if s.Spoken != "" {
		say("The letter s spells the call code in words, to be read aloud.")
	}
	say("Ctrl-C stops the program. What was saved stays saved, and the next start goes on from there.")
	return append(lines, "")
}
