//go:build unix

package wizard

import (
	"os"
	"syscall"
)

const canSuspend = true

// wake continues this process. Where no shell controls it, the system ignores
// the stop, and the wait for being continued would never end; a process that
// is really stopped cannot call this.
func wake() { syscall.Kill(os.Getpid(), syscall.SIGCONT) }
