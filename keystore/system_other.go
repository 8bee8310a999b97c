//go:build !linux && !netbsd && !openbsd && !darwin && !windows

package keystore

import "context"

const kind = "none"

func where(string, string) string { return "This system has no keychain that mailready can use." }

func open(context.Context) error { return ErrAbsent }

func meaning(error) error { return ErrAbsent }
