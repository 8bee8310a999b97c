//go:build linux

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/settings"
)

// Ten mailboxes that share one login are one account: it is tried twice, over
// all of them and all runs. Its alarms stay while it is not tried.
func TestSharedLoginIsNotLocked(t *testing.T) {
	w := newWorld(t)
	w.many(10)
	file := filepath.Join(w.Home, ".config/mailready/settings.toml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	shared := strings.ReplaceAll(string(text), "\nserver", "\nlogin = \"user0000@contoso.example\"\nserver")
	if err := os.WriteFile(file, []byte(shared), 0o600); err != nil {
		t.Fatal(err)
	}
	s := &simserver.Server{Password: newCanary()} // none of them has it
	addr := w.serve(s)
	metrics := filepath.Join(w.Home, "metrics.prom")
	for range 4 {
		got := w.run("", "check", "--all", "--json", "--prometheus", metrics, "--connect", addr)
		if got.Code != causes.ExitRefused || strings.Contains(got.Stdout, `"schema":1,"ok":true`) || strings.Count(got.Stdout, `"cause":"AUTH-WRONG"`) != 10 {
			t.Fatalf("exit %d: %s%s", got.Code, got.Stdout, got.Stderr)
		}
		text, _ := os.ReadFile(metrics)
		if strings.Count(string(text), "\nmailready_check_success{")+strings.Count(string(text), `cause="AUTH-WRONG"`) != 20 || strings.Contains(string(text), "success{mailbox=\"user0001@contoso.example\"} 1") {
			t.Fatalf("%s", text)
		}
	}
	if got := w.run("", "check", "--all", "--nagios", "--connect", addr); got.Code != nagiosCritical {
		t.Errorf("not tried: exit %d, %s", got.Code, got.Stdout)
	}
	if n := len(s.Logins()); n != mostRefused {
		t.Errorf("%d logins", n)
	}
}

// A server that is not there is given up, and not waited for once a mailbox.
func TestDeadServerIsGivenUp(t *testing.T) {
	w := newWorld(t)
	w.many(100)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	got := w.run("", "check", "--all", "--json", "--connect", addr)
	tried := strings.Count(got.Stdout, `"skipped":""`)
	if got.Code != causes.ExitNetwork || tried < mostSilent || tried > 2*mostSilent || strings.Count(got.Stdout, `"cause":"NET-REFUSED"`) != 100 {
		t.Errorf("exit %d, %d tried: %.600s%s", got.Code, tried, got.Stdout, got.Stderr)
	}
}

// Whoever stops a run gets what was done by then, and the old metrics stay.
func TestWatchStopped(t *testing.T) {
	w := newWorld(t)
	w.many(40)
	s := &simserver.Server{Password: w.Password, Takes: map[smtpcheck.Stage]time.Duration{smtpcheck.Login: 100 * time.Millisecond}}
	addr := w.serve(s)
	metrics := filepath.Join(w.Home, "metrics.prom")
	if err := os.WriteFile(metrics, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		for after := range 3 { // lines read before it is stopped
			cmd := w.command(t.Context(), "check", "--all", "--json", "--jobs", "2", "--prometheus", metrics, "--connect", addr)
			before := len(s.Sessions())
			var errs bytes.Buffer
			cmd.Stderr = &errs
			out, _ := cmd.StdoutPipe()
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			lines := bufio.NewScanner(out)
			lines.Buffer(nil, 1<<20)
			var n int
			var last string
			for n < after*4 && lines.Scan() {
				n++
			}
			if after == 0 {
				for end := time.Now().Add(hangGuard); len(s.Sessions()) == before && time.Now().Before(end); {
					time.Sleep(time.Millisecond)
				}
			}
			if err := cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			for lines.Scan() {
				n, last = n+1, lines.Text()
			}
			var sum struct {
				Summary struct {
					Good, Refused, Skipped, Exit int
					Stopped                      bool
				}
			}
			code := exitCode(t, cmd.Wait())
			if err := json.Unmarshal([]byte(last), &sum); err != nil || code != causes.ExitInterrupted || !sum.Summary.Stopped ||
				sum.Summary.Good+sum.Summary.Refused+sum.Summary.Skipped != n-1 || n-1 >= 40 {
				t.Errorf("%v after %d: exit %d, %d lines, %s %s", signal, after, code, n, last, &errs)
			}
		}
	}
	if text, _ := os.ReadFile(metrics); string(text) != "old" {
		t.Errorf("the metrics were replaced: %.200s", text)
	}
	nothingGathered(t, w.Home)
}

// A hundred checks that renew sign-ins at a slow login service all get their
// turn, and so does another program in the middle of it.
func TestSignInsInTurn(t *testing.T) {
	dir := t.TempDir()
	folder := settings.Folder{Config: dir, State: dir}
	synctest.Test(t, func(t *testing.T) {
		alone := newGuard(nil).inTurn(folder.LockSignIn)
		var done atomic.Int32
		for range 100 {
			go func() {
				release, _, err := alone(t.Context(), "ann@contoso.example")
				if err != nil {
					t.Error(err)
					return
				}
				time.Sleep(2 * time.Second)
				done.Add(1)
				release()
			}()
		}
		time.Sleep(5 * time.Second)
		release, _, err := folder.LockSignIn(t.Context(), "other")
		if n := done.Load(); err != nil || n > 5 {
			t.Errorf("another program waited for %d renewals: %v", n, err)
		}
		if err == nil {
			release()
		}
		time.Sleep(5 * time.Minute)
		if n := done.Load(); n != 100 {
			t.Errorf("%d of 100 had their turn", n)
		}
	})
}

// Nobody is there to unlock a keychain: a run says so at once, tries no login,
// and opens no window.
func TestWatchWithALockedKeychain(t *testing.T) {
	realPart(t, "dbus-send")
	w := newWorld(t)
	w.keychain()
	s := &simserver.Server{Password: w.Password}
	addr := w.serve(s)
	for _, address := range []string{"ann@contoso.example", "bob@contoso.example"} {
		if got := w.run(w.Password, "setup", address, "--password-stdin", "--no-send", "--connect", addr); got.Code != causes.ExitOK {
			t.Fatalf("%+v", got)
		}
	}
	if got := w.run("", "check", "--all", "--json", "--connect", addr); got.Code != causes.ExitOK {
		t.Fatalf("%+v", got)
	}
	logins := len(s.Logins())
	if out := w.other("", "dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets",
		"org.freedesktop.Secret.Service.Lock", "array:objpath:/org/freedesktop/secrets/aliases/default"); !strings.Contains(out, "reply") {
		t.Fatal(out)
	}
	began := time.Now()
	got := w.run("", "check", "--all", "--json", "--connect", addr)
	if got.Code != causes.ExitConfig || strings.Count(got.Stdout, `"cause":"KEY-LOCKED"`) != 2 || len(s.Logins()) != logins {
		t.Errorf("%+v", got)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
	if got := w.run("", "check", "--all", "--nagios", "--connect", addr); got.Code != nagiosUnknown {
		t.Errorf("as a plugin: %+v", got)
	}
}

// Two runs at once lose nothing of what each counts.
func TestTwoRunsAtOnce(t *testing.T) {
	w := newWorld(t)
	wrong := w.many(40)
	s := &simserver.Server{Password: w.Password}
	addr := w.serve(s)
	metrics := filepath.Join(w.Home, "metrics.prom")
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			cmd := w.command(t.Context(), "check", "--all", "--quiet", "--prometheus", metrics, "--connect", addr)
			if out, err := cmd.CombinedOutput(); exitCode(t, err) != causes.ExitRefused {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	both.Wait()
	before := len(s.Logins())
	got := w.run("", "check", "--all", "--quiet", "--connect", addr)
	if n := len(s.Logins()) - before; got.Code != causes.ExitRefused || n != 40-len(wrong) {
		t.Errorf("exit %d, %d logins: the refusals of both were not counted\n%s", got.Code, n, got.Stdout)
	}
	text, _ := os.ReadFile(metrics)
	if n := strings.Count(string(text), "\nmailready_check_success{"); n != 40 {
		t.Errorf("%d samples", n)
	}
	nothingGathered(t, w.Home)
}
