package wizard

import (
	"strconv"

	"charm.land/lipgloss/v2"

	"mailready/wizard/checklist"
)

// keyLine names the keys that do something on this screen, the most needed
// first.
func keyLine(s checklist.Screen, width int) []string {
	var keys []string
	add := func(when bool, text string) {
		if when {
			keys = append(keys, text)
		}
	}
	typed := s.Kind == checklist.Text || s.Kind == checklist.Secret || s.Listens
	switch s.Kind {
	case checklist.Working:
		keys = []string{"Esc stop and go back"}
	case checklist.Choice:
		keys = []string{"Enter choose"}
		add(len(s.Options) > 1, "1-"+strconv.Itoa(min(len(s.Options), 9))+" pick")
	default:
		keys = []string{"Enter next"}
	}
	add(s.Listens, "Enter hand over")
	add(s.Kind != checklist.Working && s.CanBack, "Esc back")
	add(s.CanMenu, "Tab menu")
	add(len(s.Links) > 0 && !typed, "o open page")
	add(len(s.Links) > 0 && typed, "Ctrl-O open page")
	add(s.Copy != "" && !typed, "c copy")
	add(typed, "Ctrl-U clear")
	add(s.Trouble != nil && s.Kind == checklist.Choice, "r read all")
	add(s.Kind == checklist.Choice, "? help")
	keys = append(keys, "Ctrl-C quit")

	const between = " | "
	lines := []string{keys[0]}
	for _, key := range keys[1:] {
		last := &lines[len(lines)-1]
		if lipgloss.Width(*last)+len(between)+len(key) <= width {
			*last += between + key
		} else {
			lines = append(lines, key)
		}
	}
	return lines
}

// shortKeys are the keys that lead on from everywhere, in one short line; the
// help names the others.
func shortKeys(s checklist.Screen) string {
	if s.Kind == checklist.Working {
		return "Esc back | Ctrl-C quit"
	}
	line := "Enter"
	if s.CanBack {
		line += " | Esc back"
	}
	if s.CanMenu {
		line += " | Tab menu"
	}
	if s.Kind == checklist.Choice {
		return line + " | ? help"
	}
	return line + " | Ctrl-C"
}

// help explains the keys; it is printed above the question.
func help(s checklist.Screen, width int) []string {
	var lines []string
	say := func(text string) { lines = append(lines, wrap(text, width)...) }
	say("The arrow keys move the mark >. Enter takes the answer in brackets. A number takes that answer at once.")
	if s.CanBack {
		say("Esc goes back to the question before. Nothing that you typed is lost.")
	}
	if s.CanMenu {
		say("Tab opens the menu. It leads to every step, and to the messages for your admin and the helpdesk.")
	}
	if len(s.Links) > 0 {
		say("The letter o opens the web page in your browser.")
	}
	if s.Trouble != nil {
		say("The letter r prints all that is known of the failure above the question, with the whole answer.")
	}
	say("Ctrl-C stops the program. What was saved stays saved, and the next start goes on from there.")
	return append(lines, "")
}
