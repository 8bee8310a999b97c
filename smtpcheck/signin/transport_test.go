package signin

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// A login service whose authority is not among the few is asked once more with
// all of them, where the system trusts it; the request comes whole and once.
func TestUsualTransport(t *testing.T) {
	var bodies []string
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		bodies = append(bodies, string(b))
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	for _, trusted := range []bool{true, false} {
		bodies = nil
		asked := 0
		few := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: x509.NewCertPool()}}
		client := http.Client{Transport: byFewRoots{few, s.Client().Transport, func(_ error, cfg *tls.Config) bool {
			if asked++; cfg.ServerName != "127.0.0.1" {
				t.Errorf("asked for %q", cfg.ServerName)
			}
			return trusted
		}}}
		answer, err := client.Post(s.URL, "text/plain", strings.NewReader("the request"))
		if err == nil {
			answer.Body.Close()
		}
		switch {
		case asked != 1:
			t.Errorf("asked %d times", asked)
		case trusted && (err != nil || len(bodies) != 1 || bodies[0] != "the request"):
			t.Errorf("%v, %q", err, bodies)
		case !trusted && (err == nil || len(bodies) != 0):
			t.Errorf("not trusted: %v, %q", err, bodies)
		}
	}
	if answer, err := usual().RoundTrip(httptest.NewRequest("GET", s.URL, nil)); err == nil {
		answer.Body.Close()
		t.Error("a server that nobody knows was trusted")
	}
}
