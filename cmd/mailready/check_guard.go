package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

// Microsoft takes three connections of one mailbox at a time (Exchange Online
// limits, "SMTP client submission").
const perLogin = 3

// mostRefused is after how many refused logins in a row an account is not tried
// again by itself: Microsoft locks it after ten, and others try too.
const mostRefused = 2

// mostSilent is after how many mailboxes in a row a server that cannot be
// reached, or a store that cannot be opened, is given up: each may take the time
// of a whole session.
const mostSilent = 8

// skip is why a mailbox was not tried.
type skip struct {
	why   string
	cause *causes.Cause // what is known of it, nil: nothing
	exit  int
}

// guard keeps one login from being tried too often, over all mailboxes that
// share it, and a server or a store that is not there from being waited for each
// time.
type guard struct {
	mu      sync.Mutex
	logins  map[string]*watchedLogin
	servers map[string]*watchedPlace
	stores  map[string]*watchedPlace
	renewal chan struct{} // held by the one that renews a sign-in
}

type watchedLogin struct {
	refused bool
	cause   *causes.Cause // of the last refusal
	good    bool          // it was taken in this run
	places  chan struct{}
	first   chan struct{} // until it was taken once, one tries at a time
}

// watchedPlace is a server, or a store.
type watchedPlace struct {
	silent int // mailboxes in a row
	cause  *causes.Cause
}

// newGuard counts the refusals of each login over the mailboxes that share it.
// Those before a success of another mailbox are overcome.
func newGuard(mailboxes []checklist.State) *guard {
	g := &guard{logins: map[string]*watchedLogin{}, servers: map[string]*watchedPlace{}, stores: map[string]*watchedPlace{}, renewal: make(chan struct{}, 1)}
	good, wrong := map[string]checklist.State{}, map[string]int{}
	for _, s := range mailboxes {
		if key := loginOf(s); s.Wrong == 0 && s.CheckedAt.After(good[key].CheckedAt) {
			good[key] = s
		}
	}
	for _, s := range mailboxes {
		key := loginOf(s)
		if s.Wrong == 0 || s.Failed.At.Before(good[key].CheckedAt) {
			continue
		}
		wrong[key] += s.Wrong
		l := g.login(s)
		l.refused = wrong[key] >= mostRefused
		if c, ok := checklist.Find(s.Failed.Cause); ok {
			l.cause = &c
		}
	}
	return g
}

func loginOf(s checklist.State) string { return strings.ToLower(s.Host + " " + s.Login) }

// login is what is known of the login of a mailbox. It is called with the lock.
func (g *guard) login(s checklist.State) *watchedLogin {
	l := g.logins[loginOf(s)]
	if l == nil {
		l = &watchedLogin{places: make(chan struct{}, perLogin), first: make(chan struct{}, 1)}
		g.logins[loginOf(s)] = l
	}
	return l
}

// places are what is known of the server and of the store of a mailbox. It is
// called with the lock.
func (g *guard) places(s checklist.State) (server, store *watchedPlace) {
	of := func(all map[string]*watchedPlace, key string) *watchedPlace {
		if all[key] == nil {
			all[key] = &watchedPlace{}
		}
		return all[key]
	}
	return of(g.servers, fmt.Sprintf("%s:%d", s.Host, s.Port)), of(g.stores, s.Store)
}

// enter waits for a place of this login. What it returns ends the check; a skip
// says that there must be none.
func (g *guard) enter(ctx context.Context, s checklist.State) (leave func(), not *skip) {
	g.mu.Lock()
	l := g.login(s)
	server, store := g.places(s)
	g.mu.Unlock()
	held := func(places ...chan struct{}) func() {
		return func() {
			for _, place := range places {
				<-place
			}
		}
	}
	select {
	case l.places <- struct{}{}:
	case <-ctx.Done():
		return held(), nil
	}
	select {
	case l.first <- struct{}{}:
	case <-ctx.Done():
		return held(l.places), nil
	}
	leave = held(l.first, l.places)
	g.mu.Lock()
	defer g.mu.Unlock()
	if l.good {
		<-l.first
		leave = held(l.places)
	}
	switch {
	case l.refused:
		return leave, &skip{"the last logins were refused, and more tries can lock the account. Change something, then check it alone", l.cause, causes.ExitRefused}
	case server.silent >= mostSilent:
		return leave, &skip{fmt.Sprintf("%s could not be reached %d times in a row", s.Host, server.silent), server.cause, server.cause.Exit}
	case store.silent >= mostSilent:
		return leave, &skip{fmt.Sprintf("%s could not be opened %d times in a row", s.Place(), store.silent), store.cause, store.cause.Exit}
	}
	return leave, nil
}

// saw remembers how the check of a mailbox ended; nil: well.
func (g *guard) saw(s checklist.State, failure *checklist.Failure) {
	g.mu.Lock()
	defer g.mu.Unlock()
	l := g.login(s)
	server, store := g.places(s)
	if failure == nil {
		l.good, server.silent, store.silent = true, 0, 0
		return
	}
	cause := failure.Verdict.Cause
	switch {
	case cause.Code == "KEY-LOCKED", cause.Code == "KEY-ABSENT", cause.Code == "KEY-DENIED":
		store.silent++
		store.cause = cause
	case s.Report() == nil: // this computer, or the login service: neither was asked
	case cause.Exit == causes.ExitNetwork:
		server.silent++
		server.cause = cause
	default:
		server.silent, store.silent = 0, 0
		if !s.Report().LoggedIn && (cause.Fix == causes.ItemAppPassword || cause.Code == "AUTH-LOCKED") {
			l.refused, l.cause = true, cause
		}
	}
}

// letOthers is how long no sign-in is renewed after one was: another program
// that waits for its turn gets it then, not after a thousand mailboxes.
const letOthers = 20 * time.Millisecond

// inTurn lets one check at a time wait for the turn to renew a sign-in. If all
// waited, the last could give up: the wait for other programs is a short one.
func (g *guard) inTurn(alone aloneFunc) aloneFunc {
	return func(ctx context.Context, login string) (func(), string, error) {
		select {
		case g.renewal <- struct{}{}:
		case <-ctx.Done():
			return nil, "", ctx.Err()
		}
		release, cutOff, err := alone(ctx, login)
		if err != nil {
			<-g.renewal
			return nil, "", err
		}
		return func() {
			release()
			time.AfterFunc(letOthers, func() { <-g.renewal })
		}, cutOff, nil
	}
}

type aloneFunc = func(ctx context.Context, login string) (release func(), cutOff string, err error)
