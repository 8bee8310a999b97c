//go:build !js

package keystore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// errLong ends a program that prints more than a secret can be.
var errLong = errors.New("prints without end")

// runProgram runs a program with a secret on its standard input, which may be
// empty, and gives what it prints, without one line end. No shell is involved.
// What it prints beyond the longest secret ends it, and so does the end of ctx.
func runProgram(ctx context.Context, argv []string, in Secret) (Secret, error) {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.WaitDelay = time.Second // for a child of it that keeps the pipes
	out, said := &bounded{most: enough + 2}, &bounded{most: 4 << 10, rest: true}
	cmd.Stdout, cmd.Stderr = out, said
	if !in.Empty() {
		r, w := io.Pipe()
		cmd.Stdin = r
		go func() {
			in.Use(func(b []byte) error { _, err := w.Write(b); return err })
			w.Close()
		}()
	}
	// What it says is read, so it has to say it in English.
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "LANGUAGE=C")
	apart(cmd)
	err := cmd.Run()
	printed := NewSecret(bytes.TrimSuffix(bytes.TrimSuffix(out.bytes, []byte("\n")), []byte("\r")))
	switch {
	case errors.Is(err, exec.ErrNotFound):
		err = fmt.Errorf("%w: there is no program %s", ErrAbsent, argv[0])
	case out.full:
		err = fmt.Errorf("%w: %s %w", ErrMismatch, argv[0], errLong)
	case ctx.Err() != nil:
		err = context.Cause(ctx)
	case err != nil && disk(said.String()) != nil:
		err = fmt.Errorf("%w: %s: %w", ErrDenied, argv[0], disk(said.String()))
	case err != nil:
		err = fmt.Errorf("%w: %s: %s", meaningOf(said.String()), argv[0], firstLine(said.String(), err))
	}
	if err != nil {
		printed.Destroy()
		return Secret{}, err
	}
	return printed, nil
}

// bounded takes as much as it may. What comes after that is an error, or is
// thrown away where rest is set. Its bytes never grow beyond the first array.
type bounded struct {
	most  int
	rest  bool
	bytes []byte
	full  bool
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.bytes == nil {
		b.bytes = make([]byte, 0, b.most)
	}
	room := b.most - len(b.bytes)
	b.bytes = append(b.bytes, p[:min(len(p), room)]...)
	if len(p) > room {
		b.full = true
		if !b.rest {
			return room, errLong
		}
	}
	return len(p), nil
}

func (b *bounded) String() string { return string(b.bytes) }

// meaningOf reads what a program says: whether there is no such entry, or no
// store yet, or it is locked. Each of these is how one of the programs says it.
func meaningOf(said string) error {
	low := strings.ToLower(said)
	for _, m := range []struct {
		words string
		err   error
	}{
		// systemd-creds, of a file that is damaged, or was encrypted on another computer.
		{"decryption failed (incorrect key?)", ErrMismatch}, {"encrypted file too short", ErrMismatch}, {"data too long for encrypted", ErrMismatch},
		{"unknown encryption format", ErrMismatch}, {"embedded credential name", ErrMismatch},
		{"credential data: invalid argument", ErrMismatch}, {"credential data: broken pipe", ErrMismatch},
		{"is not in the password store", ErrNotFound}, {"no value found at", ErrNotFound}, {"isn't an item", ErrNotFound}, {"not found", ErrNotFound}, {"no such file", ErrNotFound}, {"entry is not in", ErrNotFound},
		{"you must run", ErrAbsent}, {"not been initialized", ErrAbsent}, {"password store is empty", ErrAbsent}, {"not signed in", ErrLocked}, {"not logged in", ErrLocked}, {"vault is locked", ErrLocked}, {"vault is sealed", ErrLocked},
		{"decryption failed", ErrLocked}, {"timeout", ErrLocked},
	} {
		if strings.Contains(low, m.words) {
			return m.err
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
