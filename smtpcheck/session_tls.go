package smtpcheck

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"strings"
	"time"
)

// handshake begins TLS on the connection. The certificate is verified by
// crypto/tls itself, against the system's roots or those of Check.TLS; what
// was shown is kept either way.
func (s *Session) handshake() *Error {
	cfg := s.tlsConfig()
	conn := tls.Client(s.wire.raw, cfg)
	s.wire.patience(s.check.Patience.TLS)
	err := conn.Handshake()
	state := conn.ConnectionState()
	if err == nil {
		s.report.TLS = tlsFacts(state, state.PeerCertificates)
		s.report.TLS.Verified = true
		s.hideCertificate()
		s.wire = newWire(s.wire.raw, conn)
		return nil
	}
	s.broken = true
	s.wholeStore = !s.wholeStore && TrustedBySystem(err, cfg)
	var refused *tls.CertificateVerificationError
	if errors.As(err, &refused) {
		s.report.TLS = tlsFacts(state, refused.UnverifiedCertificates)
		s.hideCertificate()
	}
	return s.tlsFault(err, cfg.Time())
}

func (s *Session) tlsConfig() *tls.Config {
	cfg := &tls.Config{}
	if s.check.TLS != nil {
		cfg = s.check.TLS.Clone()
	}
	cfg.ServerName = s.check.Host
	cfg.MinVersion = max(cfg.MinVersion, tls.VersionTLS12)
	cfg.InsecureSkipVerify = false
	switch {
	case cfg.RootCAs != nil:
	case s.wholeStore:
		cfg.RootCAs, _ = system.whole() // nil leaves it to crypto/tls
	default:
		cfg.RootCAs = SystemRoots()
	}
	if cfg.Time == nil {
		cfg.Time = s.check.Now
	}
	return cfg
}

// tlsFault reads the error of a failed handshake. crypto/tls has types for
// some of them and only words for the others.
func (s *Session) tlsFault(err error, now time.Time) *Error {
	var (
		record  tls.RecordHeaderError
		name    x509.HostnameError
		invalid x509.CertificateInvalidError
		refused *tls.CertificateVerificationError
	)
	says := func(words string) bool { return strings.Contains(err.Error(), words) }
	switch {
	case errors.As(err, &record):
		return fault(s.notTLS(record.RecordHeader[:]), err)
	case errors.As(err, &name):
		return fault(FaultName, err)
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && clockIsWrong(now, s.dated, invalid.Cert):
		return fault(FaultClock, err)
	case errors.As(err, &refused):
		return fault(FaultUntrusted, err)
	case says("protocol version not supported"), says("unsupported protocol version"):
		return fault(FaultOld, err)
	}
	// Who hung up on the handshake may have left a web page behind.
	if head, _ := s.wire.in.Peek(5); notSMTP(head) == FaultPortal {
		return fault(FaultPortal, err)
	}
	if isAny(err, io.EOF, io.ErrUnexpectedEOF) {
		return fault(FaultReset, err)
	}
	return wireFault(err)
}

// notTLS says what came instead of a TLS record. Behind the answer to
// STARTTLS only a refusal of what was sent can be the server's own; anything
// else was put there by somebody.
func (s *Session) notTLS(head []byte) Fault {
	switch {
	case notSMTP(head) == FaultPortal:
		return FaultPortal
	case s.check.Port == PortSubmissions, notSMTP(head) == "" && head[0] >= '4':
		return FaultNotTLS
	}
	return FaultInjected
}

// tlsFacts copies what is worth telling of a handshake.
func tlsFacts(state tls.ConnectionState, chain []*x509.Certificate) *TLSFacts {
	facts := &TLSFacts{
		Version: strings.TrimPrefix(tls.VersionName(state.Version), "TLS "),
		Cipher:  tls.CipherSuiteName(state.CipherSuite),
	}
	if len(chain) == 0 {
		return facts
	}
	leaf := chain[0]
	facts.Issuer, facts.Subject = nameOf(leaf.Issuer.CommonName, leaf.Issuer.String()), nameOf(leaf.Subject.CommonName, leaf.Subject.String())
	facts.NotBefore, facts.Expires = leaf.NotBefore, leaf.NotAfter
	for _, n := range leaf.DNSNames[:min(len(leaf.DNSNames), 100)] {
		facts.Names = append(facts.Names, shortText(n))
	}
	for _, c := range chain[:min(len(chain), 10)] {
		facts.Chain = append(facts.Chain, nameOf(c.Subject.CommonName, c.Subject.String()))
	}
	return facts
}

// nameOf prefers the common name, the only part that people know.
func nameOf(common, whole string) Text { return shortText(cmp.Or(common, whole, "(no name)")) }
