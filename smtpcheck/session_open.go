package smtpcheck

import (
	"context"
	"fmt"
	"net/mail"
	"strings"
	"time"
)

// helloName is what the engine calls itself. It is a constant, so that not
// even the name of the computer is told before TLS.
const helloName = "[127.0.0.1]"

// Open connects, and goes up to and with the second EHLO. It needs and sends
// no credentials; where c has an Auth, the password is borrowed first, to hide
// it where the server repeats it. The Session is never nil: after an error it is closed, and
// its Report tells what was seen. observe may be nil.
func Open(ctx context.Context, c Check, observe func(Event)) (*Session, error) {
	s := &Session{check: c.complete()}
	return s, s.do(ctx, observe, func(ctx context.Context) *Error {
		if c.Auth != nil {
			if err := s.learnSecret(*c.Auth); err != nil {
				s.blank()
				return err
			}
		}
		err := s.open(ctx)
		s.ready = err == nil
		return err
	})
}

// open goes through the stages on a new connection. Where the certificate is
// good by an authority that was not read at first, it goes once more.
func (s *Session) open(ctx context.Context) *Error {
	err := s.connectAndEncrypt(ctx)
	if err != nil && s.wholeStore {
		err = s.connectAndEncrypt(ctx)
	}
	return err
}

func (s *Session) connectAndEncrypt(ctx context.Context) *Error {
	c := s.check
	if c.TLS == nil || c.TLS.RootCAs == nil {
		go SystemRoots() // while the way to the server is opened
	}
	s.blank()
	s.broken, s.awaited, s.dated = false, 0, time.Time{}
	if strings.ContainsFunc(c.Host, unsendable) || c.Host == "" || c.Port < 1 || c.Port > 65535 {
		return &Error{Stage: Resolve, Err: fmt.Errorf("host %q, port %d: %w", c.Host, c.Port, ErrInput)}
	}
	type step struct {
		stage Stage
		work  func() *Error
	}
	steps := []step{
		{Resolve, func() *Error { return s.resolve(ctx) }},
		{Connect, func() *Error { return s.connect(ctx) }},
	}
	if c.Port == PortSubmissions {
		steps = append(steps, step{StartTLS, s.handshake}, step{Greeting, s.greeting}, step{Hello, s.secondHello})
	} else {
		steps = append(steps, step{Greeting, s.greeting}, step{Hello, s.firstHello},
			step{StartTLS, s.startTLS}, step{Hello, s.secondHello})
	}
	for _, step := range steps {
		if err := s.stage(ctx, step.stage, step.work); err != nil {
			s.leave()
			return err
		}
	}
	return nil
}

// blank begins a new report.
func (s *Session) blank() {
	c := s.check
	s.report = Report{Host: c.Host, Port: c.Port, Began: c.Now(), Sent: NotSent}
}

func (s *Session) greeting() *Error {
	r, err := s.reply(s.check.Patience.Greeting)
	switch {
	case err != nil && err.Fault == FaultSlow:
		return s.silent(err)
	case err != nil:
		return err
	case r.Code != 220:
		return s.refused(r)
	}
	s.dated = dateIn(r.Text())
	return nil
}

// silent looks once more at a server that said nothing. One that speaks TLS
// from the first byte, or serves web pages, waits for the client to begin; a
// line of text makes it answer in its own way, or hang up without a word.
func (s *Session) silent(slow *Error) *Error {
	if s.check.Port == PortSubmissions || s.wire.in.Buffered() > 0 {
		return slow
	}
	s.send("QUIT")
	s.wire.patience(time.Second)
	if s.wire.flush() != nil {
		return slow
	}
	line, err := s.wire.line()
	switch {
	case err == nil && notSMTP(line) == FaultPortal:
		return fault(FaultPortal, slow.Err)
	case err == nil:
		return slow
	case err.Fault == FaultPortal, err.Fault == FaultNotTLS:
		return err
	case err.Fault == FaultClosed, err.Fault == FaultReset:
		return fault(FaultNotTLS, err.Err)
	}
	return slow
}

// firstHello learns whether STARTTLS is offered. HELO is never tried: a
// server that does not take EHLO cannot encrypt.
func (s *Session) firstHello() *Error {
	r, err := s.ask("EHLO "+helloName, s.check.Patience.Hello)
	switch {
	case err != nil:
		return err
	case r.Code >= 500 && r.Code != 501: // 501 refuses the name, not the command
		return s.stripped(r)
	case r.Code != 250:
		return s.refused(r)
	}
	s.learn(r)
	s.report.Offers = nil // of no worth before TLS
	if !s.offered("STARTTLS") {
		return fault(FaultStripped, fmt.Errorf("STARTTLS is not offered"))
	}
	return nil
}

// startTLS asks for TLS (RFC 3207). Whatever the server sent behind its
// answer came in clear and may come from anybody.
func (s *Session) startTLS() *Error {
	r, err := s.ask("STARTTLS", s.check.Patience.StartTLS)
	switch {
	case err != nil:
		return err
	case r.Code >= 400 && r.Code < 500:
		return s.refused(r)
	case r.Code != 220:
		return s.stripped(r)
	case s.wire.readable() && s.wire.in.Buffered() > 0:
		s.broken = true
		return fault(FaultInjected, fmt.Errorf("%d bytes behind the answer to STARTTLS", s.wire.in.Buffered()))
	}
	return s.handshake()
}

// stripped is the error of a server that does not encrypt.
func (s *Session) stripped(r Reply) *Error {
	s.report.Reply = r
	if r.Code < 400 {
		s.broken = true // what it waits for now is anybody's guess
	}
	return fault(FaultStripped, fmt.Errorf("the server said %q", r))
}

func (s *Session) secondHello() *Error {
	r, err := s.ask("EHLO "+helloName, s.check.Patience.Hello)
	switch {
	case err != nil:
		return err
	case r.Code != 250:
		return s.refused(r)
	}
	s.learn(r)
	return nil
}

// dateIn finds the date that some servers put into their greeting.
func dateIn(greeting string) time.Time {
	words := strings.Fields(greeting)
	for i := range words {
		if t, err := mail.ParseDate(strings.Join(words[i:min(len(words), i+6)], " ")); err == nil {
			return t
		}
	}
	return time.Time{}
}
