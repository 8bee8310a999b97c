//go:build linux

package main

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"mailready/smtpcheck/simserver"
)

// Killed at any moment of a setup without a person, a rotation or a forgetting,
// the program leaves the password of before or the new one, whole, or none where
// one was to go; and settings with a password, unless it was forgetting. What
// comes after works. MAILREADY_KILLS is how many times; 500 is the long run.
func TestKilledWithoutAPerson(t *testing.T) {
	t.Parallel()
	t.Run("systemd", func(t *testing.T) {
		t.Parallel()
		realPart(t, "systemd-creds")
		if os.Getuid() != 0 {
			missing(t, "only root can read the key of this computer")
		}
		w := newWorld(t)
		folder := filepath.Join(w.Home, "credstore")
		w.killedAgain("systemd:"+folder, folder, 140*time.Millisecond)
	})
	t.Run("pass", func(t *testing.T) { // gpg that is killed leaves half a file
		t.Parallel()
		realPart(t, "pass", "gpg", "gpgconf")
		w := newWorld(t)
		w.pass()
		w.killedAgain("pass", filepath.Join(w.Home, "pass", "mailready"), time.Second)
	})
}

// killedAgain kills one command after the other, each within a time.
func (w *world) killedAgain(store, folder string, within time.Duration) {
	t := w.T
	rounds := 40
	if n, err := strconv.Atoi(os.Getenv("MAILREADY_KILLS")); err == nil {
		rounds = n
	}
	addr := w.serve(&simserver.Server{})
	setup := []string{"setup", "--password-stdin", "--no-send", "--connect", addr, "--store", store, sender}
	password := func() string {
		w.secret = true
		defer func() { w.secret = false }()
		return strings.TrimSuffix(w.run("", "password", sender).Stdout, "\n")
	}
	random := rand.New(rand.NewPCG(1, 2))
	outcomes := map[string]int{}
	kept := ""
	for range rounds {
		next := newCanary()
		w.mu.Lock()
		w.needles = append(w.needles[:min(len(w.needles), 400)], needles(next)...)
		w.mu.Unlock()
		does, may, args := "setup", []string{kept, next}, setup
		switch {
		case kept != "" && random.IntN(3) == 0:
			does, may, args = "forget", []string{kept, ""}, []string{"forget", "--yes", sender}
		case kept != "" && random.IntN(2) == 0:
			does, args = "rotate", []string{"rotate", "--password-stdin", "--no-send", "--connect", addr, sender}
		}
		w.killed(time.Duration(random.Int64N(int64(within))), next, args...)
		now := password()
		if !slices.Contains(may, now) {
			t.Fatalf("after a kill of %s the password is neither the one of before nor the new one: %d bytes", does, len(now))
		}
		status := w.run("", "status", "--json")
		if settled := strings.Contains(status.Stdout, sender); status.Code != 0 || settled && now == "" && does != "forget" && kept != "" {
			t.Fatalf("after a kill of %s: %+v", does, status)
		}
		outcomes[does+map[bool]string{true: ": as before", false: ": done"}[now == kept]]++
		if kept = now; now == "" && strings.Contains(status.Stdout, sender) {
			if got := w.run("", "forget", "--yes", sender); got.Code != 0 {
				t.Fatalf("what a kill has left cannot be forgotten: %+v", got)
			}
		}
	}
	t.Attr("killed", strconv.Itoa(rounds))
	t.Logf("%v", outcomes)
	if got := w.run(w.Password, setup...); got.Code != 0 || password() != w.Password {
		t.Errorf("setup in the end: %+v", got)
	}
	files, _ := os.ReadDir(folder)
	for _, f := range files {
		if strings.HasPrefix(f.Name(), ".mailready-") { // encrypted, and empty as a rule
			os.RemoveAll(filepath.Join(folder, f.Name()))
		}
	}
}

// killed runs the program and kills it after a while, with all that it has
// started, as a power cut does.
func (w *world) killed(after time.Duration, input string, args ...string) {
	w.Helper()
	ctx, stop := context.WithTimeout(w.Context(), hangGuard)
	defer stop()
	cmd := w.command(ctx, args...)
	cmd.Stdin = strings.NewReader(input)
	if err := cmd.Start(); err != nil {
		w.Fatal(err)
	}
	kill := time.AfterFunc(after, func() {
		for _, p := range family(cmd.Process.Pid) {
			pid, _ := strconv.Atoi(p)
			syscall.Kill(pid, syscall.SIGKILL)
		}
	})
	defer kill.Stop()
	cmd.Wait()
}
