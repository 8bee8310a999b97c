package smtpcheck

import "time"

// Stage is one leg of the handshake. Its value is the name used in JSON.
type Stage string

// The stages in the order in which a check goes through them. Hello happens
// twice, before and after TLS.
const (
	Resolve   Stage = "resolve"
	Connect   Stage = "connect"
	Greeting  Stage = "greeting"
	Hello     Stage = "hello"
	StartTLS  Stage = "starttls"
	Login     Stage = "login"
	Sender    Stage = "sender"
	Recipient Stage = "recipient"
	Data      Stage = "data"
	Quit      Stage = "quit"
)

// Stages lists them in order, for tables and progress lines.
var Stages = []Stage{Resolve, Connect, Greeting, Hello, StartTLS, Login, Sender, Recipient, Data, Quit}

// Kind tells what an [Event] reports.
type Kind int

const (
	Began Kind = iota // the stage starts
	Sent              // a line was sent; Line shows it, redacted where it was secret
	Got               // a line was received; Line shows it, made safe
	Ended             // the stage is over; Took and Err are set
)

// Event is one thing that happened during a run. Events are delivered in
// order, on the goroutine that called [Run], and never after Run returned.
type Event struct {
	Stage Stage
	Kind  Kind
	Line  string
	Took  time.Duration
	Err   error
	// Network is how the server was reached, "IPv4" or "IPv6", where Connect
	// has ended; TLS is what was agreed on, where StartTLS has. Both are for the
	// reader and must not be changed.
	Network string
	TLS     *TLSFacts
}
