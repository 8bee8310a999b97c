package simserver

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"syscall"

	"mailready/smtpcheck"
)

// The addresses under which a server is found in memory, and its client's.
// They are reserved for documentation (RFC 3849, RFC 5737).
var (
	addrIPv6 = netip.MustParseAddr("2001:db8::587")
	addrIPv4 = netip.MustParseAddr("192.0.2.25")
	callers  = map[bool]string{true: "[2001:db8::1]:50587", false: "198.51.100.7:50587"}
)

// LookupNetIP finds the server's name at one IPv6 and one IPv4 address, in
// this order; any other name is not found. It serves as smtpcheck.Check.Resolver.
func (s *Server) LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error) {
	if s.HangAt == smtpcheck.Resolve {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	name := strings.TrimSuffix(host, ".")
	if s.CloseAt == smtpcheck.Resolve || !strings.EqualFold(name, s.host()) {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	switch network {
	case "ip4":
		return []netip.Addr{addrIPv4}, nil
	case "ip6":
		return []netip.Addr{addrIPv6}, nil
	}
	return []netip.Addr{addrIPv6, addrIPv4}, nil
}

// Dial opens a connection to the server in memory, whatever the address. It
// serves as smtpcheck.Check.Dial.
func (s *Server) Dial(ctx context.Context, network, addr string) (net.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	ip, _ := netip.ParseAddr(host)
	six := ip.Is6() || network == "tcp6"
	if s.HangAt == smtpcheck.Connect || six && s.DeadIPv6 || !six && s.DeadIPv4 {
		<-ctx.Done()
		return nil, &net.OpError{Op: "dial", Net: network, Err: ctx.Err()}
	}
	if s.CloseAt == smtpcheck.Connect {
		return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
	}
	server, client := tcpAddr(addr), tcpAddr(callers[six])
	near, far := pipe(client, server)
	if err := s.start(far); err != nil {
		near.Close()
		return nil, err
	}
	return near, nil
}

// tcpAddr is addr as a net.Addr, without its port where it is not an address.
func tcpAddr(addr string) net.Addr {
	ap, err := netip.ParseAddrPort(addr)
	if err != nil {
		ap = netip.AddrPortFrom(addrIPv4, 587)
	}
	return net.TCPAddrFromAddrPort(ap)
}

// Listen serves on a loopback address such as "127.0.0.1:0" (which is meant
// where addr is empty) until ctx ends or the server is closed, and gives the
// address with the port it got. Other than loopback addresses are refused.
func (s *Server) Listen(ctx context.Context, addr string) (net.Addr, error) {
	if addr == "" {
		addr = "127.0.0.1:0"
	}
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	if ip, err := netip.ParseAddr(host); err != nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("%s is not a loopback address", addr)
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		l.Close()
		return nil, net.ErrClosed
	}
	s.listeners = append(s.listeners, l)
	s.running.Add(1)
	go func() {
		defer s.running.Done()
		defer context.AfterFunc(ctx, func() { l.Close() })()
		for {
			conn, err := l.Accept()
			if errors.Is(err, net.ErrClosed) {
				return
			}
			if err == nil {
				s.start(conn)
			}
		}
	}()
	return l.Addr(), nil
}

// start serves conn on a goroutine of its own.
func (s *Server) start(conn net.Conn) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		conn.Close()
		return &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	}
	if s.conns == nil {
		s.conns = map[net.Conn]chan struct{}{}
	}
	gone := make(chan struct{})
	s.conns[conn] = gone
	s.most = max(s.most, len(s.conns))
	record := &Session{}
	s.sessions = append(s.sessions, record)
	s.running.Add(1)
	go func() {
		defer s.running.Done()
		defer s.finish(conn)
		serve(s, conn, gone, record)
	}()
	return nil
}

// finish closes conn and forgets it.
func (s *Server) finish(conn net.Conn) {
	conn.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.conns, conn)
}
