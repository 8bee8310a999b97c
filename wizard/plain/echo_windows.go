package plain

import (
	"os"

	"golang.org/x/sys/windows"
)

// Mute switches the echo of a console off and returns what switches
// it on again; nil where in is no console.
func Mute(in *os.File) (restore func()) {
	console := windows.Handle(in.Fd())
	var before uint32
	if windows.GetConsoleMode(console, &before) != nil {
		return nil
	}
	if windows.SetConsoleMode(console, before&^windows.ENABLE_ECHO_INPUT) != nil {
		return nil
	}
	return func() { windows.SetConsoleMode(console, before) }
}
