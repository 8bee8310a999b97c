//go:build linux

package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// clientCF is a Postfix that takes mail from this computer without a login, and
// has nowhere to go with it but the relay of the export.
const clientCF = `compatibility_level = 3.6
queue_directory = DIR/queue
data_directory = DIR/data
myhostname = desk.somewhere.example
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mydestination =
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtp_host_lookup = native
maillog_file = /dev/stdout
maillog_file_prefixes = /dev
`

// postfixClient starts a second mail server with the lines of an export.
func (s *sending) postfixClient(t *testing.T, lines string) *postfix {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "postfix")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	p := &postfix{Addr: freePort(t), dir: dir}
	for _, args := range [][]string{
		{"chmod", "755", dir}, {"mkdir", "-p", dir + "/conf", dir + "/queue", dir + "/data"}, {"chown", "postfix", dir + "/data"},
		{"cp", "-r", "/etc/postfix/postfix-files", "/etc/postfix/postfix-files.d", "/etc/postfix/dynamicmaps.cf", "/etc/postfix/dynamicmaps.cf.d", dir + "/conf/"},
	} {
		s.does(t, "", args[0], args[1:]...)
	}
	const authorities = "/etc/ssl/certs/ca-certificates.crt"
	settings := strings.ReplaceAll(clientCF, "DIR", dir) + strings.ReplaceAll(lines, authorities, s.authority())
	services := fmt.Sprintf(masterCF, p.Addr) + "smtp unix - - n - - smtp\n"
	for name, text := range map[string]string{"main.cf": settings, "master.cf": services} {
		if err := os.WriteFile(filepath.Join(dir, "conf", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("postfix", "-c", dir+"/conf", "start-fg")
	cmd.Dir = dir
	log, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewReader(log)
	var before strings.Builder
	rest := make(chan string, 1)
	t.Cleanup(func() {
		exec.Command("postfix", "-c", dir+"/conf", "stop").Run()
		if after := <-rest; t.Failed() {
			t.Logf("the second Postfix said:\n%s%s", &before, after)
		}
		cmd.Wait()
	})
	for {
		line, err := said.ReadString('\n')
		before.WriteString(line)
		if err != nil {
			rest <- ""
			t.Fatal("the second Postfix did not start")
		}
		if strings.Contains(line, "daemon started") {
			break
		}
	}
	go func() {
		all, _ := io.ReadAll(said)
		rest <- string(all)
	}()
	return p
}
