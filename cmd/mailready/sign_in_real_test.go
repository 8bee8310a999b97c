//go:build linux

package main

import (
	"bufio"
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mailready/smtpcheck/simlogin"
)

const loginHost = "login.microsoftonline.com"

// login puts pages behind the name of the real login service: the program
// reaches them by the proxy of its environment, and believes them by a
// certificate of an authority that it trusts. It gives that authority, and the
// address at which a browser finds them.
func (w *world) login(pages http.Handler) (authority []byte, addr string) {
	w.Helper()
	cert, key, authority := certificate(w.T, loginHost)
	pair, err := tls.X509KeyPair(cert, key)
	if err != nil {
		w.Fatal(err)
	}
	service, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{pair}})
	if err != nil {
		w.Fatal(err)
	}
	proxy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		w.Fatal(err)
	}
	silent := log.New(io.Discard, "", 0)
	server := &http.Server{Handler: pages, ErrorLog: silent}
	go server.Serve(service)
	way := &http.Server{ErrorLog: silent, Handler: http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect || r.Host != loginHost+":443" {
			w.Errorf("the proxy was asked for %s %s", r.Method, r.Host)
			http.Error(out, "no", http.StatusForbidden)
			return
		}
		to, err := net.Dial("tcp", service.Addr().String())
		if err != nil {
			http.Error(out, "gone", http.StatusBadGateway)
			return
		}
		from, buffered, err := out.(http.Hijacker).Hijack()
		if err != nil {
			to.Close()
			return
		}
		io.WriteString(from, "HTTP/1.1 200 Connection established\r\n\r\n")
		go func() { io.Copy(to, bufio.NewReader(buffered)); to.Close() }()
		go func() { io.Copy(from, to); from.Close() }()
	})}
	go way.Serve(proxy)
	w.Cleanup(func() { way.Close(); server.Close() })
	w.setenv("HTTPS_PROXY", "http://"+proxy.Addr().String())
	return authority, service.Addr().String()
}

var signInPage = regexp.MustCompile(`https://login\.microsoftonline\.com/[^\s\x1b]+&state=[\w-]+`)

// The app that the simulated admin has registered.
const (
	testClient = "11111111-2222-4333-8444-555555555555"
	testTenant = "99999999-2222-4333-8444-555555555555"
)

// toSignIn answers the questions up to the sign-in.
func (t *terminal) toSignIn(user string) {
	t.w.Helper()
	t.fill("Your full Microsoft 365 address", user)
	t.choose("How does this mailbox sign in?", 1)
	t.choose("How far are you?", 4)
	t.choose("Your admin registers an app for it", 1)
	t.choose("Is SMTP AUTH on for this mailbox?", 1)
	t.choose("Use these settings?", 1)
	t.fill("Paste your admin's answer", "client "+testClient+" tenant "+testTenant)
}

// The whole second road on real parts: the wizard on a terminal, the sign-in
// over its own pages, the refresh token in a real keychain, the mail in a real
// mailbox behind a server that verifies the token; then a check and another
// program's token from what was kept; then nothing is left.
func TestRealSignIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.keychain()
	d, issuer := w.dovecot()
	login := &simlogin.Server{Access: issuer.token(t, d.User)}
	_, secret, _ := strings.Cut(login.Access, ".") // the head is the same for all tokens
	w.hide(secret)
	mailServer, err := os.ReadFile(w.authority())
	if err != nil {
		t.Fatal(err)
	}
	authority, _ := w.login(login)
	w.trust(append(mailServer, authority...))
	w.setenv("SSH_CONNECTION", "127.0.0.1 1 127.0.0.1 2") // no browser opens by itself

	term := w.wizard(100, 60, true, "setup", "--connect", d.Addr)
	term.toSignIn(d.User)
	term.see("Waiting for you in the browser")
	page := signInPage.FindString(string(term.raw))
	personAt(login, d.User)(page)
	term.see("Signed in as " + d.User)
	term.choose("What should be done?", 1)
	term.choose("Has it arrived?", 3)
	if exit := term.exit(); exit != 0 {
		t.Fatalf("exit code %d\n%s", exit, term.text())
	}
	w.lives(d, func() string { return login.Access })
}

// lives follows the life of a sign-in that is kept: a check renews it, programs
// send with its tokens, and it is forgotten. The last token that was given out
// is latest.
func (w *world) lives(d *postfix, latest func() string) {
	w.Helper()
	const entry = "mailready sign-in smtp.office365.com:587"
	first, found := w.secretTool("lookup", "service", entry, "username", d.User)
	if !found || len(first) < 20 {
		w.Fatalf("the keychain holds %d bytes", len(first))
	}
	w.hide(first)
	if again := w.run("", "check", "--no-send", "--connect", d.Addr); again.Code != 0 {
		w.Errorf("check: %+v", again)
	}
	second, _ := w.secretTool("lookup", "service", entry, "username", d.User)
	w.hide(second)
	if second == first || second == "" {
		w.Error("the renewed sign-in was not kept")
	}
	w.secret = true // the next output is meant to be the token
	if got := w.run("", "token", d.User); got.Code != 0 || got.Stdout != latest()+"\n" || got.Stderr != "" {
		w.Errorf("token: exit %d, %d bytes, %s", got.Code, len(got.Stdout), got.Stderr)
	}
	if got := w.run("", "password", d.User); got.Code != 78 || got.Stdout != "" {
		w.Errorf("password: %+v", got)
	}
	if got := w.run("", "status"); got.Code != 0 || !strings.Contains(got.Stdout, "Sign-in ends") {
		w.Errorf("status: %+v", got)
	}
	w.otherPrograms(d, latest)

	if got := w.run("", "forget", d.User); got.Code != 0 {
		w.Errorf("forget: %+v", got)
	}
	if _, found := w.secretTool("lookup", "service", entry); found {
		w.Error("the keychain still holds the sign-in")
	}
	if file := w.mentions(d.User); file != "" {
		w.Errorf("%s still names the mailbox", file)
	}
}

// otherPrograms send through the same server with what export writes for them
// and mailready token alone.
func (w *world) otherPrograms(d *postfix, latest func() string) {
	w.Helper()
	realPart(w.T, "msmtp", "curl")
	host, port, _ := strings.Cut(d.Addr, ":")
	before := d.mails()
	at := func(name string) string { return filepath.Join(w.Home, name) }
	for name, text := range map[string]string{
		"msmtprc":        w.run("", "export", "msmtp", d.User).Stdout + "host " + host + "\nport " + port + "\ntls_host_override smtp.office365.com\ntls_trust_file " + w.authority() + "\n",
		"mailready.curl": w.run("", "export", "curl", d.User).Stdout,
		"message.eml":    message,
	} {
		if err := os.WriteFile(at(name), []byte(text), 0o600); err != nil {
			w.Fatal(err)
		}
	}
	w.other(message, "msmtp", "-C", at("msmtprc"), "-a", d.User, d.User)
	config, err := os.ReadFile(at("mailready.curl"))
	if err != nil {
		w.Fatal(err)
	}
	line := strings.TrimPrefix(strings.Split(string(config), "\n")[1], "#")
	w.other("", "sh", "-c", line+" --silent --show-error --cacert "+w.authority()+" --connect-to smtp.office365.com:587:"+d.Addr)
	d.drained(w.T)
	if n := d.mails() - before; n != 2 {
		w.Errorf("%d mails of other programs", n)
	}
	w.gitAsks(d.User, latest)
	for _, name := range []string{"msmtprc", "mailready.curl"} {
		if err := os.Remove(at(name)); err != nil {
			w.Error(err)
		}
	}
}

// gitAsks lets git ask for what it logs in with: it gets a fresh token, for a
// time that it is told.
func (w *world) gitAsks(user string, latest func() string) {
	w.Helper()
	realPart(w.T, "git")
	config := filepath.Join(w.Home, "gitconfig")
	if err := os.WriteFile(config, []byte(w.run("", "export", "git", user).Stdout), 0o600); err != nil {
		w.Fatal(err)
	}
	if got := w.other("", "git", "config", "--file", config, "sendemail.smtpAuth"); got != "XOAUTH2\n" {
		w.Errorf("git signs in by %s", got)
	}
	got := w.other("protocol=smtp\nhost=smtp.office365.com:587\nusername="+user+"\n\n", "sh", "-c", "GIT_CONFIG_GLOBAL="+config+" git credential fill")
	if !strings.Contains(got, "username="+user+"\n") || !strings.Contains(got, "password="+latest()+"\n") {
		w.Errorf("git gets %d bytes", len(got))
	}
	if err := os.Remove(config); err != nil {
		w.Error(err)
	}
}
