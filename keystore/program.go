//go:build !js

package keystore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"time"
)

// errLong ends a program that prints more than a secret can be.
var errLong = errors.New("prints without end")

// program is a program that is run for its answer.
type program struct {
	argv []string
	in   Secret   // on its standard input; may be empty
	env  []string // beside the environment of this program
	// missing are the words with which it says that there is no such entry; nil
	// where it is not known how it says so.
	missing []string
}

// run gives what the program prints, without one line end. No shell is involved.
// It is ended where it prints more than the longest secret, and when ctx ends.
func (p program) run(ctx context.Context) (Secret, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	cmd := exec.CommandContext(ctx, p.argv[0], p.argv[1:]...)
	cmd.WaitDelay = time.Second // for a child of it that keeps the pipes
	out := &bounded{most: enough + 2, full: func() { stop(errLong) }}
	said := &bounded{most: 4 << 10, full: func() {}}
	cmd.Stdout, cmd.Stderr = out, said
	if !p.in.Empty() {
		in, err := lent(p.in)
		if err != nil {
			return Secret{}, fmt.Errorf("%w: %w", ErrDenied, err)
		}
		defer in.Close()
		cmd.Stdin = in
	}
	// What it says is read, so it has to say it in English.
	cmd.Env = append(append(os.Environ(), "LC_ALL=C.UTF-8", "LANGUAGE=C"), p.env...)
	apart(cmd)
	err := cmd.Run()
	if errors.Is(err, exec.ErrWaitDelay) {
		err = nil // it ended well; what it has started, such as an agent, kept its output open
	}
	printed := NewSecret(bytes.TrimSuffix(bytes.TrimSuffix(out.bytes, []byte("\n")), []byte("\r")))
	switch {
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, exec.ErrDot), cmd.Process == nil && errors.Is(err, fs.ErrNotExist):
		err = fmt.Errorf("%w: there is no program %s", ErrAbsent, p.argv[0])
	case errors.Is(context.Cause(ctx), errLong):
		err = fmt.Errorf("%w: %s %w", ErrMismatch, p.argv[0], errLong)
	case ctx.Err() != nil:
		err = context.Cause(ctx)
	case err != nil && disk(said.String()) != nil:
		err = fmt.Errorf("%w: %s: %w", ErrDenied, p.argv[0], disk(said.String()))
	case err != nil:
		err = fmt.Errorf("%w: %s: %s", p.meaning(said.String(), cmd.ProcessState), p.argv[0], firstLine(said.String(), err))
	}
	if err != nil {
		printed.Destroy()
		return Secret{}, err
	}
	return printed, nil
}

// lent is a file that gives the secret. All of it lies in the pipe before the
// program begins, as far as a pipe takes it on every system: where this program
// is killed then, the other one still reads the whole, and never stores nothing.
func lent(secret Secret) (*os.File, error) {
	const pipe = 4 << 10
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	give := func() error {
		err := secret.Use(func(b []byte) error { _, err := w.Write(b); return err })
		return errors.Join(err, w.Close())
	}
	if secret.Len() > pipe {
		go give() // it ends when the other end is closed
		return r, nil
	}
	if err := give(); err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}

// bounded takes as much as it may; full is called where there is more, which is
// thrown away. Its bytes never grow beyond the first array.
type bounded struct {
	most  int
	full  func()
	bytes []byte
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.bytes == nil {
		b.bytes = make([]byte, 0, b.most)
	}
	room := b.most - len(b.bytes)
	b.bytes = append(b.bytes, p[:min(len(p), room)]...)
	if len(p) > room {
		b.full()
	}
	return len(p), nil
}

func (b *bounded) String() string { return string(b.bytes) }
