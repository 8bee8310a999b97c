package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"mailready/smtpcheck/causes"
)

// readList reads the mailboxes of a list, one address a line, each of which has
// to be set up. Empty lines and those that begin with # do not count. It ends at
// the first line that is none, so that a list without end does no harm.
func readList(ctx context.Context, file string, setUp map[string]bool) (map[string]bool, error) {
	in, err := openUntilStopped(ctx, file)
	if err != nil {
		return nil, inputFailed(shown(file), err)
	}
	defer in.Close()
	wanted := map[string]bool{}
	lines := bufio.NewScanner(untilStopped{ctx, in})
	refuse := func(code, n int, why string) error {
		return &exit{code, fmt.Sprintf("%s, line %d: %s. Nothing was checked.", shown(file), n, why)}
	}
	n := 0
	for lines.Scan() {
		n++
		line := lines.Text()
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff") // some editors begin a file with this mark
		}
		line = strings.TrimSpace(line)
		switch address := strings.ToLower(line); {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.ContainsRune(line, 0):
			return nil, refuse(causes.ExitFile, n, "this is no text in UTF-8")
		case !setUp[address]:
			return nil, refuse(causes.ExitConfig, n, fmt.Sprintf("%.254q is not set up", line))
		default:
			wanted[address] = true
		}
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return nil, refuse(causes.ExitFile, n+1, "this is longer than an address can be")
	case err != nil:
		return nil, inputFailed(shown(file), err)
	}
	return wanted, nil
}

// openUntilStopped opens a file, which waits for the other end where it is a
// pipe, until the command is stopped.
func openUntilStopped(ctx context.Context, path string) (*os.File, error) {
	type opened struct {
		file *os.File
		err  error
	}
	done := make(chan opened, 1)
	go func() {
		file, err := os.Open(path)
		done <- opened{file, err}
	}()
	select {
	case o := <-done:
		return o.file, o.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
