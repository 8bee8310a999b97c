//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"mailready/smtpcheck/causes"
	"mailready/wizard/settings"
)

// Every command says what is wrong with the settings, with which file, and
// what to do; the file stays as it is.
func TestSettingsThatCannotBeUsed(t *testing.T) {
	w := newWorld(t)
	config := filepath.Join(w.Home, ".config", "mailready")
	file := filepath.Join(config, "settings.toml")
	if err := os.MkdirAll(config, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		make func() error
		code string
		says string
		exit int
	}{
		"damaged": {func() error { return os.WriteFile(file, []byte("schema = 1\nport = = 2\n"), 0o600) }, settings.Corrupt, "line 2", causes.ExitConfig},
		"newer":   {func() error { return os.WriteFile(file, []byte("schema = 7\n"), 0o600) }, settings.Newer, "schema 7", causes.ExitConfig},
		"a link":  {func() error { return os.Symlink("/dev/zero", file) }, settings.Unsafe, "not a plain file", causes.ExitConfig},
	} {
		if err := test.make(); err != nil {
			t.Fatal(err)
		}
		before, _ := os.Lstat(file)
		for _, args := range [][]string{{"status"}, {"setup", "--plain"}, {"check"}, {"forget", "ann@contoso.example"}, {"password"}, {"export", "card"}} {
			got := w.run("", args...)
			if got.Code != test.exit || got.Stdout != "" {
				t.Errorf("%s, %q: %+v", name, args, got)
			}
			for _, want := range []string{test.code, file, test.says, "\n1. "} {
				if !strings.Contains(got.Stderr, want) {
					t.Errorf("%s, %q: no %q in\n%s", name, args, want, got.Stderr)
				}
			}
		}
		if got := w.run("", "check", "--json"); got.Code != test.exit || !strings.Contains(got.Stdout, `"cause":"`+test.code+`"`) {
			t.Errorf("%s, check --json: %+v", name, got)
		}
		if after, err := os.Lstat(file); err != nil || !os.SameFile(before, after) {
			t.Errorf("%s: the file was touched: %v", name, err)
		}
		os.Remove(file)
	}
}

// A second wizard names the process of the first.
func TestSecondWizard(t *testing.T) {
	w := newWorld(t)
	f := settings.Folder{Config: w.Home + "/.config/mailready", State: w.Home + "/.local/state/mailready"}
	unlock, err := f.Lock()
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	got := w.run("", "setup", "--plain")
	if got.Code != causes.ExitConfig || !strings.Contains(got.Stderr, settings.Busy) || !strings.Contains(got.Stderr, "process "+pid()) {
		t.Errorf("%+v", got)
	}
}

// Without a home nothing is written into the folder that happens to be the
// current one, and the wizard says so before it asks for anything.
func TestNoHome(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"} {
		w.setenv(name, "")
	}
	got := w.run("", "setup", "--plain")
	if got.Code != causes.ExitFile || got.Stdout != "" || !strings.Contains(got.Stderr, settings.ReadOnly) || !strings.Contains(got.Stderr, "no home") {
		t.Errorf("%+v", got)
	}
	for _, made := range []string{".config/mailready", "mailready", ".local/state/mailready"} {
		if _, err := os.Lstat(filepath.Join(w.Home, made)); err == nil {
			t.Errorf("%s was made in the current folder", made)
		}
	}
}

// A full disk is said before the first question.
func TestDiskFullAtTheStart(t *testing.T) {
	w := newWorld(t)
	disk := filepath.Join(w.Home, ".config", "mailready")
	if err := os.Mkdir(disk, 0o700); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() != 0 {
		missing(t, "only root can make a small disk")
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=64k,mode=700"); err != nil {
		missing(t, "no small disk can be made here: "+err.Error())
	}
	t.Cleanup(func() { syscall.Unmount(disk, 0) })
	if err := os.WriteFile(filepath.Join(disk, "filler"), make([]byte, 64<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	got := w.run("", "setup", "--plain")
	if got.Code != causes.ExitFile || got.Stdout != "" || !strings.Contains(got.Stderr, settings.Full) {
		t.Errorf("%+v", got)
	}
}

func pid() string { return strconv.Itoa(os.Getpid()) }
