// Package keystore keeps an app password where the operating system keeps
// passwords, and proves that it is really there by reading it back.
package keystore

import (
	"context"
	"errors"
	"time"
)

// Store is a place for secrets. Every method gives up when ctx ends, with the
// error of ctx, and after [Patience] at the latest, with [ErrLocked]. One
// call runs at a time; another waits for it.
type Store interface {
	// Kind names the place in one word: "secret-service", "macos-keychain",
	// "windows-credentials", "memory", or "none" on systems without one.
	Kind() string
	// Where tells a person, in one sentence, how to find the entry with the
	// system's own tools.
	Where(Item) string
	// Probe writes a throw-away entry, reads it, and deletes it again. Where
	// there is no keychain it says so at once, and within five seconds where
	// something is there that does not answer.
	Probe(ctx context.Context) error
	// Set writes the secret, reads it back and compares: [ErrMismatch] where
	// the place said yes and kept something else or nothing. A Set that was
	// given up and succeeds later puts back what was there before.
	Set(ctx context.Context, item Item, secret Secret) error
	// Get returns [ErrNotFound] where there is no such entry.
	Get(ctx context.Context, item Item) (Secret, error)
	// Delete removes the entry; deleting what is not there is [ErrNotFound].
	Delete(ctx context.Context, item Item) error
}

// Locked is a store that opens with a passphrase.
type Locked interface {
	Store
	// Fresh tells that nothing is kept there yet: the passphrase is a new one.
	Fresh() bool
	// Unlock takes the passphrase for the calls that follow, and makes a copy of
	// it. Whether it is the right one shows when the first secret is read.
	Unlock(phrase Secret)
}

// Patience is how long a keychain may take to answer: a person may have to
// find the unlock window first. AskAfter is when to tell them to look for it.
const (
	Patience = 120 * time.Second
	AskAfter = 2 * time.Second
)

// WithoutAsking returns a context for calls that must not open a window, such
// as a look at what is there: a locked keychain is then [ErrLocked] at once.
// On macOS, where the system itself asks, it changes nothing.
func WithoutAsking(ctx context.Context) context.Context {
	return context.WithValue(ctx, askNobody{}, true)
}

type askNobody struct{}

// The errors of a Store. They are wrapped with what was being done; test with
// errors.Is.
var (
	ErrNotFound = errors.New("no such entry")
	ErrAbsent   = errors.New("no keychain here")
	ErrLocked   = errors.New("the keychain stayed locked")
	ErrDenied   = errors.New("the keychain refused access")
	ErrTooBig   = errors.New("too big for the keychain")
	ErrMismatch = errors.New("the keychain kept something else")
)

// ErrUnsafe is returned beside [ErrDenied] where others can change the folder in
// which a secret was to be kept.
var ErrUnsafe = errors.New("others can change this folder")
