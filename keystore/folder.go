//go:build !js

package keystore

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// unfinished is how the folders begin in which a new file is made.
const unfinished = ".mailready-"

// sweep takes away what a write that was killed has left behind.
func sweep(folder string) {
	left, _ := filepath.Glob(filepath.Join(folder, unfinished+"*"))
	for _, path := range left {
		if info, err := os.Lstat(path); err == nil && info.IsDir() && time.Since(info.ModTime()) > 2*Patience {
			os.RemoveAll(path)
		}
	}
}

// freshIn makes a folder for a new file in the folder of a store, which is made
// too where it is not there. Nobody else can write to either: whoever can, could
// put a link in the place of the new file.
func freshIn(folder string) (string, error) {
	err := os.MkdirAll(folder, 0o700)
	var info fs.FileInfo
	if err == nil {
		info, err = os.Stat(folder)
	}
	if err == nil && !onlyOurs(info) {
		err = fmt.Errorf("%w: %s", ErrUnsafe, folder)
	}
	var fresh string
	if err == nil {
		sweep(folder)
		fresh, err = os.MkdirTemp(folder, unfinished+"*")
	}
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrDenied, err)
	}
	return fresh, nil
}

// readFile reads a file of a store: a plain file, and not a longer one than a
// secret makes when it is encrypted.
func readFile(path string) ([]byte, error) {
	const most = enough + 8<<10
	f, err := os.OpenFile(path, os.O_RDONLY|nonBlocking, 0)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, ErrNotFound
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrDenied, err)
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrDenied, err)
	case !info.Mode().IsRegular() || info.Size() > most:
		return nil, fmt.Errorf("%w: not a file of ours", ErrMismatch)
	}
	text, err := io.ReadAll(io.LimitReader(f, most))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDenied, err)
	}
	return text, nil
}

// moveInto puts a whole file in the place of another, on the disk before the
// name.
func moveInto(from, to string) error {
	f, err := os.OpenFile(from, os.O_RDWR, 0)
	if err == nil {
		err = errors.Join(f.Chmod(0o600), f.Sync(), f.Close())
	}
	if err == nil {
		err = os.Rename(from, to)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDenied, err)
	}
	syncFolder(filepath.Dir(to))
	return nil
}

// syncFolder writes the names in a folder to the disk, where the system can do
// that. Otherwise the old secret could be back after a power cut, when it has
// been deleted on Microsoft's page already.
func syncFolder(folder string) {
	if dir, err := os.Open(folder); err == nil {
		dir.Sync()
		dir.Close()
	}
}

func removeFile(path string) error {
	defer syncFolder(filepath.Dir(path))
	switch err := os.Remove(path); {
	case errors.Is(err, fs.ErrNotExist):
		return ErrNotFound
	case err != nil:
		return fmt.Errorf("%w: %w", ErrDenied, err)
	}
	return nil
}
