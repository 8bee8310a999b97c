package main

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
	"mailready/wizard/settings"
)

// allSaved are the mailboxes that are set up or begun, in the order in which
// they were begun.
func (a *app) allSaved() ([]checklist.State, error) {
	kept, err := a.folder().Load()
	if err != nil {
		return nil, err
	}
	states := make([]checklist.State, 0, len(kept))
	for _, k := range kept {
		s := checklist.Restore(k.Mailbox, k.Progress)
		if err := checkFields(s); err != nil {
			file := filepath.Join(a.folder().Config, "settings.toml")
			if k.Mailbox == nil {
				file = filepath.Join(a.folder().State, "state.json")
			}
			return nil, &settings.Error{Code: settings.Corrupt, Path: file, Err: err}
		}
		states = append(states, s)
		if _, known := a.known[s.Sender]; !known {
			a.know(s.Sender, s.Progress())
		}
	}
	return states, nil
}

// know remembers the progress of a mailbox as it was read or saved last.
func (a *app) know(sender string, p settings.Progress) {
	if a.known == nil {
		a.known = map[string]settings.Progress{}
	}
	a.known[sender] = p
}

// checkFields refuses in a file what is refused when it is typed, and names the
// field. What was only begun may have empty fields.
func checkFields(s checklist.State) error {
	if s.Certificate != "" && !filepath.IsAbs(s.Certificate) {
		return fmt.Errorf("the certificate %.60q must be a whole path", s.Certificate)
	}
	for _, field := range []struct {
		name, value string
		parse       func(string) (string, string, *checklist.Problem)
	}{
		{"sender", s.Sender, checklist.ParseAddress},
		{"login", s.Login, checklist.ParseAddress},
		{"recipient", s.Recipient, checklist.ParseAddress},
		{"server", s.Host, checklist.ParseHost},
		{"port", strconv.Itoa(s.Port), func(typed string) (string, string, *checklist.Problem) {
			port, p := checklist.ParsePort(typed)
			return strconv.Itoa(port), "", p
		}},
		{"client_id", s.Client, checklist.ParseClientID},
		{"tenant_id", s.Tenant, checklist.ParseTenantID},
	} {
		if field.value == "" || field.value == "0" || field.name != "sender" && field.value == s.Sender {
			continue
		}
		read, _, p := field.parse(field.value)
		switch {
		case p != nil:
			return fmt.Errorf("the %s %.60q: %s", field.name, field.value, strings.TrimSuffix(p.Text, "."))
		case !strings.EqualFold(read, field.value):
			return fmt.Errorf("the %s %.60q must be written %s", field.name, field.value, read)
		}
	}
	return nil
}

// saved is the mailbox with this address, or the only one where no address is
// given; set up tells whether its settings were saved. A zero state means that
// there is none.
func (a *app) saved(address string) (s checklist.State, setUp bool, err error) {
	states, err := a.allSaved()
	if err != nil {
		return s, false, err
	}
	defer func() { a.chosen(&s) }()
	if address == "" && len(states) == 1 {
		return states[0], states[0].Saved != "", nil
	}
	for _, one := range states {
		if one.Sender == address {
			return one, one.Saved != "", nil
		}
	}
	if address == "" && len(states) > 1 {
		return s, false, &exit{causes.ExitUsage, "several mailboxes are set up; name one: " + senders(states)}
	}
	return s, false, nil
}

// errNone is the end of a command that needs a mailbox where there is none.
var errNone = &exit{causes.ExitConfig, "no mailbox is set up yet. To set one up, run: mailready"}

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
// confirmed. What another process has found out since the last time stays.
func (a *app) save(s checklist.State) error {
	var m *settings.Mailbox
	if s.Saved != "" {
		confirmed := s.Mailbox()
		m = &confirmed
	}
	a.saving.Lock()
	defer a.saving.Unlock()
	var was *settings.Progress
	if known, ok := a.known[s.Sender]; ok {
		was = &known
	}
	p := s.Progress()
	if err := a.folder().Save(m, was, p); err != nil {
		return err
	}
	a.know(s.Sender, p)
	if s.Was != "" && s.Was != s.Sender {
		delete(a.known, s.Was)
		return a.folder().Forget(s.Was) // it goes by another address now
	}
	return nil
}
