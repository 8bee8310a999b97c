//go:build !unix

package main

import "io/fs"

const nonBlocking = 0

// What the mode of a file tells is for systems that have owners in it.
func othersWrite(fs.FileInfo) bool     { return false }
func othersRead(fs.FileInfo) bool      { return false }
func ownedByUsOrRoot(fs.FileInfo) bool { return true }
