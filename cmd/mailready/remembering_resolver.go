package main

import (
	"context"
	"net"
	"net/netip"
	"sync"

	"mailready/wizard/checklist"
)

// rememberingResolver asks for each name once in a run over many mailboxes,
// which mostly share one server. A failure is not remembered.
type rememberingResolver struct {
	net.Resolver
	mu    sync.Mutex
	known map[string][]netip.Addr
}

var _ checklist.Resolver = (*rememberingResolver)(nil)

// LookupNetIP is that of [net.Resolver].
func (r *rememberingResolver) LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error) {
	key := network + " " + host
	r.mu.Lock()
	addrs, ok := r.known[key]
	r.mu.Unlock()
	if ok {
		return addrs, nil
	}
	addrs, err := r.Resolver.LookupNetIP(ctx, network, host)
	if err == nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.known == nil {
			r.known = map[string][]netip.Addr{}
		}
		r.known[key] = addrs
	}
	return addrs, err
}
