package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// writePaper keeps a paper as a new file in the folder the program was started
// in, and tells where. A name that is taken gets a number.
func writePaper(name, text string) (path string, err error) {
	folder, err := os.Getwd()
	if err != nil {
		return "", err
	}
	ending := filepath.Ext(name)
	for n := 1; n <= 100; n++ {
		path = filepath.Join(folder, name)
		if n > 1 {
			path = filepath.Join(folder, strings.TrimSuffix(name, ending)+"-"+strconv.Itoa(n)+ending)
		}
		if err = writeFile(path, text); !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	return path, err
}

// writeFile writes a file that must not be there yet: what a person may have
// changed is never overwritten. A file that could not be written to its end
// is removed.
func writeFile(path, text string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = io.WriteString(file, text)
	if err = errors.Join(err, file.Close()); err != nil {
		os.Remove(path)
	}
	return err
}
