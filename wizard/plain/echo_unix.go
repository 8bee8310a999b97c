//go:build unix

package plain

import (
	"os"

	"golang.org/x/sys/unix"
)

// Mute switches the echo of a terminal off and returns what switches
// it on again; nil where in is no terminal. Lines are still edited by the
// terminal itself, so that Backspace works as everywhere.
func Mute(in *os.File) (restore func()) {
	fd := int(in.Fd())
	before, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return nil
	}
	quiet := *before
	quiet.Lflag &^= unix.ECHO
	if unix.IoctlSetTermios(fd, setTermios, &quiet) != nil {
		return nil
	}
	return func() { unix.IoctlSetTermios(fd, setTermios, before) }
}
