package checklist

import (
	"context"
	"errors"
	"fmt"
	"mailready/smtpcheck/causes"
	"time"
)

// How the wait for a change goes: no official figure says how long a change
// takes; field reports say minutes, and an hour at most. Each try is one
// login, so the tries stay far apart.
const (
	waitEvery = 5 * time.Minute
	waitMost  = time.Hour
)

// wait repeats a piece of work every few minutes until it succeeds, fails for
// another reason, or the time is over. The user started it and can stop it.
func wait(ctx context.Context, env *Env, f *Field, s State, code string, note func(Note)) (func(*State), error) {
	until := env.Now().Add(waitMost)
	var changes []func(*State)
	all := func(s *State) {
		for _, c := range changes {
			c(s)
		}
	}
	var last error
	for next := env.Now().Add(env.waitEvery()); !next.After(until); next = next.Add(env.waitEvery()) {
		if err := countdown(ctx, env, next, until, note); err != nil {
			return all, err
		}
		change, err := f.Do(ctx, env, s, note)
		if change != nil {
			change(&s)
			changes = append(changes, change)
		}
		var failure *Failure
		if err == nil || !errors.As(err, &failure) {
			return all, err
		}
		last = err
		if !sameWait(failure.Verdict.Cause, code) {
			return all, err
		}
		note(Note{Mark: WARN, Text: fmt.Sprintf("%s: still the same answer.", env.Now().Format("15:04"))})
	}
	note(Note{Mark: WARN, Text: "An hour has passed without a change. Ask your admin, and come back later."})
	return all, last
}

// sameWait tells whether waiting still makes sense: the same cause, or one
// that passes by itself.
func sameWait(c *causes.Cause, code string) bool {
	return c.Code == code || c.Retry == causes.RetryLater
}

// countdown waits until the next try and says each second how long it takes.
func countdown(ctx context.Context, env *Env, next, until time.Time, note func(Note)) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		left := next.Sub(env.Now()).Round(time.Second)
		if left <= 0 {
			return ctx.Err()
		}
		note(Note{Mark: WAIT, Quiet: true, Text: fmt.Sprintf("Next try in %d:%02d. Waiting until %s at most.",
			int(left.Minutes()), int(left.Seconds())%60, until.Format("15:04"))})
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// waitEvery is how far the tries lie apart.
func (e *Env) waitEvery() time.Duration {
	if e.WaitEvery > 0 {
		return e.WaitEvery
	}
	return waitEvery
}
