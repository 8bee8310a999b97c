package signin

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// maxAnswer is how much of an answer of the login service is read.
const maxAnswer = 1 << 20

var (
	errForeign  = errors.New("the login service pointed to another host")
	errClear    = errors.New("the login service is not asked without encryption")
	errTooLong  = errors.New("the answer was too long")
	errRedirect = errors.New("the login service redirected a question for a token")
)

// What tokens are made of (RFC 6750 section 2.1; RFC 6749 appendix A.17). They
// go into lines of other programs, and where --show says so to a terminal.
var (
	bearer  = regexp.MustCompile(`^[A-Za-z0-9._~+/-]+=*$`)
	visible = regexp.MustCompile(`^[!-~]*$`)
)

// Refresh gets a new access token without a person. The login service may
// replace the refresh token: what comes back is to be kept before the old one
// is forgotten (RFC 6749 section 6). Where it keeps the old one, that one comes
// back.
func (a App) Refresh(ctx context.Context, refresh Token) (Tokens, error) {
	return a.ask(ctx, "", func(ctx context.Context, c *oauth2.Config) (*oauth2.Token, error) {
		// Exchange lets every parameter be set; the library's own refresh
		// leaves out the scope, which Microsoft asks for (AADSTS900144).
		return c.Exchange(ctx, "", oauth2.SetAuthURLParam("grant_type", "refresh_token"), oauth2.SetAuthURLParam("code", ""),
			oauth2.SetAuthURLParam("refresh_token", refresh.text), oauth2.SetAuthURLParam("scope", strings.Join(a.scopes(), " ")))
	}, refresh)
}

// ask puts one question to the login service and reads the tokens.
func (a App) ask(ctx context.Context, redirect string, question func(context.Context, *oauth2.Config) (*oauth2.Token, error), before Token) (Tokens, error) {
	config := a.config(redirect)
	client, err := a.client(config)
	if err != nil {
		return Tokens{}, err
	}
	bounded, cancel := context.WithTimeout(context.WithValue(ctx, oauth2.HTTPClient, client), AnswerPatience)
	defer cancel()
	got, err := question(bounded, config)
	switch {
	case err != nil && ctx.Err() != nil:
		return Tokens{}, ctx.Err()
	case err != nil && bounded.Err() != nil:
		return Tokens{}, &Error{Fault: FaultSlow, Err: fmt.Errorf("no answer in %v", AnswerPatience)}
	case err != nil:
		return Tokens{}, failed(err)
	case !bearer.MatchString(got.AccessToken), !visible.MatchString(got.RefreshToken), !strings.EqualFold(got.Type(), "bearer"):
		return Tokens{}, &Error{Fault: FaultGarbled}
	}
	tokens := Tokens{Access: Token{got.AccessToken}, Refresh: Token{got.RefreshToken}}
	if got.RefreshToken == "" {
		tokens.Refresh = before
	}
	if got.ExpiresIn > 0 {
		tokens.Expires = a.now().Add(time.Duration(got.ExpiresIn) * time.Second)
	}
	tokens.Scope, _ = got.Extra("scope").(string)
	if id, ok := got.Extra("id_token").(string); ok {
		// Who it is was found out when the person signed in: where only the token
		// is renewed, an odd id token must not cost the new refresh token.
		if tokens.Who, err = readIdentity(id); err != nil && before.Empty() {
			return Tokens{}, &Error{Fault: FaultIdentity, Err: err}
		}
	}
	return tokens, nil
}

// client is the App's own, which follows no redirect and asks no other host.
func (a App) client(c *oauth2.Config) (*http.Client, error) {
	login, err := url.Parse(c.Endpoint.TokenURL)
	if err != nil || login.Host == "" {
		return nil, &Error{Fault: FaultForeign, Err: errors.New("the address of the login service cannot be read")}
	}
	if login.Scheme != "https" && !loopback(login.Hostname()) {
		return nil, &Error{Fault: FaultForeign, Err: errClear}
	}
	own := http.Client{}
	if a.HTTP != nil {
		own = *a.HTTP
	}
	base := own.Transport
	if base == nil {
		base = usual()
	}
	own.Transport = guarded{base, login.Scheme, login.Host}
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return errRedirect }
	own.Jar = nil
	return &own, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// guarded asks one host only, and reads no more than maxAnswer.
type guarded struct {
	base         http.RoundTripper
	scheme, host string
}

func (g guarded) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme != g.scheme || r.URL.Host != g.host {
		return nil, errForeign
	}
	answer, err := g.base.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	answer.Body = &bounded{answer.Body, maxAnswer}
	return answer, nil
}

// bounded ends in an error where more comes than was allowed.
type bounded struct {
	io.ReadCloser
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLong
	}
	n, err := b.ReadCloser.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

// transportError words what went wrong on the way. The address that net/http
// puts in front is dropped: it can hold a code.
func transportError(err error) error {
	var way *url.Error
	if errors.As(err, &way) {
		err = way.Err
	}
	switch {
	case errors.Is(err, errForeign), errors.Is(err, errRedirect):
		return &Error{Fault: FaultForeign, Err: err}
	case errors.Is(err, errTooLong):
		return &Error{Fault: FaultGarbled, Err: err}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return &Error{Fault: FaultSlow, Err: fmt.Errorf("no answer in %v", AnswerPatience)}
	}
	var dial *net.OpError
	var name *net.DNSError
	if errors.As(err, &dial) || errors.As(err, &name) || strings.Contains(err.Error(), "tls: ") || strings.Contains(err.Error(), "x509: ") {
		return &Error{Fault: FaultNet, Err: errors.New(short(err.Error(), 300))}
	}
	return &Error{Fault: FaultGarbled} // what is left of it can be a part of the answer
}
