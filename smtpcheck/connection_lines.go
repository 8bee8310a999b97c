package smtpcheck

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"net"
	"time"
)

// The limits of what a server may say.
const (
	maxLine  = 2000     // bytes of a line, without its end
	maxLines = 100      // lines of a reply
	maxReply = 64 << 10 // bytes of a reply
)

// wire is the connection, in lines and replies. What is queued leaves in one
// write, so that commands which may go together do.
type wire struct {
	raw  net.Conn // the connection itself
	conn net.Conn // what is spoken through: raw, or TLS over it
	in   *bufio.Reader
	out  []byte
}

func newWire(raw, conn net.Conn) *wire {
	return &wire{raw: raw, conn: conn, in: bufio.NewReaderSize(conn, maxLine+2), out: make([]byte, 0, 2048)}
}

// queue adds a line to what leaves next. A buffer that it outgrows is wiped.
func (w *wire) queue(line []byte) {
	if size := len(w.out) + len(line) + len("\r\n"); size > cap(w.out) {
		grown := append(make([]byte, 0, size), w.out...)
		clear(w.out)
		w.out = grown
	}
	w.out = append(append(w.out, line...), '\r', '\n')
}

// flush writes what is queued and wipes it: it may hold a password.
func (w *wire) flush() error {
	if len(w.out) == 0 {
		return nil
	}
	_, err := w.conn.Write(w.out)
	w.drop()
	return err
}

// drop wipes what is queued.
func (w *wire) drop() {
	clear(w.out)
	w.out = w.out[:0]
}

// patience bounds everything until the next call of it.
func (w *wire) patience(wait time.Duration) { w.conn.SetDeadline(time.Now().Add(wait)) }

// readable tells whether something is waiting to be read, or the connection
// has ended. It gives the bytes on their way a moment, because a deadline in
// the past would not even look.
func (w *wire) readable() bool {
	w.conn.SetReadDeadline(time.Now().Add(2 * time.Millisecond))
	_, err := w.in.Peek(1)
	return err == nil || !timedOut(err)
}

// line reads one line without its end. What came before an error is judged
// too, because a web page or a TLS alert need not end in a line feed; it is
// returned as well where it was the reason.
func (w *wire) line() ([]byte, *Error) {
	if head, err := w.in.Peek(2); err == nil && notSMTP(head) == FaultNotTLS {
		return nil, fault(FaultNotTLS, nil)
	}
	line, err := w.in.ReadSlice('\n')
	switch {
	case err == nil:
		line = bytes.TrimSuffix(line[:len(line)-1], []byte("\r"))
		if len(line) <= maxLine {
			return line, nil
		}
		return nil, fault(FaultTooLong, nil)
	case len(line) > 0 && notSMTP(line) != "":
		return line, fault(notSMTP(line), nil)
	case err == bufio.ErrBufferFull:
		return nil, fault(FaultTooLong, err)
	}
	return nil, wireFault(err)
}

// reply reads one reply (RFC 5321 section 4.2.1) and returns its lines as they
// came. After an error they are those read before it, with the one that is no
// reply line as the last.
func (w *wire) reply() (lines [][]byte, err *Error) {
	first := 0
	for size := 0; ; {
		line, err := w.line()
		if err != nil && len(line) == 0 {
			return lines, err
		}
		if size += len(line); len(lines) == maxLines || size > maxReply {
			return lines, fault(FaultTooLong, nil)
		}
		lines = append(lines, bytes.Clone(line))
		if err != nil {
			return lines, err
		}
		code, more, _, ok := splitLine(line)
		switch {
		case !ok:
			return lines, fault(cmp.Or(notSMTP(line), FaultGarbled), nil)
		case first != 0 && first != code:
			return lines, fault(FaultGarbled, fmt.Errorf("codes %d and %d in one reply", first, code))
		case !more:
			return lines, nil
		}
		first = code
	}
}
