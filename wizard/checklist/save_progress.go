package checklist

import (
	"context"
	"sync"
)

// saver writes what is known, one state after the other, and never an older
// one over a newer one.
type saver struct {
	mu    sync.Mutex
	asked int // newest state handed in; used by the run's goroutine alone
	kept  int // newest state written
}

func (k *saver) save(n int, s State, write func(State) error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if n <= k.kept {
		return nil
	}
	k.kept = n
	return write(s)
}

// saveProgress saves settings and progress beside the questions.
func (r *Run) saveProgress() {
	if r.env.Save == nil || r.state.Sender == "" {
		return
	}
	r.saver.asked++
	n, s, saver, write := r.saver.asked, r.state, r.saver, r.env.Save
	r.pending = append(r.pending, Job{Name: "Saving", Do: func(context.Context, func(Note)) Update {
		err := saver.save(n, s, write)
		return Update{apply: func(r *Run) {
			if err != nil {
				v := LocalVerdict(err)
				r.notices = []Note{{Mark: WARN, Text: v.Cause.Code + ": " + v.Cause.Happened}}
			}
		}}
	}})
}

// Close saves what is known for the next time, and ends a connection that was
// made ready. Call it after the driver has ended; it waits for a save that
// still runs.
func (r *Run) Close() error {
	r.env.line.close()
	if r.env.Save == nil || r.state.Sender == "" {
		return nil
	}
	r.saver.asked++
	return r.saver.save(r.saver.asked, r.state, r.env.Save)
}
