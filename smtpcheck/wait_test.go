package smtpcheck_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

// waits are the stages at which a server can fall silent, with the patience
// for each, and the stage at which the check ends.
var waits = []struct {
	at    smtpcheck.Stage
	ends  smtpcheck.Stage
	fault smtpcheck.Fault
	wait  time.Duration
}{
	{smtpcheck.Resolve, smtpcheck.Resolve, smtpcheck.FaultDNS, 5 * time.Second},
	{smtpcheck.Connect, smtpcheck.Connect, smtpcheck.FaultBlocked, 10*time.Second + 300*time.Millisecond},
	{smtpcheck.Greeting, smtpcheck.Greeting, smtpcheck.FaultSlow, 16 * time.Second}, // a second more to see whether it waits for TLS
	{smtpcheck.Hello, smtpcheck.Hello, smtpcheck.FaultSlow, 10 * time.Second},
	{smtpcheck.StartTLS, smtpcheck.StartTLS, smtpcheck.FaultSlow, 10 * time.Second},
	{simserver.Handshake, smtpcheck.StartTLS, smtpcheck.FaultSlow, 10 * time.Second},
	{smtpcheck.Login, smtpcheck.Login, smtpcheck.FaultSlow, 20 * time.Second},
	{smtpcheck.Sender, smtpcheck.Sender, smtpcheck.FaultSlow, 15 * time.Second},
	{smtpcheck.Recipient, smtpcheck.Recipient, smtpcheck.FaultSlow, 15 * time.Second},
	{smtpcheck.Data, smtpcheck.Data, smtpcheck.FaultSlow, 60 * time.Second},
}

// moment is what a run may take besides the wait that is looked at: the look
// behind the answer to STARTTLS.
const moment = 10 * time.Millisecond

// noPipelining is what a server offers that takes one command at a time.
var noPipelining = []string{"SIZE 1000000", "AUTH LOGIN"}

func TestEveryWaitEnds(t *testing.T) {
	for _, w := range waits {
		t.Run(string(w.at), func(t *testing.T) {
			for _, s := range []*simserver.Server{{HangAt: w.at}, {HangAt: w.at, AfterTLS: noPipelining}} {
				r, e, took := run(t, s, nil)
				if e == nil || e.Fault != w.fault || e.Stage != w.ends {
					t.Errorf("got %+v", e)
				}
				// A server that says nothing at RCPT has answered MAIL of the
				// same flight only where it flushes in between.
				if took < w.wait || took > w.wait+15*time.Second+moment || w.at != smtpcheck.Recipient && took > w.wait+moment {
					t.Errorf("took %v, want %v", took, w.wait)
				}
				want := smtpcheck.NotSent
				if w.at == smtpcheck.Data {
					want = smtpcheck.MaybeSent
				}
				if r.Sent != want {
					t.Errorf("sent %q", r.Sent)
				}
			}
		})
	}
}

// TestSessionIsBounded lets a server take its time at every stage, each wait
// below its own limit.
func TestSessionIsBounded(t *testing.T) {
	takes := map[smtpcheck.Stage]time.Duration{}
	for _, w := range waits[2:] {
		takes[w.at] = 14 * time.Second
	}
	takes[smtpcheck.Hello], takes[smtpcheck.StartTLS], takes[simserver.Handshake] = 9*time.Second, 9*time.Second, 9*time.Second
	takes[smtpcheck.Data] = 50 * time.Second
	_, e, took := run(t, &simserver.Server{Takes: takes}, nil)
	if e == nil || e.Fault != smtpcheck.FaultSlow || took < 90*time.Second || took > 90*time.Second+moment {
		t.Errorf("%+v after %v", e, took)
	}
}

// TestDrip: a byte a second is no answer, at whatever stage it begins.
func TestDrip(t *testing.T) {
	_, e, took := run(t, &simserver.Server{Drip: time.Second}, nil)
	if e == nil || e.Fault != smtpcheck.FaultSlow || took > 120*time.Second {
		t.Errorf("%+v after %v", e, took)
	}
}

// TestCancelActsAtOnce cancels while each of the waits lasts.
func TestCancelActsAtOnce(t *testing.T) {
	for _, w := range waits {
		t.Run(string(w.at), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &simserver.Server{HangAt: w.at}
				defer s.Close()
				ctx, cancel := context.WithCancel(t.Context())
				defer time.AfterFunc(4*time.Second, cancel).Stop()
				began := time.Now()
				var last smtpcheck.Event
				r, err := smtpcheck.Run(ctx, checkOf(t, s), func(e smtpcheck.Event) { last = e })
				var e *smtpcheck.Error
				if !errors.As(err, &e) || !errors.Is(err, context.Canceled) || e.Fault != "" || e.Reply.Code != 0 || e.Stage != w.ends {
					t.Errorf("got %+v", err)
				}
				if took := time.Since(began); took > 4*time.Second+moment {
					t.Errorf("took %v", took)
				}
				if last.Kind != smtpcheck.Ended || !errors.Is(last.Err, context.Canceled) {
					t.Errorf("the last event is %+v", last)
				}
				if w.at == smtpcheck.Data && r.Sent != smtpcheck.MaybeSent {
					t.Errorf("sent %q", r.Sent)
				}
			})
		})
	}
}

// TestCancelledTooLate: no cancellation takes back what the server accepted.
func TestCancelledTooLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &simserver.Server{}
		defer s.Close()
		ctx, cancel := context.WithCancel(t.Context())
		r, err := smtpcheck.Run(ctx, checkOf(t, s), func(e smtpcheck.Event) {
			if e.Stage == smtpcheck.Data && e.Kind == smtpcheck.Got && strings.HasPrefix(e.Line, "250 ") {
				cancel()
			}
		})
		if ctx.Err() == nil || err != nil || r.Sent != smtpcheck.WasSent {
			t.Errorf("%v, sent %q", err, r.Sent)
		}
	})
}

// TestCallersDeadline is the caller's, and no fault of the server.
func TestCallersDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &simserver.Server{HangAt: smtpcheck.Login}
		defer s.Close()
		ctx, cancel := context.WithTimeout(t.Context(), 7*time.Second)
		defer cancel()
		_, err := smtpcheck.Run(ctx, checkOf(t, s), nil)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
}

// counted tells how many bytes were read from all connections.
func counted(dial func(context.Context, string, string) (net.Conn, error), n *atomic.Int64) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return &countedConn{Conn: conn, n: n}, nil
	}
}

type countedConn struct {
	net.Conn
	n *atomic.Int64
}

func (c *countedConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// TestEndlessAnswers offers data without end at every stage. What is read of
// it stays small, and so does what is kept.
func TestEndlessAnswers(t *testing.T) {
	for _, w := range waits[2:] {
		if w.at == simserver.Handshake {
			continue // see TestEndlessHandshake
		}
		for _, lines := range []bool{false, true} {
			t.Run(fmt.Sprint(w.at, lines), func(t *testing.T) {
				var read atomic.Int64
				r, e, _ := run(t, &simserver.Server{FloodAt: w.at, FloodLines: lines}, func(c *smtpcheck.Check) {
					c.Dial = counted(c.Dial, &read)
				})
				switch {
				case e == nil || e.Stage != w.ends:
					t.Errorf("got %+v", e)
				case e.Fault != smtpcheck.FaultTooLong && e.Fault != smtpcheck.FaultGarbled:
					t.Errorf("got %+v", e)
				case w.at == smtpcheck.Hello && e.Fault != smtpcheck.FaultTooLong:
					t.Errorf("got %+v", e)
				}
				t.Attr("endless-read", strconv.Itoa(int(read.Load())))
				if n := read.Load(); n > 256<<10 {
					t.Errorf("%d bytes were read", n)
				}
				if n := len(fmt.Sprint(r, e)); n > 128<<10 {
					t.Errorf("%d bytes are kept", n)
				}
			})
		}
	}
}

func TestEndlessHandshake(t *testing.T) {
	record := "\x16\x03\x03\x40\x00" + strings.Repeat("\x0b\x7f\xff\xff", 1<<12)
	s := &simserver.Server{Replies: map[smtpcheck.Stage]string{simserver.Handshake: strings.Repeat(record, 1<<10)}}
	var read atomic.Int64
	_, e, _ := run(t, s, func(c *smtpcheck.Check) { c.Dial = counted(c.Dial, &read) })
	if e == nil || e.Fault != smtpcheck.FaultTLS || read.Load() > 1<<20 {
		t.Errorf("%+v after %d bytes", e, read.Load())
	}
}
