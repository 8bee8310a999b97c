//go:build !js

package keystore

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// place is somewhere without a desktop's keychain where secrets can be kept.
// Its methods may overwrite; what makes a Store of it, proves it.
type place interface {
	kind() string
	where(Item) string
	// name is what an item is called there, for a person who looks.
	name(Item) string
	read(context.Context, string) (Secret, error)
	write(context.Context, string, Secret) error
	remove(context.Context, string) error
}

// proven is a place as a Store: what is written is read back and compared, and
// where that fails, what was there before is put back.
type proven struct{ place }

// turns lets one call run at a time, as Store promises.
var placeTurn = make(turn, 1)

// Settle waits until no program of a store is running and nothing is being put
// back any more, so long at most. What is ended with the context of its call has
// to be waited for before the process ends: otherwise it stays behind.
func Settle(most time.Duration) {
	select {
	case placeTurn <- struct{}{}:
		<-placeTurn
	case <-time.After(most):
	}
}

func (p proven) Kind() string           { return p.kind() }
func (p proven) Where(item Item) string { return p.where(item) }

// probeName is the throw-away entry of Probe.
const probeName = "mailready-probe"

func (p proven) Probe(ctx context.Context) error {
	secret := NewSecret([]byte("mailready probe"))
	defer secret.Destroy()
	return doing("try the store "+p.kind(), placeTurn.take(ctx, func(ctx context.Context) error {
		if err := p.put(ctx, probeName, secret); err != nil {
			p.remove(tidying(ctx), probeName)
			return err
		}
		return p.remove(ctx, probeName)
	}, func(error) {}))
}

func (p proven) Set(ctx context.Context, item Item, secret Secret) error {
	what := "store " + item.Service()
	if err := ready(ctx, item); err != nil {
		return doing(what, err)
	}
	if secret.Empty() {
		return doing(what, ErrEmpty)
	}
	if secret.Len() > enough {
		return doing(what, fmt.Errorf("%w: %d bytes, at most %d", ErrTooBig, secret.Len(), enough))
	}
	name := p.name(item)
	return doing(what, placeTurn.take(ctx, func(ctx context.Context) error {
		before, err := p.read(ctx, name)
		damaged := errors.Is(err, ErrMismatch) // nobody can read it any more: it may be replaced
		if err != nil && !errors.Is(err, ErrNotFound) && !damaged {
			return err
		}
		defer before.Destroy()
		switch err = p.put(ctx, name, secret); {
		case err == nil || damaged:
		case before.Empty():
			p.remove(tidying(ctx), name)
		default:
			p.write(tidying(ctx), name, before)
		}
		return err
	}, func(error) {}))
}

// put writes, reads back and compares.
func (p proven) put(ctx context.Context, name string, secret Secret) error {
	if err := p.write(ctx, name, secret); err != nil {
		return err
	}
	kept, err := p.read(ctx, name)
	switch {
	case errors.Is(err, ErrNotFound):
		return fmt.Errorf("%w: nothing", ErrMismatch)
	case err != nil:
		return err
	}
	defer kept.Destroy()
	if !kept.Equal(secret) {
		return ErrMismatch
	}
	return nil
}

func (p proven) Get(ctx context.Context, item Item) (Secret, error) {
	what := "read " + item.Service()
	if err := ready(ctx, item); err != nil {
		return Secret{}, doing(what, err)
	}
	var found Secret
	err := placeTurn.take(ctx, func(ctx context.Context) (err error) {
		found, err = p.read(ctx, p.name(item))
		return err
	}, func(error) { found.Destroy() })
	if err != nil {
		return Secret{}, doing(what, err)
	}
	return found, nil
}

func (p proven) Delete(ctx context.Context, item Item) error {
	what := "delete " + item.Service()
	if err := ready(ctx, item); err != nil {
		return doing(what, err)
	}
	return doing(what, placeTurn.take(ctx, func(ctx context.Context) error {
		ctx = WithoutAsking(ctx) // what is to go needs no key
		name := p.name(item)
		kept, err := p.read(ctx, name)
		kept.Destroy()
		if err != nil && !errors.Is(err, ErrMismatch) && !errors.Is(err, ErrLocked) {
			return err
		}
		if err := p.remove(ctx, name); err != nil {
			return err
		}
		kept, err = p.read(ctx, name)
		kept.Destroy()
		switch {
		case errors.Is(err, ErrNotFound):
			return nil
		case err == nil:
			return fmt.Errorf("%w: the entry is still there", ErrDenied)
		}
		return err
	}, func(error) {}))
}

// tidying is a context for putting things back, also where the call was given
// up.
func tidying(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

// fileName is an item as the name of a file or an entry: letters, digits and
// the signs @ . _ - stand for themselves, others as %XX.
func fileName(i Item) string {
	var name strings.Builder
	name.WriteString("mailready-" + i.Kind.String() + "-")
	for _, c := range []byte(fmt.Sprintf("%s-%d-%s", i.Host, i.Port, i.Login)) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '@' || c == '.' || c == '_' || c == '-' {
			name.WriteByte(c)
		} else {
			fmt.Fprintf(&name, "%%%02X", c)
		}
	}
	return name.String()
}
