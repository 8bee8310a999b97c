package settings

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// stateFile is state.json.
type stateFile struct {
	Schema    int        `json:"schema"`
	Mailboxes []Progress `json:"mailboxes"`
}

// replySize is how much of a server's reply is kept, in bytes.
const replySize = 2000

// state reads state.json.
func (f Folder) state() ([]Progress, error) {
	data, err := read(f.statePath(), stateSize)
	if err != nil || data == nil {
		return nil, err
	}
	all, err := parseState(data)
	if err != nil {
		if known, ok := errors.AsType[*Error](err); ok {
			known.Path = f.statePath()
			return nil, known
		}
		return nil, &Error{Code: Corrupt, Path: f.statePath(), Err: err}
	}
	return all, nil
}

func parseState(data []byte) ([]Progress, error) {
	var file stateFile
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, err
	}
	if err := known(file.Schema); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for i := range file.Mailboxes {
		p := &file.Mailboxes[i]
		name := strings.ToLower(p.Mailbox.Sender)
		if !strings.Contains(name, "@") || seen[name] {
			return nil, fmt.Errorf("entry %d has no sender, or one that came before", i+1)
		}
		seen[name] = true
		p.tidy()
	}
	return file.Mailboxes, nil
}

// known refuses the schema of a newer mailready.
func known(schema int) error {
	if schema > Schema {
		return &Error{Code: Newer, Err: fmt.Errorf("it has schema %d, this mailready knows up to %d", schema, Schema)}
	}
	if schema < 0 {
		return fmt.Errorf("schema %d cannot be", schema)
	}
	return nil
}

// Schema is the form of both files. It grows only when an older mailready
// would misread a file; that one then refuses it and leaves it alone.
const Schema = 1

// saveState writes state.json.
func (f Folder) saveState(all []Progress) error {
	for i := range all {
		all[i].tidy()
	}
	text, err := json.MarshalIndent(stateFile{Schema, all}, "", "  ")
	if err != nil {
		return unwritten(f.statePath(), err)
	}
	text = append(text, '\n')
	if len(text) > stateSize {
		return &Error{Code: Unsafe, Path: f.statePath(), Err: errors.New("there are too many mailboxes for one file")}
	}
	old, err := read(f.statePath(), stateSize)
	if err != nil {
		return err
	}
	if old == nil && len(all) == 0 {
		return nil
	}
	return f.replace(f.statePath(), old, text)
}

// tidy makes all texts fit for a screen, wherever they came from.
func (p *Progress) tidy() {
	m := &p.Mailbox
	for _, text := range []*string{&m.Sender, &m.Login, &m.Cloud, &m.Host, &m.Recipient, &m.Credential, &m.Client, &m.Tenant, &m.Certificate, &p.Keychain} {
		*text = visible(*text)
	}
	p.Said, p.Evidence = visibleAll(p.Said), visibleAll(p.Evidence)
	if w := p.Waiting; w != nil {
		p.Waiting = &Waiting{visible(w.Cause), w.Since}
	}
	if r := p.LastWrong; r != nil {
		reply := visible(r.Reply)
		if len(reply) > replySize {
			reply = strings.ToValidUTF8(reply[:replySize], "")
		}
		p.LastWrong = &Refusal{r.At, visible(r.Cause), reply}
	}
	if c := p.LastGood; c != nil {
		good := *c
		for _, text := range []*string{&good.Mode, &good.Sent, &good.MessageID, &good.QueueID, &good.Receipt} {
			*text = visible(*text)
		}
		p.LastGood = &good
	}
}

func visibleAll(texts map[string]string) map[string]string {
	if texts == nil {
		return nil
	}
	made := make(map[string]string, len(texts))
	for key, text := range texts {
		made[visible(key)] = visible(text)
	}
	return made
}

// visible puts U+FFFD in the place of every character that could do something
// to a screen; a line break stays.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && !unicode.IsGraphic(r) {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}
