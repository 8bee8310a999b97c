package wizard

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"mailready/wizard/checklist"
)

// model is the only model of the program. Everything that a key does to the
// run is done inside the Update of that key, so that keys typed ahead meet
// the screen that they were meant for.
type model struct {
	run     *checklist.Run
	palette palette
	now     func() time.Time
	send    func(tea.Msg) // hands a message over from a goroutine
	painter painter
	console *console // nil where there is no terminal
	ctx     context.Context

	screen  checklist.Screen
	field   field
	problem *checklist.Problem
	frame   frame

	width, height int
	spilled       bool            // the blocks of this screen are printed, not drawn
	printed       map[string]bool // the blocks of this screen that were printed

	work  *work
	jobs  jobs
	guard guard

	scrollback
	suspension
	quitting bool
	last     []string // what to print when the screen is gone
	crash    error
}

func newModel(ctx context.Context, run *checklist.Run, k palette) *model {
	return &model{ctx: ctx, run: run, palette: k, now: time.Now, send: func(tea.Msg) {}}
}

// leave asks to stop: the user pressed Ctrl-C, or a signal came.
type leave struct{}

func (m *model) Init() tea.Cmd { return m.refresh(true) }

// Update handles one message. A panic ends the program with the terminal
// restored.
func (m *model) Update(msg tea.Msg) (_ tea.Model, cmd tea.Cmd) {
	defer func() {
		if r := recover(); r != nil {
			m.crash, cmd = crashed(r), tea.Quit
		}
	}()
	cmd = m.handle(msg)
	m.layout()
	m.paint()
	return m, cmd
}

// paint brings what is new to the terminal: not before the size of the window
// is known, nor while another program has the terminal.
func (m *model) paint() {
	if m.painter.out == nil || m.width == 0 && m.height == 0 || m.suspended {
		return
	}
	f := m.frame
	if m.quitting {
		f = frame{}
	}
	m.painter.paint(m.queue, f, m.width, m.height)
	m.queue = nil
}

func (m *model) handle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.KeyPressMsg:
		return m.press(msg)
	case tea.PasteMsg:
		m.pasted(msg.Content)
	case noted:
		m.noted(msg)
	case done:
		return m.done(msg)
	case tick:
		return m.tick(msg)
	case tea.ResumeMsg:
		return m.resume()
	case leave:
		return m.leave()
	case crash:
		m.crash = msg.err
		return tea.Quit
	}
	return nil
}

// refresh shows what the run shows now. A new visit starts with an empty
// field; otherwise what was typed stays, as when the background found
// something while the user was typing.
func (m *model) refresh(visit bool) tea.Cmd {
	before := m.screen
	m.screen = m.run.Screen()
	m.addNotes(m.screen.Done)
	m.run.Shown()
	cmds := m.background()
	if m.run.Left() {
		return m.quit()
	}
	if m.screen.Kind == checklist.Finished {
		m.last = m.whole()
		return m.quit()
	}
	if visit || !sameQuestion(before, m.screen) {
		m.field, m.problem = newField(m.screen, m.palette.ascii), nil
		m.spilled, m.printed = false, map[string]bool{}
	} else if c, ok := m.field.(*choice); ok {
		c.set(m.screen.Options)
	}
	switch working := m.screen.Kind == checklist.Working; {
	case working && m.work == nil:
		cmds = append(cmds, m.start())
	case !working:
		m.stop()
	}
	return tea.Batch(cmds...)
}

func sameQuestion(a, b checklist.Screen) bool {
	return a.ID == b.ID && a.Key == b.Key && a.Kind == b.Kind && a.Title == b.Title && a.Label == b.Label
}

func (m *model) addNotes(notes []checklist.Note) {
	for _, n := range notes {
		m.print(m.palette.note(n, m.pageWidth()))
	}
}

// pageWidth leaves the last column free: a character there makes terminals
// wrap each in its own way.
func (m *model) pageWidth() int {
	if m.width == 0 {
		return 79
	}
	return max(min(m.width-1, pageWidth), 1)
}

// layout draws the frame. Where the whole screen does not fit, its blocks are
// printed once into the scrollback and the question stays live below them.
func (m *model) layout() {
	if m.quitting {
		return
	}
	if m.width < minWidth || m.height < minHeight {
		m.frame = small(m.width)
		return
	}
	p := page{screen: m.screen, field: m.field, problem: m.problem, palette: m.palette, width: m.pageWidth(), apart: m.blank}
	if m.work != nil {
		p.working = *m.work
	}
	rows := m.height - 1
	all := blocks(m.screen, p.width, m.palette)
	if !m.spilled {
		var fits bool
		if m.frame, fits = p.whole(all, rows); fits {
			return
		}
		if m.frame, fits = p.squeeze(rows); fits {
			m.printOnce(m.noticeBlocks())
			return
		}
	}
	m.spilled = true
	m.frame = p.short(rows)
	if m.screen.List {
		all = append([]block{{raw: "list", lines: stepList(m.screen.Items, p.width, m.palette)}}, all...)
	}
	m.printOnce(all)
}

// noticeBlocks are what the background found, which has no place in a failure
// that was made to fit.
func (m *model) noticeBlocks() []block {
	var all []block
	for _, n := range m.screen.Notices {
		all = append(all, block{raw: string(n.Mark) + n.Text, lines: m.palette.note(n, m.pageWidth())})
	}
	return all
}

// printOnce prints the blocks of the screen that were not printed yet.
func (m *model) printOnce(all []block) {
	if len(all) == 0 {
		return
	}
	if len(m.printed) == 0 {
		m.print(append([]string{""}, append(m.palette.all(strong, wrap(safe(heading(m.screen), m.palette.ascii), m.pageWidth())), "")...))
	}
	for _, b := range all {
		if !m.printed[b.raw] {
			m.printed[b.raw] = true
			m.print(append(b.lines, ""))
		}
	}
}

// whole is all of the screen but its question, to be printed.
func (m *model) whole() []string {
	title := m.palette.all(strong, wrap(safe(heading(m.screen), m.palette.ascii), m.pageWidth()))
	return append(append([]string{""}, title...), join(blocks(m.screen, m.pageWidth(), m.palette), airy, m.pageWidth(), m.palette)...)
}

// View is empty: the painter draws.
func (m *model) View() tea.View { return tea.NewView("") }

// leave stops the run at the user's wish, or because the terminal went away.
func (m *model) leave() tea.Cmd {
	m.run.Stop()
	return m.quit()
}

func (m *model) quit() tea.Cmd {
	m.stop()
	if m.quitting {
		return nil
	}
	m.quitting = true
	if m.screen.Trouble != nil && !m.spilled {
		m.last = m.whole()
	}
	return tea.Quit
}
