//go:build !linux

package main

// harden does nothing on systems that have no such switch for a program.
func harden() {}
