package smtpcheck_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"reflect"
	"testing"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

// TestTheSecondHandshakeIsShort counts the handshakes that a server shortens,
// where the caller keeps what it gives out: the report is the same, and what
// would not be trusted at length is not trusted in short.
func TestTheSecondHandshakeIsShort(t *testing.T) {
	for _, newest := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		t.Run(tls.VersionName(newest), func(t *testing.T) {
			c := checkOf(t, &simserver.Server{TLSMax: newest})
			resumed := 0
			c.TLS.ClientSessionCache = tls.NewLRUClientSessionCache(0)
			c.TLS.VerifyConnection = func(state tls.ConnectionState) error {
				if state.DidResume {
					resumed++
				}
				return nil
			}
			first, err := smtpcheck.Run(t.Context(), c, nil)
			if err != nil || resumed != 0 {
				t.Fatal(err, resumed)
			}
			second, err := smtpcheck.Run(t.Context(), c, nil)
			if err != nil || resumed != 1 {
				t.Fatalf("%v; %d handshakes were short", err, resumed)
			}
			if !reflect.DeepEqual(first.TLS, second.TLS) {
				t.Errorf("the report differs:\n%+v\n%+v", first.TLS, second.TLS)
			}
			untrusted := func(what string) {
				var e *smtpcheck.Error
				if _, err := smtpcheck.Run(t.Context(), c, nil); !errors.As(err, &e) || e.Stage != smtpcheck.StartTLS {
					t.Errorf("%s: %v", what, err)
				}
			}
			trusted := c.TLS.RootCAs
			c.TLS.RootCAs = x509.NewCertPool()
			untrusted("other authorities")
			c.TLS.RootCAs = trusted
			c.TLS.Time = func() time.Time { return time.Now().AddDate(2, 0, 0) }
			untrusted("after its end")
		})
	}
}
