package checklist

import (
	"strings"
	"unicode"
)

// misplacedPassword recognises an app password that was typed into a field
// that shows what is typed: 16 letters, alone or in four groups, as people
// copy it. Nothing of it is kept, and no text made here holds any part of it.
func misplacedPassword(typed string) *Problem {
	groups := strings.FieldsFunc(typed, func(r rune) bool { return blank(r) || unicode.Is(unicode.Pd, r) || r == '.' || r == ',' || r == '_' })
	switch len(groups) {
	case 1:
		if len(groups[0]) != appPasswordLetters {
			return nil
		}
	case 4:
	default:
		return nil
	}
	for _, g := range groups {
		if len(groups) == 4 && len(g) != appPasswordLetters/4 || strings.ContainsFunc(g, func(r rune) bool { return r|0x20 < 'a' || r|0x20 > 'z' }) {
			return nil
		}
	}
	return &Problem{Code: codePassword, Text: "This looks like an app password. It was taken out of this field, and it is kept nowhere. " +
		"Step 5 asks for it, and does not show it. If somebody else can see this screen, delete it on Microsoft's page and create a new one."}
}
