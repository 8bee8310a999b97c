//go:build !js

package keystore

import (
	"os"
	"strings"
	"syscall"
)

// sayings are how the programs say what is wrong. The first that fits counts: a
// locked key is often followed, or led up to, by a file that was not found.
var sayings = []struct {
	words string
	means error
}{
	// systemd-creds, of a file that is damaged, or was encrypted on another computer.
	{"decryption failed (incorrect key?)", ErrMismatch}, {"encrypted file too short", ErrMismatch}, {"data too long for encrypted", ErrMismatch},
	{"unknown encryption format", ErrMismatch}, {"embedded credential name", ErrMismatch},
	{"credential data: invalid argument", ErrMismatch}, {"credential data: broken pipe", ErrMismatch},
	// gpg, of a file that is damaged.
	{"no valid openpgp data", ErrMismatch}, {"decrypt_message failed", ErrMismatch}, {"invalid packet", ErrMismatch},
	{"has been manipulated", ErrMismatch}, {"inflate problem", ErrMismatch}, {"mpi too large", ErrMismatch},
	// A shell, of a program that it needs.
	{"command not found", ErrAbsent},
	{"you must run", ErrAbsent}, {"not been initialized", ErrAbsent}, {"password store is empty", ErrAbsent},
	{"not signed in", ErrLocked}, {"not logged in", ErrLocked}, {"vault is locked", ErrLocked}, {"vault is sealed", ErrLocked},
	{"missing client token", ErrLocked}, {"decryption failed", ErrLocked}, {"timeout", ErrLocked},
}

// gone are how programs say that there is no such entry, where theirs is not known.
var gone = []string{"isn't an item", "not found", "no such file"}

// meaning reads what the program said before it failed: whether there is no such
// entry, or no store yet, or it is locked. That there is no entry is only taken
// from clear words: forgetting a mailbox relies on it.
func (p program) meaning(said string, ended *os.ProcessState) error {
	if code := ended.ExitCode(); code == 126 || code == 127 { // sh(1): a program could not be run, or was not found
		return ErrAbsent
	}
	low := strings.ToLower(said)
	for _, s := range sayings {
		if strings.Contains(low, s.words) {
			return s.means
		}
	}
	missing := p.missing
	if missing == nil {
		missing = gone
	}
	for _, words := range missing {
		if strings.Contains(low, words) {
			return ErrNotFound
		}
	}
	return ErrDenied
}

// disk reads whether it was the disk that took nothing more.
func disk(said string) error {
	for _, no := range []error{syscall.ENOSPC, syscall.EROFS, syscall.EDQUOT} {
		if strings.Contains(strings.ToLower(said), no.Error()) {
			return no
		}
	}
	return nil
}

// firstLine is the first line that a program said, fit to be shown.
func firstLine(said string, err error) string {
	line, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	line = strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, line)
	if line == "" {
		return err.Error()
	}
	return clip(line)
}
