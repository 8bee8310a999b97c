//go:build linux

package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"mailready/smtpcheck/appcert"
	"mailready/wizard/settings"
)

// Wrong use is told in words before anything is asked or written, and a secret
// never comes from the terminal or an argument.
func TestAppOnlyWrongUse(t *testing.T) {
	w := newWorld(t)
	w.hide(testAppSecret)
	var once sync.Once
	w.login(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { once.Do(func() { t.Error("the login service was asked") }) }))
	ids := []string{"--client", testClient, "--tenant", testTenant}
	for _, c := range []struct {
		stdin string
		args  []string
		code  int
		says  string
	}{
		{"", []string{"--app-only"}, 64, "needs the mailbox"},
		{"", []string{"--app-only", "no address"}, 65, ""},
		{"", append([]string{"--app-only", "ann@outlook.com", "--secret-stdin"}, ids...), 65, "private account"},
		{"", []string{"--app-only", "ann@contoso.example", "--certificate", "x"}, 64, "admin-request --app-only"},
		{"", append([]string{"--app-only", "ann@contoso.example"}, ids...), 64, "give one of"},
		{testAppSecret, append([]string{"--app-only", "ann@contoso.example", "--secret-stdin", "--certificate", "x"}, ids...), 64, "give one of"},
		{testAppSecret, []string{"--app-only", "ann@contoso.example", "--secret-stdin", "--client", "x", "--tenant", testTenant}, 65, "no client ID"},
		{testAppSecret, []string{"--app-only", "ann@contoso.example", "--secret-stdin", "--client", testClient, "--tenant", "common"}, 65, "one organisation"},
		{testTenant, append([]string{"--app-only", "ann@contoso.example", "--secret-stdin"}, ids...), 65, "Secret ID"},
		{testAppSecret + " " + testAppSecret, append([]string{"--app-only", "ann@contoso.example", "--secret-stdin"}, ids...), 65, "blanks"},
		{" \n", append([]string{"--app-only", "ann@contoso.example", "--secret-stdin"}, ids...), 65, "there is no secret"},
		{"", append([]string{"--app-only", "ann@contoso.example", "--certificate", filepath.Join(w.Home, "none.pem")}, ids...), 78, "KEY-FILE"},
		{"", append([]string{"--app-only", "ann@contoso.example", "--cloud", "mars", "--certificate", "x"}, ids...), 64, "the clouds are"},
		{"", []string{"ann@contoso.example", "--client", testClient}, 64, "goes with --app-only"},
	} {
		got := w.run(c.stdin, append([]string{"setup"}, c.args...)...)
		if got.Code != c.code || !strings.Contains(got.Stdout+got.Stderr, c.says) {
			t.Errorf("%q: %+v", c.args, got)
		}
	}
	term := w.terminal(100, 30, append([]string{"setup", "--app-only", "ann@contoso.example", "--secret-stdin"}, ids...)...)
	term.see("--secret-stdin reads a pipe or a file, not the terminal")
	if code := term.exit(); code != 64 {
		t.Errorf("from a terminal: exit %d", code)
	}
	path := filepath.Join(w.Home, "tmp", "key.pem")
	if got := w.run("", "certificate", path); got.Code != 0 {
		t.Fatalf("%+v", got)
	}
	for _, args := range [][]string{{"certificate", path}, {"certificate", filepath.Join(w.Home, "tmp", "key.txt")}, {"certificate", filepath.Join(w.Home, "none", "key.pem")}} {
		if got := w.run("", args...); got.Code != 74 && got.Code != 73 || !strings.Contains(got.Stderr, "Nothing was written") {
			t.Errorf("%q: %+v", args, got)
		}
	}
	if w.mentions("ann@contoso.example") != "" {
		t.Error("something was kept")
	}
}

// Another maker's key is as good: what OpenSSL writes can be used.
func TestCertificateOfOpenSSL(t *testing.T) {
	realPart(t, "openssl")
	dir := t.TempDir()
	key, certificate := filepath.Join(dir, "key"), filepath.Join(dir, "certificate")
	out, err := exec.Command("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=app", "-keyout", key, "-out", certificate).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	both := filepath.Join(dir, "both.pem")
	a, _ := os.ReadFile(key)
	b, _ := os.ReadFile(certificate)
	if err := os.WriteFile(both, append(a, b...), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := appcert.Read(both)
	if err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command("openssl", "x509", "-in", both, "-noout", "-fingerprint", "-sha1").Output()
	if err != nil || !strings.Contains(strings.ReplaceAll(string(said), ":", ""), appcert.Thumbprint(c.Leaf)) {
		t.Errorf("%s is not %s (%v)", said, appcert.Thumbprint(c.Leaf), err)
	}
}

// Whose app password works today can ask for another way all the same.
func TestAnotherWayIsAskedFor(t *testing.T) {
	w := newWorld(t)
	m := mailboxOf("ann@contoso.example")
	f := settings.Folder{Config: w.Home + "/.config/mailready", State: w.Home + "/.local/state/mailready"}
	p := settings.Progress{Mailbox: m, Evidence: map[string]string{"smtp-auth": "proved", "app-password": "fits"}}
	if err := f.Save(&m, nil, p); err != nil {
		t.Fatal(err)
	}
	for flag, words := range map[string]string{"": "Nothing is open", "--sign-in": "An app is registered with which", "--app-only": "New-ManagementRoleAssignment"} {
		got := w.run("", strings.Fields("admin-request "+flag)...)
		if got.Code != 0 || !strings.Contains(got.Stdout, words) || strings.Contains(got.Stdout, "Set-CASMailbox") {
			t.Errorf("%s: %+v", flag, got)
		}
	}
	if got := w.run("", "admin-request", "--sign-in", "--app-only"); got.Code != 64 {
		t.Errorf("both: %+v", got)
	}
}
