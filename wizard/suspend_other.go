//go:build !unix

package wizard

const canSuspend = false

func wake() {}
