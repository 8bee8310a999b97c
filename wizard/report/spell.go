package report

import (
	"strings"

	"mailready/wizard/checklist"
)

// spokenSymbols are the words for the symbols of [checklist.Alphabet], in its order:
// the digits, and the letters of the spelling alphabet of aviation.
var spokenSymbols = strings.Fields(`zero one two three four five six seven eight nine
	alpha bravo charlie delta echo foxtrot golf hotel juliett kilo mike
	november papa quebec romeo sierra tango victor whiskey x-ray yankee zulu`)

// Spell writes a code as it is read aloud, group by group: "kilo seven quebec
// two, foxtrot nine x-ray mike". Characters that no code has are left out.
func Spell(code string) string {
	var groups []string
	var words []string
	for i, r := range checklist.Symbols(code) {
		if v := strings.IndexRune(checklist.Alphabet, r); v >= 0 {
			words = append(words, spokenSymbols[v])
		}
		if (i+1)%4 == 0 && len(words) > 0 {
			groups = append(groups, strings.Join(words, " "))
			words = nil
		}
	}
	if len(words) > 0 {
		groups = append(groups, strings.Join(words, " "))
	}
	return strings.Join(groups, ", ")
}
