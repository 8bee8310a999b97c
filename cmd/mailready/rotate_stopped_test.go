//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

// Whoever stops a rotation, by Ctrl-C, by closing the terminal or because the
// computer goes down, at whatever point, has the old password or the new one:
// the old one up to the moment at which the new one is stored. What is kept
// works with the server that knows it, and nothing is asked twice for it.
func TestRotateStopped(t *testing.T) {
	t.Parallel()
	realPart(t, "systemd-creds")
	if os.Getuid() != 0 {
		missing(t, "only root can read the key of this computer")
	}
	for name, stop := range map[string]func(*terminal){
		"Ctrl-C":          func(term *terminal) { term.keys("\x03") },
		"terminal closed": func(term *terminal) { syscall.Kill(term.cmd.Process.Pid, syscall.SIGHUP) },
		"shut down":       func(term *terminal) { syscall.Kill(term.cmd.Process.Pid, syscall.SIGTERM) },
	} {
		for _, plain := range []bool{false, true} {
			for _, at := range []string{"the new password is awaited", "half of it is typed", "it is stored", "it is checked"} {
				if plain && at == "half of it is typed" {
					continue // a line by line program hears of a line when it is whole
				}
				driver := map[bool]string{false: "full screen", true: "plain"}[plain]
				t.Run(name+", "+driver+", "+at, func(t *testing.T) {
					w := newWorld(t)
					server := &simserver.Server{}
					addr := w.serve(server)
					next := newCanary()
					w.needles = append(w.needles, needles(next)...)
					if r, code := w.setUpBy(w.Password, sender, "--store", "systemd:"+filepath.Join(w.Home, "credstore"), "--no-send", "--connect", addr); code != 0 || !r.Stored {
						t.Fatalf("exit %d, %+v", code, r)
					}
					silent := &simserver.Server{HangAt: smtpcheck.Login}
					term := w.wizard(80, 40, plain, "rotate", sender, "--connect", w.serve(silent))
					term.rotateUpTo(at, next)
					stop(term)
					if code := term.exit(); code != 130 && code != 128+int(syscall.SIGHUP) && code != 128+int(syscall.SIGTERM) {
						t.Errorf("exit code %d\n%s", code, term.text())
					}
					w.secret = true
					want := next
					if at == "the new password is awaited" || at == "half of it is typed" {
						want = w.Password
					}
					if got := w.run("", "password"); strings.TrimSuffix(got.Stdout, "\n") != want {
						t.Errorf("another password is kept: exit %d, %s", got.Code, got.Stderr)
					}
					w.trust(server.CA())
					if got := w.run("", "check", "--json", "--no-send", "--connect", addr); got.Code != 0 {
						t.Errorf("check: %+v", got)
					}
				})
			}
		}
	}
}

// rotateUpTo goes through a rotation up to a point.
func (t *terminal) rotateUpTo(at, next string) {
	t.w.Helper()
	t.see("Is the new password on Microsoft's page now?")
	if at == "the new password is awaited" {
		return
	}
	t.choose("Is the new password on Microsoft's page now?", 1)
	t.see("Paste it, or type it.")
	if t.plain {
		t.mark()
	}
	if at == "half of it is typed" {
		t.keys(next[:8])
		t.see("fewer than 16 letters")
		return
	}
	t.fill("Paste it, or type it.", next)
	t.see("What should be done?")
	if at == "it is stored" {
		return
	}
	t.choose("What should be done?", 2)
	t.see("Log in")
}
