//go:build linux

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/checklist"
	"mailready/wizard/settings"
)

// many sets mailboxes up, whose passwords are in the credentials of a service;
// every 33rd has a wrong one. It gives the senders of those.
func (w *world) many(n int) (wrong map[string]bool) {
	w.Helper()
	loaded := filepath.Join(w.Home, "loaded")
	if err := os.Mkdir(loaded, 0o700); err != nil {
		w.Fatal(err)
	}
	w.setenv("CREDENTIALS_DIRECTORY", loaded)
	w.secretIn(loaded)
	var toml strings.Builder
	var changes []settings.Change
	wrong = map[string]bool{}
	for i := range n {
		m := mailboxOf(fmt.Sprintf("user%04d@contoso.example", i))
		m.Store = "systemd"
		password := w.Password
		if i%33 == 7 {
			password, wrong[m.Sender] = newCanary(), true
		}
		fmt.Fprintf(&toml, "[[mailbox]]\nsender = %q\nserver = %q\nstore = \"systemd\"\n", m.Sender, m.Host)
		changes = append(changes, settings.Change{P: settings.Progress{Mailbox: m}})
		name := "mailready-app-password-smtp.office365.com-587-" + m.Login
		if err := os.WriteFile(filepath.Join(loaded, name), []byte(password), 0o400); err != nil {
			w.Fatal(err)
		}
	}
	f := settings.Folder{Config: w.Home + "/.config/mailready", State: w.Home + "/.local/state/mailready"}
	os.MkdirAll(f.Config, 0o700)
	if err := os.WriteFile(f.Config+"/settings.toml", []byte(toml.String()), 0o600); err != nil {
		w.Fatal(err)
	}
	if err := f.SaveMany(changes); err != nil {
		w.Fatal(err)
	}
	return wrong
}

// secretIn takes the secrets away before the search for what is left behind:
// they are the test's own.
func (w *world) secretIn(folder string) {
	w.Cleanup(func() { os.RemoveAll(folder) })
}

// A thousand mailboxes in one run: who can send and who cannot is told apart,
// and the server never sees more connections at a time than were asked for.
func TestAThousandMailboxes(t *testing.T) {
	w := newWorld(t)
	const n = 1000
	wrong := w.many(n)
	s := &simserver.Server{Password: w.Password}
	addr := w.serve(s)
	metrics := filepath.Join(w.Home, "metrics.prom")
	got := w.run("", "check", "--all", "--json", "--jobs", "8", "--prometheus", metrics, "--connect", addr)
	if got.Code != causes.ExitRefused {
		t.Errorf("exit %d: %.500s", got.Code, got.Stderr)
	}
	lines := strings.Split(strings.TrimSpace(got.Stdout), "\n")
	if len(lines) != n+1 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, line := range lines[:n] {
		var r checkResult
		if err := json.Unmarshal([]byte(line), &r); err != nil || r.OK == wrong[r.From] || !r.OK && r.Cause != "AUTH-WRONG" {
			t.Fatalf("%v, %s", err, line)
		}
	}
	if !strings.Contains(lines[n], fmt.Sprintf(`"good":%d,"refused":%d,`, n-len(wrong), len(wrong))) {
		t.Error(lines[n])
	}
	// The server may take a moment to see that one has ended: the next is there by then.
	if most := s.Most(); most > 2*8 || most < 2 || len(s.Logins()) != n {
		t.Errorf("%d connections at a time, %d logins", most, len(s.Logins()))
	}
	if sent := len(s.Accepted()); sent > 0 {
		t.Errorf("%d mails were sent", sent)
	}
	text, err := os.ReadFile(metrics)
	if err != nil {
		t.Fatal(err)
	}
	if good := strings.Count(string(text), "\nmailready_check_success{"); good != n || strings.Count(string(text), `cause="AUTH-WRONG"`) != len(wrong) {
		t.Errorf("%d samples", good)
	}
	if _, err := exec.LookPath("promtool"); err == nil || os.Getenv("MAILREADY_REQUIRE_REAL") == "1" {
		if out := w.other(string(text), "promtool", "check", "metrics"); strings.TrimSpace(out) != "" {
			t.Error(out)
		}
	}
}

// What was found is kept: a second refusal in a row is the last try.
func TestNoAccountIsLocked(t *testing.T) {
	w := newWorld(t)
	wrong := w.many(8)
	s := &simserver.Server{Password: w.Password}
	addr := w.serve(s)
	for try := range 4 {
		got := w.run("", "check", "--all", "--quiet", "--connect", addr)
		if got.Code != causes.ExitRefused || strings.Contains(got.Stdout, "[OK]") || strings.Contains(got.Stdout, "1 were not tried") != (try > 1) {
			t.Errorf("try %d: exit %d, %q", try, got.Code, got.Stdout)
		}
	}
	if n := len(s.Logins()); n != 4*8-2*len(wrong) {
		t.Errorf("%d logins", n)
	}
	list := filepath.Join(w.Home, "list")
	os.WriteFile(list, []byte("# two\nuser0000@contoso.example\n\nUSER0001@contoso.example\n"), 0o600)
	if got := w.run("", "check", "--from-file", list, "--connect", addr); got.Code != 0 || !strings.Contains(got.Stdout, "2 of 2 mailboxes can send. Nothing was sent.") {
		t.Errorf("from a file: %+v", got)
	}
	os.WriteFile(list, []byte("nobody@contoso.example\n"), 0o600)
	if got := w.run("", "check", "--from-file", list, "--connect", addr); got.Code != causes.ExitConfig || !strings.Contains(got.Stderr, "nobody@contoso.example") {
		t.Errorf("a stranger in the file: %+v", got)
	}
}

// As a monitoring plugin: a status line with performance data, and the four
// exit codes.
func TestMonitoringPlugin(t *testing.T) {
	line := regexp.MustCompile(`^MAILREADY (OK|WARNING|CRITICAL|UNKNOWN) - [^|\n]+( \| ('[a-z]+'=-?[0-9.]+(s)?(;[0-9.]*){0,4} ?)+)?\n`)
	off, _ := causes.Find("AUTH-TENANT-OFF")
	busy, _ := causes.Find("AUTH-TEMP")
	for _, c := range []struct {
		name   string
		server *simserver.Server
		args   string
		code   int
		says   string
	}{
		{"well", &simserver.Server{}, "check --nagios user0000@contoso.example", 0, "OK - 1 of 1 mailboxes can send."},
		{"all", &simserver.Server{}, "check --nagios --all", 0, "OK - 3 of 3"},
		{"for a while", simserver.For(busy), "check --nagios --all", 1, "WARNING - 0 of 3"},
		{"off", simserver.For(off), "check --nagios user0001@contoso.example", 2, "AUTH-TENANT-OFF"},
		{"not set up", nil, "check --nagios nobody@contoso.example", 3, "UNKNOWN - "},
		{"no such flag together", nil, "check --nagios --json", 3, "UNKNOWN - "},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.many(3)
			args := strings.Fields(c.args)
			if c.server != nil {
				args = append(args, "--connect", w.serve(c.server))
			}
			got := w.run("", args...)
			if got.Code != c.code || !strings.Contains(got.Stdout, c.says) || !line.MatchString(got.Stdout) {
				t.Errorf("exit %d: %q %q", got.Code, got.Stdout, got.Stderr)
			}
		})
	}
}

// One login is on one connection until it was taken, then on three at most, and
// not again where it was refused.
func TestOneLoginOfManyMailboxes(t *testing.T) {
	s := checklist.State{Host: "smtp.office365.com", Login: "ann@contoso.example"}
	synctest.Test(t, func(t *testing.T) {
		g := newGuard(nil)
		var mu sync.Mutex
		var inside, most int
		count := func(more int) int {
			mu.Lock()
			defer mu.Unlock()
			inside += more
			most = max(most, inside)
			return most
		}
		enter := func() {
			leave, not := g.enter(t.Context(), s)
			if not != nil {
				t.Error(not.why)
			}
			count(1)
			time.Sleep(time.Second)
			count(-1)
			g.saw(s, nil)
			leave()
		}
		for range 10 {
			go enter()
		}
		time.Sleep(time.Second / 2)
		if n := count(0); n != 1 {
			t.Errorf("%d at first", n)
		}
		time.Sleep(time.Minute)
		if n := count(0); n != perLogin {
			t.Errorf("%d at most", n)
		}
	})
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	once := s
	once.Wrong, once.Failed = 1, checklist.Failed{Cause: "AUTH-WRONG", At: day}
	good := s
	good.CheckedAt = day.Add(time.Hour)
	for _, c := range []struct {
		name  string
		known []checklist.State
		tried bool
	}{
		{"nothing known", nil, true},
		{"refused once", []checklist.State{once}, true},
		{"refused once in each of two mailboxes", []checklist.State{once, once}, false},
		{"good since then", []checklist.State{once, good, once}, true},
	} {
		leave, not := newGuard(c.known).enter(t.Context(), s)
		leave()
		if (not == nil) != c.tried || not != nil && not.cause.Code != "AUTH-WRONG" {
			t.Errorf("%s: %+v", c.name, not)
		}
	}
}
