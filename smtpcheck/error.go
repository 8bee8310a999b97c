package smtpcheck

import (
	"errors"
	"fmt"
)

// Fault names what went wrong where no reply of the server tells it.
type Fault string

// The faults the engine itself can tell. The catalogue has a cause for each.
const (
	FaultDNS       Fault = "dns"       // the name has no address
	FaultRefused   Fault = "refused"   // the connection was refused
	FaultBlocked   Fault = "blocked"   // nothing answered the connection request
	FaultReset     Fault = "reset"     // the connection was cut
	FaultPortal    Fault = "portal"    // a web page answered instead of a mail server
	FaultStripped  Fault = "stripped"  // no encryption offered, or refused
	FaultInjected  Fault = "injected"  // extra data after the answer to STARTTLS
	FaultUntrusted Fault = "untrusted" // certificate from an unknown issuer, or expired
	FaultName      Fault = "name"      // certificate for another name
	FaultClock     Fault = "clock"     // certificate fails because this computer's clock is wrong
	FaultOld       Fault = "old"       // no common TLS version from 1.2 on
	FaultNotTLS    Fault = "nottls"    // plain text where TLS was expected, or the reverse
	FaultTLS       Fault = "tls"       // any other failure of the TLS handshake
	FaultGarbled   Fault = "garbled"   // the answer is not SMTP
	FaultTooLong   Fault = "toolong"   // a line or a reply over the limit
	FaultSlow      Fault = "slow"      // no answer in time
	FaultClosed    Fault = "closed"    // the server hung up
	FaultNoMech    Fault = "nomech"    // no mechanism in common
)

// Mechanism is the way in which a credential went to the server (SASL).
type Mechanism string

const (
	MechLogin       Mechanism = "LOGIN"       // MS-XLOGIN
	MechPlain       Mechanism = "PLAIN"       // RFC 4616
	MechXOAuth2     Mechanism = "XOAUTH2"     // Microsoft: Authenticate an SMTP connection using OAuth
	MechOAuthBearer Mechanism = "OAUTHBEARER" // RFC 7628
)

// Token tells whether the mechanism carries an access token.
func (m Mechanism) Token() bool { return m == MechXOAuth2 || m == MechOAuthBearer }

// Error is the only error type that Run, Open and the methods of Session
// return. Exactly one of Reply and Fault explains it, with three exceptions
// in which both are empty and Err tells: the caller cancelled (Err is the
// context's error), the credential could not be had (Err is what its Lender
// returned), or the check itself cannot be carried out ([ErrInput]).
type Error struct {
	Stage Stage
	Reply Reply // the refusal, where there was one
	Fault Fault
	Err   error // the underlying error, may be nil
	// Mechanism is what the refused login was tried with, as in
	// [Report.Mechanism]; empty where none was.
	Mechanism Mechanism
}

func (e *Error) Error() string {
	switch {
	case e.Reply.Code != 0:
		return fmt.Sprintf("%s: %s", e.Stage, e.Reply)
	case e.Err != nil:
		return fmt.Sprintf("%s: %v", e.Stage, e.Err)
	}
	return fmt.Sprintf("%s: %s", e.Stage, e.Fault)
}

// ErrInput means that an address, a host, a port or a login given to the engine
// cannot be sent to a server as it is. Nothing was sent.
var ErrInput = errors.New("cannot be sent to a server")

// Unwrap gives the underlying error, so that errors.Is finds a cancellation.
func (e *Error) Unwrap() error { return e.Err }
