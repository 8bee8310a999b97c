package signin

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

// Flow is one sign-in over the browser: authorization code with PKCE, back to
// this computer (RFC 8252 section 7.3).
type Flow struct {
	// URL is the page to open. It holds nothing secret: the state and the
	// challenge are of no use without what stays here.
	URL string

	app      App
	redirect string
	port     string
	state    string
	nonce    string
	verifier string
	server   *http.Server
	places   []net.Listener
	answers  chan answer
	once     sync.Once
	mu       sync.Mutex
	strange  int // requests that did not belong to this sign-in
}

// answer is what the browser came back with.
type answer struct {
	code string
	err  error
}

var errNotOurs = errors.New("the address does not belong to this sign-in")

// Begin opens the place to which the browser comes back, and makes the page's
// address. Close it in any case.
func (a App) Begin() (*Flow, error) {
	listen := a.Listen
	if listen == nil {
		listen = listenBoth
	}
	places, port, err := listen()
	if err != nil {
		return nil, &Error{Fault: FaultBrowser, Err: fmt.Errorf("no free port on this computer: %w", err)}
	}
	f := &Flow{app: a, port: strconv.Itoa(port), state: random(), nonce: random(), verifier: oauth2.GenerateVerifier(), answers: make(chan answer, 1)}
	f.redirect = "http://localhost:" + f.port
	options := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(f.verifier), oauth2.SetAuthURLParam("nonce", f.nonce),
		oauth2.SetAuthURLParam("prompt", "select_account"), oauth2.SetAuthURLParam("response_mode", "query")}
	if a.Hint != "" {
		options = append(options, oauth2.SetAuthURLParam("login_hint", a.Hint))
	}
	f.URL = a.config(f.redirect).AuthCodeURL(f.state, options...)
	f.server = &http.Server{Handler: http.HandlerFunc(f.serve), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second,
		WriteTimeout: 5 * time.Second, IdleTimeout: time.Second, MaxHeaderBytes: 32 << 10, ErrorLog: quiet}
	f.places = places
	for _, place := range places {
		go f.server.Serve(place)
	}
	return f, nil
}

// random is a value that nobody can guess.
func random() string {
	raw := make([]byte, 24)
	rand.Read(raw)
	return base64.RawURLEncoding.EncodeToString(raw)
}

// listenBoth listens on 127.0.0.1 and [::1] at the same free port, since a
// browser finds either behind the name localhost. Where there is no IPv6, the
// first is enough.
func listenBoth() (places []net.Listener, port int, err error) {
	for range 10 {
		four, err := net.Listen("tcp4", "127.0.0.1:0")
		if err != nil {
			six, err := net.Listen("tcp6", "[::1]:0")
			if err != nil {
				return nil, 0, err
			}
			return []net.Listener{six}, six.Addr().(*net.TCPAddr).Port, nil
		}
		port = four.Addr().(*net.TCPAddr).Port
		six, err := net.Listen("tcp6", "[::1]:"+strconv.Itoa(port))
		switch {
		case err == nil:
			return []net.Listener{four, six}, port, nil
		case !taken(err):
			return []net.Listener{four}, port, nil
		}
		four.Close() // somebody else has the port there
	}
	return nil, 0, errors.New("no port is free for both 127.0.0.1 and [::1]")
}

// Wait waits for the browser, exchanges the code that it brings, and closes.
// It waits five minutes at most; a cancelled context ends it at once.
func (f *Flow) Wait(ctx context.Context) (Tokens, error) {
	defer f.Close()
	patience := time.NewTimer(BrowserPatience)
	defer patience.Stop()
	select {
	case <-ctx.Done():
		return Tokens{}, ctx.Err()
	case <-patience.C:
		err := fmt.Errorf("nobody came back from the browser in %d minutes", int(BrowserPatience.Minutes()))
		f.mu.Lock()
		defer f.mu.Unlock()
		if f.strange > 0 {
			err = fmt.Errorf("%w; %d answers did not belong to this sign-in", err, f.strange)
		}
		return Tokens{}, &Error{Fault: FaultBrowser, Err: err}
	case got := <-f.answers:
		if got.err != nil {
			return Tokens{}, got.err
		}
		return f.exchange(ctx, got.code)
	}
}

func (f *Flow) exchange(ctx context.Context, code string) (Tokens, error) {
	tokens, err := f.app.ask(ctx, f.redirect, func(ctx context.Context, c *oauth2.Config) (*oauth2.Token, error) {
		return c.Exchange(ctx, code, oauth2.VerifierOption(f.verifier), oauth2.SetAuthURLParam("scope", strings.Join(c.Scopes, " ")))
	}, Token{})
	if err != nil {
		return Tokens{}, err
	}
	if who := tokens.Who; who != (Identity{}) && subtle.ConstantTimeCompare([]byte(who.nonce), []byte(f.nonce)) != 1 {
		return Tokens{}, &Error{Fault: FaultIdentity, Err: errors.New("the id token is for another sign-in")}
	}
	return tokens, nil
}

// Paste takes the address that a browser on another computer ended on, such as
// "http://localhost:50123/?code=...". It brings the same answer as the browser
// on this one would.
func (f *Flow) Paste(address string) error {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Hostname() != "localhost" && !loopback(u.Hostname()) || u.Port() != f.port {
		return errNotOurs
	}
	got, ok := f.read(u.Query())
	if !ok {
		return errNotOurs
	}
	f.give(got)
	return nil
}

// read takes the answer out of a query, if it belongs to this sign-in.
func (f *Flow) read(q url.Values) (answer, bool) {
	if subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(f.state)) != 1 {
		return answer{}, false
	}
	if word := q.Get("error"); word != "" {
		return answer{err: refused(word, q.Get("error_description"), 0)}, true
	}
	return answer{code: q.Get("code")}, q.Get("code") != ""
}

// give hands over the first answer; what comes later is dropped.
func (f *Flow) give(got answer) bool {
	first := false
	f.once.Do(func() { f.answers <- got; first = true })
	return first
}

// Close ends the sign-in. It may be called more than once.
func (f *Flow) Close() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if f.server.Shutdown(ctx) != nil { // lets the page be read that is on its way
		f.server.Close()
	}
	for _, place := range f.places {
		place.Close() // one that was not served yet is not known to the server
	}
}
