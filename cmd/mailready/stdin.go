package main

import (
	"context"
	"errors"
	"io"

	"mailready/smtpcheck/causes"
)

// untilStopped reads from what may never end, such as a pipe or a terminal, and
// gives up when the command is stopped. The read that was given up is left to
// the end of the program: it still writes into its buffer.
type untilStopped struct {
	ctx  context.Context
	from io.Reader
}

func (u untilStopped) Read(p []byte) (n int, err error) {
	done := make(chan struct{})
	var got int
	var gotErr error
	go func() {
		defer close(done)
		got, gotErr = u.from.Read(p)
	}()
	select {
	case <-done:
		return got, gotErr
	case <-u.ctx.Done():
		return 0, u.ctx.Err()
	}
}

// typed is standard input, until the command is stopped.
func (a *app) typed(ctx context.Context) io.Reader { return untilStopped{ctx, a.in} }

// inputFailed ends a command that could not read what it was given.
func inputFailed(what string, err error) *exit {
	if errors.Is(err, context.Canceled) {
		return &exit{causes.ExitInterrupted, "stopped. Nothing was sent, and nothing was changed."}
	}
	return &exit{causes.ExitFile, what + ": " + err.Error()}
}
