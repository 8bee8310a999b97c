package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/pelletier/go-toml/v2"

	"mailready/keystore"
)

// readCommands reads the commands of a password manager: get, set and delete,
// each a list of arguments with {name} for the entry. They are run, so nobody
// but this user and root can have written them.
func readCommands(file string) (keystore.Command, error) {
	var lists struct{ Get, Set, Delete []string }
	text, err := readOurs(file)
	if err != nil {
		return keystore.Command{}, err
	}
	if err := toml.Unmarshal(text, &lists); err != nil {
		return keystore.Command{}, fmt.Errorf("%s is not TOML: %w", file, err)
	}
	if len(lists.Get) == 0 {
		return keystore.Command{}, fmt.Errorf("%s needs the list get; set and delete are for what mailready is to change", file)
	}
	for _, argv := range [][]string{lists.Get, lists.Set, lists.Delete} {
		// Otherwise it would depend on the folder in which mailready is run.
		if len(argv) > 0 && filepath.Base(argv[0]) != argv[0] && !filepath.IsAbs(argv[0]) {
			return keystore.Command{}, fmt.Errorf("%s: give the whole path of %s", file, argv[0])
		}
	}
	return keystore.Command{Name: "the store of " + file, Get: lists.Get, Set: lists.Set, Delete: lists.Delete}, nil
}

// readOurs reads a file that nobody but this user and root can have changed, nor
// put in the place of another.
func readOurs(path string) ([]byte, error) {
	const most = 64 << 10
	f, err := os.OpenFile(path, os.O_RDONLY|nonBlocking, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a file", path)
	case info.Size() > most:
		return nil, fmt.Errorf("%s is too large", path)
	case !ownedByUsOrRoot(info):
		return nil, fmt.Errorf("%s belongs to somebody else", path)
	case othersWrite(info):
		return nil, fmt.Errorf("%s can be changed by others than its owner", path)
	}
	real, err := filepath.EvalSymlinks(path)
	for _, at := range []string{path, real} {
		folder, statErr := os.Stat(filepath.Dir(at))
		if err = errors.Join(err, statErr); err == nil && (!ownedByUsOrRoot(folder) || othersWrite(folder) && folder.Mode()&os.ModeSticky == 0) {
			err = fmt.Errorf("%s is in a folder that others can change", path)
		}
	}
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(f, most))
}
