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

func (m *model) suspend() tea.Cmd {
	if !canSuspend || m.suspended {
		return nil
	}
	resumed := new(atomic.Bool)
	m.painter.leave(m.queue)
	m.queue = nil
	m.suspended, m.resumed = true, resumed
	if m.console != nil {
		m.console.giveBack()
	}
	waking := func() tea.Msg {
		for !resumed.Load() {
			time.Sleep(quiet)
			wake()
		}
		return nil
	}
	return tea.Batch(tea.Suspend, waking)
}

func (m *model) resume() tea.Cmd {
	if !m.suspended {
		return nil
	}
	m.suspended = false
	m.resumed.Store(true)
	if m.console != nil {
		if err := m.console.take(); err != nil {
			return m.leave()
		}
		m.width, m.height = m.console.size()
	}
	return nil
}
