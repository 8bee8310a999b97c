//go:build unix

package main

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mailready/smtpcheck/simserver"
)

// A postfix is a real mail server on a loopback port: STARTTLS with a
// certificate for smtp.office365.com, login by LOGIN, and mails that end in a
// maildir. All of it lies in one folder.
type postfix struct {
	Addr string // HOST:PORT
	User string
	dir  string
}

const masterCF = `%s inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`

const mainCF = `compatibility_level = 3.6
queue_directory = DIR/queue
data_directory = DIR/data
myhostname = smtp.office365.com
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mydestination =
mynetworks =
local_recipient_maps =
alias_maps =
virtual_mailbox_domains = contoso.example
virtual_mailbox_base = DIR/mail
virtual_mailbox_maps = static:all/
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
virtual_minimum_uid = 100
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_tls_cert_file = DIR/cert.pem
smtpd_tls_key_file = DIR/key.pem
smtpd_sasl_auth_enable = yes
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
maillog_file = /dev/stdout
maillog_file_prefixes = /dev
`

// postfix starts a mail server that lets in only the world's password.
func (w *world) postfix() *postfix {
	w.Helper()
	realPart(w.T, "postfix", "saslpasswd2")
	return w.postfixWith((*postfix).letInByPassword)
}

// letInByPassword lets Postfix ask Cyrus' SASL library, which knows one account.
func (p *postfix) letInByPassword(w *world) (settings string) {
	w.Helper()
	conf := "pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: LOGIN PLAIN\nsasldb_path: " + p.dir + "/sasldb\n"
	if err := os.WriteFile(filepath.Join(p.dir, "conf/sasl/smtpd.conf"), []byte(conf), 0o644); err != nil {
		w.Fatal(err)
	}
	user, domain, _ := strings.Cut(p.User, "@")
	account := exec.Command("saslpasswd2", "-p", "-c", "-f", p.dir+"/sasldb", "-u", domain, user)
	account.Stdin = strings.NewReader(w.Password)
	if err := account.Run(); err != nil {
		w.Fatal(err)
	}
	if err := exec.Command("chown", "postfix", p.dir+"/sasldb").Run(); err != nil {
		w.Fatal(err)
	}
	return "smtpd_sasl_path = smtpd\ncyrus_sasl_config_path = DIR/conf/sasl\n"
}

// postfixWith starts a mail server. letIn prepares who judges the logins, and
// gives the settings for that.
func (w *world) postfixWith(letIn func(*postfix, *world) string) *postfix {
	w.Helper()
	if os.Getuid() != 0 {
		missing(w.T, "postfix needs root")
	}
	// Not below the test's own folder, which only root may pass.
	dir, err := os.MkdirTemp("/tmp", "postfix")
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { os.RemoveAll(dir) })
	p := &postfix{Addr: freePort(w.T), User: "ann@contoso.example", dir: dir}
	p.configure(w, letIn)

	cmd := exec.Command("postfix", "-c", dir+"/conf", "start-fg")
	cmd.Dir = dir
	log, err := cmd.StdoutPipe()
	if err != nil {
		w.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() {
		exec.Command("postfix", "-c", dir+"/conf", "stop").Run()
		cmd.Wait()
	})
	lines := bufio.NewScanner(log)
	var said []string
	for lines.Scan() {
		said = append(said, lines.Text())
		if strings.Contains(lines.Text(), "daemon started") {
			go io.Copy(io.Discard, log)
			return p
		}
	}
	w.Fatalf("postfix did not start:\n%s", strings.Join(said, "\n"))
	return nil
}

// configure writes everything postfix needs.
func (p *postfix) configure(w *world, letIn func(*postfix, *world) string) {
	w.Helper()
	must := func(err error) {
		w.Helper()
		if err != nil {
			w.Fatal(err)
		}
	}
	must(os.Chmod(p.dir, 0o755))
	for _, sub := range []string{"conf/sasl", "queue", "data", "mail"} {
		must(os.MkdirAll(filepath.Join(p.dir, sub), 0o755))
	}
	write := func(name, text string) {
		must(os.WriteFile(filepath.Join(p.dir, name), []byte(text), 0o644))
	}
	write("conf/main.cf", strings.ReplaceAll(mainCF+letIn(p, w), "DIR", p.dir))
	write("conf/master.cf", fmt.Sprintf(masterCF, p.Addr))
	for _, name := range []string{"postfix-files", "postfix-files.d", "dynamicmaps.cf", "dynamicmaps.cf.d"} {
		must(exec.Command("cp", "-r", "/etc/postfix/"+name, p.dir+"/conf/").Run())
	}
	cert, key, authority := certificate(w.T, simserver.DefaultHost, "localhost")
	write("cert.pem", string(cert))
	write("key.pem", string(key))
	must(os.Chmod(p.dir+"/key.pem", 0o600))
	w.trust(authority)

	must(exec.Command("chown", "postfix", p.dir+"/data").Run())
	must(exec.Command("chown", "65534:65534", p.dir+"/mail").Run())
}

// mail waits for the first mail in the mailbox.
func (p *postfix) mail(t *testing.T) string {
	t.Helper()
	for end := time.Now().Add(hangGuard); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		found, _ := filepath.Glob(p.dir + "/mail/all/new/*")
		if len(found) > 0 {
			data, err := os.ReadFile(found[0])
			if err != nil {
				t.Fatal(err)
			}
			return string(data)
		}
	}
	t.Fatal("no mail arrived")
	return ""
}

// drained waits until every accepted mail is in the mailbox.
func (p *postfix) drained(t *testing.T) {
	t.Helper()
	for end := time.Now().Add(hangGuard); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		waiting := 0
		for _, queue := range []string{"maildrop", "incoming", "active", "deferred"} {
			filepath.WalkDir(filepath.Join(p.dir, "queue", queue), func(_ string, d fs.DirEntry, err error) error {
				if err == nil && d.Type().IsRegular() {
					waiting++
				}
				return nil
			})
		}
		if waiting == 0 {
			return
		}
	}
	t.Fatal("a mail stays in the queue")
}

// mails counts the mails in the mailbox.
func (p *postfix) mails() int {
	found, _ := filepath.Glob(p.dir + "/mail/all/new/*")
	return len(found)
}

func TestPostfixHarness(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.postfix()
	if out, err := swaks(t, p.Addr, p.User, "wrong"+w.Password[:2]); err == nil {
		t.Errorf("let in with a wrong password:\n%s", out)
	}
	out, err := swaks(t, p.Addr, p.User, w.Password, "--body", "hello")
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if mail := p.mail(t); !strings.Contains(mail, "hello") || p.mails() != 1 {
		t.Errorf("%d mails; the first is\n%s", p.mails(), mail)
	}
}
