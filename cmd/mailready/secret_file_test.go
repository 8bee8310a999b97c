//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
)

// A mounted file is read where nobody else can have written it, through the
// links that Kubernetes makes; no keychain is asked.
func TestPasswordFile(t *testing.T) {
	w := newWorld(t)
	s := &simserver.Server{Password: w.Password}
	addr := w.serve(s)
	at := func(name string) string { return filepath.Join(w.Home, name) }
	write := func(name, text string, mode os.FileMode) {
		if err := os.WriteFile(at(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(at(name), mode); err != nil {
			t.Fatal(err)
		}
	}
	for _, dir := range []string{"mount", "mount/..2026_11_27"} {
		os.Mkdir(at(dir), 0o700)
	}
	write("mount/..2026_11_27/password", w.Password+"\n", 0o440)
	os.Symlink("..2026_11_27", at("mount/..data"))
	os.Symlink("..data/password", at("mount/password"))
	write("readable", w.Password, 0o644)
	write("shared", w.Password, 0o620)
	write("foreign", w.Password, 0o400)
	write("large", strings.Repeat("x", 70<<10), 0o400)
	write("empty", "", 0o400)
	w.Cleanup(func() {
		for _, name := range []string{"mount", "readable", "shared", "foreign"} {
			os.RemoveAll(at(name))
		}
	})
	if os.Getuid() == 0 {
		os.Chown(at("foreign"), 12345, 12345)
	}
	if err := syscall.Mkfifo(at("pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		file string
		code int
		says string
	}{
		{at("mount/password"), 0, ""},
		{at("readable"), 0, "Others on this computer can read"},
		{at("shared"), causes.ExitFile, "can write it"},
		{at("foreign"), causes.ExitFile, "belongs to somebody else"},
		{at("large"), causes.ExitFile, "larger than a password"},
		{at("empty"), causes.ExitInput, "IN-PASSWORD"},
		{at("pipe"), causes.ExitFile, "not a file"},
		{at("mount"), causes.ExitFile, "not a file"},
		{at("none"), causes.ExitFile, "no such file"},
		{"-", causes.ExitUsage, "--password-stdin"},
	} {
		if strings.HasSuffix(c.file, "foreign") && os.Getuid() != 0 {
			continue
		}
		got := w.run("", "check", "--no-send", "--from", "ann@contoso.example", "--password-file", c.file, "--connect", addr)
		if got.Code != c.code || !strings.Contains(got.Stderr+got.Stdout, c.says) {
			t.Errorf("%s: exit %d, %q %q", c.file, got.Code, got.Stdout, got.Stderr)
		}
	}
	if n := len(s.Logins()); n != 2 {
		t.Errorf("%d logins", n)
	}
}
