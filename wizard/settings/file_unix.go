//go:build unix

package settings

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// openRead opens neither what a link points to nor waits for a pipe.
func openRead(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if errors.Is(err, syscall.ELOOP) || errors.Is(err, syscall.EMLINK) || errors.Is(err, syscall.ENXIO) {
		return nil, &Error{Code: Unsafe, Path: path, Err: errNotPlain}
	}
	return file, err
}

// ours says whether somebody else could have written this. Write access for a
// group is fine where the group is the user's own, as many systems have it.
func ours(info fs.FileInfo) error {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	if int(stat.Uid) != os.Geteuid() {
		return errors.New("it belongs to another user")
	}
	mode := info.Mode().Perm()
	if mode&0o002 != 0 || mode&0o020 != 0 && stat.Gid != stat.Uid {
		return errors.New("other users may write to it")
	}
	return nil
}

// keepPrivate takes the right to read it from everybody else. A file that the
// user edited may have become readable; it holds addresses and no secret, so
// that a failure, as on a read-only disk, is no reason to stop.
func keepPrivate(file *os.File, info fs.FileInfo) {
	if info.Mode().Perm()&0o077 != 0 {
		file.Chmod(info.Mode().Perm() & 0o700)
	}
}

func full(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}
