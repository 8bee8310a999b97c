package wizard

import (
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
)

// suspension is the time between Ctrl-Z and being continued. Nothing is drawn
// in it, so that the shell finds an empty line.
type suspension struct {
	suspended bool
	resumed   *atomic.Bool
}

func (s *suspension) suspend() tea.Cmd {
	if !canSuspend || s.suspended {
		return nil
	}
	resumed := new(atomic.Bool)
	s.suspended, s.resumed = true, resumed
	waking := func() tea.Msg {
		for !resumed.Load() {
			time.Sleep(quiet)
			wake()
		}
		return nil
	}
	return tea.Batch(tea.Suspend, waking)
}

func (s *suspension) resume() {
	if s.suspended {
		s.suspended = false
		s.resumed.Store(true)
	}
}
