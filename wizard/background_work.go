package wizard

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"mailready/wizard/checklist"
)

// work is the job of a Working screen.
type work struct {
	id      int
	say     string // what is being done, as the last note said it
	hint    string // what takes the place of the screen's hint
	since   time.Time
	waited  int // seconds without news, 0 where that is not worth a line
	elapsed int // seconds since the last news
	turn    int // of the spinner
	cancel  context.CancelFunc
}

// jobs counts what runs, and can wait for its end.
type jobs struct {
	newest int
	sync.WaitGroup
	mu    sync.Mutex
	ended map[int]checklist.Update // not yet applied
}

// end keeps the update of a job until it is applied.
func (j *jobs) end(id int, u checklist.Update) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.ended == nil {
		j.ended = map[int]checklist.Update{}
	}
	j.ended[id] = u
}

// take gives the updates of the jobs, which are applied now.
func (j *jobs) take() []checklist.Update {
	j.mu.Lock()
	defer j.mu.Unlock()
	ids := slices.Sorted(maps.Keys(j.ended))
	var all []checklist.Update
	for _, id := range ids {
		all = append(all, j.ended[id])
	}
	j.ended = nil
	return all
}

// applied forgets the update of a job.
func (j *jobs) applied(id int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	delete(j.ended, id)
}

type (
	noted struct { // a line of news from a job
		id   int
		note checklist.Note
	}
	done struct { // a job has ended
		id     int
		update checklist.Update
	}
	tick  struct{ id int }
	crash struct{ err error }
)

// patience is how long work may be silent before the screen says that it
// still waits.
const patience = 3 * time.Second

func (m *model) start() tea.Cmd {
	job := m.run.Work()
	ctx, cancel := context.WithCancel(m.ctx)
	m.jobs.newest++
	m.work = &work{id: m.jobs.newest, say: job.Name, since: m.now(), cancel: cancel}
	return tea.Batch(m.command(ctx, m.work.id, job), m.ticking(m.work.id))
}

// stop cancels the work of a Working screen; its update will come too late.
func (m *model) stop() {
	if m.work != nil {
		m.work.cancel()
		m.work = nil
	}
}

// background starts what the run wants done beside the questions.
func (m *model) background() []tea.Cmd {
	var cmds []tea.Cmd
	for _, job := range m.run.Background() {
		m.jobs.newest++
		cmds = append(cmds, m.command(m.ctx, m.jobs.newest, job))
	}
	return cmds
}

func (m *model) open() tea.Cmd {
	job := m.run.Open()
	if job.Do == nil {
		return nil
	}
	m.jobs.newest++
	return m.command(m.ctx, m.jobs.newest, job)
}

func (m *model) command(ctx context.Context, id int, job checklist.Job) tea.Cmd {
	m.jobs.Add(1)
	return func() (msg tea.Msg) {
		defer m.jobs.Done()
		defer func() {
			if r := recover(); r != nil {
				msg = crash{crashed(r)}
			}
		}()
		u := job.Do(ctx, func(n checklist.Note) { m.send(noted{id, n}) })
		m.jobs.end(id, u)
		return done{id, u}
	}
}

// noted shows news from the work on screen. What stands is printed; what will
// be replaced, and the stages until the work has ended, is drawn.
func (m *model) noted(msg noted) {
	if m.work == nil || msg.id != m.work.id {
		return
	}
	m.work.since, m.work.waited, m.work.elapsed = m.now(), 0, 0
	if msg.note.Hint != "" {
		m.work.hint = msg.note.Hint
	}
	m.screen.Hear(msg.note)
	switch {
	case msg.note.Mark == checklist.WAIT:
		m.work.say = msg.note.Text
	case len(msg.note.Stages) == 0 || len(m.screen.Stages) == 0:
		m.addNotes([]checklist.Note{msg.note})
	}
}

func (m *model) done(msg done) tea.Cmd {
	m.jobs.applied(msg.id)
	mine := m.work != nil && msg.id == m.work.id
	if mine {
		if stages := m.screen.Stages; len(stages) > 0 {
			m.print(append(stageList(stages, 0, 0, m.pageWidth(), len(stages), m.palette), ""))
		}
		m.stop()
	}
	if !m.run.Apply(msg.update) && !mine {
		return nil
	}
	return m.refresh(mine)
}

// How often the spinner turns: a stage lasts seconds, the wait for a person
// minutes.
const (
	brisk = 150 * time.Millisecond
	calm  = time.Second
)

func (m *model) ticking(id int) tea.Cmd {
	every := calm
	if len(m.screen.Stages) > 0 {
		every = brisk
	}
	return tea.Tick(every, func(time.Time) tea.Msg { return tick{id} })
}

// tick turns the spinner, and counts the seconds without news while the same
// work runs.
func (m *model) tick(msg tick) tea.Cmd {
	if m.work == nil || msg.id != m.work.id {
		return nil
	}
	m.work.turn++
	m.work.waited = 0
	silent := m.now().Sub(m.work.since)
	m.work.elapsed = int(silent.Seconds())
	if silent >= patience {
		m.work.waited = m.work.elapsed
	}
	return m.ticking(msg.id)
}

// wait waits for cancelled jobs to end, but not longer than most.
func (j *jobs) wait(most time.Duration) {
	ended := make(chan struct{})
	go func() { j.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(most):
	}
}
