package keystore

import (
	"context"
	"fmt"
)

// turn lets one call at a time through to the keychain. A call that was given
// up keeps its turn until the keychain has answered, so that it can never
// overwrite what a later call did.
type turn chan struct{}

// take waits for the turn and runs f on a goroutine of its own, because the
// libraries behind it cannot be cancelled. It returns f's error, or gives up
// when ctx ends or [Patience] is over. The f that was given up runs on; late
// is called after it, still within its turn.
func (t turn) take(ctx context.Context, f func(ctx context.Context) error, late func(error)) error {
	ctx, cancel := context.WithTimeoutCause(ctx, Patience, errPatience)
	defer cancel()
	select {
	case t <- struct{}{}:
	case <-ctx.Done():
		return givenUp(ctx)
	}
	done := make(chan error)
	go func() {
		defer func() { <-t }()
		err := guarded(ctx, f)
		select {
		case done <- err:
		case <-ctx.Done():
			late(err)
		}
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return givenUp(ctx)
	}
}

// errPatience is the end of [Patience] and means that nobody unlocked.
var errPatience = fmt.Errorf("%w: no answer within %s", ErrLocked, Patience)

func givenUp(ctx context.Context) error { return context.Cause(ctx) }

// guarded turns a panic of the library into an error. It takes answers of
// other programs for granted and would end the whole program where a service
// goes away in the middle of a prompt. The panic's value is not repeated: it
// could hold what was being stored.
func guarded(ctx context.Context, f func(context.Context) error) (err error) {
	defer func() {
		if recover() != nil {
			err = fmt.Errorf("%w: it broke off in the middle of an answer", ErrDenied)
		}
	}()
	return f(ctx)
}
