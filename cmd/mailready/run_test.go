//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// A result is what one run of the program gave.
type result struct {
	Code           int
	Stdout, Stderr string
}

// run runs the program without a terminal and waits for its end.
func (w *world) run(stdin string, args ...string) result {
	w.Helper()
	ctx, stop := context.WithTimeout(w.Context(), hangGuard)
	defer stop()
	var out, errs bytes.Buffer
	cmd := w.command(ctx, args...)
	cmd.Stdin = strings.NewReader(stdin)
	cmd.Stdout, cmd.Stderr = &spy{w: w, cmd: cmd, to: &out}, &spy{w: w, cmd: cmd, to: &errs}
	if err := cmd.Start(); err != nil {
		w.Fatal(err)
	}
	w.watch(cmd.Process.Pid)
	code := exitCode(w.T, cmd.Wait())
	if ctx.Err() != nil {
		w.Fatalf("%q did not end; stdout %q, stderr %q", args, &out, &errs)
	}
	w.mu.Lock() // programs may run at the same time
	secret := w.secret
	w.secret = false
	w.mu.Unlock()
	if !secret {
		w.search("stdout", out.Bytes())
	}
	w.search("stderr", errs.Bytes())
	return result{code, out.String(), errs.String()}
}

// command is the program in a session of its own, so that it cannot reach the
// terminal the tests were started from.
func (w *world) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "mailready", args...)
	cmd.Env, cmd.Dir = w.env, w.Home
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	return cmd
}

func exitCode(t *testing.T, err error) int {
	t.Helper()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.ExitCode()
	}
	t.Fatal(err)
	return -1
}

// spy looks at the running program whenever it has written something.
type spy struct {
	w   *world
	cmd *exec.Cmd
	to  io.Writer
}

func (s *spy) Write(p []byte) (int, error) {
	s.w.watch(s.cmd.Process.Pid)
	return s.to.Write(p)
}

// freePort is a loopback address that nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
