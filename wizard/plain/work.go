package plain

import (
	"context"
	"fmt"
	"sync"
	"time"

	"mailready/wizard/checklist"
)

// work runs the job of a Working screen and prints its news. A long wait is
// told after five seconds, then less and less often.
func (d *Driver) work(ctx context.Context, r *checklist.Run) error {
	job := r.Work()
	notes := make(chan checklist.Note)
	result := make(chan checklist.Update, 1)
	go func() {
		result <- job.Do(ctx, func(n checklist.Note) {
			select {
			case notes <- n:
			case <-ctx.Done():
			}
		})
	}()
	doing, every, began := job.Name, 5*time.Second, time.Now()
	timer := time.NewTimer(every)
	defer timer.Stop()
	for {
		select {
		case n := <-notes:
			if n.Quiet {
				doing = n.Text
				continue
			}
			d.Note(n)
		case u := <-result:
			r.Apply(u)
			return ctx.Err()
		case <-timer.C:
			waited := int(time.Since(began).Seconds())
			d.Note(checklist.Note{Mark: checklist.WAIT, Text: fmt.Sprintf("%s: still waiting, %d s", doing, waited)})
			every = min(2*every, time.Minute)
			timer.Reset(every)
		}
	}
}

// background runs jobs beside the questions and keeps their updates until the
// driver asks for them.
type background struct {
	ctx    context.Context
	cancel context.CancelFunc
	wg     sync.WaitGroup
	mu     sync.Mutex
	done   []checklist.Update
}

func newBackground(ctx context.Context) *background {
	b := &background{}
	b.ctx, b.cancel = context.WithCancel(ctx)
	return b
}

func (b *background) start(jobs []checklist.Job) {
	for _, j := range jobs {
		b.wg.Go(func() {
			u := j.Do(b.ctx, func(checklist.Note) {})
			b.mu.Lock()
			defer b.mu.Unlock()
			b.done = append(b.done, u)
		})
	}
}

// finished gives the updates that came since the last call.
func (b *background) finished() []checklist.Update {
	b.mu.Lock()
	defer b.mu.Unlock()
	done := b.done
	b.done = nil
	return done
}

func (b *background) stop() {
	b.cancel()
	b.wg.Wait()
}
