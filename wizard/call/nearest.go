package call

import (
	"slices"
	"strings"

	"mailready/wizard/checklist"
)

// misheard are the symbols that sound alike on the phone.
var misheard = []string{"MN", "BDPTEVCGZ3", "59", "FSX", "AHJK8", "QW", "IY1", "0Q", "UV"}

// Nearest is a code that one mishearing turns into what was typed.
type Nearest struct {
	Code         string // "AB7H-0J5P"
	Group        int    // 1 or 2: the group that looks wrong
	Heard, Meant string // one symbol each
}

// Near gives the codes that are one mishearing away from what was typed, those
// of the closest sounds first. There is none where what was typed has not
// eight symbols, or is a code.
func Near(typed string) []Nearest {
	if Spelled(typed) {
		if plain, err := unspell(typed); err == nil {
			typed = plain
		}
	}
	plain := []rune(checklist.Symbols(typed))
	if _, err := Decode(string(plain)); err == nil || len(plain) != symbols {
		return nil
	}
	var near []Nearest
	for _, alike := range misheard {
		for i, heard := range plain {
			if !strings.ContainsRune(alike, heard) {
				continue
			}
			for _, meant := range alike {
				other := slices.Clone(plain)
				other[i] = meant
				c, err := Decode(string(other))
				if err != nil || meant == heard {
					continue
				}
				n := Nearest{Encode(c), 1 + i/(symbols/2), string(heard), string(meant)}
				if !slices.ContainsFunc(near, func(o Nearest) bool { return o.Code == n.Code }) {
					near = append(near, n)
				}
			}
		}
	}
	return near
}
