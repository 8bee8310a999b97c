package simserver

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"time"
)

// Certificate is the kind of certificate a Server shows.
type Certificate string

// The kinds. Except for Trusted, a careful client refuses them all.
const (
	Trusted     Certificate = ""
	SelfSigned  Certificate = "self-signed" // vouches for itself
	Unknown     Certificate = "unknown"     // from an authority nobody knows
	Intercepted Certificate = "intercepted" // like Unknown, from an authority whose name plays tricks on a terminal
	WrongName   Certificate = "wrong-name"  // for mail.contoso.example
	NoName      Certificate = "no-name"     // the name only where clients no longer look
	Expired     Certificate = "expired"     // since 45 days
	NotYet      Certificate = "not-yet"     // not valid before 45 days from now
	WrongUse    Certificate = "wrong-use"   // for clients, not for servers
	Incomplete  Certificate = "incomplete"  // an authority in between is missing
)

// HostileIssuer is the authority's name in an Intercepted certificate.
const HostileIssuer = "Corp \x1b[31mInspect\u202e CA"

const day = 24 * time.Hour

// authority signs certificates.
type authority struct {
	key  *ecdsa.PrivateKey
	cert *x509.Certificate
}

// issuer is the authority that [Server.CA] names. It is made at its first
// use, so that its dates fit the clock of a testing/synctest bubble.
func (s *Server) issuer() *authority {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.authority == nil {
		s.authority = newAuthority("mailready practice authority", nil, s.now())
	}
	return s.authority
}

func newAuthority(name string, parent *authority, now time.Time) *authority {
	a := &authority{key: newKey()}
	signer := parent
	if signer == nil {
		signer = a
	}
	a.cert = signer.sign(&x509.Certificate{
		Subject:   pkix.Name{CommonName: name, Organization: []string{"mailready"}},
		NotBefore: now.Add(-400 * day), NotAfter: now.Add(400 * day),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}, &a.key.PublicKey)
	return a
}

// sign makes a certificate from its template. Only a broken random source or
// a broken template can make it fail, and then nothing here can go on.
func (a *authority) sign(t *x509.Certificate, public *ecdsa.PublicKey) *x509.Certificate {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		panic(fmt.Sprintf("simserver: %v", err))
	}
	t.SerialNumber = serial
	parent := a.cert
	if parent == nil {
		parent = t
	}
	der, err := x509.CreateCertificate(rand.Reader, t, parent, public, a.key)
	if err != nil {
		panic(fmt.Sprintf("simserver: %v", err))
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		panic(fmt.Sprintf("simserver: %v", err))
	}
	return cert
}

func newKey() *ecdsa.PrivateKey {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(fmt.Sprintf("simserver: %v", err))
	}
	return key
}

func (a *authority) pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.cert)
	return pool
}

func (a *authority) pem() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw})
}

// tlsConfig is the server's side of the handshake.
func (s *Server) tlsConfig() *tls.Config {
	c := &tls.Config{
		Certificates: []tls.Certificate{*s.shown()},
		MinVersion:   tls.VersionTLS12, MaxVersion: s.TLSMax,
	}
	if s.TLSMax != 0 && s.TLSMax < c.MinVersion {
		c.MinVersion = s.TLSMax
	}
	if s.NoCipher { // this one needs an RSA key, which the server does not have
		c.MaxVersion, c.CipherSuites = tls.VersionTLS12, []uint16{tls.TLS_RSA_WITH_AES_128_GCM_SHA256}
	}
	c.SetSessionTicketKeys([][32]byte{s.ticketKey()})
	return c
}

// ticketKey seals what is given out to shorten the next handshake, on all
// connections alike.
func (s *Server) ticketKey() [32]byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tickets == ([32]byte{}) {
		rand.Read(s.tickets[:])
	}
	return s.tickets
}

// shown is the certificate of every connection. Like the authority it is made
// at its first use.
func (s *Server) shown() *tls.Certificate {
	signer := s.issuer()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.leaf == nil {
		s.leaf = s.newLeaf(signer)
	}
	return s.leaf
}

// newLeaf is the server's certificate with the chain it sends.
func (s *Server) newLeaf(signer *authority) *tls.Certificate {
	key, now := newKey(), s.now()
	t := &x509.Certificate{
		Subject:   pkix.Name{CommonName: "outlook.com", Organization: []string{"mailready practice"}},
		DNSNames:  []string{s.host(), "outlook.com", "*.outlook.com", "*.office365.com", "outlook.office365.com"},
		NotBefore: now.Add(-90 * day), NotAfter: now.Add(90 * day),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	send := []*x509.Certificate{signer.cert}
	switch s.Certificate {
	case SelfSigned:
		t.Subject.CommonName = s.host()
		signer, send = &authority{key: key}, nil
	case Unknown:
		signer = newAuthority("Unknown Inspection CA", nil, now)
		send = []*x509.Certificate{signer.cert}
	case Intercepted:
		signer = newAuthority(HostileIssuer, nil, now)
		send = []*x509.Certificate{signer.cert}
	case Incomplete:
		signer, send = newAuthority("mailready practice intermediate", signer, now), nil
	case WrongName:
		t.Subject.CommonName, t.DNSNames = "mail.contoso.example", []string{"mail.contoso.example"}
	case NoName:
		t.Subject.CommonName, t.DNSNames = s.host(), nil
	case Expired:
		t.NotBefore, t.NotAfter = now.Add(-390*day), now.Add(-45*day)
	case NotYet:
		t.NotBefore, t.NotAfter = now.Add(45*day), now.Add(390*day)
	case WrongUse:
		t.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	}
	cert := &tls.Certificate{PrivateKey: key, Certificate: [][]byte{signer.sign(t, &key.PublicKey).Raw}}
	for _, c := range send {
		cert.Certificate = append(cert.Certificate, c.Raw)
	}
	return cert
}
