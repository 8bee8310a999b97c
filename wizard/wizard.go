// Package wizard shows the checklist on a terminal, one question at a time.
// It keeps to the normal screen, so that everything stays readable in the
// scrollback after the end: finished steps are printed once, and only the
// current question is redrawn.
package wizard

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"mailready/wizard/checklist"
)

// Terminal is where the wizard is shown. In and Out must be terminals.
type Terminal struct {
	In, Out *os.File
	NoColor bool // no colour, no bold, no reverse
	ASCII   bool // the terminal shows no more than ASCII
	// Environ describes the terminal (TERM and its like); nil means the
	// environment of the process.
	Environ []string
}

// How long the end may take: for work that was cancelled, and for a terminal
// that takes no more output after a signal to end.
const (
	windDown = 300 * time.Millisecond
	deadline = 800 * time.Millisecond
)

// Run leads through r until it is finished or left. It returns nil in both
// cases, and where the terminal was closed; r.Exit has the exit code. Otherwise
// the error says why the screen could not be shown any longer, [*Crash] where
// the program itself failed. The terminal is afterwards as it was before.
func Run(ctx context.Context, r *checklist.Run, t Terminal) error {
	// Otherwise the library writes all output to a file of that name.
	os.Unsetenv("TEA_TRACE")

	work, cancel := context.WithCancel(ctx)
	defer cancel()
	m := newModel(work, r, palette{plain: t.NoColor, ascii: t.ASCII, poor: poor(t.Environ)})
	m.painter = painter{out: t.Out, reflows: reflows(t.Environ)}
	m.console = &console{in: t.In, out: t.Out}
	if err := m.console.take(); err != nil {
		return fmt.Errorf("terminal: %w", err)
	}
	width, height := m.console.size()
	// The library reads the keys and runs the messages; it draws nothing, and
	// its clock, which is for drawing, stands nearly still.
	p := tea.NewProgram(m, tea.WithInput(&input{file: t.In, now: time.Now}), tea.WithOutput(t.Out),
		tea.WithEnvironment(t.Environ), tea.WithColorProfile(colorprofile.ANSI), tea.WithoutRenderer(), tea.WithFPS(1), tea.WithWindowSize(width, height),
		tea.WithoutSignalHandler(), tea.WithoutCatchPanics())
	m.send = p.Send
	defer m.console.watch(func(width, height int) { p.Send(tea.WindowSizeMsg{Width: width, Height: height}) })()

	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(signals)
	ended := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				p.Kill()
				ended <- crashed(r)
			}
		}()
		_, err := p.Run()
		ended <- err
	}()

	end := &ending{over: ctx.Done(), signals: signals, press: func() { go p.Send(leave{}) }}
	err := end.await(ended)
	cancel()
	m.jobs.wait(windDown)
	for _, u := range m.jobs.take() {
		r.Apply(u) // a mail that was on its way counts
	}
	switch {
	case errors.Is(err, errHungUp) || errors.Is(err, syscall.EIO):
		r.Stop()
		m.console.restore() // nothing is written to a terminal that takes nothing
		return nil
	case err != nil:
		r.Stop()
		m.console.giveBack()
		return err
	}
	written := make(chan error, 1)
	go func() {
		m.painter.leave(m.queue)
		m.console.giveBack()
		if m.crash != nil {
			written <- m.crash
			return
		}
		m.queue = nil
		_, err := fmt.Fprint(t.Out, m.farewell())
		written <- err
	}()
	if err := end.await(written); !errors.Is(err, errHungUp) {
		return err
	}
	m.console.restore()
	return nil
}

// farewell is what stays below the last line printed: what was not printed
// yet, the last screen, and how to go on where the user has stopped.
func (m *model) farewell() string {
	m.print(m.last)
	if m.run.Left() {
		for _, said := range []string{"Stopped. " + m.run.Kept(), m.run.GoOn()} {
			m.print(append([]string{""}, wrap(said, min(m.pageWidth(), readable))...))
		}
	}
	if len(m.queue) == 0 {
		return ""
	}
	return strings.TrimRight(strings.Join(m.queue, "\n"), "\n") + "\n"
}

// ending is the end of the program from outside: a signal, or the end of the
// context.
type ending struct {
	over    <-chan struct{}
	signals <-chan os.Signal
	press   func()           // asks the program to end
	late    <-chan time.Time // set once it was asked to
}

// await waits until something is done. Once the program was told to end, it
// waits no longer than the deadline, whatever takes so long.
func (e *ending) await(done <-chan error) error {
	for {
		select {
		case err := <-done:
			return err
		case <-e.late:
			return errHungUp
		case <-e.over:
			e.over = nil
		case <-e.signals:
		}
		e.press()
		if e.late == nil {
			e.late = time.After(deadline)
		}
	}
}
