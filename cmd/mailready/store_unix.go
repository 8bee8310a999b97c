//go:build unix

package main

import "io/fs"

// othersWrite tells whether a file can be changed by others than its owner.
func othersWrite(info fs.FileInfo) bool { return info.Mode().Perm()&0o022 != 0 }
