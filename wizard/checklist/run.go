package checklist

import (
	"context"
	"fmt"

	"mailready/smtpcheck"
	"mailready/wizard/guide"
)

// Run is one person's way through the steps. It is used by one goroutine; the
// jobs that it hands out run elsewhere and come back through [Run.Apply].
type Run struct {
	env   *Env
	steps []Step
	state State

	at      int      // the step shown; len(steps) is the finish
	trail   []place  // questions answered, for Back
	panel   *panel   // the menu, a letter, the question after a return: shown instead of the step
	trouble *trouble // what failed last
	problem *Problem // why the last answer was not taken
	news    []Note   // lines to be printed once
	notices []Note   // what the background found
	pending []Job    // background jobs not yet handed out
	job     int      // the number of the newest foreground job
	looking string   // the way that is being looked at in the background
	left    bool     // the user stopped before the end
	saver   *saver
}

type place struct {
	at  int
	key string
}

// trouble is a failed piece of work.
type trouble struct {
	field   *Field
	verdict smtpcheck.Verdict
	sent    smtpcheck.Delivery
}

// Start begins a run with what is known. Steps whose facts are all there are
// passed over; where something was left unfinished, or everything is set up
// already, the first screen asks how to go on.
func Start(steps []Step, s State, env *Env) *Run {
	s.Practice = env.Practice
	r := &Run{env: env, steps: steps, state: s, saver: &saver{}}
	r.settle()
	r.welcome()
	return r
}

// State is a snapshot of what is known now.
func (r *Run) State() State { return r.state }

// Screen is what to show now.
func (r *Run) Screen() Screen {
	s := r.screen()
	s.Done, s.Notices, s.Problem = r.news, r.notices, r.problem
	s.CanMenu = r.panel == nil && s.Kind != Working && s.Kind != Finished
	s.CanBack = s.Kind != Finished && (r.panel != nil && !r.panel.first || r.trouble != nil || len(r.trail) > 0)
	if r.env.Code != nil && s.Key != "spell" { // that panel spells the code of the screen below
		s.Code = r.env.Code(r.state, s)
	}
	return s
}

// Shown tells the run that the driver has printed the lines of Screen.Done.
func (r *Run) Shown() { r.news = nil }

func (r *Run) screen() Screen {
	if r.panel != nil {
		return r.panel.screen(r)
	}
	if r.trouble != nil {
		return r.troubleScreen()
	}
	if r.at == len(r.steps) {
		return r.finish()
	}
	return r.stepScreen(r.field())
}

func (r *Run) stepScreen(f *Field) Screen {
	step := r.steps[r.at]
	s := Screen{Step: r.at + 1, ID: step.ID, Key: f.Key, Title: title(step.ID), Kind: f.Kind, Label: f.Label, Hint: f.Hint}
	if f.Do != nil {
		s.Kind, s.Label = Working, f.Doing
		return s
	}
	if f.Body != nil {
		s.Body = f.Body(r.state)
	} else if section, ok := guide.Find(step.ID); ok {
		s.Body = section.Screen
	}
	if f.Trouble != nil {
		s.Trouble = f.Trouble(r.env, r.state)
	}
	if f.Links != nil {
		s.Links = f.Links(r.state)
	}
	if f.Options != nil {
		s.Options = f.Options(r.state)
		if len(s.Options) > 0 {
			s.Default = s.Options[0].Value
		}
	}
	if f.Default != nil {
		if f.Kind == Choice {
			s.Default = f.Default(r.state)
		} else {
			s.Value = f.Default(r.state)
		}
	}
	return s
}

func title(id string) string {
	s, _ := guide.Find(id)
	return s.Title
}

// Answer takes the answer to the screen shown: the Value of an option, or the
// typed line. Nil means that the run has moved on.
func (r *Run) Answer(value string) *Problem {
	r.problem = r.answer(value)
	return r.problem
}

func (r *Run) answer(value string) *Problem {
	screen := r.screen()
	if screen.Kind == Choice && !offers(screen.Options, value) {
		return &Problem{Code: "", Text: fmt.Sprintf("Please choose one of 1 to %d.", len(screen.Options))}
	}
	switch {
	case screen.Kind == Working || screen.Kind == Finished || screen.Kind == Secret:
		return nil
	case r.panel != nil:
		return r.panel.answer(r, value)
	case r.trouble != nil:
		r.way(value)
		return nil
	}
	f := r.field()
	if p := f.Set(&r.state, value); p != nil {
		return p
	}
	r.answered(f)
	if f.Then != nil {
		f.Then(r, value)
	}
	return nil
}

// AnswerSecret takes a password. The run may keep the bytes; the caller
// forgets them.
func (r *Run) AnswerSecret(b []byte) *Problem {
	if r.panel != nil || r.trouble != nil || r.at == len(r.steps) || r.field().Kind != Secret {
		return nil
	}
	f := r.field()
	if r.problem = f.SetSecret(&r.state, b); r.problem == nil {
		r.answered(f)
	}
	return r.problem
}

func offers(options []Option, value string) bool {
	for _, o := range options {
		if o.Value == value {
			return true
		}
	}
	return false
}

func (r *Run) answered(f *Field) {
	r.notices = nil
	r.state.Asked = r.state.Asked.With(r.key(f))
	r.trail = append(r.trail, place{r.at, r.key(f)})
	r.settle()
}

func (r *Run) key(f *Field) string { return r.steps[r.at].ID + "/" + f.Key }

// field is the first question or piece of work of the current step that is
// still open; nil where there is none.
func (r *Run) field() *Field {
	step := &r.steps[r.at]
	for i := range step.Fields {
		f := &step.Fields[i]
		if (f.When == nil || f.When(r.state)) && !r.state.Asked.Has(step.ID+"/"+f.Key) {
			return f
		}
	}
	return nil
}

// settle moves on to the next open question, over finished steps.
func (r *Run) settle() {
	for r.at < len(r.steps) {
		step := r.steps[r.at]
		skip := step.Skip != nil && step.Skip(r.state)
		if !skip && r.field() != nil && (!step.Done(r.state) || r.touched()) {
			return
		}
		if !skip && step.Said != nil {
			r.news = append(r.news, Note{Mark: OK, Text: fmt.Sprintf("Step %d of %d: %s", r.at+1, len(r.steps), step.Said(r.state))})
		}
		switch step.ID {
		case stepMailbox:
			r.lookAtRoad()
		case stepSettings:
			r.makeReady()
		}
		r.at++
		r.keep()
	}
}

// touched tells whether a question of the current step was answered in this
// visit: then its other questions are asked as well.
func (r *Run) touched() bool {
	for _, f := range r.steps[r.at].Fields {
		if r.state.Asked.Has(r.key(&f)) {
			return true
		}
	}
	return false
}

// Goto shows a step again from its first question.
func (r *Run) Goto(id string) {
	for i, step := range r.steps {
		if step.ID == id {
			r.panel, r.trouble, r.problem = nil, nil, nil
			r.job++
			r.at = i
			r.reopen(i)
			return
		}
	}
}

// reopen forgets the answers of a step and of those behind it, so that they
// are asked again; what was stored and shown stays.
func (r *Run) reopen(from int) {
	for _, step := range r.steps[from:] {
		for _, f := range step.Fields {
			r.state.Asked = r.state.Asked.Without(step.ID + "/" + f.Key)
		}
	}
}

// Back goes to the question before. From a failure, a menu or running work it
// goes to the question that led there; the driver has cancelled the work.
func (r *Run) Back() {
	r.problem = nil
	r.job++
	if r.panel != nil {
		if !r.panel.first {
			r.panel = r.panel.behind
		}
		return
	}
	r.trouble = nil
	for len(r.trail) > 0 {
		last := r.trail[len(r.trail)-1]
		r.trail = r.trail[:len(r.trail)-1]
		r.at = last.at
		r.state.Asked = r.state.Asked.Without(last.key)
		r.reopenWork()
		if f := r.field(); f != nil && f.Do == nil {
			return
		}
		// That question does not arise any more: go to the one before.
	}
	r.settle()
}

// reopenWork makes the work of the current step due again after Back.
func (r *Run) reopenWork() {
	for _, f := range r.steps[r.at].Fields {
		if f.Do != nil {
			r.state.Asked = r.state.Asked.Without(r.key(&f))
		}
	}
}

// Work is the job of a Working screen. Each call starts it anew; the update
// of an earlier one is dropped.
func (r *Run) Work() Job {
	r.job++
	n := r.job
	if r.panel != nil {
		return r.panel.work(r, n)
	}
	f, env, s := r.field(), r.env, r.state
	key, at := r.key(f), r.at
	return Job{Name: f.Doing, Do: func(ctx context.Context, note func(Note)) Update {
		change, err := f.Do(ctx, env, s, note)
		return Update{job: n, apply: func(r *Run) { r.worked(f, at, key, change, err) }}
	}}
}

func (r *Run) worked(f *Field, at int, key string, change func(*State), err error) {
	if change != nil {
		change(&r.state)
	}
	if err != nil {
		r.failed(f, err)
		return
	}
	r.state.Asked = r.state.Asked.With(key)
	r.settle()
	r.keep()
}

// Apply takes the result of a job on the driver's own goroutine. It tells
// whether the result still mattered.
func (r *Run) Apply(u Update) bool {
	if u.apply == nil || u.job != 0 && u.job != r.job {
		return false
	}
	r.problem = nil
	u.apply(r)
	return true
}

// Background hands out the jobs that run beside the questions; ask for them
// after every Answer and Apply.
func (r *Run) Background() []Job {
	jobs := r.pending
	r.pending = nil
	return jobs
}

// Open is the job that opens the screen's first web page; its Do is nil
// where there is no page or no browser.
func (r *Run) Open() Job {
	links := r.screen().Links
	if len(links) == 0 || r.env.Open == nil {
		return Job{}
	}
	return r.openPage(links[0])
}

func (r *Run) openPage(url string) Job {
	open := r.env.Open
	return Job{Name: "Opening the page", Do: func(context.Context, func(Note)) Update {
		note := Note{Mark: OK, Text: "Asked your browser to open the page."}
		if err := open(url); err != nil {
			note = Note{Mark: WARN, Text: "The browser could not be opened. Type the address by hand."}
		}
		return Update{apply: func(r *Run) { r.notices = []Note{note} }}
	}}
}

// Stop ends the run before the finish.
func (r *Run) Stop() { r.left = true }

// Left tells whether the user stopped before the finish.
func (r *Run) Left() bool { return r.left }

// Exit is the program's exit code: 0 at the finish, the cause's code where
// the user left a failure, 130 where the user stopped otherwise.
func (r *Run) Exit() int {
	switch {
	case r.at == len(r.steps) && !r.left:
		return smtpcheck.ExitOK
	case r.trouble != nil:
		return r.trouble.verdict.Cause.Exit
	}
	return smtpcheck.ExitInterrupted
}
