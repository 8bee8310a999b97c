package settings

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// settingsFile is settings.toml. Keys that it does not have are left alone.
type settingsFile struct {
	Schema    int       `toml:"schema"`
	Mailboxes []Mailbox `toml:"mailbox"`
}

// heading is the beginning of a settings.toml that we write.
const heading = `# mailready: the mailboxes that are set up on this computer.
# You may edit this file. App passwords are not in it: they are kept in the
# keychain of this computer, one for each server, port and login.
# After a change, run: mailready check
schema = 1
`

// settings reads settings.toml: its text, and what it says.
func (f Folder) settings() ([]byte, []Mailbox, error) {
	text, err := read(f.settingsPath(), settingsSize)
	if err != nil {
		return nil, nil, err
	}
	all, err := parseSettings(text)
	if err != nil {
		if known, ok := errors.AsType[*Error](err); ok {
			known.Path = f.settingsPath()
			return nil, nil, known
		}
		return nil, nil, &Error{Code: Corrupt, Path: f.settingsPath(), Err: err}
	}
	return text, all, nil
}

func parseSettings(text []byte) ([]Mailbox, error) {
	var file settingsFile
	if err := toml.Unmarshal(unmarked(text), &file); err != nil {
		if at, ok := errors.AsType[*toml.DecodeError](err); ok {
			line, column := at.Position()
			return nil, fmt.Errorf("line %d, column %d is not understood", line, column)
		}
		return nil, errors.New("it is not written in TOML")
	}
	if err := known(file.Schema); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for i, m := range file.Mailboxes {
		m = m.Filled()
		if err := m.valid(); err != nil {
			return nil, err
		}
		if name := strings.ToLower(m.Sender); seen[name] {
			return nil, fmt.Errorf("two mailboxes have the sender %s", clip(m.Sender))
		} else {
			seen[name] = true
		}
		file.Mailboxes[i] = m
	}
	return file.Mailboxes, nil
}

// unmarked is text without the byte order mark that some editors put in front.
func unmarked(text []byte) []byte { return bytes.TrimPrefix(text, []byte("\uFEFF")) }
