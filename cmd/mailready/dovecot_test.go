//go:build unix

package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A tokenIssuer signs access tokens that Dovecot believes (JWT, ES256).
type tokenIssuer struct {
	Name string
	key  *ecdsa.PrivateKey
}

const dovecotConf = `base_dir = DIR/run
state_dir = DIR/state
log_path = DIR/log
protocols =
ssl = no
auth_mechanisms = xoauth2 oauthbearer login plain
auth_failure_delay = 0
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = DIR/oauth2.conf.ext
}
passdb {
  driver = static
  mechanisms = login plain
  args = password=PASSWORD
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=/tmp
}
service auth {
  unix_listener auth-postfix {
    mode = 0666
  }
}
`

const oauthConf = `introspection_mode = local
local_validation_key_dict = fs:posix:prefix=DIR/keys/
username_attribute = upn
issuers = ISSUER
`

// dovecot starts a Postfix whose logins a real Dovecot judges: the world's
// password, and tokens of the issuer, which is made with it.
func (w *world) dovecot() (*postfix, *tokenIssuer) {
	w.Helper()
	return w.dovecotOf("https://login.contoso.example/v2.0", "default")
}

// dovecotOf is the same for an issuer of this name, whose tokens name their key
// kid.
func (w *world) dovecotOf(name, kid string) (*postfix, *tokenIssuer) {
	w.Helper()
	realPart(w.T, "postfix", "dovecot")
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		w.Fatal(err)
	}
	issuer := &tokenIssuer{Name: name, key: key}
	return w.postfixWith(func(p *postfix, w *world) string { return issuer.letInByToken(p, w, &key.PublicKey, kid) }), issuer
}

// letInByToken starts the Dovecot that judges the logins of p, and believes
// tokens that were signed with the key.
func (i *tokenIssuer) letInByToken(p *postfix, w *world, key *ecdsa.PublicKey, kid string) (settings string) {
	w.Helper()
	dir := filepath.Join(p.dir, "dovecot")
	must := func(err error) {
		w.Helper()
		if err != nil {
			w.Fatal(err)
		}
	}
	for _, sub := range []string{"run", "state", "keys/default/ES256"} {
		must(os.MkdirAll(filepath.Join(dir, sub), 0o755))
	}
	names := strings.NewReplacer("DIR", dir, "PASSWORD", w.Password, "ISSUER", i.Name)
	der, err := x509.MarshalPKIXPublicKey(key)
	must(err)
	for name, text := range map[string]string{
		"dovecot.conf": dovecotConf, "oauth2.conf.ext": oauthConf,
		"keys/default/ES256/" + kid: string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})),
	} {
		must(os.WriteFile(filepath.Join(dir, name), []byte(names.Replace(text)), 0o644))
	}
	server := exec.Command("dovecot", "-F", "-c", dir+"/dovecot.conf")
	must(server.Start())
	w.Cleanup(func() {
		if said, err := os.ReadFile(dir + "/log"); w.Failed() && err == nil {
			w.Logf("dovecot said:\n%s", said)
		}
		server.Process.Signal(syscall.SIGTERM)
		server.Wait()
	})
	socket := dir + "/run/auth-postfix"
	for end := time.Now().Add(hangGuard); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(socket); err == nil {
			return "smtpd_sasl_type = dovecot\nsmtpd_sasl_path = " + socket + "\n"
		}
	}
	w.Fatal("dovecot did not start")
	return ""
}

// token is an access token for a user, good for an hour.
func (i *tokenIssuer) token(t *testing.T, user string) string {
	t.Helper()
	now := time.Now()
	part := func(v any) string {
		raw, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return base64.RawURLEncoding.EncodeToString(raw)
	}
	noise := make([]byte, 900) // Microsoft's tokens are that long
	rand.Read(noise)
	signed := part(map[string]string{"typ": "JWT", "alg": "ES256"}) + "." + part(map[string]any{
		"iss": i.Name, "sub": "7f3a", "upn": user, "iat": now.Unix(), "nbf": now.Unix(), "exp": now.Add(time.Hour).Unix(), "uti": noise})
	sum := sha256.Sum256([]byte(signed))
	r, s, err := ecdsa.Sign(rand.Reader, i.key, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	signature := make([]byte, 64)
	r.FillBytes(signature[:32])
	s.FillBytes(signature[32:])
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature)
}

// A token logs in at a real mail server, and a wrong one is told as such.
func TestTokenAtARealServer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p, issuer := w.dovecot()
	token := issuer.token(t, p.User)
	_, secret, _ := strings.Cut(token, ".") // the head is the same for all tokens
	w.hide(secret)

	got := w.run(token, "check", "--token-stdin", "--json", "--from", p.User, "--connect", p.Addr)
	var r checkResult
	if err := json.Unmarshal([]byte(got.Stdout), &r); err != nil || got.Code != 0 || r.Sent != "yes" {
		t.Fatalf("%v: %+v", err, got)
	}
	if mail := p.mail(t); !strings.Contains(mail, r.MessageID) {
		t.Errorf("the mail in the mailbox is another one:\n%s", mail)
	}

	wrong := issuer.token(t, "ben@contoso.example")
	_, secret, _ = strings.Cut(wrong, ".")
	w.hide(secret)
	for name, bad := range map[string]string{"another person's": wrong, "broken": token[:len(token)-9]} {
		got := w.run(bad, "check", "--token-stdin", "-v", "--from", p.User, "--connect", p.Addr)
		if got.Code != 77 || !strings.Contains(got.Stdout, "AUTH-TOKEN") || !strings.Contains(got.Stdout, "your admin's turn") {
			t.Errorf("%s token: %+v", name, got)
		}
		if !strings.Contains(got.Stderr, "The server says of the token: status ") {
			t.Errorf("%s token: not told why: %s", name, got.Stderr)
		}
	}
	p.drained(t)
	if n := p.mails(); n != 1 {
		t.Errorf("%d mails", n)
	}
	if got := w.run(w.Password, "check", "--password-stdin", "--no-send", "--from", p.User, "--connect", p.Addr); got.Code != 0 {
		t.Errorf("the password at the same server: %+v", got)
	}
}
