package checklist

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"time"

	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
)

// Step is one of the seven. It is data: the questions and pieces of work in
// their order. Its title and its text are the guide's section of the same id.
type Step struct {
	ID string
	// Done tells from the facts alone whether the step can be passed over.
	Done func(State) bool
	// Skip tells whether the step does not apply at all; nil means never.
	Skip func(State) bool
	// Known is what is known of a step that is behind, for the list of steps and
	// for the line printed when it is done.
	Known  func(State) string
	Fields []Field
}

// Field is one question of a step, or one piece of work between questions
// where Do is set.
type Field struct {
	Key  string
	Kind Kind
	// When tells whether the question is asked; nil means always.
	When func(State) bool
	// Body is what stands above the question; nil means the guide's text, and
	// above work nothing.
	Body  func(State) []string
	Label string
	Hint  string
	// Letters is how many letters a Secret has; 0: any number.
	Letters int
	// Long tells that the answer is a pasted text, whose line ends count as spaces.
	Long  bool
	Links func(State) []string
	// Trouble is shown below the body where something is wrong already.
	Trouble func(*Env, State) *Trouble

	Options func(State) []Option
	Default func(State) string // the option or text that Enter takes; nil: the first option, no text
	// Set parses, checks and stores the answer.
	Set func(*State, string) *Problem
	// SetSecret does the same for a password, whose bytes it may keep.
	SetSecret func(*State, []byte) *Problem

	// Then opens a text or goes somewhere else, once the answer is stored.
	Then func(r *Run, value string)

	// Do is the work. It returns what it changes, also when it fails; the
	// error is a *Failure, or the context's when the user stopped it.
	Do func(ctx context.Context, env *Env, s State, note func(Note)) (func(*State), error)
	// Doing says what is being done, one line.
	Doing string
	// Stages are the legs of the work, where it can tell how far it has come.
	Stages func(State) []Stage
	// Listens tells that lines may be typed while Do runs; they come to it in
	// the state's typed. Hint says what they are for.
	Listens bool
	// Ways are the choices after Do failed, besides the usual ones.
	Ways func(State, causes.Verdict) []Way
}

// Way is a way on after a failure that only one piece of work knows.
type Way struct {
	Option
	Take func(*State)
	Ask  string // the question to ask again before the work is done again; empty: none
	// Again tells that the work is done again after Take, instead of passed over.
	Again bool
}

// Env is what the steps need of the world.
type Env struct {
	Keys keystore.Store
	// Stores gives a place for secrets beside Keys by its name, see [StoreNames];
	// nil where there is none.
	Stores   func(name string) (keystore.Store, error)
	Dial     func(ctx context.Context, network, addr string) (net.Conn, error)
	Resolver Resolver
	TLS      *tls.Config
	Patience smtpcheck.Patience
	Connect  string // HOST:PORT dialled instead of the server
	// Save writes settings and progress; nil saves nothing.
	Save func(State) error
	// SignIn signs the person in with Microsoft, in the browser; typed brings
	// the lines that are typed meanwhile. Refresh gets an access token with a
	// refresh token. Their errors are a *[Failure], or the context's. Nil where
	// there is no signing in.
	SignIn  func(ctx context.Context, s State, typed <-chan string, note func(Note)) (SignedIn, error)
	Refresh func(ctx context.Context, s State, refresh keystore.Secret) (SignedIn, error)
	// Alone waits until no other process renews a sign-in, and takes the turn
	// for a login. It tells whose renewal was cut off before it was released;
	// empty: nobody's. Nil: nobody else can renew.
	Alone func(ctx context.Context, login string) (release func(), cutOff string, err error)
	// Open opens a web page in the browser; nil where there is none.
	Open func(url string) error
	Now  func() time.Time
	// Random feeds message ids and receipt codes.
	Random            io.Reader
	Computer, Version string
	// Mailboxes are all that are set up or begun, to pick from.
	Mailboxes []State
	// Practice: the simulated server, nothing is kept.
	Practice bool
	// WaitEvery is how far the tries of a wait lie apart; 0 means 5 minutes.
	WaitEvery time.Duration
	// Letter is the message for the admin, made from the state.
	Letter func(State) Paper
	// Report is the support report.
	Report func(State, *smtpcheck.Report) Paper
	// Code is the call code of a screen, and Spell says it in words.
	Code  func(State, Screen) string
	Spell func(code string) string
	// Dates are the lines about what Microsoft changes, and when.
	Dates func(today time.Time) []string
	// OtherWays are the ways to send without a password, for a cause.
	OtherWays func(code string) []string
	// Write keeps a text in a file, and tells where.
	Write func(name, text string) (path string, err error)

	line preconnection
}

// Resolver finds addresses, and mail exchangers and text records for the road.
type Resolver interface {
	smtpcheck.Resolver
	LookupMX(ctx context.Context, name string) ([]*net.MX, error)
	LookupTXT(ctx context.Context, name string) ([]string, error)
}

// Failure is a piece of work that did not succeed.
type Failure struct {
	Verdict causes.Verdict
	// Sent and Stored say what happened before the failure.
	Sent smtpcheck.Delivery
}

func (f *Failure) Error() string { return f.Verdict.Cause.Code }
