//go:build unix

package keystore

import (
	"io/fs"
	"os"
	"os/exec"
	"syscall"
)

// nonBlocking keeps a pipe in the place of a file from holding the program up.
const nonBlocking = syscall.O_NONBLOCK

// apart gives a program a session of its own: what it has started ends with it,
// and it cannot ask anything on a terminal where the keys go to this program.
func apart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// onlyOurs tells whether nobody but this user and root can change a folder.
func onlyOurs(info fs.FileInfo) bool {
	s, ok := info.Sys().(*syscall.Stat_t)
	return ok && (s.Uid == 0 || int(s.Uid) == os.Getuid()) && info.Mode().Perm()&0o022 == 0
}
