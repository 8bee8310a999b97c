package smtpcheck

import (
	"slices"
	"strings"
	"time"
)

// Delivery says whether the mail was handed over.
type Delivery string

const (
	NotSent   Delivery = "no"
	WasSent   Delivery = "yes"
	MaybeSent Delivery = "unknown" // the connection was lost after the final dot
)

// Report is everything a run observed. It is complete up to the stage where
// the run ended, also when it failed. It never holds the password or the token.
type Report struct {
	Host      string
	Port      int
	Began     time.Time
	Took      time.Duration // spent working; waiting for the caller does not count
	Tried     []string      // the addresses dialled, in order
	Network   string        // "IPv4" or "IPv6", once connected
	Addr      string        // the address used
	Stages    []StageResult
	TLS       *TLSFacts // nil before the handshake
	Offers    []string  // the capabilities learnt after TLS
	Mechanism Mechanism // what the login was tried with; empty before
	LoggedIn  bool      // the server answered 235
	// TokenRefusal is how the server explained that it refuses the token; zero
	// where it did not.
	TokenRefusal TokenRefusal
	Sent         Delivery
	MessageID    string
	QueueID      string // the server's own id of the accepted mail
	Reply        Reply  // the refusal, or the acceptance of the mail
	Transcript   []Line
}

// TokenRefusal is what a server says of a token before it refuses it (RFC 7628
// section 3.2.2). Each part is empty where the server left it out.
type TokenRefusal struct {
	Status  Text // "401", or a word such as "invalid_token"
	Schemes Text // how to log in: "bearer"
	Scope   Text // what the token would have to be for
}

// String is the explanation on one line; empty where there is none.
func (t TokenRefusal) String() string {
	var said []string
	for _, part := range []struct{ name, text Text }{{"status", t.Status}, {"scope", t.Scope}, {"schemes", t.Schemes}} {
		if part.text != "" {
			said = append(said, string(part.name+" "+part.text))
		}
	}
	return strings.Join(said, ", ")
}

// FellBack tells whether IPv6 was tried first and IPv4 answered.
func (r Report) FellBack() bool {
	return r.Network == "IPv4" && slices.ContainsFunc(r.Tried, func(addr string) bool { return strings.HasPrefix(addr, "[") })
}

// Greeting is the name that the server gave itself in its greeting (RFC 5321
// section 4.2); empty where it gave none.
func (r Report) Greeting() string {
	for _, l := range r.Transcript {
		if !l.Client && l.Stage == Greeting {
			words := strings.Fields(strings.TrimLeft(l.Text, "0123456789 -"))
			if strings.HasPrefix(l.Text, "220") && len(words) > 0 && strings.Contains(words[0], ".") {
				return strings.ToLower(words[0])
			}
		}
	}
	return ""
}

// StageResult is one finished stage.
type StageResult struct {
	Stage Stage
	OK    bool
	Took  time.Duration
}

// TLSFacts is what the handshake showed. It is filled also when the
// certificate was refused; Verified tells.
type TLSFacts struct {
	Version            string // "1.2" or "1.3"
	Cipher             string
	Issuer             Text // whoever signed the leaf certificate
	Subject            Text
	Names              []Text // the names the certificate is for
	NotBefore, Expires time.Time
	Chain              []Text // subjects, leaf first, as the server sent them
	Verified           bool
}

// Line is one line of the conversation, safe to show and without secrets.
type Line struct {
	Stage  Stage
	Client bool // sent by us
	Text   string
}
