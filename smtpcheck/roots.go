package smtpcheck

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"os"
	"runtime"
	"sync"
)

// roots are the system's certificate authorities. On Linux they stand twice on
// the disk: in one file, and each in a file of its own in a folder. crypto/x509
// reads both, which costs more than all the rest of a check; here the one file
// is read, and the whole only where a certificate needs it.
type roots struct {
	files []string // the first that can be read is taken
	whole func() (*x509.CertPool, error)
	once  sync.Once
	few   *x509.CertPool // nil where crypto/x509 is to choose
}

// bundles are where the distributions keep the one file (crypto/x509,
// root_linux.go).
var bundles = []string{
	"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
	"/etc/pki/tls/cacert.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem",
}

var system = &roots{files: bundles, whole: x509.SystemCertPool}

// pool gives the authorities of the one file; nil where the whole store of the
// system has to be asked. It may be called from anywhere, and reads once.
func (r *roots) pool() *x509.CertPool {
	r.once.Do(func() {
		files := r.files
		if file := os.Getenv("SSL_CERT_FILE"); file != "" {
			files = []string{file}
		}
		if runtime.GOOS != "linux" || os.Getenv("SSL_CERT_DIR") != "" {
			return
		}
		for _, file := range files {
			pem, err := os.ReadFile(file)
			if err != nil {
				continue
			}
			if pool := x509.NewCertPool(); pool.AppendCertsFromPEM(pem) {
				r.few = pool
			}
			return
		}
	})
	return r.few
}

// SystemRoots are the certificate authorities to verify servers with, nil for
// those that crypto/tls takes by itself. The first call reads them, which takes
// some milliseconds: make it while something else is waited for.
func SystemRoots() *x509.CertPool { return system.pool() }

// TrustedBySystem tells whether a certificate that [SystemRoots] did not lead
// to is good all the same: for an authority that stands in the folder alone.
func TrustedBySystem(err error, cfg *tls.Config) bool {
	var refused *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	if !errors.As(err, &refused) || !errors.As(err, &unknown) || cfg.RootCAs == nil || cfg.RootCAs != system.few {
		return false
	}
	whole, err := system.whole()
	if err != nil {
		return false
	}
	between := x509.NewCertPool()
	for _, c := range refused.UnverifiedCertificates[1:] {
		between.AddCert(c)
	}
	options := x509.VerifyOptions{DNSName: cfg.ServerName, Roots: whole, Intermediates: between}
	if cfg.Time != nil {
		options.CurrentTime = cfg.Time()
	}
	_, err = refused.UnverifiedCertificates[0].Verify(options)
	return err == nil
}
