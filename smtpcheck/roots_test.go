package smtpcheck_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

// The system's authorities are taken from the one file. An authority that
// stands elsewhere in the system's store is found too, and one that stands
// nowhere is not.
func TestSystemRoots(t *testing.T) {
	t.Setenv("SSL_CERT_FILE", "")
	t.Setenv("SSL_CERT_DIR", "")
	s, other := &simserver.Server{}, &simserver.Server{Host: "other.example"}
	t.Cleanup(func() { s.Close() })
	t.Cleanup(func() { other.Close() })
	file := func(pem []byte) string {
		path := filepath.Join(t.TempDir(), "bundle.pem")
		if err := os.WriteFile(path, pem, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct {
		name        string
		bundle      []byte
		whole       *simserver.Server
		connections int
		trusted     bool
	}{
		{"in the file", s.CA(), other, 1, true},
		{"elsewhere in the store", other.CA(), s, 2, true},
		{"nowhere", other.CA(), other, 1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			smtpcheck.Trust(t, file(c.bundle), c.whole.TLS().RootCAs)
			check := checkOf(t, s)
			check.TLS = nil
			before := len(s.Sessions())
			report, err := smtpcheck.Run(t.Context(), check, nil)
			var fault *smtpcheck.Error
			switch {
			case c.trusted && (err != nil || !report.LoggedIn || !report.TLS.Verified):
				t.Errorf("%v, %+v", err, report.TLS)
			case !c.trusted && (!errors.As(err, &fault) || fault.Fault != smtpcheck.FaultUntrusted):
				t.Errorf("%v", err)
			}
			if n := len(s.Sessions()) - before; n != c.connections {
				t.Errorf("%d connections, want %d", n, c.connections)
			}
		})
	}
}
