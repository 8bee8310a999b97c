package signin_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"mailready/smtpcheck/signin"
	"mailready/smtpcheck/simlogin"
)

const anna = "anna@contoso.example"

func appFor(s *simlogin.Server) signin.App {
	return signin.App{ClientID: "11111111-2222-4333-8444-555555555555", Tenant: "99999999-2222-4333-8444-555555555555", Hint: anna, HTTP: s.Client()}
}

// open lets the real browser's part be done: it asks the place on this
// computer.
func open(t *testing.T, address, host string) (status int, page string) {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, strings.Replace(address, "localhost", "127.0.0.1", 1), nil)
	if err != nil {
		t.Fatal(err)
	}
	u, _ := url.Parse(address)
	if r.Host = host; host == "" {
		r.Host = u.Host
	}
	answer, err := (&http.Client{Timeout: 5 * time.Second}).Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer answer.Body.Close()
	body, _ := io.ReadAll(answer.Body)
	return answer.StatusCode, string(body)
}

func TestSignIn(t *testing.T) {
	s := &simlogin.Server{}
	flow, err := appFor(s).Begin()
	if err != nil {
		t.Fatal(err)
	}
	type result struct {
		tokens signin.Tokens
		err    error
	}
	done := make(chan result, 1)
	go func() {
		tokens, err := flow.Wait(t.Context())
		done <- result{tokens, err}
	}()
	back, _ := s.Visit(flow.URL, anna)

	// What does not belong to the sign-in changes nothing.
	u, _ := url.Parse(back)
	wrong := strings.Replace(back, "&state=", "&state=x", 1)
	for _, strange := range []struct{ address, host string }{{wrong, ""}, {back, "evil.example"}, {back, "evil.example:" + u.Port()}, {"http://localhost:" + u.Port() + "/favicon.ico", ""},
		{"http://localhost:" + u.Port() + "/?state=" + strings.Repeat("a", 20000), ""}} {
		if status, page := open(t, strange.address, strange.host); status < 400 || strings.Contains(page, u.Query().Get("code")) {
			t.Errorf("%s at %q: status %d", strange.address[:30], strange.host, status)
		}
	}
	status, page := open(t, back, "")
	if status != http.StatusOK || !strings.Contains(page, "You can close this window") || strings.Contains(page, u.Query().Get("code")) || strings.Contains(page, "<script") {
		t.Errorf("status %d:\n%s", status, page)
	}
	got := <-done
	if got.err != nil || got.tokens.Access.Empty() || got.tokens.Refresh.Empty() || !got.tokens.Who.Is(anna) || got.tokens.Expires.IsZero() {
		t.Fatalf("%+v, %v", got.tokens, got.err)
	}
	if shown := fmt.Sprintf("%v %+v %#v %s", got.tokens, got.tokens, got.tokens, got.tokens.Access); !strings.Contains(shown, "[token]") || tokenIn(shown, got.tokens) {
		t.Error("a token shows itself")
	}
	if status, _ := open(t, back, ""); status == http.StatusOK {
		t.Error("the place on this computer is still open")
	}
}

func tokenIn(text string, tokens signin.Tokens) (found bool) {
	for _, token := range []signin.Token{tokens.Access, tokens.Refresh} {
		token.Use(func(raw []byte) error {
			found = found || strings.Contains(text, string(raw[len(raw)-20:]))
			return nil
		})
	}
	return found
}

// Another computer's browser brings the same answer, pasted.
func TestPastedAddress(t *testing.T) {
	s := &simlogin.Server{Agreed: true}
	flow, err := appFor(s).Begin()
	if err != nil {
		t.Fatal(err)
	}
	back, _ := s.Visit(flow.URL, anna)
	for _, bad := range []string{"", "nonsense", "http://localhost/?code=x&state=y", strings.Replace(back, "&state=", "&state=x", 1), strings.Replace(back, "localhost", "evil.example", 1)} {
		if flow.Paste(bad) == nil {
			t.Errorf("%q was taken", bad)
		}
	}
	if err := flow.Paste("  " + back + "\n"); err != nil {
		t.Fatal(err)
	}
	if tokens, err := flow.Wait(t.Context()); err != nil || !tokens.Who.Is(anna) {
		t.Errorf("%+v, %v", tokens, err)
	}
}

// A code counts once, and only for who has begun the sign-in.
func TestCodesOfOthers(t *testing.T) {
	s := &simlogin.Server{Agreed: true}
	mine, err := appFor(s).Begin()
	if err != nil {
		t.Fatal(err)
	}
	other, err := appFor(s).Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	back, _ := s.Visit(other.URL, "mallory@contoso.example")
	code := mustQuery(t, back).Get("code")
	state := mustQuery(t, mine.URL).Get("state")
	port := mustQuery(t, mine.URL).Get("redirect_uri")
	if err := mine.Paste(port + "/?code=" + url.QueryEscape(code) + "&state=" + state); err != nil {
		t.Fatal(err)
	}
	_, err = mine.Wait(t.Context())
	var e *signin.Error
	if !errors.As(err, &e) || e.Number != 501481 || strings.Contains(err.Error(), code) {
		t.Errorf("a code of another sign-in: %v", err)
	}
	other.Paste(back)
	if _, err := other.Wait(t.Context()); !errors.As(err, &e) || e.Number != 54005 {
		t.Errorf("a code that was used: %v", err)
	}
}

func mustQuery(t *testing.T, address string) url.Values {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query()
}

// Every refusal comes out with its number and its word, where the browser
// comes back at all.
func TestRefusals(t *testing.T) {
	for _, refuse := range simlogin.Refusals {
		s := &simlogin.Server{Refuse: refuse}
		flow, err := appFor(s).Begin()
		if err != nil {
			t.Fatal(err)
		}
		back, page := s.Visit(flow.URL, anna)
		if refuse.Place == simlogin.OnPage {
			if back != "" || !strings.Contains(page, fmt.Sprintf("AADSTS%d: ", refuse.Number)) {
				t.Errorf("%d: %q\n%s", refuse.Number, back, page)
			}
			flow.Close()
			continue
		}
		if refuse.Place == simlogin.AtDevice {
			flow.Close()
			continue
		}
		if err := flow.Paste(back); err != nil {
			t.Fatal(err)
		}
		_, err = flow.Wait(t.Context())
		var e *signin.Error
		if !errors.As(err, &e) || e.Number != refuse.Number || e.Word != refuse.Word || !strings.Contains(e.Description, "Trace ID") {
			t.Errorf("%d: %+v", refuse.Number, err)
		}
	}
}

func TestStopped(t *testing.T) {
	flow, err := appFor(&simlogin.Server{}).Begin()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := flow.Wait(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// A sign-in that ends leaves no place open and nothing running.
func TestNothingIsLeftOpen(t *testing.T) {
	app := appFor(&simlogin.Server{})
	before := runtime.NumGoroutine()
	var ports []string
	for range 20 {
		flow, err := app.Begin()
		if err != nil {
			t.Fatal(err)
		}
		u, _ := url.Parse(mustQuery(t, flow.URL).Get("redirect_uri"))
		ports = append(ports, u.Port())
		flow.Close()
		flow.Close()
	}
	for _, port := range ports {
		for _, host := range []string{"127.0.0.1", "::1"} {
			if conn, err := net.DialTimeout("tcp", net.JoinHostPort(host, port), time.Second); err == nil {
				conn.Close()
				t.Errorf("port %s of %s is still open", port, host)
			}
		}
	}
	for range 100 { // what ends is given its turn
		if runtime.NumGoroutine() <= before {
			return
		}
		runtime.Gosched()
		net.DialTimeout("tcp", "127.0.0.1:1", 10*time.Millisecond)
	}
	t.Errorf("%d goroutines more than before", runtime.NumGoroutine()-before)
}
