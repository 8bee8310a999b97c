//go:build linux

package main

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"mailready/smtpcheck/simserver"
)

// Whenever a rotation is killed, the store has the old password or the new one,
// whole, the next check works, and another rotation goes through.
func TestRotateKilled(t *testing.T) {
	t.Parallel()
	realPart(t, "systemd-creds")
	if os.Getuid() != 0 {
		missing(t, "only root can read the key of this computer")
	}
	w := newWorld(t)
	s := &simserver.Server{}
	addr := w.serve(s)
	folder := filepath.Join(w.Home, "credstore")
	if r, code := w.setUpBy(w.Password, sender, "--store", "systemd:"+folder, "--no-send", "--connect", addr); code != 0 || !r.Stored {
		t.Fatalf("exit %d, %+v", code, r)
	}
	random := rand.New(rand.NewPCG(1, 2))
	kept, ended, killed := w.Password, 0, 0
	for range 40 {
		next := newCanary()
		w.mu.Lock()
		w.needles = append(w.needles, needles(next)...)
		w.mu.Unlock()
		ctx, stop := context.WithTimeout(t.Context(), hangGuard)
		cmd := w.command(ctx, "rotate", "--password-stdin", "--no-send", "--connect", addr, sender)
		cmd.Stdin = strings.NewReader(next)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		kill := time.AfterFunc(time.Duration(random.IntN(120))*time.Millisecond, func() { syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) })
		cmd.Wait()
		kill.Stop()
		stop()
		w.secret = true
		got := w.run("", "password")
		switch now := strings.TrimSuffix(got.Stdout, "\n"); {
		case got.Code != 0:
			t.Fatalf("after a kill there is no password: exit %d, %s", got.Code, got.Stderr)
		case now == next:
			kept, ended = next, ended+1
		case now == kept:
			killed++
		default:
			t.Fatal("after a kill the password is neither the old one nor the new one")
		}
	}
	if got := w.run("", "check", "--json", "--no-send", "--connect", addr); got.Code != 0 {
		t.Errorf("check: %+v", got)
	}
	t.Attr("killed", strconv.Itoa(ended+killed))
	t.Logf("%d rotations came to their end or far enough, %d left the old password", ended, killed)
	files, _ := os.ReadDir(folder)
	for _, f := range files {
		if strings.HasPrefix(f.Name(), ".mailready-") {
			t.Logf("left: %s", f.Name()) // encrypted, and empty as a rule
			os.RemoveAll(filepath.Join(folder, f.Name()))
		}
	}
}
