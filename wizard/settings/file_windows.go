package settings

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

func openRead(path string) (*os.File, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &Error{Code: Unsafe, Path: path, Err: errNotPlain}
	}
	return os.Open(path)
}

// ours leaves the question to the access list of the user's own folder, which
// Windows hands down to all that is made in it.
func ours(fs.FileInfo) error { return nil }

func full(err error) bool {
	const handleDiskFull, diskFull syscall.Errno = 39, 112
	return errors.Is(err, handleDiskFull) || errors.Is(err, diskFull)
}

// keepPrivate has nothing to do: the rights of the user's folder hold.
func keepPrivate(*os.File, fs.FileInfo) {}
