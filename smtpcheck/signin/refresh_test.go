package signin_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mailready/smtpcheck/signin"
	"mailready/smtpcheck/simlogin"
)

// signedIn are the tokens of a sign-in.
func signedIn(t *testing.T, s *simlogin.Server) signin.Tokens {
	t.Helper()
	flow, err := appFor(s).Begin()
	if err != nil {
		t.Fatal(err)
	}
	back, _ := s.Visit(flow.URL, anna)
	if err := flow.Paste(back); err != nil {
		t.Fatal(err)
	}
	tokens, err := flow.Wait(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return tokens
}

func same(a, b signin.Token) (same bool) {
	a.Use(func(x []byte) error {
		return b.Use(func(y []byte) error { same = string(x) == string(y); return nil })
	})
	return same
}

func TestRefreshRotates(t *testing.T) {
	s := &simlogin.Server{}
	first := signedIn(t, s)
	second, err := appFor(s).Refresh(t.Context(), first.Refresh)
	if err != nil || second.Access.Empty() || same(first.Refresh, second.Refresh) || same(first.Access, second.Access) || !second.Who.Is(anna) {
		t.Fatalf("%+v, %v", second, err)
	}
	var e *signin.Error
	if _, err := appFor(s).Refresh(t.Context(), first.Refresh); !errors.As(err, &e) || e.Number != 50173 || e.Word != "invalid_grant" {
		t.Errorf("the one before: %v", err)
	}
	if _, err := appFor(s).Refresh(t.Context(), second.Refresh); err != nil {
		t.Error(err)
	}
	keeps := &simlogin.Server{KeepRefresh: true}
	first = signedIn(t, keeps)
	if again, err := appFor(keeps).Refresh(t.Context(), first.Refresh); err != nil || !same(first.Refresh, again.Refresh) {
		t.Errorf("a server that keeps it: %+v, %v", again, err)
	}
}

// trip is an http.RoundTripper of one function.
type trip func(*http.Request) (*http.Response, error)

func (f trip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func answerOf(r *http.Request, status int, body io.Reader, header http.Header) *http.Response {
	if header == nil {
		header = http.Header{"Content-Type": {"application/json"}}
	}
	return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(body), Request: r, ProtoMajor: 1, ProtoMinor: 1, ContentLength: -1}
}

// slowly gives one byte a second, for ever.
type slowly struct{ ctx context.Context }

func (s slowly) Read(p []byte) (int, error) {
	select {
	case <-s.ctx.Done():
		return 0, s.ctx.Err()
	case <-time.After(time.Second):
		p[0] = ' '
		return 1, nil
	}
}

// endless never ends.
type endless struct{ read *int }

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	*e.read += len(p)
	return len(p), nil
}

// Hostile and broken login services end in an error of their kind, in time,
// and nothing of the refresh token is in it.
func TestHostileAnswers(t *testing.T) {
	read := 0
	const canary = "refresh-canary-bfjkpqvwxz-bfjkpqvwxz"
	for name, c := range map[string]struct {
		answer trip
		fault  signin.Fault
	}{
		"redirect elsewhere": {func(r *http.Request) (*http.Response, error) {
			return answerOf(r, http.StatusFound, strings.NewReader(""), http.Header{"Location": {"https://evil.example/token"}}), nil
		}, signin.FaultForeign},
		"redirect to itself": {func(r *http.Request) (*http.Response, error) {
			return answerOf(r, http.StatusTemporaryRedirect, strings.NewReader(""), http.Header{"Location": {r.URL.String()}}), nil
		}, signin.FaultForeign},
		"endless": {func(r *http.Request) (*http.Response, error) { return answerOf(r, 200, endless{&read}, nil), nil }, signin.FaultGarbled},
		"a byte a second": {func(r *http.Request) (*http.Response, error) {
			return answerOf(r, 200, slowly{r.Context()}, nil), nil
		}, signin.FaultSlow},
		"no answer": {func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}, signin.FaultSlow},
		"not found": {func(r *http.Request) (*http.Response, error) {
			return nil, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "login.microsoftonline.com", IsNotFound: true}}
		}, signin.FaultNet},
		"a web page": {func(r *http.Request) (*http.Response, error) {
			return answerOf(r, 200, strings.NewReader("<html>sign in to the hotel "+canary), nil), nil
		}, signin.FaultGarbled},
		"an error page": {func(r *http.Request) (*http.Response, error) {
			return answerOf(r, 502, strings.NewReader("bad gateway "+canary), nil), nil
		}, signin.FaultGarbled},
		"no token in it": {func(r *http.Request) (*http.Response, error) {
			return answerOf(r, 200, strings.NewReader(`{"token_type":"Bearer"}`), nil), nil
		}, signin.FaultGarbled},
	} {
		synctest.Test(t, func(t *testing.T) {
			began := time.Now()
			app := signin.App{ClientID: "x", Tenant: "y", HTTP: &http.Client{Transport: c.answer}}
			_, err := app.Refresh(t.Context(), signin.NewToken([]byte(canary)))
			var e *signin.Error
			if !errors.As(err, &e) || e.Fault != c.fault || strings.Contains(fmt.Sprintf("%v %+v", err, e), "canary") {
				t.Errorf("%s: %+v", name, err)
			}
			if took := time.Since(began); took > signin.AnswerPatience {
				t.Errorf("%s took %v", name, took)
			}
		})
	}
	if read > 2<<20 {
		t.Errorf("%d bytes of an endless answer were read", read)
	}
}

// Nothing is asked without encryption but on this computer.
func TestClearIsRefused(t *testing.T) {
	app := signin.App{ClientID: "x", Tenant: "y", Login: "http://login.contoso.example"}
	var e *signin.Error
	if _, err := app.Refresh(t.Context(), signin.NewToken([]byte("x"))); !errors.As(err, &e) || e.Fault != signin.FaultForeign {
		t.Error(err)
	}
}

func TestDeviceCode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &simlogin.Server{Pending: 2}
		code, err := appFor(s).Device(t.Context())
		if err != nil || code.Code == "" || !strings.HasPrefix(code.Page, "https://") {
			t.Fatalf("%+v, %v", code, err)
		}
		go func() {
			time.Sleep(12 * time.Second)
			s.Client().PostForm("https://login.microsoftonline.com/common/oauth2/deviceauth", map[string][]string{"code": {code.Code}, "user": {anna}})
		}()
		tokens, err := code.Wait(t.Context())
		if err != nil || !tokens.Who.Is(anna) {
			t.Errorf("%+v, %v", tokens, err)
		}
		late, err := appFor(s).Device(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var e *signin.Error
		if _, err := late.Wait(t.Context()); !errors.As(err, &e) || e.Word != "expired_token" {
			t.Errorf("never typed: %v", err)
		}
	})
}
