//go:build linux

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mailready/smtpcheck/appcert"
	"mailready/smtpcheck/simlogin"
	"mailready/smtpcheck/simserver"
)

// certificate makes a certificate by the command, outside of the home that is
// searched at the end, and hides its key.
func (w *world) certificate() (path string) {
	w.Helper()
	path = filepath.Join(w.TempDir(), "mailready-app.pem")
	made := w.run("", "certificate", path)
	c, err := appcert.Read(path)
	if err != nil || made.Code != 0 || !strings.Contains(made.Stdout, appcert.Thumbprint(c.Leaf)) || !strings.Contains(made.Stdout, appcert.PublicName(path)) {
		w.Fatalf("%+v, %v", made, err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		w.Fatal(err)
	}
	for _, line := range strings.Split(string(text), "\n")[2:6] { // the first line is alike in all keys
		w.hide(line)
	}
	return path
}

// appLogin is a login service that gives tokens to an app, for a program that
// reaches it by its real name.
func (w *world) appLogin(login *simlogin.Server, mailServer []byte) {
	w.Helper()
	_, secret, _ := strings.Cut(login.Access, ".")
	w.hide(secret)
	authority, _ := w.login(login)
	w.trust(append(append([]byte(nil), mailServer...), authority...))
}

func register(t *testing.T, login *simlogin.Server, path string) {
	t.Helper()
	c, err := appcert.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	login.Register(c.Leaf)
}

// The whole way without a person on real parts: a certificate that the command
// makes, a token over TLS, a mail through a server that verifies the token;
// then all commands from what was kept, other programs, and nothing is left.
func TestRealAppOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.keychain()
	d, issuer := w.dovecot()
	login := &simlogin.Server{Access: issuer.token(t, d.User), Secret: testAppSecret, ClientID: testClient, Tenant: testTenant}
	w.hide(testAppSecret)
	mailServer, err := os.ReadFile(w.authority())
	if err != nil {
		t.Fatal(err)
	}
	path := w.certificate()
	register(t, login, path)
	w.appLogin(login, mailServer)

	const entry = "mailready app secret smtp.office365.com:587"
	for _, way := range [][]string{{"--certificate", path}, {"--secret-stdin"}} {
		before, stdin := d.mails(), ""
		if len(way) == 1 {
			stdin = testAppSecret + "\n"
		}
		got := w.run(stdin, append([]string{"setup", "--app-only", d.User, "--client", testClient, "--tenant", testTenant, "--connect", d.Addr}, way...)...)
		if got.Code != 0 || !strings.Contains(got.Stdout, "The server took the login and the test email") {
			t.Fatalf("%v: %+v", way, got)
		}
		d.drained(t)
		if n := d.mails() - before; n != 1 {
			t.Errorf("%v: %d mails", way, n)
		}
		kept, found := w.secretTool("lookup", "service", entry, "username", d.User)
		if found != (len(way) == 1) || found && kept != testAppSecret {
			t.Errorf("%v: the keychain holds %d bytes", way, len(kept))
		}
		if again := w.run("", "check", "--no-send", "--connect", d.Addr); again.Code != 0 {
			t.Errorf("%v: check: %+v", way, again)
		}
		w.secret = true // the next output is meant to be the token
		if got := w.run("", "token", d.User); got.Code != 0 || got.Stdout != login.Access+"\n" || got.Stderr != "" {
			t.Errorf("%v: token: exit %d, %d bytes, %s", way, got.Code, len(got.Stdout), got.Stderr)
		}
		w.otherPrograms(d, func() string { return login.Access })
	}
	if got := w.run("", "forget", d.User); got.Code != 0 || !strings.Contains(got.Stdout, "The app itself can still send") {
		t.Errorf("forget: %+v", got)
	}
	if _, found := w.secretTool("lookup", "service", entry); found {
		t.Error("the keychain still holds the secret")
	}
	if file := w.mentions(d.User); file != "" {
		t.Errorf("%s still names the mailbox", file)
	}
}

// On a server without a keychain the certificate is enough for every command,
// and each tells of it.
func TestAppOnlyWithoutKeychain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
	login := &simlogin.Server{Access: newToken()}
	mail := &simserver.Server{Token: login.Access}
	addr := w.serve(mail)
	path := w.certificate()
	register(t, login, path)
	w.appLogin(login, mail.CA())
	const user = "scanner@contoso.example"
	setup := []string{"setup", "--app-only", user, "--client", testClient, "--tenant", testTenant, "--connect", addr}

	if got := w.run(testAppSecret, append(setup, "--secret-stdin")...); got.Code != 78 || !strings.Contains(got.Stderr, "KEY-ABSENT") || !strings.Contains(got.Stderr, "A certificate needs no keychain") {
		t.Errorf("a secret: %+v", got)
	}
	if got := w.run("", append(setup, "--certificate", path)...); got.Code != 0 || strings.Contains(got.Stdout+got.Stderr, "keychain") {
		t.Fatalf("setup: %+v", got)
	}
	ends := time.Now().Add(appcert.Lives).Format("2 January 2006")
	for args, words := range map[string][]string{
		"check":                      {"The server took the login and the test email"},
		"status":                     {"Certificate ", path, "Certificate ends     " + ends, "mailready check " + user},
		"report --offline":           {"key file", "App's key      in its file"},
		"admin-request --app-only":   {"an app is registered"},
		"export card":                {"Client ID        " + testClient},
		"export msmtp":               {"mailready token -- " + user},
		"certificate --show " + path: {"Thumbprint", ends},
	} {
		more := strings.Fields(args)
		if more[0] == "check" {
			more = append(more, "--connect", addr)
		}
		if more[0] == "admin-request" {
			more = append(more, "--mailbox", user)
		}
		got := w.run("", more...)
		for _, word := range words {
			if got.Code != 0 || !strings.Contains(strings.ToLower(got.Stdout), strings.ToLower(word)) {
				t.Errorf("%s: %q is missing: exit %d\n%s%s", args, word, got.Code, got.Stdout, got.Stderr)
			}
		}
	}
	var status struct {
		Mailboxes []struct {
			Certificate string     `json:"certificate"`
			Ends        *time.Time `json:"certificate_ends"`
			Password    string
		}
	}
	if got := w.run("", "status", "--json"); json.Unmarshal([]byte(got.Stdout), &status) != nil || len(status.Mailboxes) != 1 ||
		status.Mailboxes[0].Certificate != path || status.Mailboxes[0].Ends == nil || status.Mailboxes[0].Password != "there" {
		t.Errorf("status --json: %s", got.Stdout)
	}
	for args, code := range map[string]int{"password": 78, "export git": 0, "rotate --plain": 78, "setup --plain": 78} {
		if got := w.run("", strings.Fields(args)...); got.Code != code {
			t.Errorf("%s: %+v", args, got)
		}
	}

	// The next certificate is all that must be named when the old one ends.
	next := w.certificate()
	if got := w.run("", "setup", "--app-only", user, "--certificate", next, "--connect", addr); got.Code != 78 || !strings.Contains(got.Stdout, "OAUTH-CLIENT") {
		t.Errorf("not registered yet: %+v", got)
	}
	register(t, login, next)
	if got := w.run("", "setup", "--app-only", user, "--certificate", next, "--connect", addr, "--no-send"); got.Code != 0 || !strings.Contains(got.Stdout, "Nothing was sent") {
		t.Errorf("the next certificate: %+v", got)
	}
	path = next

	// A role that is not in force yet, and a key that others can read.
	login.Give(newToken())
	if got := w.run("", "check", "--connect", addr); got.Code != 77 || !strings.Contains(got.Stdout, "AUTH-TOKEN") || !strings.Contains(got.Stdout, "two hours") {
		t.Errorf("another token: %+v", got)
	}
	if got := w.run("", "admin-request"); got.Code != 0 || !strings.Contains(got.Stdout, "New-ManagementRoleAssignment") || !strings.Contains(got.Stdout, "AUTH-TOKEN") {
		t.Errorf("admin-request: %+v", got)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"check", "--connect", addr}, {"token"}, {"certificate", "--show", path}} {
		if got := w.run("", args...); got.Code != 78 || !strings.Contains(got.Stdout+got.Stderr, "KEY-FILE") {
			t.Errorf("%v: %+v", args, got)
		}
	}
	if got := w.run("", "status"); got.Code != 0 || !strings.Contains(got.Stdout, "cannot be used") {
		t.Errorf("status: %+v", got)
	}
	if got := w.run("", "forget"); got.Code != 0 || !strings.Contains(got.Stdout, "stays in its file") {
		t.Errorf("forget: %+v", got)
	}
	if _, err := os.Stat(path); err != nil || w.mentions(user) != "" {
		t.Error("the key is gone, or something is left")
	}
}

// What Microsoft refuses is not kept; what the mail server refuses later is,
// with the way on.
func TestAppOnlyKeepsWhatHolds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	login := &simlogin.Server{Access: newToken()}
	mail := &simserver.Server{Token: newToken()}
	addr := w.serve(mail)
	path := w.certificate()
	w.appLogin(login, mail.CA())
	const user = "scanner@contoso.example"
	setup := []string{"setup", "--app-only", user, "--client", testClient, "--tenant", testTenant, "--connect", addr, "--certificate", path}
	if got := w.run("", setup...); got.Code != 78 || !strings.Contains(got.Stdout, "OAUTH-CLIENT") || !strings.Contains(got.Stdout, "No key and no token was stored.") || w.mentions(user) != "" {
		t.Errorf("not registered: %+v", got)
	}
	register(t, login, path)
	if got := w.run("", setup...); got.Code != 77 || !strings.Contains(got.Stdout, "AUTH-TOKEN") || !strings.Contains(got.Stdout, "The settings are saved all the same") || w.mentions(user) == "" {
		t.Errorf("no role yet: %+v", got)
	}
	mail2 := &simserver.Server{Token: login.Access}
	addr2 := w.serve(mail2)
	authority, _ := w.login(login)
	w.trust(append(mail2.CA(), authority...))
	if got := w.run("", "check", "--connect", addr2); got.Code != 0 {
		t.Errorf("later: %+v", got)
	}
}
