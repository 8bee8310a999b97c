//go:build linux

package main

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"mailready/smtpcheck/causes"
)

// A hundred mailboxes at once against a real server: each is told rightly, and
// no mail is sent.
func TestAHundredAtOnceAgainstPostfix(t *testing.T) {
	w := newWorld(t)
	const n = 100
	realPart(t, "postfix", "saslpasswd2")
	wrong := w.many(n)
	p := w.postfixWith(func(p *postfix, w *world) string {
		settings := p.letInByPassword(w)
		for i := range n {
			account := exec.Command("saslpasswd2", "-p", "-c", "-f", p.dir+"/sasldb", "-u", "contoso.example", fmt.Sprintf("user%04d", i))
			account.Stdin = strings.NewReader(w.Password)
			if out, err := account.CombinedOutput(); err != nil {
				w.Fatalf("%v: %s", err, out)
			}
		}
		return settings + "smtpd_client_connection_count_limit = 0\ndefault_process_limit = 120\n"
	})
	got := w.run("", "check", "--all", "--json", "--jobs", "100", "--connect", p.Addr)
	good, refused := strings.Count(got.Stdout, `"schema":1,"ok":true`), strings.Count(got.Stdout, `"cause":"AUTH-`)
	if got.Code != causes.ExitRefused || good != n-len(wrong) || refused != len(wrong) || p.mails() != 0 {
		t.Errorf("exit %d: %d good, %d refused, %d mails\n%.2000s%s", got.Code, good, refused, p.mails(), got.Stdout, got.Stderr)
	}
	for sender := range wrong {
		if !strings.Contains(got.Stdout, `"ok":false,"host":"smtp.office365.com","port":587,"from":"`+sender+`"`) {
			t.Errorf("%s was not refused", sender)
		}
	}
	lines := strings.Split(strings.TrimSpace(got.Stdout), "\n")
	t.Log(lines[len(lines)-1])
}
