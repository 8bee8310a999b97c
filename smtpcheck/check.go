// Package smtpcheck checks, stage by stage, that mail can be sent through a
// submission server.
//
// A [Check] says what to check, [Run] does it on one connection with one
// login, and what comes out are a [Report] of everything observed and an
// [Error] that names the stage and holds the server's literal answer. What
// that means and whose turn it is, the package mailready/smtpcheck/causes
// tells. Nothing but EHLO, STARTTLS and QUIT is ever written before the
// server's certificate has been verified.
package smtpcheck

import (
	"cmp"
	"context"
	"crypto/tls"
	"net"
	"net/netip"
	"time"
)

// Ports of message submission (RFC 6409, RFC 8314).
const (
	PortSubmission  = 587 // STARTTLS
	PortSubmissions = 465 // TLS from the first byte; Microsoft does not serve it
)

// Check says which server to check and how far to go. Auth nil stops after
// the second EHLO, which needs no credentials; Mail nil stops after the login.
type Check struct {
	Host string // the server's name, also the name its certificate must carry
	Port int    // 0 means 587; 465 means TLS from the first byte
	Auth *Auth
	Mail *Mail

	// Connect, when not empty, is the HOST:PORT dialled instead of Host and
	// Port (a tunnel). The certificate must still be for Host.
	Connect string

	// Dial opens the connection to one address, and returns when its context
	// ends; nil means a net.Dialer.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
	// Resolver finds the addresses of Host; nil means net.DefaultResolver.
	Resolver Resolver
	// TLS adds to the engine's own settings (roots, clock); nil means the
	// system's roots. ServerName and MinVersion are always set by the engine,
	// and the verification cannot be switched off.
	TLS *tls.Config
	// Patience bounds every wait; its zero fields mean the defaults.
	Patience Patience
	// Now is this computer's clock, for the times in the report and for the
	// validity of certificates (unless TLS has one); nil means time.Now.
	Now func() time.Time
}

// Auth is the login: a user name, and one credential of two kinds. The
// credential is lent as bytes for the length of one call: before anything is
// read, so that it can be hidden where the server repeats it, and again when
// it is sent. The engine keeps no copy of it.
type Auth struct {
	User string
	// Password goes by LOGIN, or PLAIN where only that is offered.
	Password Lender
	// Token is an OAuth 2 access token. It goes by XOAUTH2, or by OAUTHBEARER
	// (RFC 7628) where only that is offered. Set one of the two.
	Token Lender
}

// Lender lends a secret: it calls use with the bytes, which are not to be kept,
// and returns what use returned, or why the secret could not be had.
type Lender func(use func(secret []byte) error) error

// secret is the credential, whatever its kind; nil where there is not exactly
// one.
func (a Auth) secret() Lender {
	switch {
	case a.Token == nil:
		return a.Password
	case a.Password == nil:
		return a.Token
	}
	return nil
}

// Mail is one message with its envelope. Message is the whole message in wire
// form (CRLF line ends), built by [TestMail] before the connection is opened.
type Mail struct {
	From, To  string
	MessageID string // with its angle brackets
	Message   []byte
}

// Resolver is the part of [net.Resolver] that the engine uses.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Patience is how long the engine waits, by what it waits for. Session bounds
// the whole run. Zero fields mean the value of [DefaultPatience].
type Patience struct {
	Resolve, Connect, Greeting, Hello, StartTLS, TLS time.Duration
	Login, Sender, Recipient, Data, Session          time.Duration
}

// DefaultPatience are the waits of a run that sets none of its own.
var DefaultPatience = Patience{
	Resolve: 5 * time.Second, Connect: 10 * time.Second, Greeting: 15 * time.Second,
	Hello: 10 * time.Second, StartTLS: 10 * time.Second, TLS: 10 * time.Second,
	Login: 20 * time.Second, Sender: 15 * time.Second, Recipient: 15 * time.Second,
	Data: 60 * time.Second, Session: 90 * time.Second,
}

// or fills the zero fields from d.
func (p Patience) or(d Patience) Patience {
	return Patience{
		Resolve: cmp.Or(p.Resolve, d.Resolve), Connect: cmp.Or(p.Connect, d.Connect),
		Greeting: cmp.Or(p.Greeting, d.Greeting), Hello: cmp.Or(p.Hello, d.Hello),
		StartTLS: cmp.Or(p.StartTLS, d.StartTLS), TLS: cmp.Or(p.TLS, d.TLS),
		Login: cmp.Or(p.Login, d.Login), Sender: cmp.Or(p.Sender, d.Sender),
		Recipient: cmp.Or(p.Recipient, d.Recipient), Data: cmp.Or(p.Data, d.Data),
		Session: cmp.Or(p.Session, d.Session),
	}
}

// complete fills in what a zero field of the check means.
func (c Check) complete() Check {
	c.Port = cmp.Or(c.Port, PortSubmission)
	c.Patience = c.Patience.or(DefaultPatience)
	if c.Dial == nil {
		c.Dial = new(net.Dialer).DialContext
	}
	if c.Resolver == nil {
		c.Resolver = net.DefaultResolver
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}
