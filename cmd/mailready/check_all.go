package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
	"mailready/wizard/settings"
)

// checked is what became of one mailbox.
type checked struct {
	state   checklist.State
	failure *checklist.Failure // nil: it can send
	skipped *skip              // why it was not tried; nil: it was
	stopped bool               // before its check had ended
	changed bool               // there is something new to save
}

// checkAll checks every mailbox that is set up, or those of a file, some at a
// time, with one login each. Nothing is sent.
func (a *app) checkAll(ctx context.Context, f checkFlags, many bool) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	mailboxes, guard, err := a.toCheck(ctx, f, many)
	if err != nil {
		return exitFor(err)
	}
	tell, err := a.teller(f)
	if err != nil {
		return err
	}
	defer tell.drop()
	var changes []settings.Change
	save := func() {
		if len(changes) > 0 {
			if err := a.folder().SaveMany(changes); err != nil {
				a.tell("mailready: " + exitFor(err).Error())
			}
			changes = changes[:0]
		}
	}
	// Saving reads and writes all mailboxes: more of them, more rarely.
	every, left := max(saveEvery, len(mailboxes)/20), len(mailboxes)
	var lost error
	for done := range a.checkEach(keystore.WithoutAsking(ctx), f, mailboxes, guard) {
		if done.changed && a.storeName == "" {
			changes = append(changes, settings.Change{Was: a.known[done.state.Sender], P: done.state.Progress()})
		}
		if len(changes) >= every {
			save()
		}
		if !done.stopped {
			left--
		}
		if lost == nil {
			// What was found is saved even where it can be told to nobody, and no
			// further check is begun.
			if lost = tell.one(done); lost != nil {
				stop()
			}
		}
	}
	save()
	if lost != nil {
		return lost
	}
	return tell.end(left > 0)
}

// saveEvery is after how many checks the progress is written, at least.
const saveEvery = 100

// watch is a check for watchers: of all mailboxes, of a list, or of one.
func (a *app) watch(ctx context.Context, f checkFlags, args []string) error {
	usage := func(text string) error {
		if f.nagios {
			fmt.Fprintln(a.out, "MAILREADY UNKNOWN - "+nagiosText(text))
			return quietly(nagiosUnknown)
		}
		return &exit{causes.ExitUsage, text}
	}
	many := f.all || f.fromFile != ""
	switch {
	case f.passwordStdin || f.tokenStdin || f.passwordFile != "" || f.from != "" || f.user != "" || f.host != "" || f.port != "" || f.to != "":
		return usage("mailboxes that are set up are checked as they are: leave out --from, --user, --host, --port, --to and what reads standard input")
	case many && len(args) > 0 || f.all && f.fromFile != "":
		return usage("give one of ADDRESS, --all and --from-file")
	case f.jobs < 1 || f.jobs > 1000:
		return usage("--jobs is from 1 to 1000")
	case f.nagios && f.json:
		return usage("give one of --nagios and --json")
	}
	if !many {
		f.only = ""
		if len(args) == 1 {
			f.only = args[0]
		}
	}
	err := a.checkAll(ctx, f, many)
	if e, ok := errors.AsType[*exit](err); ok && f.nagios && e.text != "" {
		return usage(e.text)
	}
	return err
}

// toCheck are the mailboxes that are set up, those of --from-file, or the one
// that was named, and the guard over all of them.
func (a *app) toCheck(ctx context.Context, f checkFlags, many bool) ([]checklist.State, *guard, error) {
	states, err := a.allSaved()
	if err != nil {
		return nil, nil, err
	}
	guard := newGuard(states)
	if !many {
		s, saved, err := a.saved(f.only)
		switch {
		case err != nil:
			return nil, nil, err
		case !saved:
			return nil, nil, errNone
		}
		s.Mode = checklist.LoginOnly
		return []checklist.State{s}, guard, nil
	}
	setUp := map[string]bool{}
	for _, s := range states {
		if s.Saved != "" {
			setUp[strings.ToLower(s.Sender)] = true
		}
	}
	wanted := setUp
	if f.fromFile != "" {
		if wanted, err = readList(ctx, f.fromFile, setUp); err != nil {
			return nil, nil, err
		}
	}
	var list []checklist.State
	for _, s := range states {
		if s.Saved != "" && wanted[strings.ToLower(s.Sender)] {
			a.chosen(&s)
			s.Mode = checklist.LoginOnly
			list = append(list, s)
		}
	}
	if len(list) == 0 {
		if f.fromFile != "" && len(setUp) > 0 {
			return nil, nil, &exit{causes.ExitConfig, shown(f.fromFile) + " names no mailbox. Nothing was checked."}
		}
		return nil, nil, errNone
	}
	return list, guard, nil
}

// checkEach checks the mailboxes, as many at a time as --jobs says, and gives
// each as it is done. It ends soon after ctx.
func (a *app) checkEach(ctx context.Context, f checkFlags, mailboxes []checklist.State, guard *guard) func(func(checked) bool) {
	return func(yield func(checked) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		todo, done := make(chan checklist.State), make(chan checked)
		resolver := &rememberingResolver{}
		var workers sync.WaitGroup
		for range max(min(f.jobs, len(mailboxes)), 1) {
			workers.Go(func() {
				for s := range todo {
					done <- a.checkWatched(ctx, s, guard, resolver)
				}
			})
		}
		go func() {
			defer close(todo)
			for _, s := range mailboxes {
				select {
				case todo <- s:
				case <-ctx.Done():
					return
				}
			}
		}()
		go func() { workers.Wait(); close(done) }()
		going := true
		for c := range done {
			if going = going && yield(c); !going {
				stop()
			}
		}
	}
}

// checkWatched checks one mailbox, unless the guard says that it must not.
// Nobody is there to unlock a keychain, so none is asked.
func (a *app) checkWatched(ctx context.Context, s checklist.State, g *guard, resolver checklist.Resolver) checked {
	leave, not := g.enter(ctx, s)
	defer leave()
	switch {
	case ctx.Err() != nil:
		return checked{state: s, stopped: true}
	case not != nil:
		return checked{state: s, skipped: not}
	}
	env := a.environment()
	env.Resolver, env.Alone = resolver, g.inTurn(env.Alone)
	change, err := checklist.Check(ctx, env, s, func(checklist.Note) {})
	if change != nil {
		change(&s)
	}
	done := checked{state: s, changed: change != nil}
	failure, known := errors.AsType[*checklist.Failure](err)
	switch {
	case known:
		done.failure = failure
	case err != nil && ctx.Err() != nil:
		done.stopped = true
		return done
	case err != nil:
		done.failure = &checklist.Failure{Verdict: causes.Verdict{Cause: &causes.Unknown, Err: err}}
	}
	g.saw(s, done.failure)
	return done
}

// stageTimes are the times of the stages that a check went through, each once:
// Hello comes before STARTTLS and after it.
func stageTimes(s checklist.State) []smtpcheck.StageResult {
	if s.Report() == nil {
		return nil
	}
	var times []smtpcheck.StageResult
	for _, stage := range s.Report().Stages {
		if i := slices.IndexFunc(times, func(t smtpcheck.StageResult) bool { return t.Stage == stage.Stage }); i >= 0 {
			times[i].Took += stage.Took
		} else {
			times = append(times, stage)
		}
	}
	return times
}
