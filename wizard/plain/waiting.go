package plain

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"mailready/wizard/checklist"
)

// work runs the job of a Working screen and prints its news. A long wait is
// told after five seconds, then less and less often. The wait for somebody
// else can take an hour, so there the word "back" stops it, and work that
// listens hears what else is typed. Other work is short, and what is typed
// meanwhile answers the next question.
func (d *Driver) work(ctx context.Context, r *checklist.Run, s checklist.Screen) error {
	whole := ctx
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var stopped <-chan error
	var lines <-chan string
	if s.Key == "wait" || s.Listens {
		d.para("To stop waiting, type b and Enter.")
		stopped, lines = d.until(ctx, s)
	}
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
			return whole.Err()
		case line := <-lines:
			r.Answer(line)
		case err := <-stopped:
			stop()
			r.Apply(<-result)
			return err
		case <-timer.C:
			text := doing
			if !strings.HasSuffix(text, ".") {
				text = fmt.Sprintf("%s: still waiting, %d s", doing, int(time.Since(began).Seconds()))
			}
			d.Note(checklist.Note{Mark: checklist.WAIT, Text: text})
			every = min(2*every, time.Minute)
			timer.Reset(every)
		}
	}
}

// until reads lines until one says to stop: nil for the word "back", an error
// where the user or the input ends. The other lines are handed on to work that
// listens; that one goes on where nobody can type any more.
func (d *Driver) until(ctx context.Context, s checklist.Screen) (<-chan error, <-chan string) {
	said, lines := make(chan error, 1), make(chan string)
	go func() {
		for {
			line, err := d.Ask(ctx, s)
			typed := strings.TrimSpace(string(line))
			switch w := word(typed); {
			case ctx.Err() != nil || err == io.EOF && s.Listens:
				return
			case err != nil:
				said <- err
				return
			case w == "back":
				said <- nil
				return
			case w == "quit":
				said <- errQuit
				return
			case w == "" && s.Listens:
				select {
				case lines <- typed:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	return said, lines
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
