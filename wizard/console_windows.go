package wizard

import (
	"os"

	"golang.org/x/sys/windows"
)

// understand makes a console read and write the sequences of a terminal.
func understand(in, out *os.File) error {
	for file, more := range map[*os.File]uint32{in: windows.ENABLE_VIRTUAL_TERMINAL_INPUT,
		out: windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING | windows.DISABLE_NEWLINE_AUTO_RETURN} {
		var mode uint32
		if err := windows.GetConsoleMode(windows.Handle(file.Fd()), &mode); err != nil {
			return err
		}
		if err := windows.SetConsoleMode(windows.Handle(file.Fd()), mode|more); err != nil {
			return err
		}
	}
	return nil
}

// watch has nothing to tell: changes of the window's size come with the keys.
func (c *console) watch(func(width, height int)) (stop func()) { return func() {} }
