package checklist

import (
	"context"
	"strings"

	"mailready/smtpcheck"
)

// Job is work that a driver runs on a goroutine of its own. Do calls note
// from that goroutine, at most until it returns; the driver hands the update
// to [Run.Apply] on its own goroutine. A job that came too late is dropped
// by Apply. Name says what is being done, for the screen.
type Job struct {
	Name string
	Do   func(ctx context.Context, note func(Note)) Update
}

// Update is what a job found out.
type Update struct {
	job   int
	apply func(*Run)
	facts func(*State) // what is so, also when the job was cancelled; may be nil
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
	if f.Listens {
		r.typed = make(chan string, 8)
		s.typed = r.typed
	}
	key, at := r.key(f), r.at
	return Job{Name: f.Doing, Do: func(ctx context.Context, note func(Note)) Update {
		change, err := f.Do(ctx, env, s, note)
		return Update{job: n, facts: change, apply: func(r *Run) { r.worked(f, at, key, change, err) }}
	}}
}

// tell hands a typed line to the work that listens. Work that has ended, or
// that is asked too much at once, hears nothing of it.
func (r *Run) tell(line string) {
	select {
	case r.typed <- line:
	default:
	}
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
	r.advance()
	r.saveProgress()
}

// Apply takes the result of a job on the driver's own goroutine. It tells
// whether the result still mattered. Of a job that was cancelled only the facts
// count: a mail that was handed over is not taken back by going away.
func (r *Run) Apply(u Update) bool {
	if u.job != 0 && u.job != r.job {
		return r.late(u)
	}
	if u.apply == nil {
		return false
	}
	r.problem = nil
	u.apply(r)
	return true
}

func (r *Run) late(u Update) bool {
	if u.facts == nil {
		return false
	}
	u.facts(&r.state)
	r.saveProgress()
	if r.state.Sent == smtpcheck.MaybeSent || r.state.Sent == smtpcheck.WasSent {
		r.notices = []Note{{Mark: WARN, Text: "The check was stopped. " + kept(r.state, r.state.Sent)}}
	}
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
		opened, failed := "Asked your browser to open the page.", "The browser could not be opened. Type the address by hand."
		if strings.HasPrefix(url, "mailto:") {
			opened, failed = "Asked your mail program to open the message.", "No mail program could be opened. Copy the message instead."
		}
		note := Note{Mark: OK, Text: opened}
		if err := open(url); err != nil {
			note = Note{Mark: WARN, Text: failed}
		}
		return Update{apply: func(r *Run) { r.notices = []Note{note} }}
	}}
}
