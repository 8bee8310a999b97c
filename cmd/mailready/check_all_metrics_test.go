//go:build linux

package main

import (
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// nothingGathered checks that no half-made metrics are left.
func nothingGathered(t *testing.T, folder string) {
	t.Helper()
	if left, _ := filepath.Glob(filepath.Join(folder, spool+"*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// A disk that is full keeps the old metrics, and the run says so by its code.
func TestMetricsOnAFullDisk(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		missing(t, "a small disk needs root")
	}
	w := newWorld(t)
	w.many(200)
	addr := w.serve(&simserver.Server{Password: w.Password})
	for size, args := range map[string][]string{"4k": {}, "64k": {}, "100k": {}, "48k": {"--nagios"}} {
		disk := t.TempDir()
		if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size="+size); err != nil {
			missing(t, "no small disk: "+err.Error())
		}
		t.Cleanup(func() { syscall.Unmount(disk, 0) })
		metrics := filepath.Join(disk, "metrics.prom")
		if err := os.WriteFile(metrics, []byte("old"), 0o644); err != nil {
			t.Fatal(err)
		}
		got := w.run("", append([]string{"check", "--all", "--quiet", "--prometheus", metrics, "--connect", addr}, args...)...)
		want := causes.ExitFile
		if len(args) > 0 {
			want = nagiosUnknown
			if !strings.HasPrefix(got.Stdout, "MAILREADY UNKNOWN - the metrics") || strings.Count(got.Stdout, "MAILREADY") != 1 {
				t.Errorf("as a plugin: %s", got.Stdout)
			}
		}
		if text, _ := os.ReadFile(metrics); got.Code != want || string(text) != "old" {
			t.Errorf("%s: exit %d, %.100q, %s", size, got.Code, text, got.Stderr)
		}
		nothingGathered(t, disk)
	}
}

// The metrics never take the place of something that is no plain file, and what
// a killed run left goes away.
func TestMetricsPlace(t *testing.T) {
	w := newWorld(t)
	w.many(2)
	addr := w.serve(&simserver.Server{Password: w.Password})
	link := filepath.Join(w.Home, "link.prom")
	if err := os.Symlink("/dev/null", link); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{link, w.Home, filepath.Join(w.Home, "nowhere", "m.prom")} {
		if got := w.run("", "check", "--all", "--prometheus", path, "--connect", addr); got.Code != causes.ExitFile {
			t.Errorf("%s: exit %d, %s", path, got.Code, got.Stderr)
		}
	}
	long, now := filepath.Join(w.Home, spool+"long"), filepath.Join(w.Home, spool+"now")
	for _, dir := range []string{long, now} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	days := time.Now().Add(-48 * time.Hour)
	os.Chtimes(long, days, days)
	if got := w.run("", "check", "--all", "--quiet", "--prometheus", filepath.Join(w.Home, "m.prom"), "--connect", addr); got.Code != causes.ExitOK || got.Stderr != "" {
		t.Errorf("%+v", got)
	}
	if left, _ := filepath.Glob(filepath.Join(w.Home, spool+"*")); len(left) != 1 || left[0] != now {
		t.Errorf("left: %v", left)
	}
}

// Whatever stands in an argument, a plugin's answer has one status line, and no
// performance data that is not its own.
func TestPluginIsNotFooled(t *testing.T) {
	w := newWorld(t)
	w.many(1)
	for _, address := range []string{"a|x=1@contoso.example", "a@b\nMAILREADY OK - x | 'y'=1", "a b | c=1;;;; ", "\x1b[2J|"} {
		got := w.run("", "check", "--nagios", address)
		if got.Code != nagiosUnknown || strings.ContainsAny(got.Stdout, "|\x1b") || strings.Count(got.Stdout, "\n") != 1 {
			t.Errorf("%q: exit %d, %q", address, got.Code, got.Stdout)
		}
		list := filepath.Join(w.Home, "list")
		os.WriteFile(list, []byte(address), 0o600)
		got = w.run("", "check", "--nagios", "--from-file", list)
		if got.Code != nagiosUnknown || strings.ContainsAny(got.Stdout, "|\x1b") || strings.Count(got.Stdout, "\n") != 1 {
			t.Errorf("%q in a file: exit %d, %q", address, got.Code, got.Stdout)
		}
	}
}
