package settings

import "strings"

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
		at, setUp := places(all), map[string]bool{}
		for _, m := range known {
			setUp[strings.ToLower(m.Sender)] = true
		}
		for _, c := range changes {
			name := strings.ToLower(c.P.Mailbox.Sender)
			i, has := at[name]
			switch {
			case has:
				all[i] = c.P.since(c.Was, all[i])
			case setUp[name]:
				all = append(all, c.P)
			}
		}
		return all
	})
}
