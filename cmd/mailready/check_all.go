package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
	"mailready/wizard/settings"
)

// Microsoft takes three connections of one mailbox at a time (Exchange Online
// limits, "SMTP client submission").
const perLogin = 3

// checked is what became of one mailbox.
type checked struct {
	state   checklist.State
	failure *checklist.Failure // nil: it can send
	skipped string             // why it was not tried; empty: it was
	stopped bool               // before its check had ended
}

// checkAll checks every mailbox that is set up, or those of a file, some at a
// time, with one login each. Nothing is sent.
func (a *app) checkAll(ctx context.Context, f checkFlags, many bool) error {
	tell, err := a.teller(f)
	if err != nil {
		return err
	}
	mailboxes, err := a.toCheck(f, many)
	if err != nil {
		return exitFor(err)
	}
	var changes []settings.Change
	save := func() {
		if len(changes) > 0 {
			if err := a.folder().SaveMany(changes); err != nil {
				fmt.Fprintln(a.err, "mailready: "+exitFor(err).Error())
			}
			changes = changes[:0]
		}
	}
	for done := range a.checkEach(ctx, f, mailboxes) {
		if done.state.Report() != nil {
			changes = append(changes, settings.Change{Was: a.known[done.state.Sender], P: done.state.Progress()})
		}
		if len(changes) == saveEvery {
			save()
		}
		if err := tell.one(done); err != nil {
			return err
		}
	}
	save()
	return tell.end(ctx.Err() != nil)
}

// saveEvery is after how many checks the progress is written.
const saveEvery = 100

// watch is a check for watchers: of all mailboxes, of a list, or of one.
func (a *app) watch(ctx context.Context, f checkFlags, args []string) error {
	usage := func(text string) error {
		if f.nagios {
			fmt.Fprintln(a.out, "MAILREADY UNKNOWN - "+text)
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
		return usage(strings.Join(strings.Fields(e.text), " "))
	}
	return err
}

// toCheck are the mailboxes that are set up, those of --from-file, or the one
// that was named.
func (a *app) toCheck(f checkFlags, many bool) ([]checklist.State, error) {
	if !many {
		s, saved, err := a.saved(f.only)
		switch {
		case err != nil:
			return nil, err
		case !saved:
			return nil, errNone
		}
		s.Mode = checklist.LoginOnly
		return []checklist.State{s}, nil
	}
	states, err := a.allSaved()
	if err != nil {
		return nil, err
	}
	var wanted map[string]bool
	if f.fromFile != "" {
		if wanted, err = readAddresses(f.fromFile); err != nil {
			return nil, &exit{causes.ExitFile, err.Error()}
		}
	}
	var list []checklist.State
	for _, s := range states {
		if s.Saved != "" && (wanted == nil || wanted[strings.ToLower(s.Sender)]) {
			delete(wanted, strings.ToLower(s.Sender))
			a.chosen(&s)
			s.Mode = checklist.LoginOnly
			list = append(list, s)
		}
	}
	for missing := range wanted {
		return nil, &exit{causes.ExitConfig, fmt.Sprintf("%.254q is in the file, and is not set up. Nothing was checked.", missing)}
	}
	if len(list) == 0 {
		return nil, errNone
	}
	return list, nil
}

// readAddresses reads one address a line. Empty lines and those that begin with
// # do not count.
func readAddresses(file string) (map[string]bool, error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	wanted := map[string]bool{}
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		if line := strings.TrimSpace(lines.Text()); line != "" && !strings.HasPrefix(line, "#") {
			wanted[strings.ToLower(line)] = true
		}
	}
	return wanted, lines.Err()
}

// checkEach checks the mailboxes, as many at a time as --jobs says, and gives
// each as it is done. It ends soon after ctx.
func (a *app) checkEach(ctx context.Context, f checkFlags, mailboxes []checklist.State) func(func(checked) bool) {
	return func(yield func(checked) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		todo, done := make(chan checklist.State), make(chan checked)
		guard := &guard{refused: map[string]bool{}, busy: map[string]chan struct{}{}}
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

// checkWatched checks one mailbox, unless another try could lock the account.
func (a *app) checkWatched(ctx context.Context, s checklist.State, g *guard, resolver checklist.Resolver) checked {
	release, ok := g.enter(ctx, s)
	defer release()
	switch {
	case ctx.Err() != nil:
		return checked{state: s, stopped: true}
	case !ok:
		return checked{state: s, skipped: "the last logins were refused, and more tries can lock the account. Change something, then check it alone"}
	}
	env := a.environment()
	env.Resolver = resolver
	change, err := checklist.Check(ctx, env, s, func(checklist.Note) {})
	if change != nil {
		change(&s)
	}
	failure, _ := errors.AsType[*checklist.Failure](err)
	switch {
	case err == nil:
		return checked{state: s}
	case failure == nil:
		return checked{state: s, stopped: true}
	}
	g.failed(s, failure)
	return checked{state: s, failure: failure}
}

// guard keeps one login from being tried too often: at most three connections
// at a time, and none where two were refused in a row, or one in this run.
type guard struct {
	mu      sync.Mutex
	refused map[string]bool
	busy    map[string]chan struct{}
}

// enter waits for a place of this login; false: it must not be tried.
func (g *guard) enter(ctx context.Context, s checklist.State) (release func(), ok bool) {
	login := s.Host + " " + s.Login
	g.mu.Lock()
	places := g.busy[login]
	if places == nil {
		places = make(chan struct{}, perLogin)
		g.busy[login] = places
	}
	g.mu.Unlock()
	select {
	case places <- struct{}{}:
	case <-ctx.Done():
		return func() {}, true
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return func() { <-places }, s.Wrong < 2 && !g.refused[login]
}

// failed remembers a refusal that counts against the account.
func (g *guard) failed(s checklist.State, failure *checklist.Failure) {
	c := failure.Verdict.Cause
	if c.Fix != causes.ItemAppPassword && c.Code != "AUTH-LOCKED" || s.Report() == nil || s.Report().LoggedIn {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.refused[s.Host+" "+s.Login] = true
}

// stageTimes are the times of the stages that a check went through.
func stageTimes(s checklist.State) []smtpcheck.StageResult {
	if s.Report() == nil {
		return nil
	}
	return s.Report().Stages
}
