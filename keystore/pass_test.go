//go:build linux

package keystore_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"mailready/keystore"
)

// passStore is a real GPG key of its own, and a real store that is not begun.
func passStore(t *testing.T) (store keystore.Store, folder string, run func(line string)) {
	t.Helper()
	for _, name := range []string{"pass", "gpg", "gpgconf"} {
		part(t, name)
	}
	home := t.TempDir()
	folder = filepath.Join(home, "store")
	t.Setenv("GNUPGHOME", filepath.Join(home, "gnupg"))
	t.Setenv("PASSWORD_STORE_DIR", folder)
	t.Setenv("GPG_TTY", "")
	t.Setenv("DISPLAY", "")
	if err := os.Mkdir(filepath.Join(home, "gnupg"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { exec.Command("gpgconf", "--kill", "all").Run() })
	return keystore.Of(keystore.Commands["pass"]), folder, func(line string) {
		t.Helper()
		argv := strings.Fields(line)
		if out, err := exec.Command(argv[0], argv[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", line, err, out)
		}
	}
}

func TestPass(t *testing.T) {
	store, folder, run := passStore(t)
	if err := store.Probe(t.Context()); !errors.Is(err, keystore.ErrAbsent) {
		t.Errorf("a store that was not begun: %v", err)
	}
	run("gpg --batch --passphrase= --quick-generate-key mailready-test default default never")
	run("pass init mailready-test")
	keeps(t, store, filepath.Dir(folder))
	if left, _ := filepath.Glob(filepath.Join(folder, "mailready", "*")); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}

// Whatever state pass and gpg are in, an entry that is there is never taken for
// one that is not: whoever forgets a mailbox relies on it. One that nobody can
// read any more can be replaced and removed.
func TestPassInAnOddState(t *testing.T) {
	store, folder, run := passStore(t)
	run("gpg --batch --passphrase= --quick-generate-key mailready-test default default never")
	run("pass init mailready-test")
	if err := store.Set(t.Context(), item, secret()); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(folder, "mailready", "*.gpg"))
	if len(files) != 1 {
		t.Fatal(files)
	}
	whole, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	bare := withoutGPG(t)
	for _, c := range []struct {
		name, variable, value string
		want                  error
	}{
		{"gpg is not there", "PATH", bare, keystore.ErrAbsent},
		{"pass lies in the current folder", "PATH", ".", keystore.ErrAbsent},
		{"nothing is there", "PATH", "", keystore.ErrAbsent},
		{"the keys are not there", "GNUPGHOME", filepath.Join(folder, "nowhere"), keystore.ErrLocked},
		{"other keys are there", "GNUPGHOME", t.TempDir(), keystore.ErrLocked},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv(c.variable, c.value)
			if _, err := store.Get(t.Context(), item); !errors.Is(err, c.want) {
				t.Errorf("Get: %v, want %v", err, c.want)
			}
			if c.want != keystore.ErrAbsent {
				return
			}
			if err := store.Set(t.Context(), item, secret()); !errors.Is(err, c.want) {
				t.Errorf("Set: %v, want %v", err, c.want)
			}
			if err := store.Delete(t.Context(), item); !errors.Is(err, c.want) {
				t.Errorf("Delete: %v, want %v", err, c.want)
			}
		})
	}
	for name, text := range map[string]string{"empty": "", "half": string(whole[:len(whole)/3]), "something else": "hello\n", "nearly whole": string(whole[:len(whole)-1]), "turned": string(whole[:len(whole)-9]) + "123456789"} {
		for what, do := range map[string]func(context.Context) error{
			"Delete": func(ctx context.Context) error { return store.Delete(ctx, item) },
			"Set":    func(ctx context.Context) error { return store.Set(ctx, item, secret()) },
		} {
			os.Mkdir(filepath.Dir(files[0]), 0o700) // pass has taken it away with the last entry
			if err := os.WriteFile(files[0], []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := store.Get(t.Context(), item); !errors.Is(err, keystore.ErrMismatch) {
				t.Errorf("%s: Get: %v", name, err)
			}
			if err := do(t.Context()); err != nil {
				t.Errorf("%s: %s: %v", name, what, err)
			}
		}
	}
}

// withoutGPG is a PATH with all that pass needs but gpg.
func withoutGPG(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"pass", "bash", "env", "sed", "tr", "cat", "mkdir", "dirname", "basename", "getopt", "mv", "rm", "uname"} {
		if path, err := exec.LookPath(name); err == nil {
			if err := os.Symlink(path, filepath.Join(folder, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	return folder
}

// A locked key is not asked for where nobody may be there, and what is to go
// goes without it.
func TestPassIsLocked(t *testing.T) {
	store, folder, run := passStore(t)
	window, opened := filepath.Join(t.TempDir(), "pinentry"), filepath.Join(t.TempDir(), "opened")
	// A window that is opened leaves a trace, and nobody answers it.
	script := "#!/bin/sh\ntouch " + opened + "\necho OK\nwhile read -r line; do case $line in GETPIN*) echo 'ERR 83886179 canceled';; *) echo OK;; esac; done\n"
	if err := os.WriteFile(window, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	conf := filepath.Join(os.Getenv("GNUPGHOME"), "gpg-agent.conf")
	if err := os.WriteFile(conf, []byte("allow-loopback-pinentry\npinentry-program "+window+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run("gpg --batch --pinentry-mode=loopback --passphrase=phrase --quick-generate-key mailready-test default default never")
	run("pass init mailready-test")
	t.Setenv("PASSWORD_STORE_GPG_OPTS", "--pinentry-mode=loopback --passphrase=phrase")
	if err := store.Set(t.Context(), item, secret()); err != nil {
		t.Fatal(err)
	}
	run("gpgconf --kill gpg-agent")
	t.Setenv("PASSWORD_STORE_GPG_OPTS", "")
	quiet := keystore.WithoutAsking(t.Context())
	if _, err := store.Get(quiet, item); !errors.Is(err, keystore.ErrLocked) {
		t.Errorf("nobody is asked: %v", err)
	}
	if _, err := os.Stat(opened); err == nil {
		t.Error("a window was opened where nobody is there")
	}
	if _, err := store.Get(t.Context(), item); !errors.Is(err, keystore.ErrLocked) {
		t.Errorf("the window was closed: %v", err)
	}
	if _, err := os.Stat(opened); err != nil {
		t.Error("nobody was asked")
	}
	os.Remove(opened)
	if err := store.Delete(t.Context(), item); err != nil {
		t.Errorf("Delete: %v", err)
	}
	if files, _ := filepath.Glob(filepath.Join(folder, "mailready", "*")); len(files) != 0 {
		t.Errorf("left: %v", files)
	}
	if _, err := os.Stat(opened); err == nil {
		t.Error("a window was opened for what is to go")
	}
}
