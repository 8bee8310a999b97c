package road

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
)

// Longest is how long a [Look] takes at most, whatever the network does.
const Longest = 20 * time.Second

// The shares of the time: the server first, then the control connection. The
// domain is looked up beside the server.
const (
	forServer  = 13 * time.Second
	forControl = 6 * time.Second
	forMail    = 8 * time.Second
)

// patience is shorter than that of a check: nobody waits here for a login.
var patience = smtpcheck.Patience{
	Resolve: 5 * time.Second, Connect: 6 * time.Second, Greeting: 12 * time.Second,
	Hello: 6 * time.Second, StartTLS: 6 * time.Second, TLS: 6 * time.Second, Session: forServer,
}

type dialer = func(ctx context.Context, network, addr string) (net.Conn, error)

// Question says which way to look at. Only Address or Host must be set: with
// Host empty only the domain's mail is looked up, with Address empty only the
// way to the server.
type Question struct {
	Address string // the mailbox
	Host    string // the submission server, as in [smtpcheck.Check]
	Port    int    // 0 means 587
	Connect string // HOST:PORT dialled instead, as in [smtpcheck.Check]

	Dial     dialer           // nil means a net.Dialer
	Resolver Resolver         // nil means net.DefaultResolver
	TLS      *tls.Config      // roots; nil means the system's
	Now      func() time.Time // nil means time.Now

	// Control is the HOST:PORT of the control connection, which is made only
	// when the server could not be reached. Empty means [DefaultControl];
	// [NoControl] makes none.
	Control string
}

// NoControl as [Question.Control] leaves the control connection out.
const NoControl = "none"

// Verdict is what the look found out about the way to the server.
type Verdict string

// The verdicts. Answer.Err holds the particulars for all but Open and Unseen.
const (
	Unseen      Verdict = ""            // not looked at, or given up by the caller
	Open        Verdict = "open"        // the server was reached and proved its name
	NoName      Verdict = "no-name"     // the server's name is not found, though others are
	Blocked     Verdict = "blocked"     // the network works, and this port does not get through
	NoNetwork   Verdict = "no-network"  // nothing outside was reached at all
	Portal      Verdict = "portal"      // the network wants a sign-in in the browser first
	Intercepted Verdict = "intercepted" // somebody in between shows a certificate of their own
	Clock       Verdict = "clock"       // this computer's clock is wrong
	Troubled    Verdict = "troubled"    // the server was reached, and something else is wrong
)

// Answer is what a look found.
type Answer struct {
	Account  causes.Account // by the address, and where that says nothing by its domain's mail
	Provider string         // the well-known provider of the address, often empty
	Mail     Mail

	Verdict Verdict
	Server  smtpcheck.Report // the connection to the server, without a login
	Err     error            // a *smtpcheck.Error for [smtpcheck.Diagnose], sharpened by the control connection; nil when Open
	Issuer  smtpcheck.Text   // with Intercepted, who signed the certificate
	Control Control
	Took    time.Duration
}

// Look asks the network, without a login and without sending anything. It
// returns after [Longest] at the latest, and at once when ctx ends; what was
// found by then is in the answer. It never fails: not to know is an answer.
func Look(ctx context.Context, q Question) Answer {
	q = q.filled()
	began := time.Now()
	ctx, cancel := context.WithTimeout(ctx, Longest)
	defer cancel()
	var a Answer
	a.Account, a.Provider = Account(q.Address)

	mail := make(chan Mail, 1)
	go func() {
		ctx, cancel := context.WithTimeout(ctx, forMail)
		defer cancel()
		mail <- lookMail(ctx, q.Resolver, Domain(q.Address))
	}()
	if q.Host != "" {
		a.lookServer(ctx, q)
	}
	a.Mail = <-mail
	if a.Account == causes.AccountUnknown {
		a.Account = accountAt[a.Mail.Home]
		a.Provider = a.Mail.Provider
	}
	a.Took = time.Since(began)
	return a
}

// accountAt is the kind of account whose domain's mail is at home there.
var accountAt = map[Home]causes.Account{
	HomeMicrosoft: causes.AccountWork,
	HomeConsumer:  causes.AccountConsumer,
	HomeElsewhere: causes.AccountOther,
}

// filled is the question with its defaults.
func (q Question) filled() Question {
	if q.Dial == nil {
		q.Dial = (&net.Dialer{}).DialContext
	}
	if q.Resolver == nil {
		q.Resolver = net.DefaultResolver
	}
	if q.Now == nil {
		q.Now = time.Now
	}
	if q.Control == "" {
		q.Control = DefaultControl
	}
	return q
}

// lookServer makes the connection without a login and, where the server was
// not reached, the control connection.
func (a *Answer) lookServer(ctx context.Context, q Question) {
	a.Server, a.Err = smtpcheck.Run(ctx, smtpcheck.Check{
		Host: q.Host, Port: q.Port, Connect: q.Connect,
		Dial: q.Dial, Resolver: q.Resolver, TLS: q.TLS, Now: q.Now, Patience: patience,
	}, nil)
	if ctx.Err() == nil && q.Control != NoControl && unreached(a.Err) {
		ctx, cancel := context.WithTimeout(ctx, forControl)
		defer cancel()
		a.Control = lookControl(ctx, q)
	}
	a.judge(ctx)
}

// unreached tells whether it is worth asking if anything else can be reached:
// no mail server has said a word.
func unreached(err error) bool {
	var failed *smtpcheck.Error
	if !errors.As(err, &failed) || failed.Reply.Code != 0 {
		return false
	}
	switch failed.Stage {
	case smtpcheck.Resolve, smtpcheck.Connect, smtpcheck.Greeting:
		return true
	}
	return false
}

// judge puts both connections together.
func (a *Answer) judge(ctx context.Context) {
	var failed *smtpcheck.Error
	switch {
	case a.Err == nil:
		a.Verdict = Open
		return
	case errors.Is(ctx.Err(), context.Canceled), !errors.As(a.Err, &failed):
		a.Verdict = Unseen
		return
	}
	a.Verdict = byFault(failed)
	if a.Verdict == Intercepted && a.Server.TLS != nil {
		a.Issuer = a.Server.TLS.Issuer
	}
	sharper := *failed
	switch a.Control.Finding {
	case ControlSkipped:
	case ControlReached:
		// A refusal at the door of a server we ship can only come from in between.
		if failed.Stage == smtpcheck.Connect && (failed.Fault == smtpcheck.FaultBlocked || KnownHost(a.Server.Host)) {
			a.Verdict, sharper.Fault = Blocked, smtpcheck.FaultBlocked
		}
	case ControlUnreached, ControlNoName:
		if failed.Stage == smtpcheck.Resolve || failed.Stage == smtpcheck.Connect {
			a.Verdict = NoNetwork
		}
	case ControlPortal:
		a.Verdict, sharper.Fault = Portal, smtpcheck.FaultPortal
	case ControlClock:
		a.Verdict, sharper.Fault = Clock, smtpcheck.FaultClock
	case ControlIntercepted:
		a.Issuer = a.Control.Issuer
		if failed.Stage == smtpcheck.Connect {
			a.Verdict = Blocked
		}
	}
	a.Err = &sharper
}

// byFault is the verdict of the connection to the server alone.
func byFault(failed *smtpcheck.Error) Verdict {
	var unknown x509.UnknownAuthorityError
	switch failed.Fault {
	case smtpcheck.FaultDNS:
		return NoName
	case smtpcheck.FaultBlocked:
		return Blocked
	case smtpcheck.FaultPortal:
		return Portal
	case smtpcheck.FaultClock:
		return Clock
	case smtpcheck.FaultUntrusted:
		if errors.As(failed, &unknown) {
			return Intercepted
		}
	}
	return Troubled
}
