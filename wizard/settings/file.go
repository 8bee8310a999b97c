package settings

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// The sizes above which a file is not one of ours, in bytes: enough for ten
// thousand mailboxes and some more.
const (
	settingsSize = 8 << 20
	stateSize    = 32 << 20
)

// read returns what a file of ours holds, nil where there is none. It refuses
// whatever is not a plain file of this user's within the size: a link could
// lead anywhere, a pipe could keep us waiting, and a server name that somebody
// else wrote would be sent the password.
func read(path string, size int64) ([]byte, error) {
	file, err := openRead(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, unread(path, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, unread(path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, &Error{Code: Unsafe, Path: path, Err: errNotPlain}
	}
	if err := ours(info); err != nil {
		return nil, &Error{Code: Unsafe, Path: path, Err: err}
	}
	keepPrivate(file, info)
	data, err := io.ReadAll(io.LimitReader(file, size+1))
	if err != nil {
		return nil, unread(path, err)
	}
	if int64(len(data)) > size {
		return nil, &Error{Code: Unsafe, Path: path, Err: errors.New("it is too large to be a file of mailready's")}
	}
	return data, nil
}

var errNotPlain = errors.New("this is not a plain file")

// replace puts a new text in the place of the old one, in one step that is
// done or not done: a file beside it is written to the disk and takes its
// name. Nothing is written where nothing changed.
func (f Folder) replace(path string, old, text []byte) error {
	if bytes.Equal(old, text) {
		return nil
	}
	temp, err := f.write(path, text)
	if err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		os.Remove(temp)
		return unwritten(path, err)
	}
	f.moment("renamed to " + filepath.Base(path))
	if err := syncFolder(filepath.Dir(path)); err != nil {
		return unwritten(path, err)
	}
	f.moment("folder of " + filepath.Base(path) + " on the disk")
	return nil
}

// write writes text to the disk in a new file beside path, for this user
// alone, and returns the name of that file. Where it cannot, it leaves none.
func (f Folder) write(path string, text []byte) (name string, err error) {
	base := filepath.Base(path)
	temp, err := os.CreateTemp(filepath.Dir(path), tempPrefix(path)+"*"+tempSuffix) // mode 0600
	if err != nil {
		return "", unwritten(path, err)
	}
	defer func() {
		temp.Close()
		if err != nil {
			os.Remove(temp.Name())
			err = unwritten(path, err)
		}
	}()
	f.moment("new " + base + " made")
	if _, err := temp.Write(text[:len(text)/2]); err != nil {
		return "", err
	}
	f.moment("new " + base + " half written")
	if _, err := temp.Write(text[len(text)/2:]); err != nil {
		return "", err
	}
	f.moment("new " + base + " written")
	if err := temp.Sync(); err != nil {
		return "", err
	}
	f.moment("new " + base + " on the disk")
	return temp.Name(), temp.Close()
}

func syncFolder(folder string) error {
	if runtime.GOOS == "windows" { // a folder cannot be opened there, the rename is in the journal
		return nil
	}
	dir, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}

const tempSuffix = ".tmp"

func tempPrefix(path string) string { return "." + filepath.Base(path) + "." }

// sweep removes what a killed process left half-written. It runs under the
// lock for writing, so that nobody is writing these files now. What cannot be
// removed is tried again next time.
func (f Folder) sweep() {
	for _, path := range []string{f.settingsPath(), f.statePath()} {
		entries, err := os.ReadDir(filepath.Dir(path))
		if err != nil {
			continue
		}
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), tempPrefix(path)) && strings.HasSuffix(e.Name(), tempSuffix) {
				os.Remove(filepath.Join(filepath.Dir(path), e.Name()))
			}
		}
	}
}
