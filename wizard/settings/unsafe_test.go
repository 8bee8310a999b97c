//go:build linux

package settings_test

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"mailready/wizard/settings"
)

const good = "[[mailbox]]\nsender = \"a@contoso.example\"\nserver = \"smtp.office365.com\"\n"

// Every kind of file that is not ours is refused by its own code, is not
// waited for, and stays as it is.
func TestKindsOfFiles(t *testing.T) {
	text := func(text string) func(t *testing.T, path string) {
		return func(t *testing.T, path string) { write(t, path, text) }
	}
	link := func(target, holds string) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			target := filepath.Join(t.TempDir(), target)
			if holds != "" {
				write(t, target, holds)
			}
			must(t, os.Symlink(target, path))
		}
	}
	for name, test := range map[string]struct {
		make func(t *testing.T, path string)
		code string // empty: it is fine
	}{
		"link to a good file": {link("good", good), settings.Unsafe},
		"link to nothing":     {link("none", ""), settings.Unsafe},
		"pipe":                {func(t *testing.T, path string) { must(t, syscall.Mkfifo(path, 0o600)) }, settings.Unsafe},
		"folder":              {func(t *testing.T, path string) { must(t, os.Mkdir(path, 0o700)) }, settings.Unsafe},
		"socket": {func(t *testing.T, path string) {
			// A socket's path is short; the folder of the test is not.
			short, err := os.MkdirTemp("", "s")
			must(t, err)
			t.Cleanup(func() { os.RemoveAll(short) })
			l, err := net.ListenUnix("unix", &net.UnixAddr{Name: short + "/s", Net: "unix"})
			must(t, err)
			l.SetUnlinkOnClose(false)
			must(t, os.Rename(short+"/s", path))
			t.Cleanup(func() { l.Close() })
		}, settings.Unsafe},
		"device": {func(t *testing.T, path string) {
			if err := syscall.Mknod(path, syscall.S_IFCHR|0o600, 1<<8|5); err != nil {
				missing(t, "no device can be made here", err)
			}
		}, settings.Unsafe},
		"writable for all": {func(t *testing.T, path string) { write(t, path, good); must(t, os.Chmod(path, 0o606)) }, settings.Unsafe},
		"writable for a group": {func(t *testing.T, path string) {
			write(t, path, good)
			if err := os.Chown(path, -1, os.Getgid()+1); err != nil {
				missing(t, "the group cannot be changed here", err)
			}
			must(t, os.Chmod(path, 0o660))
		}, settings.Unsafe},
		"of another user": {func(t *testing.T, path string) {
			write(t, path, good)
			if err := os.Chown(path, 65534, -1); err != nil {
				missing(t, "the owner cannot be changed here", err)
			}
		}, settings.Unsafe},
		"too large":         {text("# " + strings.Repeat("x", 8<<20)), settings.Unsafe},
		"of tomorrow":       {text("schema = 2\n" + good), settings.Newer},
		"of no time":        {text("schema = -1\n" + good), settings.Corrupt},
		"not TOML":          {text("{\"schema\": 1}"), settings.Corrupt},
		"cut off":           {text(good + "\n[[mailbox]]\nsender = \"b@cont"), settings.Corrupt},
		"zeros":             {text(strings.Repeat("\x00", 100)), settings.Corrupt},
		"no UTF-8":          {text("# \xff\xfe\n" + good), settings.Corrupt},
		"a word for a port": {text(good + "port = \"587\"\n"), settings.Corrupt},
		"port 0x1FFFF":      {text(good + "port = 0x1FFFF\n"), settings.Corrupt},
		"no sender":         {text("[[mailbox]]\nserver = \"smtp.office365.com\"\n"), settings.Corrupt},
		"no server":         {text("[[mailbox]]\nsender = \"a@contoso.example\"\n"), settings.Corrupt},
		"escape in a name":  {text("[[mailbox]]\nsender = \"a@contoso.example\"\nserver = \"smtp\\u001b[2J\"\n"), settings.Corrupt},
		"twice the same":    {text(good + good), settings.Corrupt},
		"empty":             {text(""), ""},
		"notes only":        {text("# nothing yet\n"), ""},
		"readable for all":  {func(t *testing.T, path string) { write(t, path, good); must(t, os.Chmod(path, 0o644)) }, ""},
		"other keys":        {text("colour = \"green\"\n" + good + "note = \"mine\"\n"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := written(t, "")
			path := filepath.Join(f.Config, "settings.toml")
			must(t, os.Remove(path))
			test.make(t, path)
			before, err := os.Lstat(path)
			must(t, err)
			_, err = f.Load()
			m, p := version(1)
			saved := f.Save(&m, nil, p)
			if test.code == "" {
				if err != nil || saved != nil {
					t.Errorf("Load: %v, Save: %v", err, saved)
				}
				return
			}
			wantCode(t, err, test.code)
			wantCode(t, saved, test.code)
			wantCode(t, f.Forget("a@contoso.example"), test.code)
			if !strings.Contains(fmt.Sprint(err), path) || strings.ContainsAny(fmt.Sprint(err), "\x1b\x00") {
				t.Errorf("the error does not name the file, or harms the screen: %q", err)
			}
			after, err := os.Lstat(path)
			if err != nil || !os.SameFile(before, after) || after.ModTime() != before.ModTime() {
				t.Errorf("the file was touched: %v", err)
			}
		})
	}
}

// A file that others can read is made private when it is read, and stays what
// it is.
func TestReadableForOthers(t *testing.T) {
	f := written(t, good)
	m, p := version(1)
	save(t, f, &m, p)
	for _, path := range []string{filepath.Join(f.Config, "settings.toml"), filepath.Join(f.State, "state.json")} {
		before, err := os.ReadFile(path)
		must(t, err)
		must(t, os.Chmod(path, 0o644))
		_, err = f.Load()
		must(t, err)
		info, err := os.Lstat(path)
		must(t, err)
		after, err := os.ReadFile(path)
		if err != nil || info.Mode().Perm() != 0o600 || string(after) != string(before) {
			t.Errorf("%s: mode %v, %v", path, info.Mode(), err)
		}
	}
}

// The state is read as carefully as the settings.
func TestKindsOfState(t *testing.T) {
	for text, code := range map[string]string{
		"":                              settings.Corrupt,
		"{":                             settings.Corrupt,
		`{"schema":2}`:                  settings.Newer,
		`{"schema":1,"mailboxes":[{}]}`: settings.Corrupt,
		`{"schema":1,"mailboxes":[{"mailbox":{"sender":"a@b"}},{"mailbox":{"sender":"A@B"}}]}`: settings.Corrupt,
		`{"schema":1,"mailboxes":[{"mailbox":{"sender":"a@b"},"wrong":"x"}]}`:                  settings.Corrupt,
		strings.Repeat(" ", 32<<20+1): settings.Unsafe,
	} {
		f := written(t, good)
		must(t, os.MkdirAll(f.State, 0o700))
		path := filepath.Join(f.State, "state.json")
		write(t, path, text)
		_, err := f.Load()
		wantCode(t, err, code)
		m, p := version(1)
		wantCode(t, f.Save(&m, nil, p), code)
		if after, _ := os.ReadFile(path); string(after) != text {
			t.Errorf("the state was changed: %.60q", after)
		}
		if after, _ := os.ReadFile(filepath.Join(f.Config, "settings.toml")); string(after) != good {
			t.Errorf("the settings were saved without the state: %q", after)
		}
	}
}

func TestKindsOfLocks(t *testing.T) {
	for name, make := range map[string]func(path string) error{
		"link":   func(path string) error { return os.Symlink(filepath.Join(t.TempDir(), "x"), path) },
		"folder": func(path string) error { return os.Mkdir(path, 0o700) },
		"pipe":   func(path string) error { return syscall.Mkfifo(path, 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			f := folder(t)
			must(t, os.MkdirAll(f.State, 0o700))
			must(t, make(filepath.Join(f.State, "wizard.lock")))
			_, err := f.Lock()
			wantCode(t, err, settings.Unsafe)
		})
	}
}

func TestFolders(t *testing.T) {
	open := filepath.Join(t.TempDir(), "open")
	must(t, os.Mkdir(open, 0o700))
	must(t, os.Chmod(open, 0o777))
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, "")
	for dir, code := range map[string]string{"": settings.ReadOnly, "mailready": settings.ReadOnly, open: settings.Unsafe, file: settings.Unsafe,
		file + "/under": settings.Corrupt} {
		f := settings.Folder{Config: dir, State: t.TempDir()}
		_, err := f.Load()
		wantCode(t, err, code)
		wantCode(t, f.Try(), code)
		_, err = f.Lock()
		wantCode(t, err, code)
	}
}

// What a killed process left is swept, what somebody else put there is not.
func TestSweep(t *testing.T) {
	f := folder(t)
	m, p := version(1)
	save(t, f, &m, p)
	write(t, filepath.Join(f.Config, ".settings.toml.123.tmp"), "half")
	write(t, filepath.Join(f.State, ".state.json.456.tmp"), "half")
	for _, name := range []string{"settings.toml.bak", ".settings.toml.swp", "notes.tmp"} {
		write(t, filepath.Join(f.Config, name), "mine")
	}
	save(t, f, &m, p)
	for path, there := range map[string]bool{f.Config + "/.settings.toml.123.tmp": false, f.State + "/.state.json.456.tmp": false,
		f.Config + "/settings.toml.bak": true, f.Config + "/.settings.toml.swp": true, f.Config + "/notes.tmp": true} {
		if _, err := os.Lstat(path); (err == nil) != there {
			t.Errorf("%s: there %v, want %v", path, err == nil, there)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	must(t, os.WriteFile(path, []byte(text), 0o600))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
