package keystore

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/zalando/go-keyring"
)

// The throw-away entry of Probe, under names that tell a person who meets it
// what it was.
const (
	probeService = "mailready probe"
	probeAccount = "probe"
)

// System returns the keychain of this operating system: the Secret Service of
// the desktop on Linux, the login keychain on macOS, the Credential Manager
// on Windows. It is safe for use by several goroutines; the turns are shared
// by all Stores that System returns.
func System() Store { return system{} }

type system struct{}

// systemTurn is one for the process, because the library behind keeps one
// connection for the process too.
var systemTurn = make(turn, 1)

func (system) Kind() string { return kind }

func (system) Where(item Item) string { return where(item.Service(), item.Login) }

func (system) Probe(ctx context.Context) error {
	secret := NewSecret([]byte(rand.Text()))
	defer secret.Destroy()
	e := entry{probeService, probeAccount}
	err := systemTurn.take(ctx, func(ctx context.Context) error {
		if err := open(ctx); err != nil {
			return err
		}
		if err := e.write(ctx, secret); err != nil {
			e.putBack(Secret{})
			return err
		}
		return e.remove()
	}, func(error) { e.putBack(Secret{}) })
	return doing("try the keychain", err)
}

func (system) Set(ctx context.Context, item Item, secret Secret) error {
	what := "store " + item.Service()
	if err := ready(ctx, item); err != nil {
		return doing(what, err)
	}
	if secret.Empty() {
		return doing(what, ErrEmpty)
	}
	e := entry{item.Service(), item.Login}
	if most := e.longest(); secret.Len() > most {
		return doing(what, fmt.Errorf("%w: %d bytes, at most %d", ErrTooBig, secret.Len(), most))
	}
	var before Secret
	err := systemTurn.take(ctx, func(ctx context.Context) (err error) {
		if err := open(ctx); err != nil {
			return err
		}
		if before, err = e.read(); err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		if err = e.write(ctx, secret); err != nil {
			e.putBack(before)
		}
		return err
	}, func(err error) {
		if err == nil {
			e.putBack(before)
		}
	})
	if err == nil {
		before.Destroy()
	}
	return doing(what, err)
}

func (system) Get(ctx context.Context, item Item) (Secret, error) {
	what := "read " + item.Service()
	if err := ready(ctx, item); err != nil {
		return Secret{}, doing(what, err)
	}
	var found Secret
	err := systemTurn.take(ctx, func(ctx context.Context) (err error) {
		if err = open(ctx); err != nil {
			return err
		}
		found, err = entry{item.Service(), item.Login}.read()
		return err
	}, func(error) { found.Destroy() })
	if err != nil {
		return Secret{}, doing(what, err)
	}
	return found, nil
}

func (system) Delete(ctx context.Context, item Item) error {
	what := "delete " + item.Service()
	if err := ready(ctx, item); err != nil {
		return doing(what, err)
	}
	return doing(what, systemTurn.take(ctx, func(ctx context.Context) error {
		if err := open(ctx); err != nil {
			return err
		}
		return entry{item.Service(), item.Login}.remove()
	}, func(error) {}))
}

func doing(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}

// entry is one entry by the names the library takes, with its parts (see
// parts.go). Its methods run within a turn, on the open keychain; only write
// looks at ctx, because the others must also be able to tidy up after ctx has
// ended.
type entry struct{ service, account string }

func (e entry) read() (Secret, error) {
	password, err := e.get()
	if err != nil {
		return Secret{}, explained(err)
	}
	return NewSecret([]byte(password)), nil
}

// write stores the secret and proves it by reading. Libraries have been seen
// to say yes where a person had said no.
func (e entry) write(ctx context.Context, secret Secret) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	err := secret.Use(func(password []byte) error {
		return e.set(string(password))
	})
	if err != nil {
		return explained(err)
	}
	kept, err := e.read()
	if errors.Is(err, ErrNotFound) {
		return fmt.Errorf("%w: nothing", ErrMismatch)
	}
	if err != nil {
		return err
	}
	defer kept.Destroy()
	if !kept.Equal(secret) {
		return ErrMismatch
	}
	return nil
}

// remove deletes the entry and proves that it is gone.
func (e entry) remove() error {
	if err := e.delete(); err != nil {
		return explained(err)
	}
	kept, err := e.read()
	kept.Destroy()
	switch {
	case errors.Is(err, ErrNotFound):
		return nil
	case err == nil:
		return fmt.Errorf("%w: the entry is still there", ErrDenied)
	}
	return err
}

// putBack makes the entry again what it was before; empty: there was none. It
// does what it can: what came before it is the error that counts.
func (e entry) putBack(before Secret) {
	defer before.Destroy()
	if before.Empty() {
		e.remove()
		return
	}
	before.Use(func(password []byte) error {
		return e.set(string(password))
	})
}

// explained makes one of this package's errors of the library's.
func explained(err error) error {
	switch {
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNotFound
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return ErrTooBig
	case errors.Is(err, keyring.ErrUnsupportedPlatform):
		return ErrAbsent
	case errors.Is(err, ErrEmpty):
		return err
	}
	return fmt.Errorf("%w: %v", meaning(err), err)
}
