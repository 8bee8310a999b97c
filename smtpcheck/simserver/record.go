package simserver

import (
	"slices"
	"time"
)

// Message is one accepted mail.
type Message struct {
	From    string
	To      []string
	Data    []byte // in wire form, dots unstuffed, without the final dot
	User    string // who was logged in
	QueueID string
	At      time.Time
}

// Login is one attempt to log in. The password is not kept.
type Login struct {
	User      string
	Mechanism string // "LOGIN", "PLAIN", "XOAUTH2" or "OAUTHBEARER"
	OK        bool
	At        time.Time
}

// Session is one connection, as the server saw it.
type Session struct {
	Clear    []byte   // every byte the client sent before TLS
	Commands []string // the commands, without what followed AUTH and its mechanism
	Flights  int      // how often the client sent something, the handshake not counted
	Dot      bool     // the final dot of a mail came, whatever was answered
	TLS      bool     // the handshake was finished
	Ended    bool     // the session is over
}

// Accepted gives the mails accepted so far, in order.
func (s *Server) Accepted() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.accepted)
}

// Logins gives the attempts to log in so far, in order.
func (s *Server) Logins() []Login {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.logins)
}

// Most is how many connections there were at a time, at most.
func (s *Server) Most() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.most
}

// Sessions gives the connections so far, in order.
func (s *Server) Sessions() []Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Session, len(s.sessions))
	for i, one := range s.sessions {
		all[i] = *one
		all[i].Clear = slices.Clone(one.Clear)
		all[i].Commands = slices.Clone(one.Commands)
	}
	return all
}
