package simlogin

import (
	"bytes"
	"io"
	"net/http"
)

// Client asks the server in memory, without a network: whatever host it is
// asked for, this server answers.
func (s *Server) Client() *http.Client {
	return &http.Client{Transport: inMemory{s}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// inMemory hands a request to the server and gives back its answer.
type inMemory struct{ server *Server }

func (m inMemory) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	asked := r.Clone(r.Context())
	asked.Host = r.URL.Host
	if asked.Body == nil {
		asked.Body = http.NoBody
	}
	defer asked.Body.Close()
	w := &recorded{header: http.Header{}, status: http.StatusOK}
	m.server.ServeHTTP(w, asked)
	return &http.Response{StatusCode: w.status, Status: http.StatusText(w.status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.header, Body: io.NopCloser(&w.body), ContentLength: int64(w.body.Len()), Request: r}, nil
}

// recorded is an answer on its way.
type recorded struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *recorded) Header() http.Header         { return w.header }
func (w *recorded) Write(p []byte) (int, error) { return w.body.Write(p) }
func (w *recorded) WriteHeader(status int)      { w.status = status }
