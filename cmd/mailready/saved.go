package main

import (
	"mailready/smtpcheck"
	"mailready/wizard/checklist"
)

// allSaved are the mailboxes that are set up or begun, in the order in which
// they were begun.
func (a *app) allSaved() ([]checklist.State, error) {
	kept, err := a.folder().Load()
	if err != nil {
		return nil, err
	}
	var states []checklist.State
	for _, k := range kept {
		states = append(states, checklist.Restore(k.Mailbox, k.Progress))
	}
	return states, nil
}

// saved is the mailbox with this address, or the only one where no address is
// given; set up tells whether its settings were saved. A zero state means that
// there is none.
func (a *app) saved(address string) (s checklist.State, setUp bool, err error) {
	states, err := a.allSaved()
	if err != nil {
		return s, false, err
	}
	if address == "" && len(states) == 1 {
		return states[0], states[0].Saved != "", nil
	}
	for _, one := range states {
		if one.Sender == address {
			return one, one.Saved != "", nil
		}
	}
	if address == "" && len(states) > 1 {
		return s, false, &exit{smtpcheck.ExitUsage, "several mailboxes are set up; name one: " + senders(states)}
	}
	return s, false, nil
}

func senders(states []checklist.State) string {
	list := ""
	for i, s := range states {
		if i > 0 {
			list += ", "
		}
		list += s.Sender
	}
	return list
}

// save keeps what is known: the progress always, the settings once they were
// confirmed.
func (a *app) save(s checklist.State) error {
	var m = s.Mailbox()
	if s.Saved == "" {
		return a.folder().Save(nil, s.Progress())
	}
	if err := a.folder().Save(&m, s.Progress()); err != nil {
		return err
	}
	if s.Was != "" && s.Was != s.Sender {
		return a.folder().Forget(s.Was) // it goes by another address now
	}
	return nil
}
