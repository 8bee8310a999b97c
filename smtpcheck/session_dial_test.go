package smtpcheck_test

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

func TestFamilies(t *testing.T) {
	for _, c := range []struct {
		name    string
		s       *simserver.Server
		network string
		took    time.Duration
	}{
		{"both", &simserver.Server{}, "IPv6", 0},
		{"IPv6 dead", &simserver.Server{DeadIPv6: true}, "IPv4", 300 * time.Millisecond},
		{"IPv4 dead", &simserver.Server{DeadIPv4: true}, "IPv6", 0},
	} {
		r, e, took := run(t, c.s, nil)
		if e != nil || r.Network != c.network || r.Addr == "" || took < c.took || took > c.took+moment {
			t.Errorf("%s: %v, %s %s after %v", c.name, e, r.Network, r.Addr, took)
		}
		if r.FellBack() != c.s.DeadIPv6 || len(r.Tried) == 0 || r.Took != took {
			t.Errorf("%s: tried %v, took %v", c.name, r.Tried, r.Took)
		}
	}
}

// found resolves every name to the same addresses.
type found []netip.Addr

func (f found) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) { return f, nil }

func addresses(list string) (f found) {
	for a := range strings.FieldsSeq(list) {
		f = append(f, netip.MustParseAddr(a))
	}
	return f
}

// network answers each address in its own way: an error, silence (nil), or
// after a while a connection to the server.
type network struct {
	s     *simserver.Server
	fate  map[string]error
	takes map[string]time.Duration

	mu    sync.Mutex
	began time.Time
	tried []string
	open  int
}

func (n *network) dial(ctx context.Context, nw, addr string) (net.Conn, error) {
	host, _, _ := net.SplitHostPort(addr)
	n.mu.Lock()
	n.tried = append(n.tried, fmt.Sprintf("%s %v", host, time.Since(n.began)))
	n.mu.Unlock()
	err, fails := n.fate[host]
	switch {
	case fails && err == nil:
		<-ctx.Done()
		return nil, &net.OpError{Op: "dial", Net: nw, Err: ctx.Err()}
	case fails:
		return nil, &net.OpError{Op: "dial", Net: nw, Err: err}
	}
	time.Sleep(n.takes[host]) // the bubble's time; an answer that was on its way when it was given up
	conn, err := n.s.Dial(context.WithoutCancel(ctx), nw, addr)
	if err != nil {
		return nil, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.open++
	return &closing{Conn: conn, n: n}, nil
}

type closing struct {
	net.Conn
	n    *network
	once sync.Once
}

func (c *closing) Close() error {
	c.once.Do(func() {
		c.n.mu.Lock()
		defer c.n.mu.Unlock()
		c.n.open--
	})
	return c.Conn.Close()
}

func TestHappyEyeballs(t *testing.T) {
	refused, unreachable, reset := syscall.ECONNREFUSED, syscall.ENETUNREACH, syscall.ECONNRESET
	for _, c := range []struct {
		name, found string
		fate        map[string]error
		takes       map[string]time.Duration
		tried, used string
		fault       smtpcheck.Fault
	}{
		{name: "IPv6 is first", found: "192.0.2.1 2001:db8::1", tried: "[2001:db8::1 0s]", used: "[2001:db8::1]:587"},
		{name: "no IPv6 here", found: "2001:db8::1 192.0.2.1", fate: map[string]error{"2001:db8::1": unreachable},
			tried: "[2001:db8::1 0s 192.0.2.1 0s]", used: "192.0.2.1:587"},
		{name: "IPv6 is slow and loses", found: "2001:db8::1 192.0.2.1", takes: map[string]time.Duration{"2001:db8::1": time.Second},
			tried: "[2001:db8::1 0s 192.0.2.1 300ms]", used: "192.0.2.1:587"},
		{name: "IPv6 is slow and wins", found: "2001:db8::1 192.0.2.1",
			takes: map[string]time.Duration{"2001:db8::1": time.Second, "192.0.2.1": 900 * time.Millisecond},
			tried: "[2001:db8::1 0s 192.0.2.1 300ms]", used: "[2001:db8::1]:587"},
		{name: "families take turns", found: "2001:db8::1 2001:db8::2 192.0.2.1 192.0.2.2",
			fate:  map[string]error{"2001:db8::1": nil, "192.0.2.1": nil, "2001:db8::2": nil},
			tried: "[2001:db8::1 0s 192.0.2.1 300ms 2001:db8::2 600ms 192.0.2.2 900ms]", used: "192.0.2.2:587"},
		{name: "IPv4 written as IPv6", found: "::ffff:192.0.2.1", tried: "[192.0.2.1 0s]", used: "192.0.2.1:587"},
		{name: "all refused", found: "2001:db8::1 192.0.2.1", fate: map[string]error{"2001:db8::1": refused, "192.0.2.1": refused},
			tried: "[2001:db8::1 0s 192.0.2.1 0s]", fault: smtpcheck.FaultRefused},
		{name: "one refused, one silent", found: "2001:db8::1 192.0.2.1", fate: map[string]error{"2001:db8::1": nil, "192.0.2.1": refused},
			tried: "[2001:db8::1 0s 192.0.2.1 300ms]", fault: smtpcheck.FaultRefused},
		{name: "one cut, one unreachable", found: "2001:db8::1 192.0.2.1", fate: map[string]error{"2001:db8::1": unreachable, "192.0.2.1": reset},
			tried: "[2001:db8::1 0s 192.0.2.1 0s]", fault: smtpcheck.FaultReset},
		{name: "no way there", found: "2001:db8::1 192.0.2.1", fate: map[string]error{"2001:db8::1": unreachable, "192.0.2.1": syscall.EHOSTUNREACH},
			tried: "[2001:db8::1 0s 192.0.2.1 0s]", fault: smtpcheck.FaultBlocked},
		{name: "no address", found: "", tried: "[]", fault: smtpcheck.FaultDNS},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := &network{s: &simserver.Server{}, fate: c.fate, takes: c.takes}
			r, e, _ := run(t, n.s, func(check *smtpcheck.Check) {
				n.began = time.Now()
				check.Resolver, check.Dial = addresses(c.found), n.dial
			})
			if got := fmt.Sprint(n.tried); got != c.tried {
				t.Errorf("tried %s", got)
			}
			if r.Addr != c.used || (e == nil) != (c.fault == "") || e != nil && e.Fault != c.fault {
				t.Errorf("used %q, error %+v", r.Addr, e)
			}
			if n.open != 0 {
				t.Errorf("%d connections are still open", n.open)
			}
		})
	}
}

// TestManyAddresses: a name with many dead addresses does not take for ever.
func TestManyAddresses(t *testing.T) {
	var all found
	fate := map[string]error{}
	for i := range 40 {
		a := netip.AddrFrom4([4]byte{192, 0, 2, byte(i)})
		all, fate[a.String()] = append(all, a), nil
	}
	n := &network{fate: fate}
	_, e, took := run(t, &simserver.Server{}, func(c *smtpcheck.Check) {
		n.began = time.Now()
		c.Resolver, c.Dial = all, n.dial
	})
	if e == nil || e.Fault != smtpcheck.FaultBlocked || len(n.tried) != 8 || took > 13*time.Second {
		t.Errorf("%+v after %d addresses and %v", e, len(n.tried), took)
	}
}

// TestConnectElsewhere dials a tunnel while the certificate must still be the
// server's.
func TestConnectElsewhere(t *testing.T) {
	n := &network{s: &simserver.Server{}}
	tunnel := func(to string) func(*smtpcheck.Check) {
		return func(c *smtpcheck.Check) {
			n.began, n.tried = time.Now(), nil
			c.Connect, c.Dial = to, n.dial
		}
	}
	if r, e, _ := run(t, n.s, tunnel("192.0.2.99:2525")); e != nil || r.Addr != "192.0.2.99:2525" || r.Sent != smtpcheck.WasSent {
		t.Errorf("%+v, %+v", e, r)
	}
	n.s = &simserver.Server{Certificate: simserver.WrongName} // for mail.contoso.example
	_, e, _ := run(t, n.s, func(c *smtpcheck.Check) {
		tunnel("mail.contoso.example:2525")(c)
		c.Resolver = addresses("192.0.2.1")
	})
	if e == nil || e.Fault != smtpcheck.FaultName {
		t.Errorf("the tunnel's own certificate: %+v", e)
	}
	for _, bad := range []string{"192.0.2.1", "192.0.2.1:0", "192.0.2.1:70000", "192.0.2.1:smtp", ":"} {
		if _, e, _ := run(t, n.s, tunnel(bad)); e == nil || e.Stage != smtpcheck.Resolve || len(n.tried) != 0 {
			t.Errorf("%q: %+v", bad, e)
		}
	}
}

// TestLoopback goes over a real port, with the standard library's dialler and
// resolver.
func TestLoopback(t *testing.T) {
	s := &simserver.Server{Host: "localhost"}
	defer s.Close()
	addr, err := s.Listen(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	c := checkOf(t, s)
	c.Host, c.Connect, c.Dial, c.Resolver = "localhost", addr.String(), nil, nil
	r, err := smtpcheck.Run(t.Context(), c, nil)
	if err != nil || r.Sent != smtpcheck.WasSent || r.Network != "IPv4" {
		t.Errorf("%v, %+v", err, r)
	}
	s.Close()
	if _, err = smtpcheck.Run(t.Context(), c, nil); err == nil || err.(*smtpcheck.Error).Fault != smtpcheck.FaultRefused {
		t.Errorf("after the server is gone: %v", err)
	}
}
