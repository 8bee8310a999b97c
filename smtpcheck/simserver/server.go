// Package simserver is a mail server for trying things out. It answers as
// Microsoft's smtp.office365.com does, in memory or on a loopback port, plays
// any cause of the catalogue, and goes wrong in the ways networks and servers
// go wrong. No mail leaves it.
//
// The zero [Server] lets everybody in and accepts every mail. Its fields are
// plain data and must not be changed once it is in use. In memory it works
// inside a testing/synctest bubble; close the connections before the bubble
// ends, or call [Server.Close].
package simserver

import (
	"crypto/tls"
	"net"
	"sync"
	"time"

	"mailready/smtpcheck"
)

// DefaultHost is the name a Server has unless it is given another.
const DefaultHost = "smtp.office365.com"

// Handshake is the TLS handshake, as a stage at which a Server can hang,
// close or reset. It lies between smtpcheck.StartTLS and the second hello.
const Handshake smtpcheck.Stage = "handshake"

// Server is the simulated server. Where a field names a stage, Data is the
// end of the message (the final dot), and Hello is both of them.
type Server struct {
	Host string // the name it is found under and certified for; empty means [DefaultHost]

	// User, Password and Token are the only login it takes. An empty User or
	// Password means any; an empty Token means that no token is taken.
	User, Password, Token string
	// TokenJSON is what it says in a 334 before it refuses a token, as Google
	// and Dovecot do; empty refuses at once, as Microsoft does. It then waits
	// for the answer that the mechanism asks for, and takes no other.
	TokenJSON string

	// Replies replaces the answer at a stage, byte for byte; the last line end
	// may be left out. What the server does next follows from the reply's
	// first digit, and after 421 it hangs up. At Handshake the bytes take the
	// place of the server's part of the handshake.
	Replies map[smtpcheck.Stage]string
	// DataReply replaces the answer to the DATA command itself.
	DataReply string
	// Takes is how long the answer at a stage takes.
	Takes map[smtpcheck.Stage]time.Duration

	BeforeTLS []string // the capabilities before TLS; nil means the real list
	AfterTLS  []string // the capabilities after TLS; nil means the real list
	Implicit  bool     // TLS from the first byte, as on port 465
	NoInitial bool     // refuses a user name or a token in the line of AUTH
	// NoInitialReply is what it says then; empty means a 501.
	NoInitialReply string

	Certificate Certificate // the certificate it shows
	TLSMax      uint16      // the newest TLS version it speaks; 0 means all
	NoCipher    bool        // has no TLS cipher in common with anybody
	// Ahead is how far its clock is ahead of this computer's: its certificate
	// and its greeting are of that time.
	Ahead time.Duration

	// Faults. HangAt goes silent, CloseAt hangs up, ResetAt cuts the
	// connection in the middle of the answer. At smtpcheck.Resolve the name is
	// not found, or never looked up; at smtpcheck.Connect the connection is
	// refused, or never answered. On a loopback port these two cannot be
	// played, and the same happens at the greeting.
	HangAt, CloseAt, ResetAt smtpcheck.Stage
	// FloodAt answers without end at a stage: one line, or with FloodLines
	// one line after the other.
	FloodAt    smtpcheck.Stage
	FloodLines bool
	// Drip sends every byte by itself, this far apart.
	Drip time.Duration
	// Inject is sent right behind the answer to STARTTLS, as an attacker on
	// the way would. The first InjectSplit bytes of both together go out by
	// themselves; 0 sends all at once.
	Inject      string
	InjectSplit int
	// Portal answers with a web page, as a network's sign-in page does.
	Portal bool
	// LoseAfterDot accepts the mail, and hangs up instead of saying so.
	LoseAfterDot bool
	// DeadIPv6 and DeadIPv4 leave connections of that family unanswered.
	DeadIPv6, DeadIPv4 bool
	// Idle is how long it waits for a command before it hangs up; 0 is for ever.
	Idle time.Duration

	// Then is how the server behaves after ThenAfter logins (right or wrong),
	// or from ThenAt on, as when the admin has changed something. Of Then,
	// only what it answers counts: no names, certificates or connections.
	Then      *Server
	ThenAfter int
	ThenAt    time.Time

	mu        sync.Mutex
	most      int // connections at a time
	closed    bool
	authority *authority
	leaf      *tls.Certificate
	tickets   [32]byte
	conns     map[net.Conn]chan struct{} // closed when the session must end
	listeners []net.Listener
	running   sync.WaitGroup
	sessions  []*Session
	logins    []Login
	accepted  []Message
	count     uint64 // numbers the ids
}

// now is the time on the server's clock.
func (s *Server) now() time.Time { return time.Now().Add(s.Ahead) }

// host is the server's name.
func (s *Server) host() string {
	if s.Host == "" {
		return DefaultHost
	}
	return s.Host
}

// acting is the server whose answers count now.
func (s *Server) acting() *Server {
	s.mu.Lock()
	logins := len(s.logins)
	s.mu.Unlock()
	act := s
	for act.Then != nil {
		due := act.ThenAfter > 0 && logins >= act.ThenAfter ||
			!act.ThenAt.IsZero() && !time.Now().Before(act.ThenAt)
		if !due {
			break
		}
		act = act.Then
	}
	return act
}

// TLS is a client's configuration that trusts this server's authority and
// nothing else.
func (s *Server) TLS() *tls.Config {
	return &tls.Config{RootCAs: s.issuer().pool()}
}

// CA is the certificate of the authority that signed the server's own, in PEM
// form, for SSL_CERT_FILE or another program's list of authorities.
func (s *Server) CA() []byte { return s.issuer().pem() }

// Close ends all sessions and listeners and waits until they are gone. What
// was recorded stays readable.
func (s *Server) Close() error {
	s.mu.Lock()
	s.closed = true
	for _, l := range s.listeners {
		l.Close()
	}
	for conn, gone := range s.conns {
		delete(s.conns, conn)
		close(gone)
		conn.Close()
	}
	s.mu.Unlock()
	s.running.Wait()
	return nil
}
