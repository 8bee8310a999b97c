package checklist

import (
	"fmt"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/wizard/guide"
)

// Run is one person's way through the steps. It is used by one goroutine; the
// jobs that it hands out run elsewhere and come back through [Run.Apply].
type Run struct {
	env   *Env
	steps []Step
	state State

	at      int         // the step shown; len(steps) is the finish
	trail   []place     // questions answered, for Back
	panel   *panel      // the menu, a letter, the question after a return: shown instead of the step
	trouble *trouble    // what failed last
	problem *Problem    // why the last answer was not taken
	news    []Note      // lines to be printed once
	notices []Note      // what the background found
	pending []Job       // background jobs not yet handed out
	job     int         // the number of the newest foreground job
	typed   chan string // lines for the work that listens
	looking string      // the way that is being looked at in the background
	stopped bool        // by Ctrl-C, or because nobody answers any more
	left    bool        // the user stopped before the end
	saver   *saver
}

type place struct {
	at  int
	key string
}

// trouble is a failed piece of work.
type trouble struct {
	field   *Field
	verdict causes.Verdict
	sent    smtpcheck.Delivery
}

// Start begins a run with what is known. Steps whose facts are all there are
// passed over; where something was left unfinished, or everything is set up
// already, the first screen asks how to go on.
func Start(steps []Step, s State, env *Env) *Run {
	s.Practice = env.Practice
	r := &Run{env: env, steps: steps, state: s, saver: &saver{}}
	r.advance()
	r.welcome()
	return r
}

// State is a snapshot of what is known now.
func (r *Run) State() State { return r.state }

// Screen is what to show now.
func (r *Run) Screen() Screen {
	s := r.screen()
	s.Done, s.Notices, s.Problem, s.Items = r.news, r.notices, r.problem, r.items()
	s.CanMenu = r.panel == nil && s.Kind != Working && s.Kind != Finished
	s.CanBack = s.Kind != Finished && (r.panel != nil && !r.panel.first || r.trouble != nil || len(r.trail) > 0)
	if r.env.Code != nil && s.Key != "spell" { // that panel spells the code of the screen below
		s.Code = r.env.Code(r.state, s)
		if r.env.Spell != nil {
			s.Spoken = r.env.Spell(s.Code)
		}
	}
	return s
}

// Shown tells the run that the driver has printed the lines of Screen.Done.
func (r *Run) Shown() { r.news = nil }

func (r *Run) screen() Screen {
	switch {
	case r.panel != nil:
		return r.namePractice(r.panel.screen(r))
	case r.trouble != nil:
		return r.namePractice(r.troubleScreen())
	case r.at == len(r.steps):
		return r.namePractice(r.finish())
	}
	return r.namePractice(r.stepScreen(r.field()))
}

// namePractice says on every screen of a practice that it is one.
func (r *Run) namePractice(s Screen) Screen {
	if r.env.Practice {
		s.Title += " (practice)"
	}
	return s
}

func (r *Run) stepScreen(f *Field) Screen {
	step := r.steps[r.at]
	s := Screen{Step: r.at + 1, ID: step.ID, Key: f.Key, Title: r.state.Title(step.ID), Kind: f.Kind, Label: f.Label, Hint: f.Hint}
	s.Long, s.Letters = f.Long, f.Letters
	if f.Do != nil {
		s.Kind, s.Label, s.Listens = Working, f.Doing, f.Listens
		if f.Stages != nil {
			s.Stages = f.Stages(r.state)
		}
		if f.Body != nil {
			s.Body = f.Body(r.state)
		}
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
		s.Options = f.Options(r.offered())
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

// Title is what a step is called on the road of this mailbox.
func (s State) Title(id string) string {
	if id == stepAppPassword && s.Credential == SignIn {
		return "Sign in with Microsoft"
	}
	if id == stepAppPassword && s.Credential == AppOnly {
		return "The app signs in as itself"
	}
	section, _ := guide.Find(id)
	return section.Title
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
	case screen.Kind == Working && screen.Listens:
		r.tell(value)
		return nil
	case screen.Kind == Working || screen.Kind == Finished || screen.Kind == Secret:
		return nil
	case r.panel != nil:
		return r.panel.answer(r, value)
	case r.trouble != nil:
		r.way(value)
		return nil
	}
	f := r.field()
	if f.Kind == Text {
		if p := misplacedPassword(value); p != nil {
			return p
		}
	}
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

// Stop ends the run before the finish, at once.
func (r *Run) Stop() { r.left, r.stopped = true, true }

// Left tells whether the user stopped before the finish.
func (r *Run) Left() bool { return r.left }

// Exit is the program's exit code: 0 at the finish, the cause's code where
// the user chose to leave a failure, 130 where the run was stopped otherwise.
func (r *Run) Exit() int {
	switch {
	case r.at == len(r.steps) && !r.left:
		return causes.ExitOK
	case r.trouble != nil && !r.stopped:
		return r.trouble.verdict.Cause.Exit
	}
	return causes.ExitInterrupted
}
