//go:build !windows

package wizard

import (
	"os"
	"os/signal"
	"syscall"
)

// understand has nothing to do: terminals read and write their sequences.
func understand(in, out *os.File) error { return nil }

// watch tells the size of the window whenever it changes, until it is stopped.
func (c *console) watch(tell func(width, height int)) (stop func()) {
	changed, stopped := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(changed, syscall.SIGWINCH)
	go func() {
		for {
			select {
			case <-changed:
				tell(c.size())
			case <-stopped:
				return
			}
		}
	}()
	return func() {
		signal.Stop(changed)
		close(stopped)
	}
}
