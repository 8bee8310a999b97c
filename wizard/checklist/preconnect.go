package checklist

import (
	"context"
	"sync"
	"time"

	"mailready/smtpcheck"
)

// preconnection is a connection made ready while the user is busy with the
// password: only the login and the mail are left when Enter is pressed.
type preconnection struct {
	mu      sync.Mutex
	session *smtpcheck.Session
	way     string
	closed  bool
}

// keep holds a session for a way, in place of an older one.
func (l *preconnection) keep(way string, s *smtpcheck.Session) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		s.Close()
		return
	}
	if l.session != nil {
		l.session.Close()
	}
	l.session, l.way = s, way
}

// take hands over the session for a way; nil where there is none.
func (l *preconnection) take(way string) *smtpcheck.Session {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.session == nil || l.way != way {
		return nil
	}
	s := l.session
	l.session = nil
	return s
}

func (l *preconnection) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	if l.session != nil {
		l.session.Close()
		l.session = nil
	}
}

// preconnect opens the connection beside the questions. Where that fails
// nothing is said: the check will meet the same trouble, and explain it.
func (r *Run) preconnect() {
	env, s, line := r.env, r.state, &r.env.line
	r.pending = append(r.pending, Job{Name: "Connecting", Do: func(ctx context.Context, _ func(Note)) Update {
		session, err := smtpcheck.Open(ctx, s.server(env), nil)
		if err == nil {
			line.keep(s.way(), session)
		}
		return Update{}
	}})
}

// run is a whole check, on the connection that is ready where there is one.
// Where the credential comes later, the way is opened without it.
func (e *Env) run(ctx context.Context, c smtpcheck.Check, way string, later bool, note func(Note)) (smtpcheck.Report, error) {
	session := e.line.take(way)
	if session == nil && !later {
		return smtpcheck.Run(ctx, c, progress(note))
	}
	began := time.Now()
	var err error
	if session != nil {
		note(Note{Mark: OK, Text: "Connected already, and encrypted", Stages: before(session.Report())})
	} else {
		way := c
		way.Auth, way.Mail = nil, nil
		session, err = smtpcheck.Open(ctx, way, progress(note))
	}
	if err == nil {
		err = session.Login(ctx, *c.Auth, progress(note))
	}
	if err == nil && c.Mail != nil {
		err = session.Send(ctx, *c.Mail, progress(note))
	}
	session.Close()
	report := session.Report()
	report.Took = time.Since(began)
	return report, err
}
