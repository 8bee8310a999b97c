//go:build unix

package main

import (
	"io/fs"
	"os"
	"syscall"
)

// nonBlocking keeps a pipe in the place of a file from holding the program up.
const nonBlocking = syscall.O_NONBLOCK

// othersWrite tells whether a file can be changed by others than its owner.
func othersWrite(info fs.FileInfo) bool { return info.Mode().Perm()&0o022 != 0 }

// othersRead tells whether anybody can read a file.
func othersRead(info fs.FileInfo) bool { return info.Mode().Perm()&0o004 != 0 }

// ownedByUsOrRoot tells whether nobody else can put another file there.
func ownedByUsOrRoot(info fs.FileInfo) bool {
	s, ok := info.Sys().(*syscall.Stat_t)
	return ok && (s.Uid == 0 || int(s.Uid) == os.Getuid())
}
