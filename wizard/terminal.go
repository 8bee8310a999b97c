package wizard

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"time"
)

// input is the keyboard. It bounds what one paste may bring and ends a paste
// that never ends, so that no paste can hold up or capture the program.
type input struct {
	file *os.File
	now  func() time.Time

	inside bool // between the start and the end of a paste
	count  int  // bytes of this paste that were passed on
	seen   int  // bytes of the closing sequence that matched so far
	opened int  // the same for the opening sequence
	last   time.Time
}

const (
	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
	pasteMost  = 4096            // more than any field takes
	pasteStall = 2 * time.Second // a paste that pauses so long is over
)

var errHungUp = errors.New("the terminal was closed")

// Fd and Name make a read cancellable: without them the library would leave a
// reader behind that takes the keys after a suspension.
func (in *input) Fd() uintptr                 { return in.file.Fd() }
func (in *input) Name() string                { return in.file.Name() }
func (in *input) Write(p []byte) (int, error) { return in.file.Write(p) }
func (in *input) Close() error                { return in.file.Close() }

func (in *input) Read(p []byte) (int, error) {
	if len(p) <= 2*len(pasteEnd) {
		return in.file.Read(p)
	}
	n, err := in.file.Read(p[:len(p)-2*len(pasteEnd)])
	if n == 0 && errors.Is(err, io.EOF) {
		return 0, errHungUp
	}
	raw := bytes.Clone(p[:n])
	now := in.now()
	out := p[:0]
	if in.inside && now.Sub(in.last) > pasteStall {
		out = append(out, pasteEnd...)
		in.inside, in.seen = false, 0
	}
	in.last = now
	return len(in.filter(out, raw)), err
}

func (in *input) filter(out, raw []byte) []byte {
	for _, b := range raw {
		if !in.inside {
			out = append(out, b)
			if in.opened = match(pasteStart, in.opened, b); in.opened == len(pasteStart) {
				in.inside, in.count, in.seen, in.opened = true, 0, 0, 0
			}
			continue
		}
		in.seen = match(pasteEnd, in.seen, b)
		in.count++
		if in.count <= pasteMost {
			out = append(out, b)
		}
		if in.seen == len(pasteEnd) {
			if over := min(in.count-pasteMost, len(pasteEnd)); over > 0 {
				out = append(out, pasteEnd[len(pasteEnd)-over:]...)
			}
			in.inside, in.seen = false, 0
		}
	}
	return out
}

// match advances in a sequence that holds its first byte only once.
func match(sequence string, at int, b byte) int {
	switch b {
	case sequence[at]:
		return at + 1
	case sequence[0]:
		return 1
	}
	return 0
}

// reflows tells whether the terminal is known to break long lines anew when its
// window gets narrower. Where that is not known, nothing is erased for it: an
// old line that stays is better than a line of another program that goes.
func reflows(environ []string) bool {
	for _, name := range []string{"TMUX", "VTE_VERSION", "WT_SESSION", "KITTY_WINDOW_ID", "WEZTERM_PANE", "ITERM_SESSION_ID"} {
		if variable(environ, name) != "" {
			return true
		}
	}
	switch variable(environ, "TERM_PROGRAM") {
	case "vscode", "Apple_Terminal", "ghostty":
		return true
	}
	return false
}

// poor tells whether the terminal's font is known to lack most signs: the
// console of Linux, and terminals that were built of hardware.
func poor(environ []string) bool {
	term := variable(environ, "TERM")
	return term == "linux" || strings.HasPrefix(term, "vt") || strings.HasPrefix(term, "con")
}

// variable is what the terminal's environment says; nil is the environment of the process.
func variable(environ []string, name string) string {
	if environ == nil {
		return os.Getenv(name)
	}
	for _, v := range environ {
		if value, ok := strings.CutPrefix(v, name+"="); ok {
			return value
		}
	}
	return ""
}
