package simserver

import (
	"io"
	"net"
	"os"
	"sync"
	"syscall"
	"time"
)

// window is how many bytes one direction holds before its writer waits, as a
// socket's buffer would. Without it both ends of a TLS connection can write at
// once and wait for each other for ever.
const window = 64 << 10

// pipe makes the two ends of a connection in memory.
func pipe(client, server net.Addr) (*end, *end) {
	up, down := newStream(), newStream()
	return &end{in: down, out: up, local: client, remote: server},
		&end{in: up, out: down, local: server, remote: client}
}

// end is one end of a connection in memory. It is a net.Conn.
type end struct {
	in, out       *stream
	local, remote net.Addr
}

func (e *end) Read(p []byte) (int, error)  { return e.in.read(p) }
func (e *end) Write(p []byte) (int, error) { return e.out.write(p) }
func (e *end) LocalAddr() net.Addr         { return e.local }
func (e *end) RemoteAddr() net.Addr        { return e.remote }

// Close ends both directions. What was written before can still be read by
// the other end.
func (e *end) Close() error {
	e.out.end(io.EOF, syscall.EPIPE)
	e.in.shut()
	return nil
}

// Reset ends both directions as a TCP reset does: what the other end has not
// read yet is lost.
func (e *end) Reset() {
	e.out.drop(syscall.ECONNRESET)
	e.in.shut()
}

func (e *end) SetDeadline(t time.Time) error {
	e.in.setDeadline(&e.in.reading, t)
	e.out.setDeadline(&e.out.writing, t)
	return nil
}

func (e *end) SetReadDeadline(t time.Time) error {
	e.in.setDeadline(&e.in.reading, t)
	return nil
}

func (e *end) SetWriteDeadline(t time.Time) error {
	e.out.setDeadline(&e.out.writing, t)
	return nil
}

// stream is one direction. Its waits are on a condition variable, which a
// testing/synctest bubble counts as durably blocked.
type stream struct {
	mu      sync.Mutex
	changed sync.Cond
	buf     []byte
	readErr error // what the reader gets once buf is empty
	sendErr error // what the writer gets
	reading deadline
	writing deadline
}

// deadline is a point in time after which a read or a write gives up.
type deadline struct {
	at    time.Time
	timer *time.Timer
}

func (d *deadline) passed() bool { return !d.at.IsZero() && !time.Now().Before(d.at) }

func newStream() *stream {
	s := &stream{}
	s.changed.L = &s.mu
	return s
}

func (s *stream) read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		switch {
		case s.reading.passed():
			return 0, os.ErrDeadlineExceeded
		case len(s.buf) > 0 || len(p) == 0:
			n := copy(p, s.buf)
			s.buf = s.buf[n:]
			s.changed.Broadcast()
			return n, nil
		case s.readErr != nil:
			return 0, s.readErr
		}
		s.changed.Wait()
	}
}

func (s *stream) write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	written := 0
	for {
		switch {
		case s.sendErr != nil:
			return written, s.sendErr
		case s.writing.passed():
			return written, os.ErrDeadlineExceeded
		case len(p) == 0:
			return written, nil
		}
		if room := min(window-len(s.buf), len(p)); room > 0 {
			s.buf = append(s.buf, p[:room]...)
			p, written = p[room:], written+room
			s.changed.Broadcast()
			continue
		}
		s.changed.Wait()
	}
}

// end is called by the writing side: the reader gets readErr after the rest.
func (s *stream) end(readErr, sendErr error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.readErr == nil {
		s.readErr = readErr
	}
	if s.sendErr == nil {
		s.sendErr = sendErr
	}
	s.release()
}

// drop is end without the rest.
func (s *stream) drop(err error) {
	s.mu.Lock()
	s.buf = nil
	s.mu.Unlock()
	s.end(err, err)
}

// shut is called by the reading side: nobody will read this any more.
func (s *stream) shut() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.buf = nil
	s.readErr = net.ErrClosed
	if s.sendErr == nil {
		s.sendErr = syscall.EPIPE
	}
	s.release()
}

// release wakes both sides and stops the timers, so that nothing outlives the
// connection. The caller holds the lock.
func (s *stream) release() {
	for _, d := range []*deadline{&s.reading, &s.writing} {
		if d.timer != nil {
			d.timer.Stop()
		}
	}
	s.changed.Broadcast()
}

func (s *stream) setDeadline(d *deadline, t time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d.timer != nil {
		d.timer.Stop()
		d.timer = nil
	}
	d.at = t
	if !t.IsZero() {
		d.timer = time.AfterFunc(time.Until(t), func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.changed.Broadcast()
		})
	}
	s.changed.Broadcast()
}
