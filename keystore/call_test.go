package keystore

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// A keychain that never answers is given up after Patience; when it answers
// after all, what it did is undone before anybody else gets a turn.
func TestPatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := make(turn, 1)
		answer := make(chan struct{})
		var order []string
		began := time.Now()
		err := turns.take(t.Context(), func(context.Context) error { <-answer; return nil },
			func(err error) { order = append(order, "undone") })
		if waited := time.Since(began); !errors.Is(err, ErrLocked) || waited != Patience {
			t.Errorf("gave up after %v with %v", waited, err)
		}

		short, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		never := func(context.Context) error { t.Error("ran out of turn"); return nil }
		if err := turns.take(short, never, func(error) {}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the second call: %v", err)
		}

		close(answer)
		err = turns.take(t.Context(), func(context.Context) error { order = append(order, "next"); return nil }, func(error) {})
		if err != nil || len(order) != 2 || order[0] != "undone" {
			t.Errorf("order %v, %v", order, err)
		}
	})
}

func TestCancel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := make(turn, 1)
		ctx, cancel := context.WithCancel(t.Context())
		answer, late := make(chan struct{}), make(chan error, 1)
		time.AfterFunc(3*time.Second, cancel)
		began := time.Now()
		err := turns.take(ctx, func(context.Context) error { <-answer; return ErrDenied }, func(err error) { late <- err })
		if !errors.Is(err, context.Canceled) || time.Since(began) != 3*time.Second {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
		close(answer)
		if err := <-late; err != ErrDenied {
			t.Errorf("late was told %v", err)
		}
	})
}

// The library panics where a service goes away in the middle of a prompt.
// That is an error, and what it says holds nothing of what was being stored.
func TestPanicIsAnError(t *testing.T) {
	turns := make(turn, 1)
	err := turns.take(t.Context(), func(context.Context) error { panic("the password") }, func(error) {})
	if !errors.Is(err, ErrDenied) || err.Error() != "the keychain refused access: it broke off in the middle of an answer" {
		t.Errorf("got %v", err)
	}
}
