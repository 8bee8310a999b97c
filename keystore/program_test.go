//go:build linux

package keystore_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"mailready/keystore"
)

// script is a command of a few lines of shell.
func script(text string) []string { return []string{"sh", "-c", text, "sh", "{name}"} }

// A program that has done its work may leave another one behind that keeps its
// output open, as one that starts an agent does.
func TestProgramLeavesAnAgent(t *testing.T) {
	pid := filepath.Join(t.TempDir(), "pid")
	store := keystore.Of(keystore.Command{Get: script("sleep 300 & echo $! > " + pid + "; printf kept")})
	t.Cleanup(func() { kill(t, pid) })
	got, err := store.Get(t.Context(), item)
	if err != nil || !got.Equal(keystore.NewSecret([]byte("kept"))) {
		t.Errorf("%v", err)
	}
}

// What prints without end is ended at once, also where it does not care that
// nobody reads it, and with all that it has started. Memory does not grow.
func TestProgramPrintsWithoutEnd(t *testing.T) {
	for name, text := range map[string]string{
		"and does not care": "trap '' PIPE; while :; do yes 2>/dev/null || :; done",
		"and then hangs":    "head -c 100000 /dev/zero; sleep 300",
		"in a child":        "(trap '' PIPE; while :; do yes 2>/dev/null || :; done) & wait",
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			pid := filepath.Join(t.TempDir(), "pid")
			began := time.Now()
			_, err := keystore.Of(keystore.Command{Get: script("echo $$ > " + pid + "; " + text)}).Get(t.Context(), item)
			if !errors.Is(err, keystore.ErrMismatch) || time.Since(began) > 30*time.Second {
				t.Errorf("%v after %v", err, time.Since(began))
			}
			runtime.ReadMemStats(&after)
			if grown := after.TotalAlloc - before.TotalAlloc; grown > 4<<20 {
				t.Errorf("%d bytes", grown)
			}
			// What was killed takes a moment to be gone.
			left := sessionOf(t, pid)
			for end := time.Now().Add(10 * time.Second); len(left) > 0 && time.Now().Before(end); left = sessionOf(t, pid) {
				runtime.Gosched()
			}
			if len(left) > 0 {
				t.Errorf("still running: %v", left)
			}
		})
	}
}

// A program that is to store a secret has all of it before it begins, even where
// it reads late, and a long one where it reads it at all.
func TestProgramIsGivenAll(t *testing.T) {
	kept := filepath.Join(t.TempDir(), "kept")
	store := keystore.Of(keystore.Command{Get: script("cat " + kept), Set: script("cat > " + kept), Delete: script("rm " + kept)})
	for _, n := range []int{1, 16, 4096, 4097, 60000} {
		os.WriteFile(kept, []byte("before"), 0o600)
		if err := store.Set(t.Context(), item, keystore.NewSecret(bytes.Repeat([]byte("x"), n))); err != nil {
			t.Errorf("%d bytes: %v", n, err)
		}
		careless := keystore.Of(keystore.Command{Get: script("cat " + kept), Set: script("exit 1")})
		given := keystore.NewSecret(bytes.Repeat([]byte("y"), n))
		if err := careless.Set(t.Context(), item, given); !errors.Is(err, keystore.ErrDenied) {
			t.Errorf("%d bytes to one that reads nothing: %v", n, err)
		}
		given.Destroy()
	}
}

// A program that gives nothing and says that all is well has kept nothing that
// could be used, and it is not taken for an entry that is not there.
func TestProgramGivesNothing(t *testing.T) {
	store := keystore.Of(keystore.Command{Get: script("exit 0"), Delete: script("exit 0")})
	if _, err := store.Get(t.Context(), item); !errors.Is(err, keystore.ErrMismatch) {
		t.Errorf("Get: %v", err)
	}
	if err := store.Delete(t.Context(), item); !errors.Is(err, keystore.ErrMismatch) {
		t.Errorf("Delete: %v", err)
	}
}

// Only clear words say that there is no entry.
func TestProgramSays(t *testing.T) {
	for says, want := range map[string]error{
		"echo 'Not found.' >&2; exit 1":                                        keystore.ErrNotFound,
		`echo "x isn't an item" >&2; exit 1`:                                   keystore.ErrNotFound,
		"mailready-no-such-program":                                            keystore.ErrAbsent,
		"/etc/passwd":                                                          keystore.ErrAbsent,
		"echo 'x: command not found' >&2; exit 1":                              keystore.ErrAbsent,
		"echo 'a: No such file\ngpg: decryption failed' >&2; exit 2":           keystore.ErrLocked,
		"echo 'You are not logged in.' >&2; exit 1":                            keystore.ErrLocked,
		"echo 'dial tcp 127.0.0.1:1: connect: connection refused' >&2; exit 2": keystore.ErrDenied,
		"exit 1":        keystore.ErrDenied,
		"kill -SEGV $$": keystore.ErrDenied,
	} {
		if _, err := keystore.Of(keystore.Command{Get: script(says)}).Get(t.Context(), item); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", says, err, want)
		}
	}
}

// pidIn reads a process number that a script has written.
func pidIn(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(text))
}

// kill ends a process that a script has left.
func kill(t *testing.T, file string) {
	t.Helper()
	pid, err := strconv.Atoi(pidIn(t, file))
	if err != nil || syscall.Kill(pid, syscall.SIGKILL) != nil {
		t.Errorf("%d: not running any more, or %v", pid, err)
	}
}

// sessionOf are the processes of the session that a script led.
func sessionOf(t *testing.T, file string) (left []string) {
	t.Helper()
	leader := pidIn(t, file)
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range stats {
		stat, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		// After the name in brackets: state, parent, group, session.
		fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
		if len(fields) > 3 && fields[3] == leader && fields[0] != "Z" {
			left = append(left, string(stat))
		}
	}
	return left
}
