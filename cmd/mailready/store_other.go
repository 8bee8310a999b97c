//go:build !unix

package main

import "io/fs"

// othersWrite is not told by the mode of a file here.
func othersWrite(fs.FileInfo) bool { return false }
