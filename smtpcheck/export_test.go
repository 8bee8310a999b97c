package smtpcheck

import (
	"crypto/x509"
	"testing"
)

// Heard is what is shown of a reply where the password is known.
func Heard(reply, password string) string {
	var h echoDetector
	h.learn([]byte(password))
	if h.repeats([]byte(reply)) {
		return hidden
	}
	return reply
}

// Trust makes one file the system's certificate authorities for the length of a
// test, and a pool its whole store.
func Trust(t testing.TB, file string, whole *x509.CertPool) {
	before := system
	system = &roots{files: []string{file}, whole: func() (*x509.CertPool, error) { return whole, nil }}
	t.Cleanup(func() { system = before })
}
