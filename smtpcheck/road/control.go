package road

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/netip"
	"strings"
	"time"

	"mailready/smtpcheck"
)

// DefaultControl is where the control connection goes: a host of Microsoft
// that every network which lets people use Microsoft 365 lets through.
const DefaultControl = "outlook.office365.com:443"

// Finding is what the control connection found.
type Finding string

const (
	ControlSkipped     Finding = ""            // not tried
	ControlReached     Finding = "reached"     // Microsoft answered with its own certificate
	ControlUnreached   Finding = "unreached"   // nobody answered
	ControlNoName      Finding = "no-name"     // not even the name was found
	ControlPortal      Finding = "portal"      // somebody else answered: a sign-in page of the network
	ControlIntercepted Finding = "intercepted" // a certificate for Microsoft's name, signed by somebody else
	ControlClock       Finding = "clock"       // the certificate is valid, but not at this computer's time
)

// Control is one TLS connection to a named host of Microsoft, closed as soon
// as its certificate was seen. Nothing is asked of the host.
type Control struct {
	Finding Finding
	Host    string         // HOST:PORT
	Issuer  smtpcheck.Text // who signed the certificate that was shown
	Err     error

	// With ControlClock, the time in which the certificate is valid: the real
	// time lies within.
	From, Until time.Time
}

// lookControl makes the control connection. The context must have a deadline.
func lookControl(ctx context.Context, q Question) Control {
	c := Control{Host: q.Control}
	host, port, err := net.SplitHostPort(q.Control)
	if err != nil {
		return c.is(ControlUnreached, err)
	}
	addrs, err := q.Resolver.LookupNetIP(ctx, "ip", host)
	if err != nil || len(addrs) == 0 {
		return c.is(ControlNoName, err)
	}
	conn, err := dialAny(ctx, q.Dial, addrs, port)
	if err != nil {
		return c.is(ControlUnreached, err)
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	config := &tls.Config{}
	if q.TLS != nil {
		config = q.TLS.Clone()
	}
	config.ServerName, config.MinVersion, config.InsecureSkipVerify = host, tls.VersionTLS12, false
	if config.Time == nil {
		config.Time = q.Now
	}
	if config.RootCAs == nil {
		config.RootCAs = smtpcheck.SystemRoots()
	}
	err = tls.Client(conn, config).HandshakeContext(ctx)
	if smtpcheck.TrustedBySystem(err, config) {
		return c.is(ControlReached, nil)
	}
	var refused *tls.CertificateVerificationError
	if errors.As(err, &refused) && len(refused.UnverifiedCertificates) > 0 {
		return c.refused(err, refused.UnverifiedCertificates, config)
	}
	var header tls.RecordHeaderError
	switch {
	case err == nil:
		return c.is(ControlReached, nil)
	case errors.As(err, &header) && webPage(header.RecordHeader[:]), webPage(leftOver(conn)):
		return c.is(ControlPortal, err)
	}
	return c.is(ControlUnreached, err)
}

// dialAny connects to the addresses at once and keeps the first connection.
func dialAny(ctx context.Context, dial dialer, addrs []netip.Addr, port string) (net.Conn, error) {
	addrs = addrs[:min(len(addrs), maxControls)]
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type outcome struct {
		conn net.Conn
		err  error
	}
	outcomes := make(chan outcome)
	for _, addr := range addrs {
		go func() {
			conn, err := dial(ctx, "tcp", net.JoinHostPort(addr.Unmap().String(), port))
			outcomes <- outcome{conn, err}
		}()
	}
	var won net.Conn
	var failed []error
	for range addrs {
		switch o := <-outcomes; {
		case o.err != nil:
			failed = append(failed, o.err)
		case won != nil:
			o.conn.Close()
		default:
			won = o.conn
			cancel()
		}
	}
	if won == nil {
		return nil, errors.Join(failed...)
	}
	return won, nil
}

const maxControls = 4 // addresses of the control host that are tried

// refused reads a certificate that was not accepted: for another name it is
// a sign-in page, for the right name and from an unknown issuer somebody
// reads along, and good but for its dates it is the clock.
func (c Control) refused(err error, chain []*x509.Certificate, config *tls.Config) Control {
	leaf := chain[0]
	c.Issuer = issuer(leaf)
	between := x509.NewCertPool()
	for _, cert := range chain[1:] {
		between.AddCert(cert)
	}
	inTime := func(host string) error {
		_, err := leaf.Verify(x509.VerifyOptions{
			DNSName: host, Roots: config.RootCAs, Intermediates: between,
			CurrentTime: leaf.NotBefore.Add(leaf.NotAfter.Sub(leaf.NotBefore) / 2),
		})
		return err
	}
	switch {
	case leaf.VerifyHostname(config.ServerName) != nil:
		return c.is(ControlPortal, err)
	case inTime(config.ServerName) == nil:
		c.From, c.Until = leaf.NotBefore, leaf.NotAfter
		return c.is(ControlClock, err)
	}
	return c.is(ControlIntercepted, err)
}

// is the same control connection with this finding.
func (c Control) is(f Finding, err error) Control {
	c.Finding, c.Err = f, err
	return c
}

// issuer names who signed the certificate, by the part that people know.
func issuer(leaf *x509.Certificate) smtpcheck.Text {
	const most = 100
	name := []rune(smtpcheck.SafeText([]byte(cmp.Or(leaf.Issuer.CommonName, leaf.Issuer.String(), "(no name)"))))
	return smtpcheck.Text(name[:min(len(name), most)])
}

// leftOver is the beginning of what the other side said before it hung up on
// the handshake.
func leftOver(conn net.Conn) []byte {
	head := make([]byte, 16)
	n, _ := io.ReadAtLeast(conn, head, 5)
	return head[:n]
}

// webPage tells whether plain text came where TLS was expected.
func webPage(head []byte) bool {
	start := strings.ToLower(strings.TrimLeft(string(head), " \r\n"))
	return strings.HasPrefix(start, "http") || strings.HasPrefix(start, "<")
}
