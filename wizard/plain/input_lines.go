package plain

import (
	"context"
	"io"
	"os"
	"sync"

	"golang.org/x/term"

	"mailready/wizard/checklist"
)

// longest is the most that one typed line may have; what is more is dropped.
// It is above every field's own limit, so that the field can say so.
const longest = 4096

// Lines reads answers from a terminal or a pipe, one line each. On a terminal
// it switches the echo off while a password is typed.
type Lines struct {
	in    *os.File
	out   io.Writer
	lines chan []byte
	err   error // why lines ended, set before it is closed
	mu    sync.Mutex
	mute  func() // puts the echo back; nil while it is on
}

// NewLines begins to read from in. Close puts the terminal back as it was.
func NewLines(in *os.File, out io.Writer) *Lines {
	l := &Lines{in: in, out: out, lines: make(chan []byte)}
	go l.read()
	return l
}

// Before switches the echo off where a password is about to be asked for. It
// is meant for [Driver.Before].
func (l *Lines) Before(s checklist.Screen) {
	if s.Kind == checklist.Secret {
		l.echo(false)
	}
}

// Ask is the next line, for [Driver.Ask].
func (l *Lines) Ask(ctx context.Context, s checklist.Screen) ([]byte, error) {
	if s.Kind == checklist.Secret && l.echo(false) {
		defer func() { l.Close(); io.WriteString(l.out, "\n") }()
	}
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case line, ok := <-l.lines:
		if !ok {
			return nil, l.err
		}
		if !term.IsTerminal(int(l.in.Fd())) {
			io.WriteString(l.out, "\n")
		}
		return line, nil
	}
}

// Close switches the echo on again if it is off. It may be called at any
// time, also by a handler of signals.
func (l *Lines) Close() { l.echo(true) }

func (l *Lines) echo(on bool) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if on {
		if l.mute != nil {
			l.mute()
			l.mute = nil
		}
		return true
	}
	if l.mute == nil {
		l.mute = Mute(l.in)
	}
	return l.mute != nil
}

// read takes one byte at a time, so that nothing that was typed for a later
// program is swallowed and no second copy of a password stays in a buffer.
func (l *Lines) read() {
	defer close(l.lines)
	one := make([]byte, 1)
	var line []byte
	for {
		n, err := l.in.Read(one)
		switch {
		case n == 1 && one[0] == '\n':
			l.lines <- line
			line = nil
		case n == 1 && len(line) < longest:
			line = append(line, one[0])
		case err != nil:
			if len(line) > 0 && err == io.EOF {
				l.lines <- line
			}
			l.err = io.EOF
			return
		}
	}
}
