package simserver

import (
	"bufio"
	"errors"
	"net"
	"strings"
	"time"

	"mailready/smtpcheck"
)

// maxLine is the longest line taken, its line end included. RFC 5321 asks for
// 512, and 12,288 for AUTH (RFC 4954 section 4); a token in a line of its own
// can be longer.
const maxLine = 64 << 10

// errOver ends a session from within.
var errOver = errors.New("session over")

// wire is the server's side of one connection: it reads lines, gathers
// answers, and is where the faults happen.
type wire struct {
	root   *Server
	conn   net.Conn // what is read and written now: plain or TLS
	base   net.Conn // the connection below TLS
	gone   chan struct{}
	record *Session
	in     *bufio.Reader
	out    []byte // answers not sent yet
	clear  bool   // before TLS
}

func newWire(root *Server, conn net.Conn, gone chan struct{}, record *Session) *wire {
	w := &wire{root: root, conn: conn, base: conn, gone: gone, record: record, clear: true}
	w.in = bufio.NewReaderSize(&tap{w}, maxLine)
	return w
}

// tap counts the client's flights and keeps what came before TLS.
type tap struct{ w *wire }

func (t *tap) Read(p []byte) (int, error) {
	w := t.w
	if idle := w.root.Idle; idle > 0 {
		w.conn.SetReadDeadline(time.Now().Add(idle))
	}
	n, err := w.conn.Read(p)
	if n > 0 {
		w.root.mu.Lock()
		w.record.Flights++
		if w.clear {
			w.record.Clear = append(w.record.Clear, p[:n]...)
		}
		w.root.mu.Unlock()
	}
	return n, err
}

// line reads one line without its end. Answers gathered so far are sent first
// if the client has to be waited for.
func (w *wire) line() (string, error) {
	if w.in.Buffered() == 0 {
		if err := w.flush(); err != nil {
			return "", err
		}
	}
	raw, err := w.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		w.say("500 5.3.3 Line too long")
		w.flush()
		return "", errOver
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		w.say("451 4.7.0 Timeout waiting for client input " + w.root.tag())
		w.flush()
		return "", errOver
	}
	return strings.TrimRight(string(raw), "\r\n"), err
}

// say gathers one answer, which may have several lines.
func (w *wire) say(reply string) {
	w.out = append(w.out, reply...)
	if !strings.HasSuffix(reply, "\n") {
		w.out = append(w.out, "\r\n"...)
	}
}

// flush sends the answers gathered so far.
func (w *wire) flush() error {
	data := w.out
	w.out = nil
	return w.send(data)
}

// send writes data, byte for byte where the server drips.
func (w *wire) send(data []byte) error {
	step := len(data)
	if w.root.Drip > 0 {
		step = 1
	}
	for len(data) > 0 {
		if w.root.Drip > 0 && !w.wait(w.root.Drip) {
			return errOver
		}
		if _, err := w.conn.Write(data[:step]); err != nil {
			return err
		}
		data = data[step:]
	}
	return nil
}

// wait lets d pass; false means that the server was closed meanwhile.
func (w *wire) wait(d time.Duration) bool {
	if d <= 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-w.gone:
		return false
	}
}

// answer gives the reply of a stage, unless something is to go wrong there.
// The reply that counts is returned: the stage's own, or its replacement.
func (w *wire) answer(act *Server, stage smtpcheck.Stage, reply string) (string, error) {
	if own, ok := act.Replies[stage]; ok {
		reply = own
	}
	if d := act.Takes[stage]; d > 0 {
		if err := w.flush(); err != nil {
			return reply, err
		}
		if !w.wait(d) {
			return reply, errOver
		}
	}
	if err := w.fail(act, stage, reply); err != nil {
		return reply, err
	}
	w.say(reply)
	if strings.HasPrefix(reply, "421") {
		w.flush()
		return reply, errOver
	}
	return reply, nil
}

// fail plays the fault of a stage, if there is one: then it returns an error.
func (w *wire) fail(act *Server, stage smtpcheck.Stage, reply string) error {
	at := func(fault smtpcheck.Stage) bool {
		early := fault == smtpcheck.Resolve || fault == smtpcheck.Connect
		return fault != "" && (fault == stage || early && stage == smtpcheck.Greeting)
	}
	switch {
	case at(act.HangAt):
		w.flush()
		w.conn.SetReadDeadline(time.Time{})
		for err := error(nil); err == nil; {
			_, err = w.conn.Read(make([]byte, 4096))
		}
	case at(act.CloseAt):
		w.flush()
	case at(act.ResetAt):
		w.flush()
		w.send([]byte(reply[:len(reply)/2]))
		reset(w.base)
	case at(act.FloodAt):
		w.flush()
		w.flood(act.FloodLines)
	default:
		return nil
	}
	return errOver
}

// flood writes until the client hangs up.
func (w *wire) flood(lines bool) {
	chunk := []byte(strings.Repeat("x", 32<<10))
	if lines {
		chunk = []byte(strings.Repeat("250-endless\r\n", 2048))
	} else if w.send([]byte("250-")) != nil {
		return
	}
	for w.send(chunk) == nil {
	}
}

// reset cuts the connection so that the client sees a TCP reset.
func reset(conn net.Conn) {
	switch c := conn.(type) {
	case *end:
		c.Reset()
	case *net.TCPConn:
		c.SetLinger(0)
		c.Close()
	}
}
