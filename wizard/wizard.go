// Package wizard shows the checklist on a terminal, one question at a time.
// It keeps to the normal screen, so that everything stays readable in the
// scrollback after the end: finished steps are printed once, and only the
// current question is redrawn.
package wizard

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

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
// cases, r.Exit has the exit code; otherwise the error says why the screen
// could not be shown any longer, [*Crash] where the program itself failed.
// The terminal is afterwards as it was before.
func Run(ctx context.Context, r *checklist.Run, t Terminal) error {
	// Otherwise the library writes all output to a file of that name.
	os.Unsetenv("TEA_TRACE")

	before, err := term.GetState(t.In.Fd())
	if err != nil {
		return fmt.Errorf("terminal: %w", err)
	}
	work, cancel := context.WithCancel(ctx)
	defer cancel()
	m := newModel(work, r, ink{plain: t.NoColor, ascii: t.ASCII})
	out := &output{file: t.Out}
	profile := colorprofile.ANSI
	if t.NoColor {
		profile = colorprofile.ASCII
	}
	p := tea.NewProgram(m, tea.WithInput(&input{file: t.In, now: time.Now}), tea.WithOutput(out),
		tea.WithEnvironment(t.Environ), tea.WithColorProfile(profile),
		tea.WithoutSignalHandler(), tea.WithoutCatchPanics())
	m.send = p.Send
	m.watch = func() { out.watched.Store(true) }
	out.wrote = func() { p.Send(painted{}) }

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

	err = await(ctx, p, ended, signals)
	cancel()
	m.jobs.wait(windDown)
	if err != nil {
		r.Stop()
		_ = term.Restore(t.In.Fd(), before)
		return err
	}
	if m.crash != nil {
		return m.crash
	}
	m.print(m.last)
	if r.Left() {
		for _, said := range []string{"Stopped. " + r.Kept(), r.GoOn()} {
			m.print(append([]string{""}, wrap(said, m.textWidth())...))
		}
	}
	if rest := strings.TrimRight(strings.Join(m.queue, "\n"), "\n"); rest != "" {
		_, err = fmt.Fprintln(t.Out, rest)
	}
	return err
}

// await waits for the program's end, and presses for it after a signal.
func await(ctx context.Context, p *tea.Program, ended <-chan error, signals <-chan os.Signal) error {
	var late <-chan time.Time
	over := ctx.Done()
	for {
		select {
		case err := <-ended:
			return err
		case <-late:
			return errHungUp
		case <-over:
			over = nil
		case <-signals:
		}
		go p.Send(leave{})
		if late == nil {
			late = time.After(deadline)
		}
	}
}
