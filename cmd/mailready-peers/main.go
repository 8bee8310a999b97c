// Mailready-peers measures what a check costs beside other programs that send
// the same mail: all of them in turns, against one simulated server on a
// loopback port, which trusts nobody and encrypts as Microsoft does.
//
//	go run ./cmd/mailready-peers -runs 25
//
// It prints a table in Markdown with medians. Programs that are not installed
// are left out, and it says so.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mailready/smtpcheck/simserver"
)

const (
	user = "ann@contoso.example"
	// mail has what a program needs to send it as it stands.
	mail = "From: " + user + "\nTo: " + user + "\nSubject: a test\n\nHello.\n"
)

func main() {
	runs := flag.Int("runs", 25, "run each program so many `TIMES`")
	flag.Parse()
	if err := measure(*runs); err != nil {
		fmt.Fprintln(os.Stderr, "mailready-peers: "+err.Error())
		os.Exit(1)
	}
}

// measured is what one run of a program took.
type measured struct {
	clock, cpu time.Duration
	flights    int // how often it sent something, the handshake not counted
}

func measure(runs int) error {
	folder, err := os.MkdirTemp("", "mailready-peers-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	w := &world{folder: folder, password: "jqrxdyblalpjhgsg", server: &simserver.Server{Host: "localhost"}}
	defer w.server.Close()
	if err := w.prepare(); err != nil {
		return err
	}
	taken := make([][]measured, len(peers))
	for range runs {
		for i, p := range peers {
			if _, err := exec.LookPath(p.program(w)); err != nil {
				continue
			}
			m, err := w.run(p)
			if err != nil {
				return fmt.Errorf("%s: %w", p.name, err)
			}
			taken[i] = append(taken[i], m)
		}
	}
	table(taken)
	return nil
}

// table prints the medians, and how many times as much as ours each is.
func table(taken [][]measured) {
	fmt.Println("| program | on the clock | CPU | times it sent something |\n|---|---|---|---|")
	ours := medians(taken[0])
	for i, p := range peers {
		if len(taken[i]) == 0 {
			fmt.Printf("| %s | not installed | | |\n", p.name)
			continue
		}
		m := medians(taken[i])
		times := func(a, b float64) string {
			if i == 0 || b == 0 {
				return ""
			}
			return fmt.Sprintf(" (%.1f times)", a/b)
		}
		fmt.Printf("| %s | %.1f ms%s | %.1f ms%s | %d |\n", p.name,
			milliseconds(m.clock), times(float64(m.clock), float64(ours.clock)),
			milliseconds(m.cpu), times(float64(m.cpu), float64(ours.cpu)), m.flights)
	}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// medians takes each value by itself.
func medians(all []measured) (m measured) {
	if len(all) == 0 {
		return m
	}
	m.clock = median(all, func(m measured) time.Duration { return m.clock })
	m.cpu = median(all, func(m measured) time.Duration { return m.cpu })
	m.flights = median(all, func(m measured) int { return m.flights })
	return m
}

func median[T int | time.Duration](all []measured, of func(measured) T) T {
	values := make([]T, len(all))
	for i, m := range all {
		values[i] = of(m)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// world is what all programs find: a server, its authority, a mail.
type world struct {
	folder, password  string
	port, ca, letter  string
	mailready, secret string
	server            *simserver.Server
}

// prepare starts the server and builds our program as a release has it.
func (w *world) prepare() error {
	addr, err := w.server.Listen(context.Background(), "")
	if err != nil {
		return err
	}
	_, w.port, _ = strings.Cut(addr.String(), ":")
	w.ca, w.letter = filepath.Join(w.folder, "ca.pem"), filepath.Join(w.folder, "mail.eml")
	w.secret, w.mailready = filepath.Join(w.folder, "password"), filepath.Join(w.folder, "mailready")
	for file, text := range map[string]string{w.ca: string(w.server.CA()), w.letter: mail, w.secret: w.password + "\n"} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return err
		}
	}
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", w.mailready, "mailready/cmd/mailready")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	build.Stderr = os.Stderr
	return build.Run()
}

// run sends the mail once, and makes sure that it came.
func (w *world) run(p peer) (m measured, err error) {
	before, sessions := len(w.server.Accepted()), len(w.server.Sessions())
	cmd := exec.Command(p.program(w), p.args(w)...)
	cmd.Env = append(os.Environ(), "HOME="+w.folder, "SSL_CERT_FILE="+w.ca, "SSL_CERT_DIR=", "XDG_CONFIG_HOME=", "XDG_STATE_HOME=")
	input, err := os.Open(p.input(w))
	if err != nil {
		return m, err
	}
	defer input.Close()
	cmd.Stdin = input
	began := time.Now()
	out, err := cmd.CombinedOutput()
	m.clock = time.Since(began)
	switch {
	case err != nil:
		return m, fmt.Errorf("%w: %s", err, out)
	case len(w.server.Accepted()) != before+1 || len(w.server.Sessions()) != sessions+1:
		return m, fmt.Errorf("the server did not get one mail in one connection: %s", out)
	}
	m.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	m.flights = w.server.Sessions()[sessions].Flights
	return m, nil
}
