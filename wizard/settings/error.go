package settings

import (
	"errors"
	"fmt"
	"io/fs"
)

// The codes of an Error, which are the codes of its cause.
const (
	ReadOnly = "CFG-READONLY" // it cannot be written
	Full     = "CFG-FULL"     // the disk, or the user's share of it, is full
	Corrupt  = "CFG-CORRUPT"  // it cannot be understood
	Newer    = "CFG-NEWER"    // a newer mailready wrote it
	Busy     = "CFG-BUSY"     // another mailready is open
	Unsafe   = "CFG-UNSAFE"   // somebody else can write it, or it is no plain file
)

// Error is why settings could not be read or written. What was there before
// is still there.
type Error struct {
	Code   string // "CFG-FULL"
	Path   string
	Holder int // the process id of the other mailready, for [Busy]; 0: unknown
	Err    error
}

func (e *Error) Error() string {
	text := e.Path + ": " + e.Err.Error()
	if e.Holder != 0 {
		text += fmt.Sprintf(" (process %d)", e.Holder)
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// unwritten is the Error for what the system said to a change of path.
func unwritten(path string, err error) error {
	if known, ok := errors.AsType[*Error](err); ok {
		return known
	}
	if full(err) {
		return &Error{Code: Full, Path: path, Err: errors.New("the disk is full")}
	}
	return &Error{Code: ReadOnly, Path: path, Err: bare(err)}
}

// unread is the Error for what the system said to a look into path.
func unread(path string, err error) error {
	if known, ok := errors.AsType[*Error](err); ok {
		return known
	}
	if errors.Is(err, fs.ErrPermission) {
		return &Error{Code: Unsafe, Path: path, Err: bare(err)}
	}
	return &Error{Code: Corrupt, Path: path, Err: bare(err)}
}

// bare is err without the path, which the Error names already, and which may
// be that of a temporary file.
func bare(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s: %w", e.Op, e.Err)
	}
	return err
}
