package wizard

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/vt"
)

// canvas is a terminal that a painter draws on.
type canvas struct {
	emu     *vt.Emulator
	painter painter
	bytes.Buffer
}

func newCanvas(t *testing.T, width, height int) *canvas {
	c := &canvas{emu: vt.NewEmulator(width, height)}
	c.painter.out = c
	go func() { // what a terminal would answer
		b := make([]byte, 100)
		for {
			if _, err := c.emu.Read(b); err != nil {
				return
			}
		}
	}()
	return c
}

func (c *canvas) Write(b []byte) (int, error) {
	c.Buffer.Write(b)
	return c.emu.Write(b)
}

// all is what can be read on the terminal and in its scrollback.
func (c *canvas) all() string {
	var b strings.Builder
	for _, l := range c.emu.Scrollback().Lines() {
		b.WriteString(strings.TrimRight(l.String(), " ") + "\n")
	}
	for line := range strings.SplitSeq(c.emu.String(), "\n") {
		b.WriteString(strings.TrimRight(line, " \r") + "\n")
	}
	return strings.TrimRight(b.String(), "\n ")
}

// Whatever is painted in whatever order: on the terminal stand all lines above,
// once and in order, and the newest frame below them, with the cursor in it.
func TestPaintedIsShown(t *testing.T) {
	for seed := range uint64(60) {
		random := rand.New(rand.NewPCG(seed, 1))
		c := newCanvas(t, 30, 12)
		var above []string
		lines := []string{"a"}
		for n := range 60 {
			var more []string
			for range random.IntN(4) * random.IntN(2) {
				more = append(more, fmt.Sprintf("above %d", len(above)+len(more)))
			}
			switch random.IntN(4) {
			case 0:
				lines = nil
				for range 1 + random.IntN(10) {
					lines = append(lines, strings.Repeat(string(rune('a'+random.IntN(4))), random.IntN(29)))
				}
			case 1:
				lines = append([]string{}, lines...)
				i := random.IntN(len(lines))
				if len(lines[i]) < 28 {
					lines[i] += "x"
				}
			case 2:
				lines = append([]string{}, lines...)
				i := random.IntN(len(lines))
				lines[i] = lines[i][:random.IntN(len(lines[i])+1)]
			}
			f := frame{lines: lines, point: random.IntN(3) > 0}
			f.y = random.IntN(len(lines))
			f.x = random.IntN(len(lines[f.y]) + 1)
			c.painter.paint(more, f, 30, 12)
			above = append(above, more...)
			want := strings.TrimRight(strings.Join(append(append([]string{}, above...), lines...), "\n"), "\n ")
			if got := c.all(); got != want {
				t.Fatalf("seed %d, paint %d: on the terminal\n%s\nwant\n%s", seed, n, got, want)
			}
			if f.point {
				at := c.emu.CursorPosition()
				if row := len(above) + f.y - len(c.emu.Scrollback().Lines()); at.X != f.x || at.Y != row {
					t.Fatalf("seed %d, paint %d: the cursor is at %d,%d, want %d,%d", seed, n, at.X, at.Y, f.x, row)
				}
			}
		}
		last := []string{"last"}[:random.IntN(2)]
		c.painter.leave(last)
		c.Write([]byte("after"))
		above = append(append(above, last...), "after")
		if got, want := c.all(), strings.Join(above, "\n"); got != want {
			t.Fatalf("seed %d: after the end\n%s\nwant\n%s", seed, got, want)
		}
	}
}

// On the real screens in colour a letter, and a step of the mark, is a few bytes.
func TestBytesOfAKeyOnScreens(t *testing.T) {
	for _, name := range []string{"text", "secret", "choice", "menu", "trouble"} {
		for _, size := range [][2]int{{80, 24}, {120, 40}, {40, 24}} {
			var b bytes.Buffer
			m := shown(t, screens[name], size[0], size[1], palette{})
			m.painter.out = &b
			m.paint()
			for _, key := range []tea.KeyPressMsg{{Code: 'q', Text: "q"}, {Code: tea.KeyDown}, {Code: tea.KeyUp}, {Code: 'x', Text: "x"}, {Code: tea.KeyBackspace}} {
				b.Reset()
				m.Update(key)
				if b.Len() > 30 {
					t.Errorf("%s at %v: %s costs %d bytes %q", name, size, key, b.Len(), b.String())
				}
			}
		}
	}
}

// A key costs no more bytes than what it changes.
func TestBytesOfAKey(t *testing.T) {
	c := newCanvas(t, 80, 24)
	text := func(typed string, mark int) frame {
		lines := []string{"Step 1 of 7", "", "> " + typed, "", "Enter next"}
		for i := range 3 {
			mark := map[bool]string{true: "> ", false: "  "}[i == mark]
			lines = append(lines, mark+"choice")
		}
		return frame{lines: lines, x: 2 + len(typed), y: 2, point: true}
	}
	c.painter.paint(nil, text("anna", 0), 80, 24)
	for _, f := range []frame{text("annax", 0), text("anna", 0), text("anna", 1), text("anna", 2), text("\u4e2d", 2)} {
		c.Reset()
		c.painter.paint(nil, f, 80, 24)
		if c.Len() == 0 || c.Len() > 30 {
			t.Errorf("%d bytes %q", c.Len(), c.String())
		}
	}
	c.Reset()
	if c.painter.paint(nil, text("\u4e2d", 2), 80, 24); c.Len() > 0 {
		t.Errorf("what stands was written again: %q", c.String())
	}
}
