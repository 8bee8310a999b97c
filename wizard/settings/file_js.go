package settings

import (
	"errors"
	"io/fs"
	"os"
)

// A page in a browser shows what settings look like, and has no place to keep
// them: every try to read or write one ends in [errors.ErrUnsupported].

func openRead(string) (*os.File, error) { return nil, errors.ErrUnsupported }

func openLock(string) (*os.File, error) { return nil, errors.ErrUnsupported }

func tryLock(*os.File) (held bool, err error) { return false, errors.ErrUnsupported }

func ours(fs.FileInfo) error { return errors.ErrUnsupported }

func keepPrivate(*os.File, fs.FileInfo) {}

func full(error) bool { return false }
