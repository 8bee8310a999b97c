//go:build unix

package settings

import (
	"errors"
	"os"
	"syscall"
)

func openLock(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0o600)
	if errors.Is(err, syscall.ELOOP) || errors.Is(err, syscall.EMLINK) || errors.Is(err, syscall.EISDIR) || errors.Is(err, syscall.ENXIO) {
		return nil, &Error{Code: Unsafe, Path: path, Err: errNotPlain}
	}
	if err != nil {
		return nil, err
	}
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		file.Close()
		return nil, &Error{Code: Unsafe, Path: path, Err: errNotPlain}
	}
	return file, nil
}

// tryLock takes the lock, or says that another process holds it.
func tryLock(file *os.File) (held bool, err error) {
	for {
		switch err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err {
		case nil:
			return false, nil
		case syscall.EWOULDBLOCK:
			return true, nil
		case syscall.EINTR:
		default:
			return false, err
		}
	}
}
