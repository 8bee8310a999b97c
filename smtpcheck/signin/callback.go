package signin

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"syscall"
)

// quiet takes what net/http would print on the terminal.
var quiet = log.New(io.Discard, "", 0)

// The pages that the browser ends on. They repeat nothing of the request,
// load nothing, and promise only what is known by then.
const (
	pageDone   = "You can close this window, and go back to mailready. It goes on there."
	pageNo     = "Microsoft did not sign you in. You can close this window; mailready says why."
	pageUsed   = "This sign-in has been answered already. You can close this window."
	pageNotOur = "This page does not belong to the sign-in that mailready waits for. You can close this window."
)

const page = `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>mailready</title></head>
<body><main><h1>mailready</h1><p>%s</p></main></body>
</html>
`

// serve answers the browser. One answer counts: the first that belongs to this
// sign-in. Whoever asks under another name than this computer's own is sent
// away, so that no page elsewhere can reach it by a name of its own.
func (f *Flow) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Connection", "close")
	say := func(status int, text string) {
		w.WriteHeader(status)
		if r.Method != http.MethodHead {
			fmt.Fprintf(w, page, text)
		}
	}
	switch {
	case r.Host != "localhost:"+f.port && r.Host != "127.0.0.1:"+f.port && r.Host != "[::1]:"+f.port:
		f.note()
		say(http.StatusMisdirectedRequest, pageNotOur)
		return
	case r.Method != http.MethodGet:
		say(http.StatusMethodNotAllowed, pageNotOur)
		return
	case r.URL.Path != "/" && r.URL.Path != "":
		say(http.StatusNotFound, pageNotOur) // such as /favicon.ico
		return
	}
	got, ours := f.read(r.URL.Query())
	switch {
	case !ours:
		f.note()
		say(http.StatusBadRequest, pageNotOur)
	case !f.give(got):
		say(http.StatusGone, pageUsed)
	case got.err != nil:
		say(http.StatusOK, pageNo)
	default:
		say(http.StatusOK, pageDone)
	}
}

// note counts a request that did not belong to this sign-in.
func (f *Flow) note() {
	f.mu.Lock()
	f.strange++
	f.mu.Unlock()
}

// taken tells whether a port is in use.
func taken(err error) bool { return errors.Is(err, syscall.EADDRINUSE) }
