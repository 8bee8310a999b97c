package smtpcheck

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"time"
)

const (
	headStart    = 300 * time.Millisecond // for each address before the next is tried beside it
	maxAddresses = 8
)

// target is the name or address that is dialled, and its port.
func (c Check) target() (host string, port uint16, err error) {
	if c.Connect == "" {
		return c.Host, uint16(c.Port), nil
	}
	host, text, err := net.SplitHostPort(c.Connect)
	if err != nil {
		return "", 0, err
	}
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil || n == 0 {
		return "", 0, fmt.Errorf("port %q is not a number from 1 to 65535", text)
	}
	return host, uint16(n), nil
}

// resolve finds the addresses, IPv6 and IPv4 taking turns (RFC 8305 section 4).
func (s *Session) resolve(ctx context.Context) *Error {
	host, port, err := s.check.target()
	if err != nil {
		return fault(FaultDNS, err)
	}
	ips := []netip.Addr{}
	if ip, err := netip.ParseAddr(host); err == nil {
		ips = append(ips, ip)
	} else {
		ctx, cancel := context.WithTimeout(ctx, s.check.Patience.Resolve)
		defer cancel()
		if ips, err = s.check.Resolver.LookupNetIP(ctx, "ip", host); err != nil {
			return fault(FaultDNS, err)
		}
	}
	var six, four []netip.AddrPort
	for _, ip := range ips {
		if ip = ip.Unmap(); ip.Is4() {
			four = append(four, netip.AddrPortFrom(ip, port))
		} else {
			six = append(six, netip.AddrPortFrom(ip, port))
		}
	}
	s.addrs = s.addrs[:0]
	for i := 0; i < max(len(six), len(four)) && len(s.addrs) < maxAddresses; i++ {
		if i < len(six) {
			s.addrs = append(s.addrs, six[i])
		}
		if i < len(four) {
			s.addrs = append(s.addrs, four[i])
		}
	}
	if len(s.addrs) == 0 {
		return fault(FaultDNS, fmt.Errorf("%q has no address", host))
	}
	return nil
}

// connect takes the first address that answers.
func (s *Session) connect(ctx context.Context) *Error {
	won, tried, errs := race(ctx, s.addrs, s.dial)
	for _, addr := range s.addrs[:tried] {
		s.report.Tried = append(s.report.Tried, addr.String())
	}
	if won.conn == nil {
		return dialFault(errs)
	}
	s.report.Addr, s.report.Network = won.addr.String(), "IPv6"
	if won.addr.Addr().Is4() {
		s.report.Network = "IPv4"
	}
	s.wire = newWire(won.conn, won.conn)
	return nil
}

func (s *Session) dial(ctx context.Context, addr netip.AddrPort) attempt {
	ctx, cancel := context.WithTimeout(ctx, s.check.Patience.Connect)
	defer cancel()
	conn, err := s.check.Dial(ctx, "tcp", addr.String())
	return attempt{conn, addr, err}
}

// attempt is the outcome of dialling one address.
type attempt struct {
	conn net.Conn
	addr netip.AddrPort
	err  error
}

// race dials the addresses in order, each a head start after the one before
// or as soon as that one failed. The first connection wins; the others are
// given up, and closed where they came too late. tried is how many addresses
// were dialled. All attempts have ended when race returns, so dial must return
// when its context ends.
func race(ctx context.Context, addrs []netip.AddrPort, dial func(context.Context, netip.AddrPort) attempt) (won attempt, tried int, failed []error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	outcomes := make(chan attempt)
	running := 0
	start := func() {
		addr := addrs[tried]
		tried, running = tried+1, running+1
		go func() { outcomes <- dial(ctx, addr) }()
	}
	next := time.NewTimer(headStart)
	defer next.Stop()
	start()
	for running > 0 {
		more := tried < len(addrs) && won.conn == nil && ctx.Err() == nil
		var turn <-chan time.Time
		if more {
			turn = next.C
		}
		select {
		case <-turn:
			start()
			next.Reset(headStart)
		case a := <-outcomes:
			running--
			switch {
			case a.err == nil && won.conn == nil:
				won = a
				cancel()
			case a.err == nil:
				a.conn.Close()
			default:
				failed = append(failed, a.err)
				if more {
					start()
					next.Reset(headStart)
				}
			}
		}
	}
	return won, tried, failed
}
