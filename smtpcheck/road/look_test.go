package road

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
)

// zone is a name server over plain data. A name under "silent." is never
// answered, and a nil zone knows no name at all.
type zone struct {
	hosts map[string]string
	mx    map[string][]*net.MX
	txt   map[string][]string
}

func silent(ctx context.Context, name string) error {
	if strings.Contains(name, "silent.") {
		<-ctx.Done()
		return ctx.Err()
	}
	return nil
}

func notFound(name string) error {
	return &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
}

func (z *zone) LookupNetIP(ctx context.Context, _, host string) ([]netip.Addr, error) {
	if err := silent(ctx, host); err != nil {
		return nil, err
	}
	if z == nil || z.hosts[host] == "" {
		return nil, notFound(host)
	}
	return []netip.Addr{netip.MustParseAddr(z.hosts[host])}, nil
}

func (z *zone) LookupMX(ctx context.Context, name string) ([]*net.MX, error) {
	if err := silent(ctx, name); err != nil {
		return nil, err
	}
	if z == nil || z.mx[name] == nil {
		return nil, notFound(name)
	}
	return z.mx[name], nil
}

func (z *zone) LookupTXT(ctx context.Context, name string) ([]string, error) {
	if err := silent(ctx, name); err != nil {
		return nil, err
	}
	if z == nil || z.txt[name] == nil {
		return nil, notFound(name)
	}
	return z.txt[name], nil
}

const controlHost = "outlook.office365.com"

// contoso is a domain at Microsoft 365, and both hosts of Microsoft.
func contoso() *zone {
	return &zone{
		hosts: map[string]string{simserver.DefaultHost: "192.0.2.25", controlHost: "192.0.2.44"},
		mx:    map[string][]*net.MX{"contoso.example.": {{Host: "contoso-example.mail.protection.outlook.com."}}},
		txt:   map[string][]string{"contoso.example.": {"v=spf1 include:spf.protection.outlook.com -all"}},
	}
}

// world is a network with a mail server and the control host.
type world struct {
	mail, control simserver.Server
	zone          *zone
}

func (w *world) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	if strings.HasSuffix(addr, ":443") {
		return w.control.Dial(ctx, network, addr)
	}
	return w.mail.Dial(ctx, network, addr)
}

// question asks about the whole way, trusting both servers' authorities.
func (w *world) question() Question {
	w.control.Host, w.control.Implicit = controlHost, true
	roots := w.mail.TLS()
	roots.RootCAs.AppendCertsFromPEM(w.control.CA())
	return Question{
		Address: "office@contoso.example", Host: simserver.DefaultHost,
		Dial: w.dial, Resolver: w.zone, TLS: roots,
	}
}

func (w *world) close() {
	w.mail.Close()
	w.control.Close()
}

func TestEveryVerdict(t *testing.T) {
	const day = 24 * time.Hour
	type fault = smtpcheck.Fault
	for _, c := range []struct {
		name    string
		change  func(*world, *Question)
		verdict Verdict
		fault   fault
		control Finding
		within  time.Duration
	}{
		{"open", func(*world, *Question) {}, Open, "", ControlSkipped, time.Second},
		{"port blocked, silently", func(w *world, _ *Question) { w.mail.HangAt = smtpcheck.Connect },
			Blocked, smtpcheck.FaultBlocked, ControlReached, 8 * time.Second},
		{"port blocked, refused on the way", func(w *world, _ *Question) { w.mail.CloseAt = smtpcheck.Connect },
			Blocked, smtpcheck.FaultBlocked, ControlReached, time.Second},
		{"another server that refuses", func(w *world, q *Question) {
			w.mail.Host, q.Host, w.mail.CloseAt = "mail.contoso.example", "mail.contoso.example", smtpcheck.Connect
			w.zone.hosts["mail.contoso.example"] = "192.0.2.26"
		}, Troubled, smtpcheck.FaultRefused, ControlReached, time.Second},
		{"name not found", func(w *world, q *Question) { q.Host = "smtp.office365.example" },
			NoName, smtpcheck.FaultDNS, ControlReached, time.Second},
		{"no network: no name is found", func(w *world, q *Question) { w.zone = nil; q.Resolver = w.zone },
			NoNetwork, smtpcheck.FaultDNS, ControlNoName, time.Second},
		{"no network: name server silent", func(w *world, q *Question) { q.Host = "silent.example"; q.Control = "silent.example:443" },
			NoNetwork, smtpcheck.FaultDNS, ControlNoName, 12 * time.Second},
		{"no network: nothing answers", func(w *world, _ *Question) {
			w.mail.HangAt, w.control.HangAt = smtpcheck.Connect, smtpcheck.Connect
		}, NoNetwork, smtpcheck.FaultBlocked, ControlUnreached, 14 * time.Second},
		{"no network: control hangs in its handshake", func(w *world, _ *Question) {
			w.mail.HangAt, w.control.HangAt = smtpcheck.Connect, simserver.Handshake
		}, NoNetwork, smtpcheck.FaultBlocked, ControlUnreached, 14 * time.Second},
		{"portal on the mail port", func(w *world, _ *Question) { w.mail.Portal, w.control.Portal = true, true },
			Portal, smtpcheck.FaultPortal, ControlPortal, time.Second},
		{"portal on 443 alone", func(w *world, _ *Question) { w.mail.HangAt, w.control.Portal = smtpcheck.Connect, true },
			Portal, smtpcheck.FaultPortal, ControlPortal, 8 * time.Second},
		{"portal with its own certificate", func(w *world, _ *Question) {
			w.mail.CloseAt, w.control.Certificate = smtpcheck.Connect, simserver.WrongName
		}, Portal, smtpcheck.FaultPortal, ControlPortal, time.Second},
		{"certificate from somebody else", func(w *world, _ *Question) { w.mail.Certificate = simserver.Intercepted },
			Intercepted, smtpcheck.FaultUntrusted, ControlSkipped, time.Second},
		{"blocked, and 443 is read along", func(w *world, _ *Question) {
			w.mail.HangAt, w.control.Certificate = smtpcheck.Connect, simserver.Intercepted
		}, Blocked, smtpcheck.FaultBlocked, ControlIntercepted, 8 * time.Second},
		{"clock ahead", func(_ *world, q *Question) { q.Now = func() time.Time { return time.Now().Add(3 * 365 * day) } },
			Clock, smtpcheck.FaultClock, ControlSkipped, time.Second},
		{"clock behind", func(_ *world, q *Question) { q.Now = func() time.Time { return time.Now().Add(-3 * 365 * day) } },
			Clock, smtpcheck.FaultClock, ControlSkipped, time.Second},
		{"clock ahead, port blocked", func(w *world, q *Question) {
			w.mail.CloseAt = smtpcheck.Connect
			q.Now = func() time.Time { return time.Now().Add(300 * day) }
		}, Clock, smtpcheck.FaultClock, ControlClock, time.Second},
		{"encryption taken out", func(w *world, _ *Question) { w.mail.BeforeTLS = []string{"PIPELINING"} },
			Troubled, smtpcheck.FaultStripped, ControlSkipped, time.Second},
		{"certificate for another name", func(w *world, _ *Question) { w.mail.Certificate = simserver.WrongName },
			Troubled, smtpcheck.FaultName, ControlSkipped, time.Second},
		{"certificate really expired", func(w *world, _ *Question) { w.mail.Certificate = simserver.Expired },
			Troubled, smtpcheck.FaultUntrusted, ControlSkipped, time.Second},
		{"connects, never speaks", func(w *world, _ *Question) { w.mail.HangAt = smtpcheck.Greeting },
			Troubled, smtpcheck.FaultSlow, ControlReached, 13 * time.Second},
		{"hangs up at once", func(w *world, _ *Question) { w.mail.CloseAt = smtpcheck.Greeting },
			Troubled, smtpcheck.FaultClosed, ControlReached, time.Second},
		{"not a mail server", func(w *world, _ *Question) { w.mail.Replies = simserver.ForFault(smtpcheck.FaultGarbled).Replies },
			Troubled, smtpcheck.FaultGarbled, ControlReached, time.Second},
		{"both connect, and neither speaks", func(w *world, _ *Question) {
			w.mail.HangAt, w.control.HangAt = smtpcheck.Greeting, simserver.Handshake
		}, Troubled, smtpcheck.FaultSlow, ControlUnreached, Longest},
		{"no control wanted", func(w *world, q *Question) { w.mail.HangAt, q.Control = smtpcheck.Connect, NoControl },
			Blocked, smtpcheck.FaultBlocked, ControlSkipped, 8 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &world{zone: contoso()}
				q := w.question()
				c.change(w, &q)
				defer w.close()
				began := time.Now()
				a := Look(t.Context(), q)
				if took := time.Since(began); took > c.within {
					t.Errorf("took %v, want at most %v", took, c.within)
				}
				if a.Verdict != c.verdict || a.Control.Finding != c.control {
					t.Errorf("verdict %q, control %q (%v); want %q, %q", a.Verdict, a.Control.Finding, a.Control.Err, c.verdict, c.control)
				}
				var failed *smtpcheck.Error
				if errors.As(a.Err, &failed) != (c.fault != "") || failed != nil && failed.Fault != c.fault {
					t.Errorf("error %v, want fault %q", a.Err, c.fault)
				}
				if strings.ContainsAny(string(a.Issuer), "\x1b\u202e") {
					t.Errorf("issuer %q", a.Issuer)
				}
				if a.Verdict == Intercepted && !strings.HasPrefix(string(a.Issuer), "Corp") {
					t.Errorf("issuer %q is not named", a.Issuer)
				}
				if w.zone != nil && a.Account != causes.AccountWork {
					t.Errorf("account %q, whatever the way to the server", a.Account)
				}
			})
		})
	}
}

func TestCancelledLookReturnsAtOnce(t *testing.T) {
	for name, change := range map[string]func(*world, *Question){
		"while connecting":        func(w *world, _ *Question) { w.mail.HangAt = smtpcheck.Connect },
		"while greeted":           func(w *world, _ *Question) { w.mail.HangAt = smtpcheck.Greeting },
		"while the name is asked": func(_ *world, q *Question) { q.Host = "silent.example" },
		"while the mail is asked": func(_ *world, q *Question) { q.Address = "a@silent.example" },
		"during the control": func(w *world, _ *Question) {
			w.mail.CloseAt, w.control.HangAt = smtpcheck.Connect, simserver.Handshake
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &world{zone: contoso()}
				q := w.question()
				change(w, &q)
				defer w.close()
				ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
				defer cancel()
				time.AfterFunc(time.Second, cancel)
				began := time.Now()
				a := Look(ctx, q)
				if took := time.Since(began); took != time.Second {
					t.Errorf("returned %v after the start, was cancelled after 1s", took)
				}
				if name != "while the mail is asked" && a.Verdict != Unseen {
					t.Errorf("verdict %q", a.Verdict)
				}
			})
		})
	}
}

func TestOnlyTheDomain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := Look(t.Context(), Question{
			Address: "office@contoso.example", Resolver: contoso(),
			Dial: func(context.Context, string, string) (net.Conn, error) {
				t.Error("a connection was made")
				return nil, net.ErrClosed
			},
		})
		if a.Account != causes.AccountWork || a.Mail.Home != HomeMicrosoft || a.Verdict != Unseen || a.Err != nil {
			t.Errorf("%+v", a)
		}
	})
}

// TestLookOverLoopback goes the way once over real connections.
func TestLookOverLoopback(t *testing.T) {
	var w world
	w.zone = contoso()
	q := w.question()
	defer w.close()
	mail, err := w.mail.Listen(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	control, err := w.control.Listen(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	at := map[string]string{"587": mail.String(), "443": control.String(), "465": closed.Addr().String()}
	q.Dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
		_, port, _ := net.SplitHostPort(addr)
		return (&net.Dialer{}).DialContext(ctx, network, at[port])
	}
	if a := Look(t.Context(), q); a.Verdict != Open || a.Server.TLS == nil || !a.Server.TLS.Verified || a.Server.LoggedIn {
		t.Errorf("%q, %v, %+v", a.Verdict, a.Err, a.Server)
	}
	q.Port = smtpcheck.PortSubmissions
	if a := Look(t.Context(), q); a.Verdict != Blocked || a.Control.Finding != ControlReached {
		t.Errorf("%q, %v, %+v", a.Verdict, a.Err, a.Control)
	}
	for _, s := range w.control.Sessions() {
		if len(s.Clear) > 0 || len(s.Commands) > 0 {
			t.Errorf("the control connection said something: %q %q", s.Clear, s.Commands)
		}
	}
}
