package signin

import (
	"crypto/tls"
	"net/http"
	"sync"

	"mailready/smtpcheck"
)

// usual is net/http's own transport with the certificate authorities of
// [smtpcheck.SystemRoots], which cost less to read than all that stand on the
// disk. All of them are asked where a certificate needs it.
var usual = sync.OnceValue(func() http.RoundTripper {
	few := http.DefaultTransport.(*http.Transport).Clone()
	few.TLSClientConfig = &tls.Config{RootCAs: smtpcheck.SystemRoots(), MinVersion: tls.VersionTLS12}
	return byFewRoots{few, http.DefaultTransport, smtpcheck.TrustedBySystem}
})

type byFewRoots struct {
	few     *http.Transport
	all     http.RoundTripper
	trusted func(error, *tls.Config) bool // whether all of them would do, where the few do not
}

func (b byFewRoots) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.few.RoundTrip(r)
	tried := b.few.TLSClientConfig.Clone()
	tried.ServerName = r.URL.Hostname()
	if err == nil || !b.trusted(err, tried) {
		return answer, err
	}
	// The handshake failed, so nothing of the request was read by anybody.
	again := r.Clone(r.Context())
	if r.GetBody != nil {
		if again.Body, err = r.GetBody(); err != nil {
			return nil, err
		}
	}
	return b.all.RoundTrip(again)
}
