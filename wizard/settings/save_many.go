package settings

import (
	"slices"
	"strings"
)

// Change is what became of the progress of a mailbox: Was is what was read
// before, P what is known now.
type Change struct{ Was, P Progress }

// SaveMany saves the progress of many mailboxes in one go, as [Folder.Save]
// does for one. A mailbox that was forgotten meanwhile stays forgotten.
func (f Folder) SaveMany(changes []Change) error {
	var known []Mailbox
	return f.change(func(text []byte) (_ []byte, err error) {
		known, err = parseSettings(text)
		return text, err
	}, func(all []Progress) []Progress {
		at := map[string]int{}
		for i, p := range all {
			at[strings.ToLower(p.Mailbox.Sender)] = i
		}
		for _, c := range changes {
			i, has := at[strings.ToLower(c.P.Mailbox.Sender)]
			switch {
			case has:
				all[i] = c.P.since(c.Was, all[i])
			case slices.ContainsFunc(known, c.P.Mailbox.same):
				all = append(all, c.P)
			}
		}
		return all
	})
}
