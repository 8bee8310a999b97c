package main

import "syscall"

// harden keeps other programs of this user out of the memory that will hold
// the app password: no debugger may attach and /proc/PID/environ and mem belong
// to root (prctl(2), PR_SET_DUMPABLE), and a crash leaves no core file. What
// fails here is not said: the program works as well without it.
func harden() {
	syscall.Syscall(syscall.SYS_PRCTL, syscall.PR_SET_DUMPABLE, 0, 0)
	var core syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_CORE, &core) == nil {
		core.Cur = 0 // programs that we start, such as a browser, may raise it again
		syscall.Setrlimit(syscall.RLIMIT_CORE, &core)
	}
}
