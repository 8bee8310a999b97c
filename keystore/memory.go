package keystore

import (
	"bytes"
	"context"
	"fmt"
	"sync"
)

// Memory returns a Store that keeps secrets in this process and forgets them
// when it ends: practice uses it, and nothing is saved.
func Memory() Store { return &memory{entries: map[Item]Secret{}} }

type memory struct {
	mu      sync.Mutex
	entries map[Item]Secret
}

func (m *memory) Kind() string { return "memory" }

func (m *memory) Where(Item) string {
	return "In the memory of this program. It is gone when the program ends."
}

func (m *memory) Probe(ctx context.Context) error { return ctx.Err() }

func (m *memory) Set(ctx context.Context, item Item, secret Secret) error {
	if err := ready(ctx, item); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	kept, err := duplicate(secret)
	if err != nil {
		return fmt.Errorf("store %s: %w", item.Service(), err)
	}
	m.entries[item].Destroy()
	m.entries[item] = kept
	return nil
}

func (m *memory) Get(ctx context.Context, item Item) (Secret, error) {
	if err := ready(ctx, item); err != nil {
		return Secret{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	kept, ok := m.entries[item]
	if !ok {
		return Secret{}, fmt.Errorf("read %s: %w", item.Service(), ErrNotFound)
	}
	return duplicate(kept)
}

func (m *memory) Delete(ctx context.Context, item Item) error {
	if err := ready(ctx, item); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	kept, ok := m.entries[item]
	if !ok {
		return fmt.Errorf("delete %s: %w", item.Service(), ErrNotFound)
	}
	kept.Destroy()
	delete(m.entries, item)
	return nil
}

// ready is what every method of every Store checks first.
func ready(ctx context.Context, item Item) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return item.Valid()
}

// duplicate makes a Secret with bytes of its own, so that a borrower who
// destroys his copy does not empty the store.
func duplicate(s Secret) (Secret, error) {
	var copied Secret
	err := s.Use(func(password []byte) error {
		copied = NewSecret(bytes.Clone(password))
		return nil
	})
	return copied, err
}
