package wizard

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"
)

// typed sends what is typed through the input, in pieces of the given size.
func typed(t *testing.T, s string, piece int, pause time.Duration) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	now := time.Unix(0, 0)
	in := &input{file: r, now: func() time.Time { return now }}
	var got bytes.Buffer
	buf := make([]byte, 4096)
	for len(s) > 0 {
		n := min(piece, len(s))
		if _, err := w.WriteString(s[:n]); err != nil {
			t.Fatal(err)
		}
		s = s[n:]
		n, err := in.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		got.Write(buf[:n])
		now = now.Add(pause)
	}
	w.Close()
	if _, err := in.Read(buf); err == nil || err.Error() != errHungUp.Error() {
		t.Errorf("at the end: %v", err)
	}
	return got.String()
}

func TestInputBoundsAPaste(t *testing.T) {
	short := "a" + pasteStart + "hello" + pasteEnd + "b"
	long := "a" + pasteStart + strings.Repeat("x", 20000) + pasteEnd + "b"
	cut := "a" + pasteStart + strings.Repeat("x", pasteMost) + pasteEnd + "b"
	for _, piece := range []int{1, 2, 3, 5, 7, 100, 4000} {
		if got := typed(t, short, piece, 0); got != short {
			t.Errorf("pieces of %d: %q", piece, got)
		}
		got := typed(t, long, piece, 0)
		if !strings.HasPrefix(got, cut[:len("a")+len(pasteStart)+pasteMost-len(pasteEnd)]) || !strings.HasSuffix(got, "x"+pasteEnd+"b") || len(got) > len(cut) {
			t.Errorf("pieces of %d: %d bytes, end %q", piece, len(got), got[len(got)-20:])
		}
	}
}

// TestInputPasteEndAtTheBound cuts the closing sequence itself at every place.
func TestInputPasteEndAtTheBound(t *testing.T) {
	for n := pasteMost - 10; n < pasteMost+3; n++ {
		s := pasteStart + strings.Repeat("x", n) + pasteEnd + "b"
		if got := typed(t, s, 4000, 0); !strings.HasSuffix(got, "x"+pasteEnd+"b") {
			t.Errorf("%d: end %q", n, got[len(got)-12:])
		}
	}
}

func TestInputEndsAPasteThatNeverEnds(t *testing.T) {
	got := typed(t, pasteStart+"abc\x03", len(pasteStart)+3, pasteStall+time.Second)
	if want := pasteStart + "abc" + pasteEnd + "\x03"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
