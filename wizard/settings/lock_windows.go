package settings

import (
	"os"
	"syscall"
	"unsafe"
)

func openLock(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
}

var lockFileEx = syscall.NewLazyDLL("kernel32.dll").NewProc("LockFileEx")

// tryLock takes the lock, or says that another process holds it. It locks one
// byte far behind the end, because Windows lets nobody read what is locked.
func tryLock(file *os.File) (held bool, err error) {
	const failImmediately, exclusive = 1, 2
	const lockViolation, ioPending syscall.Errno = 33, 997
	at := syscall.Overlapped{OffsetHigh: 1}
	ok, _, err := lockFileEx.Call(file.Fd(), exclusive|failImmediately, 0, 1, 0, uintptr(unsafe.Pointer(&at)))
	if ok != 0 {
		return false, nil
	}
	if err == lockViolation || err == ioPending {
		return true, nil
	}
	return false, err
}
