//go:build unix

package main

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"mailready/smtpcheck/simserver"
)

// Programs that share no code with us must get along with the simulated
// server, or it would only prove that we agree with ourselves.
func TestOtherProgramsAgreeWithTheSimulator(t *testing.T) {
	const user = "ann@contoso.example"
	programs := []struct {
		name string
		args func(w *world, host, port, password string) []string
	}{
		{"swaks", func(w *world, host, port, password string) []string {
			return []string{"--server", host, "--port", port, "--tls", "--tls-verify", "--tls-ca-path", w.authority(),
				"--auth", "LOGIN", "--auth-user", user, "--auth-password", password,
				"--from", user, "--to", user, "--helo", "localhost", "--body", "hello"}
		}},
		{"msmtp", func(w *world, host, port, password string) []string {
			return []string{"--host=" + host, "--port=" + port, "--tls=on", "--tls-starttls=on", "--tls-trust-file=" + w.authority(),
				"--tls-host-override=" + simserver.DefaultHost, "--auth=login", "--user=" + user,
				"--passwordeval=printf %s " + password, "--from=" + user, user}
		}},
		{"curl", func(w *world, host, port, password string) []string {
			return []string{"--silent", "--show-error", "--ssl-reqd", "--cacert", w.authority(),
				"--connect-to", simserver.DefaultHost + ":" + port + ":" + host + ":" + port,
				"--url", "smtp://" + simserver.DefaultHost + ":" + port + "/localhost", "--login-options", "AUTH=LOGIN",
				"--user", user + ":" + password, "--mail-from", user, "--mail-rcpt", user, "--upload-file", "-"}
		}},
	}
	for _, program := range programs {
		t.Run(program.name, func(t *testing.T) {
			realPart(t, program.name)
			w := newWorld(t)
			s := &simserver.Server{User: user, Password: w.Password}
			host, port, _ := strings.Cut(w.serve(s), ":")
			run := func(password string) (string, error) {
				cmd := exec.Command(program.name, program.args(w, host, port, password)...)
				cmd.Stdin = strings.NewReader("Subject: test\r\n\r\nhello\r\n")
				cmd.Env = w.env
				out, err := cmd.CombinedOutput()
				return string(out), err
			}
			if out, err := run(w.Password); err != nil || len(s.Accepted()) != 1 {
				t.Fatalf("%v, %d accepted\n%s", err, len(s.Accepted()), out)
			}
			if got := s.Accepted()[0]; got.From != user || !strings.Contains(string(got.Data), "hello") {
				t.Errorf("got %+v", got)
			}
			out, err := run("wrong")
			if err == nil || len(s.Accepted()) != 1 {
				t.Errorf("sent with a wrong password:\n%s", out)
			}
		})
	}
}

// authority is the file that trust wrote.
func (w *world) authority() string {
	for _, v := range w.env {
		if file, ok := strings.CutPrefix(v, "SSL_CERT_FILE="); ok {
			return filepath.Clean(file)
		}
	}
	w.Fatal("no authority is trusted yet")
	return os.DevNull
}

// swaks sends a mail with a program that shares no code with us. It gives
// what the program printed.
func swaks(t *testing.T, addr, user, password string, more ...string) (string, error) {
	t.Helper()
	realPart(t, "swaks")
	host, port, _ := net.SplitHostPort(addr)
	if _, err := strconv.Atoi(port); err != nil {
		t.Fatal(err)
	}
	args := append([]string{"--server", host, "--port", port, "--tls", "--auth", "LOGIN", "--auth-user", user,
		"--auth-password", password, "--from", user, "--to", user, "--helo", "localhost", "--timeout", "20"}, more...)
	out, err := exec.Command("swaks", args...).CombinedOutput()
	return string(out), err
}
