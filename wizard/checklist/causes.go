package checklist

import (
	"mailready/smtpcheck/causes"
	"slices"
	"strings"
)

//go:generate go test -run TestCausesPage -update .

// Causes are the failures that lie on this computer alone. No server says
// them, so they have no rules and no examples; those who meet the error name
// its code.
var Causes = slices.Concat(keyCauses, settingsCauses, inputCauses)

// Find gives the cause with this code from the whole catalogue, in any case
// of letters.
func Find(code string) (causes.Cause, bool) {
	if c, ok := causes.Find(code); ok {
		return c, true
	}
	for _, c := range Causes {
		if strings.EqualFold(c.Code, strings.TrimSpace(code)) {
			return c, true
		}
	}
	return causes.Cause{}, false
}

// Catalogue is the whole catalogue, always in the same order: the road to the
// server first, this computer last.
func Catalogue() []causes.Cause {
	return slices.Concat(causes.All(), Causes)
}

// Named finds the first cause of this computer that a text names by its code.
func Named(text string) (causes.Cause, bool) {
	for word := range strings.FieldsFuncSeq(strings.ToUpper(text), func(r rune) bool { return r != '-' && (r < 'A' || r > 'Z') }) {
		for _, c := range Causes {
			if c.Code == word {
				return c, true
			}
		}
	}
	return causes.Cause{}, false
}
