//go:build !unix

package appcert

import (
	"io/fs"
	"os"
)

func openPrivate(path string) (*os.File, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errNotPlain
	}
	return os.Open(path)
}

func private(string, fs.FileInfo) error { return nil }
