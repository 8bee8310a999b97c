package settings

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Folder is where the two files are: settings.toml in Config, state.json and
// the locks in State. Both are absolute paths and may be the same; they are
// made, for this user alone, when something is first written.
type Folder struct {
	Config, State string

	// at is told the name of every moment within a change at which the
	// process could be killed; nil outside of tests.
	at func(moment string)
}

// Kept is what is kept of one mailbox. Mailbox is nil where the settings were
// not saved yet; Progress.Mailbox then has what was typed.
type Kept struct {
	Mailbox  *Mailbox
	Progress Progress
}

// Load returns what is kept: the mailboxes of settings.toml in their order,
// then those that were only begun. Nothing kept is no error. The error is an
// [*Error], and then nothing is returned.
func (f Folder) Load() ([]Kept, error) {
	if err := f.usable(); err != nil {
		return nil, err
	}
	_, mailboxes, err := f.settings()
	if err != nil {
		return nil, err
	}
	progress, err := f.state()
	if err != nil {
		return nil, err
	}
	var all []Kept
	at := places(progress)
	for _, m := range mailboxes {
		k := Kept{Mailbox: &m, Progress: Progress{Mailbox: m}}
		name := strings.ToLower(m.Sender)
		if i, has := at[name]; has {
			k.Progress = progress[i]
			delete(at, name)
		}
		all = append(all, k)
	}
	for _, p := range progress {
		if _, left := at[strings.ToLower(p.Mailbox.Sender)]; left {
			all = append(all, Kept{Progress: p})
		}
	}
	return all, nil
}

// Save keeps the progress of one mailbox and, where m is not nil, its
// settings. Was is the progress as the caller read it or saved it last: what
// another process has written since then stays, see [Progress]; nil replaces
// it all. Where was is given and the mailbox is not kept any more, another
// process has forgotten it: then it stays forgotten. Whatever else the files hold stays as it is, to the letter in
// settings.toml. Each file is either the old or the new one at every moment,
// even where the process is killed or the disk is full. The error is an
// [*Error].
func (f Folder) Save(m *Mailbox, was *Progress, p Progress) error {
	sender, gone := p.Mailbox.Sender, false
	return f.change(func(text []byte) (_ []byte, err error) {
		if was != nil {
			gone, err = f.forgotten(text, sender)
		}
		if m == nil || gone || err != nil {
			return text, err
		}
		return put(text, *m)
	}, func(all []Progress) []Progress {
		if gone {
			return all
		}
		if i := find(all, sender); i >= 0 {
			if was != nil {
				p = p.since(*was, all[i])
			}
			all[i] = p
			return all
		}
		return append(all, p)
	})
}

// forgotten tells whether neither file has the mailbox. It is called while the
// files are locked.
func (f Folder) forgotten(text []byte, sender string) (bool, error) {
	mailboxes, err := parseSettings(text)
	if err != nil {
		return false, err
	}
	all, err := f.state()
	return find(all, sender) < 0 && !slices.ContainsFunc(mailboxes, Mailbox{Sender: sender}.same), err
}

// Forget removes what is kept of one mailbox. Where nothing was kept, it
// changes nothing.
func (f Folder) Forget(sender string) error {
	return f.change(func(text []byte) ([]byte, error) {
		return remove(text, sender)
	}, func(all []Progress) []Progress {
		if i := find(all, sender); i >= 0 {
			return slices.Delete(all, i, i+1)
		}
		return all
	})
}

// Try says whether something could be saved: nil, or the [*Error] that Save
// would end in. It is asked before a password is. It writes a page beside
// each file and removes it.
func (f Folder) Try() error {
	if err := f.change(func(text []byte) ([]byte, error) { return text, nil },
		func(all []Progress) []Progress { return all }); err != nil {
		return err
	}
	for _, path := range []string{f.settingsPath(), f.statePath()} {
		temp, err := f.write(path, make([]byte, 4<<10))
		if err != nil {
			return err
		}
		os.Remove(temp)
	}
	return nil
}

// change reads both files, has them changed, and writes what is different.
func (f Folder) change(settings func([]byte) ([]byte, error), progress func([]Progress) []Progress) error {
	if err := f.usable(); err != nil {
		return err
	}
	release, err := f.lockWriting()
	if err != nil {
		return err
	}
	defer release()
	text, _, err := f.settings()
	if err != nil {
		return err
	}
	all, err := f.state()
	if err != nil {
		return err
	}
	changed, err := settings(text)
	if err != nil {
		return &Error{Code: Corrupt, Path: f.settingsPath(), Err: err}
	}
	if len(changed) > settingsSize {
		return &Error{Code: Unsafe, Path: f.settingsPath(), Err: errors.New("there are too many mailboxes for one file")}
	}
	if err := f.replace(f.settingsPath(), text, changed); err != nil {
		return err
	}
	return f.saveState(progress(all))
}

func (f Folder) settingsPath() string { return filepath.Join(f.Config, "settings.toml") }
func (f Folder) statePath() string    { return filepath.Join(f.State, "state.json") }

// usable refuses a folder that is not there for this user alone.
func (f Folder) usable() error {
	for _, dir := range []string{f.Config, f.State} {
		if !filepath.IsAbs(dir) {
			return &Error{Code: ReadOnly, Path: dir, Err: errors.New("HOME is not set, so there is no home folder to keep settings in")}
		}
		info, err := os.Stat(dir)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return unread(dir, err)
		}
		if !info.IsDir() {
			return &Error{Code: Unsafe, Path: dir, Err: errors.New("this is not a folder")}
		}
		if err := ours(info); err != nil {
			return &Error{Code: Unsafe, Path: dir, Err: err}
		}
	}
	return nil
}

func (f Folder) moment(name string) {
	if f.at != nil {
		f.at(name)
	}
}

func find(all []Progress, sender string) int {
	return slices.IndexFunc(all, func(p Progress) bool { return strings.EqualFold(p.Mailbox.Sender, sender) })
}

// places tells where each sender is, in lower case. For one sender, see find.
func places(all []Progress) map[string]int {
	at := make(map[string]int, len(all))
	for i, p := range all {
		at[strings.ToLower(p.Mailbox.Sender)] = i
	}
	return at
}
