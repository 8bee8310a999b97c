//go:build unix

package appcert

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A file that somebody else can read, or could have put there, is not used.
func TestOthersAtTheFile(t *testing.T) {
	top := t.TempDir()
	path := filepath.Join(top, "real", "app.pem")
	if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Make(path, "x", time.Now()); err != nil {
		t.Fatal(err)
	}
	link, open := filepath.Join(top, "link.pem"), filepath.Join(top, "open")
	pipe := filepath.Join(top, "pipe")
	for _, err := range []error{os.Symlink(path, link), os.Mkdir(open, 0o777), os.Chmod(open, 0o777), syscall.Mkfifo(pipe, 0o600),
		os.Symlink(filepath.Dir(path), filepath.Join(open, "dir")), os.Symlink(filepath.Dir(path), filepath.Join(top, "dir"))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	says := func(path, want string) {
		t.Helper()
		_, err := Read(path)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	says(path, "")
	says(filepath.Join(top, "dir", "app.pem"), "")
	says(link, "link")
	says(pipe, "no plain file")
	says(top, "no plain file")
	says(filepath.Join(open, "dir", "app.pem"), "may write to the folder "+open)
	for _, mode := range []os.FileMode{0o640, 0o604, 0o660, 0o622} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		says(path, "chmod 600")
	}
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	says(path, "")
	if err := os.Chmod(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	says(path, "could replace it")
	if err := os.Chmod(filepath.Dir(path), 0o777|os.ModeSticky); err != nil {
		t.Fatal(err)
	}
	says(path, "")
	if os.Geteuid() != 0 {
		return
	}
	if err := os.Chown(path, 12345, 12345); err != nil {
		t.Fatal(err)
	}
	says(path, "another user")
	if err := os.Chown(path, 0, 0); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(filepath.Dir(path), 12345, 12345); err != nil {
		t.Fatal(err)
	}
	says(path, "belongs to another user, who could replace it")
}
