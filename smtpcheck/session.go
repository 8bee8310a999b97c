package smtpcheck

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// Session is one connection to a server, opened and ready for a login. It is
// used by one goroutine at a time.
type Session struct {
	check  Check
	report Report
	wire   *wire // nil when there is no connection
	addrs  []netip.AddrPort
	offers map[string]string // what the server offers now, by keyword in capitals
	dated  time.Time         // the time in the greeting, zero where it has none
	echoes echoDetector
	// secretSize is the length of the credential, which decides how it is sent.
	secretSize int
	raw        Reply // the last reply as it came, for the reading of capabilities; never shown

	observe func(Event)
	stageIs Stage
	awaited int  // commands whose reply is still to come
	broken  bool // the conversation cannot go on
	ready   bool // it was opened once
	closed  bool // the caller closed it
	// wholeStore tells that the system's whole store of certificates has to be
	// asked, since one in it is not among [SystemRoots].
	wholeStore bool
	last       time.Time
}

// errTooLong is the cause of the context that bounds a whole session.
var errTooLong = errors.New("the whole session took too long")

// Report is what was observed so far. It is a copy.
func (s *Session) Report() Report {
	r := s.report
	r.Stages, r.Offers = slices.Clone(r.Stages), slices.Clone(r.Offers)
	r.Tried, r.Transcript = slices.Clone(r.Tried), slices.Clone(r.Transcript)
	return r
}

// Close says QUIT where the conversation is at a point that allows it, waits
// for no answer, and closes the connection. It may be called more than once.
func (s *Session) Close() {
	s.closed = true
	s.leave()
}

// do runs one method of the session: with the caller's observer, within the
// patience for a session, and without a connection afterwards where it cannot
// go on.
func (s *Session) do(ctx context.Context, observe func(Event), work func(context.Context) *Error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, s.check.Patience.Session, errTooLong)
	defer cancel()
	s.observe = observe
	began := time.Now()
	err := work(ctx)
	if err != nil && (s.broken || s.awaited > 0) {
		s.leave()
	}
	s.observe, s.last = nil, time.Now()
	s.report.Took += s.last.Sub(began)
	if err != nil {
		return err
	}
	return nil
}

// stage runs one stage, tells of its begin and end, and ends it at once when
// ctx ends.
func (s *Session) stage(ctx context.Context, stage Stage, work func() *Error) *Error {
	s.stageIs = stage
	began := time.Now()
	s.tell(Event{Stage: stage, Kind: Began})
	var err *Error
	if ctx.Err() == nil {
		stop := s.watch(ctx)
		err = work()
		stop()
	}
	if ctx.Err() != nil && (err == nil || err.Reply.Code == 0) && !s.accepted(stage) {
		err = cancelled(ctx)
		s.broken = true
	}
	took := time.Since(began)
	s.report.Stages = append(s.report.Stages, StageResult{Stage: stage, OK: err == nil, Took: took})
	if err == nil {
		e := Event{Stage: stage, Kind: Ended, Took: took}
		switch stage {
		case Connect:
			e.Network = s.report.Network
		case StartTLS:
			e.TLS = s.report.TLS
		}
		s.tell(e)
		return nil
	}
	if err.Stage == "" {
		err.Stage = stage
	}
	s.hideError(err)
	s.tell(Event{Stage: stage, Kind: Ended, Took: took, Err: err})
	return err
}

// accepted tells whether the mail was handed over, which no cancellation that
// comes a moment later can take back.
func (s *Session) accepted(stage Stage) bool { return stage == Data && s.report.Sent == WasSent }

func cancelled(ctx context.Context) *Error {
	if context.Cause(ctx) == errTooLong {
		return fault(FaultSlow, errTooLong)
	}
	return &Error{Err: ctx.Err()}
}

// watch cuts the connection the moment ctx ends, until stop is called. Nothing
// runs any more when stop returns.
func (s *Session) watch(ctx context.Context) (stop func()) {
	if s.wire == nil {
		return func() {}
	}
	raw, gone := s.wire.raw, make(chan struct{})
	release := context.AfterFunc(ctx, func() {
		defer close(gone)
		raw.Close()
	})
	return func() {
		if !release() {
			<-gone
		}
	}
}

// send and sendAs are the only ways onto the wire. What is queued leaves with
// the next wait for a reply.
func (s *Session) send(line string) { s.sendAs([]byte(line), line) }

// sendAs sends a line that must not be shown as it is.
func (s *Session) sendAs(line []byte, shown string) {
	s.wire.queue(line)
	s.awaited++
	s.note(true, string(SafeText([]byte(shown))))
}

// reply sends what is queued and reads one reply.
func (s *Session) reply(wait time.Duration) (Reply, *Error) {
	s.wire.patience(wait)
	if len(s.wire.out) > 0 {
		if r, err := s.unasked(s.wire.in.Buffered() > 0); err != nil || r.Code != 0 {
			return r, err
		}
	}
	failed := s.wire.flush()
	// A server that refuses and hangs up may have said why before our write
	// failed.
	r, err := s.readReply()
	if err != nil {
		s.broken = true
		if failed != nil {
			err = wireFault(failed)
		}
		return r, err
	}
	s.awaited = max(0, s.awaited-1)
	return r, nil
}

// unasked looks at what the server said before the command in the queue has
// left. It cannot be the answer to it, so nothing more is written; only 421
// may come at any time (RFC 5321 section 3.8).
func (s *Session) unasked(waiting bool) (Reply, *Error) {
	if !waiting {
		return Reply{}, nil
	}
	s.broken = true
	s.wire.drop()
	r, err := s.readReply()
	if err == nil && r.Code != 421 {
		err = fault(FaultGarbled, fmt.Errorf("the server said %q before it was asked", r))
	}
	return r, err
}

// ask sends one command and reads its reply.
func (s *Session) ask(line string, wait time.Duration) (Reply, *Error) {
	s.send(line)
	return s.reply(wait)
}

// refused is the error for a reply that is not the one hoped for. A refusal
// is told as it is; a success in the wrong place is garbled.
func (s *Session) refused(r Reply) *Error {
	s.report.Reply = r
	if r.Code >= 400 {
		return &Error{Reply: r}
	}
	s.broken = true
	return fault(FaultGarbled, fmt.Errorf("the server said %q in the wrong place", r))
}

// note writes one line into the transcript and tells of it.
func (s *Session) note(client bool, text string) {
	s.report.Transcript = append(s.report.Transcript, Line{Stage: s.stageIs, Client: client, Text: text})
	kind := Got
	if client {
		kind = Sent
	}
	s.tell(Event{Stage: s.stageIs, Kind: kind, Line: text})
}

func (s *Session) tell(e Event) {
	if s.observe != nil {
		s.observe(e)
	}
}

// leave ends the connection, politely where that is possible.
func (s *Session) leave() {
	w := s.wire
	if w == nil {
		return
	}
	defer func() { s.wire = nil }()
	if s.broken || s.awaited > 0 {
		w.raw.Close()
		return
	}
	_ = s.stage(context.Background(), Quit, func() *Error {
		const moment = time.Second // it only has to leave this computer
		s.send("QUIT")
		w.patience(moment)
		if w.flush() != nil {
			w.raw.Close()
		}
		w.conn.Close()
		return nil
	})
}

// learn keeps the capabilities of an EHLO reply (RFC 5321 section 4.1.1.1),
// and forgets those known before. They are read as they came, with any white
// space between the words, and shown as r has them.
func (s *Session) learn(r Reply) {
	s.offers, s.report.Offers = map[string]string{}, nil
	for _, line := range s.raw.Lines[1:] {
		words := strings.Fields(string(line))
		if len(words) == 0 {
			continue
		}
		if name, mech, old := strings.Cut(words[0], "="); old && name != "" {
			words = slices.Insert(words[1:], 0, name, mech)
		}
		keyword := strings.ToUpper(words[0])
		s.offers[keyword] = strings.TrimSpace(s.offers[keyword] + " " + strings.Join(words[1:], " "))
	}
	for _, line := range r.Lines[1:] {
		s.report.Offers = append(s.report.Offers, string(line))
	}
	s.raw = Reply{}
}

func (s *Session) offered(keyword string) bool {
	_, ok := s.offers[keyword]
	return ok
}
