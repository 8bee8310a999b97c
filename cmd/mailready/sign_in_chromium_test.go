//go:build linux

package main

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// browserParts is the folder of the parts that run on Node: npm ci puts the
// authorization server and what drives the browser there.
func browserParts(t *testing.T) string {
	t.Helper()
	realPart(t, "node", "chromium")
	dir, err := filepath.Abs("testdata/browser")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"oidc-provider", "playwright-core"} {
		if _, err := os.Stat(filepath.Join(dir, "node_modules", part)); err != nil {
			missing(t, part+" is not installed; run npm ci --ignore-scripts in cmd/mailready/testdata/browser")
		}
	}
	return dir
}

// authorizationServer starts a real one, whose access tokens the issuer's key
// signs, and gives it as pages. It hides every token that it gives out, and
// latest is the last access token.
func (w *world) authorizationServer(issuer *tokenIssuer, kid string) (pages http.Handler, latest func() string) {
	w.Helper()
	dir := browserParts(w.T)
	node := exec.Command("node", filepath.Join(dir, "authorization-server.mjs"))
	var said bytes.Buffer
	node.Stderr = &said
	in, _ := node.StdinPipe()
	out, _ := node.StdoutPipe()
	if err := node.Start(); err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() {
		in.Close()
		node.Wait()
		if w.Failed() {
			w.Logf("the authorization server said:\n%s", &said)
		}
	})
	json.NewEncoder(in).Encode(map[string]any{"issuer": issuer.Name, "tenant": testTenant, "client": testClient, "key": webKey(w.T, issuer.key, kid)})
	port, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		w.Fatalf("the authorization server did not start: %s", &said)
	}
	address, err := url.Parse("http://127.0.0.1:" + strings.TrimSpace(port))
	if err != nil {
		w.Fatal(err)
	}
	var mu sync.Mutex
	var access string
	return &httputil.ReverseProxy{
			Rewrite: func(r *httputil.ProxyRequest) {
				r.SetURL(address)
				r.Out.Host = r.In.Host
				r.Out.Header.Set("X-Forwarded-Proto", "https")
				r.Out.Header.Set("X-Forwarded-Host", r.In.Host)
			},
			ModifyResponse: func(r *http.Response) error {
				if !strings.HasSuffix(r.Request.URL.Path, "/token") {
					return nil
				}
				body, err := io.ReadAll(r.Body)
				r.Body = io.NopCloser(bytes.NewReader(body))
				var tokens struct {
					Access  string `json:"access_token"`
					Refresh string `json:"refresh_token"`
				}
				if json.Unmarshal(body, &tokens) == nil && tokens.Access != "" {
					_, secret, _ := strings.Cut(tokens.Access, ".") // the head is the same for all tokens
					w.hide(secret)
					w.hide(tokens.Refresh)
					mu.Lock()
					access = tokens.Access
					mu.Unlock()
				}
				return err
			}}, func() string {
			mu.Lock()
			defer mu.Unlock()
			return access
		}
}

// webKey is a private key as a JWK (RFC 7517, RFC 7518 section 6.2).
func webKey(t *testing.T, key *ecdsa.PrivateKey, kid string) map[string]string {
	t.Helper()
	d, err := key.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	point, err := key.PublicKey.Bytes() // 4, x, y
	if err != nil {
		t.Fatal(err)
	}
	b64 := base64.RawURLEncoding.EncodeToString
	return map[string]string{"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": kid, "x": b64(point[1:33]), "y": b64(point[33:]), "d": b64(d)}
}

// xdgOpen is the program that opens pages on this computer: it starts a real
// browser with a person at it, who signs in as user. What the person saw at the
// end stands in the file that comes back, once the browser is closed.
func (w *world) xdgOpen(user, at string) (seen string) {
	w.Helper()
	dir := browserParts(w.T)
	bin, own := filepath.Join(w.Home, "bin"), w.TempDir()
	seen = filepath.Join(own, "seen")
	if err := os.MkdirAll(bin, 0o700); err != nil {
		w.Fatal(err)
	}
	script := fmt.Sprintf(`#!/bin/sh
export PERSON=%[1]s HOME=%[2]s TMPDIR=%[2]s
unset HTTPS_PROXY
printf '{"map":"%[3]s %[4]s"}\n%%s\n' "$1" | node %[5]s/person.mjs >%[6]s.now 2>&1
mv %[6]s.now %[6]s
`, user, own, loginHost, at, dir, seen)
	if err := os.WriteFile(filepath.Join(bin, "xdg-open"), []byte(script), 0o700); err != nil {
		w.Fatal(err)
	}
	w.setenv("PATH", bin+":"+os.Getenv("PATH"))
	return seen
}

// The real chain: the program opens a real browser, a person signs in on the
// pages of a real authorization server and agrees, the code comes back to the
// program, the refresh token goes into a real keychain, and a real mail server
// verifies the access token and takes the mail.
func TestRealChain(t *testing.T) {
	t.Parallel()
	browserParts(t)
	w := newWorld(t)
	w.keychain()
	const kid = "one"
	d, issuer := w.dovecotOf("https://"+loginHost+"/"+testTenant+"/v2.0", kid)
	pages, latest := w.authorizationServer(issuer, kid)
	authority, at := w.login(pages)
	mailServer, err := os.ReadFile(w.authority())
	if err != nil {
		t.Fatal(err)
	}
	w.trust(append(mailServer, authority...))
	seen := w.xdgOpen(d.User, at)
	t.Cleanup(func() {
		if page, err := os.ReadFile(seen); err == nil && t.Failed() {
			t.Logf("the person saw: %s", page)
		}
	})

	term := w.wizard(80, 24, false, "setup", "--connect", d.Addr)
	term.toSignIn(d.User)
	term.see("Signed in as " + d.User)
	term.choose("What should be done?", 1)
	term.see("Has it arrived?")
	for end := time.Now().Add(hangGuard); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(seen); err == nil {
			break
		}
	}
	term.choose("Has it arrived?", 3)
	if exit := term.exit(); exit != 0 {
		t.Fatalf("exit code %d\n%s", exit, term.text())
	}
	if n := d.mails(); n != 1 {
		t.Errorf("%d mails", n)
	}
	if page, err := os.ReadFile(seen); err != nil || !strings.Contains(string(page), "You can close this window") {
		t.Errorf("the browser ended elsewhere: %s %v", page, err)
	}
	w.neomutt(d)
	w.lives(d, latest)
}

// neomutt sends with what export writes and mailready token alone. It puts the
// token behind the command, so the token must fit into the 2,048 bytes that
// Postfix takes there.
func (w *world) neomutt(d *postfix) {
	w.Helper()
	realPart(w.T, "neomutt")
	before := d.mails()
	rc := filepath.Join(w.Home, "neomuttrc")
	text := w.run("", "export", "mutt", d.User).Stdout + fmt.Sprintf("set smtp_url = \"smtp://%s@%s\"\nset ssl_ca_certificates_file = \"%s\"\nset ssl_verify_host = no\nset record = \"\"\n",
		strings.ReplaceAll(d.User, "@", "%40"), d.Addr, w.authority()) // it is dialled as 127.0.0.1
	if err := os.WriteFile(rc, []byte(text), 0o600); err != nil {
		w.Fatal(err)
	}
	w.other("hello", "neomutt", "-n", "-F", rc, "-s", "from neomutt", "--", d.User)
	d.drained(w.T)
	if n := d.mails() - before; n != 1 {
		w.Errorf("neomutt: %d mails", n)
	}
	if err := os.Remove(rc); err != nil {
		w.Error(err)
	}
}
