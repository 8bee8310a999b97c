package call

import (
	"slices"
	"strings"
	"sync"
	"unicode"

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

// heardSymbols are the words that people say for symbols: those of [Spell],
// other spellings of them, and the letters that stand for 0 and 1.
var heardSymbols = sync.OnceValue(func() map[string]byte {
	heard := map[string]byte{}
	for i, word := range spokenSymbols {
		heard[strings.ReplaceAll(word, "-", "")] = checklist.Alphabet[i]
	}
	for words, symbol := range map[string]byte{
		"alfa": 'A', "juliet juliette": 'J', "whisky wiskey": 'W', "exray ecksray": 'X', "foxtrott fox": 'F', "quebeck kebec": 'Q', "viktor": 'V',
		"oh oscar null nought ought": '0', "india lima": '1', "tree": '3', "fower": '4', "fife": '5', "niner": '9', "uniform": 'U',
	} {
		for word := range strings.FieldsSeq(words) {
			heard[word] = symbol
		}
	}
	return heard
})

// pauses are words that people say between the groups of a code.
var pauses = []string{"dash", "hyphen", "minus", "space", "comma", "then", "and"}

// spelledWords are the parts of what was typed, in lower case. X-ray is one.
func spelledWords(typed string) []string {
	typed = strings.NewReplacer("x-ray", "xray", "x ray", "xray", "ecks-ray", "xray").Replace(strings.ToLower(typed))
	return strings.FieldsFunc(typed, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Spelled tells whether a code is typed in words, at least in part.
func Spelled(typed string) bool {
	if len(typed) > mostSpelled {
		return false
	}
	for _, word := range spelledWords(typed) {
		if _, ok := heardSymbols()[word]; ok {
			return true
		}
	}
	return false
}

// mostSpelled is how long a code in words can be, in bytes.
const mostSpelled = 200

// unspell turns the words into symbols. Letters and digits may stand among
// them. The error is CODE-BAD and names the word that is none.
func unspell(typed string) (string, error) {
	var plain strings.Builder
	for _, word := range spelledWords(typed) {
		symbol, ok := heardSymbols()[word]
		switch {
		case ok:
			plain.WriteByte(symbol)
		case slices.Contains(pauses, word):
		case len(word) == 1 || strings.ContainsAny(word, "0123456789"):
			plain.WriteString(word)
		default:
			return "", bad("%q is no word of the spelling alphabet. Type the code itself, such as K7Q2-F9XM, or words such as kilo seven quebec two.", word)
		}
	}
	return plain.String(), nil
}
