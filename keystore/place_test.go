//go:build unix

package keystore_test

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mailready/keystore"
)

// part skips a test where a real part is missing, and fails it where all have
// to be there.
func part(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("MAILREADY_REQUIRE_REAL") == "1" {
			t.Fatalf("%s is required: %v", name, err)
		}
		t.Skipf("no %s here", name)
	}
}

// keeps holds a store to what every store does.
func keeps(t *testing.T, store keystore.Store, folder string) {
	t.Helper()
	ctx := t.Context()
	canary := rand.Text()
	first, second := keystore.NewSecret([]byte(canary)), keystore.NewSecret([]byte("other "+canary))
	if err := store.Probe(ctx); err != nil {
		t.Fatalf("Probe: %v", err)
	}
	if _, err := store.Get(ctx, item); !errors.Is(err, keystore.ErrNotFound) {
		t.Errorf("Get of nothing: %v", err)
	}
	for _, s := range []keystore.Secret{first, second, second} {
		if err := store.Set(ctx, item, s); err != nil {
			t.Fatalf("Set: %v", err)
		}
		got, err := store.Get(ctx, item)
		if err != nil || !got.Equal(s) {
			t.Fatalf("Get: %v", err)
		}
	}
	other := item
	other.Login, other.Kind = "o'brien+{x}/y@contoso.example", keystore.RefreshToken
	if err := store.Set(ctx, other, first); err != nil {
		t.Errorf("a login with signs: %v", err)
	}
	if got, err := store.Get(ctx, item); err != nil || !got.Equal(second) {
		t.Errorf("another entry changed this one: %v", err)
	}
	if place := store.Where(item); !strings.Contains(place, item.Login) || strings.Contains(place, canary) {
		t.Errorf("Where: %s", place)
	}
	for _, i := range []keystore.Item{item, other} {
		if err := store.Delete(ctx, i); err != nil {
			t.Errorf("Delete: %v", err)
		}
		if err := store.Delete(ctx, i); !errors.Is(err, keystore.ErrNotFound) {
			t.Errorf("second Delete: %v", err)
		}
	}
	if err := store.Set(ctx, item, keystore.Secret{}); !errors.Is(err, keystore.ErrEmpty) {
		t.Errorf("Set of nothing: %v", err)
	}
	filepath.WalkDir(folder, func(path string, _ os.DirEntry, _ error) error {
		if text, err := os.ReadFile(path); err == nil && strings.Contains(string(text), canary) {
			t.Errorf("%s holds the secret", path)
		}
		return nil
	})
}

func TestSystemd(t *testing.T) {
	part(t, "systemd-creds")
	if os.Getuid() != 0 {
		t.Skip("only root can read the key of this computer")
	}
	folder := t.TempDir()
	killed := filepath.Join(folder, ".mailready-1")
	os.Mkdir(killed, 0o700)
	os.Chtimes(killed, time.Time{}, time.Now().Add(-time.Hour))
	keeps(t, keystore.Systemd(folder), folder)
	if left, _ := os.ReadDir(folder); len(left) != 0 {
		t.Errorf("%d files are left", len(left))
	}
}

// Inside a service the credential that it has loaded comes first.
func TestSystemdInAService(t *testing.T) {
	loaded := t.TempDir()
	t.Setenv("CREDENTIALS_DIRECTORY", loaded)
	name := "mailready-app-password-smtp.office365.com-587-a@contoso.example"
	if err := os.WriteFile(filepath.Join(loaded, name), []byte("loaded"), 0o400); err != nil {
		t.Fatal(err)
	}
	got, err := keystore.Systemd(t.TempDir()).Get(t.Context(), item)
	if err != nil || !got.Equal(keystore.NewSecret([]byte("loaded"))) {
		t.Errorf("%v", err)
	}
}

func TestAge(t *testing.T) {
	if keystore.WorkFactor != 18 {
		t.Errorf("a passphrase is tried with 2^%d, want 2^18", keystore.WorkFactor)
	}
	keystore.Hasten(t)
	folder := filepath.Join(t.TempDir(), "age")
	asked := 0
	says := func(phrase string) func(context.Context, bool) (keystore.Secret, error) {
		return func(_ context.Context, twice bool) (keystore.Secret, error) {
			if asked++; asked == 1 != twice {
				t.Errorf("asked for the %d. time, for a new one: %t", asked, twice)
			}
			return keystore.NewSecret([]byte(phrase)), nil
		}
	}
	store := keystore.Age(folder, says("correct horse"))
	keeps(t, store, folder)
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
	if err := store.Set(t.Context(), item, secret()); err != nil {
		t.Fatal(err)
	}
	if _, err := keystore.Age(folder, says("wrong")).Get(t.Context(), item); !errors.Is(err, keystore.ErrLocked) {
		t.Errorf("a wrong passphrase: %v", err)
	}
	other := item
	other.Login = "other@contoso.com"
	if err := keystore.Age(folder, says("wrong")).Set(t.Context(), other, secret()); !errors.Is(err, keystore.ErrLocked) {
		t.Errorf("a second passphrase beside the first: %v", err)
	}
	typed := keystore.Age(folder, nil)
	if typed.Fresh() {
		t.Error("there is a secret already")
	}
	typed.Unlock(keystore.NewSecret([]byte("correct horse")))
	if err := typed.Probe(t.Context()); err != nil {
		t.Errorf("with the passphrase handed over: %v", err)
	}
	files, _ := filepath.Glob(filepath.Join(folder, "*"))
	if len(files) != 1 {
		t.Fatalf("files: %v", files)
	}
	if info, _ := os.Stat(files[0]); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	os.Remove(files[0])
	if err := os.Symlink("/dev/zero", files[0]); err == nil {
		if _, err := keystore.Age(folder, says("correct horse")).Get(t.Context(), item); !errors.Is(err, keystore.ErrMismatch) {
			t.Errorf("a file without end: %v", err)
		}
		os.Remove(files[0])
	}
	os.WriteFile(files[0], []byte("not age"), 0o600)
	if _, err := keystore.Age(folder, says("correct horse")).Get(t.Context(), item); !errors.Is(err, keystore.ErrMismatch) {
		t.Errorf("a broken file: %v", err)
	}
}

// A password manager that does not do what it says is found out, and none can
// hold the program up.
func TestCommandsThatMisbehave(t *testing.T) {
	sh := func(script string) []string { return []string{"sh", "-c", script, "sh", "{name}"} }
	kept := filepath.Join(t.TempDir(), "kept")
	get, set := sh("cat "+kept+" 2>/dev/null || { echo not found >&2; exit 1; }"), sh("cat > "+kept)
	for name, c := range map[string]struct {
		keystore.Command
		want error
	}{
		"is not there":         {keystore.Command{Get: []string{"/nonexistent/manager"}, Set: set}, keystore.ErrAbsent},
		"no such program":      {keystore.Command{Get: []string{"mailready-no-such-program"}, Set: set}, keystore.ErrAbsent},
		"keeps nothing":        {keystore.Command{Get: sh("echo not found >&2; exit 1"), Set: sh("cat >/dev/null")}, keystore.ErrMismatch},
		"keeps something else": {keystore.Command{Get: sh("echo something else"), Set: sh("cat >/dev/null")}, keystore.ErrMismatch},
		"prints without end":   {keystore.Command{Get: sh("yes"), Set: set}, keystore.ErrMismatch},
		"complains at length":  {keystore.Command{Get: sh("yes >&2 & sleep 0.2; kill $!; exit 1"), Set: set}, keystore.ErrDenied},
		"is locked":            {keystore.Command{Get: sh("echo The vault is locked. >&2; exit 1"), Set: set}, keystore.ErrLocked},
		"refuses":              {keystore.Command{Get: get, Set: sh("cat >/dev/null; echo no >&2; exit 3")}, keystore.ErrDenied},
		"reads nothing":        {keystore.Command{Get: get, Set: sh("true")}, keystore.ErrMismatch},
		"has no command":       {keystore.Command{Get: get}, keystore.ErrDenied},
	} {
		t.Run(name, func(t *testing.T) {
			os.Remove(kept)
			if c.Delete == nil {
				c.Delete = sh("rm -f " + kept)
			}
			if err := keystore.Of(c.Command).Set(t.Context(), item, secret()); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
	t.Run("is filled by a person", func(t *testing.T) {
		got, err := keystore.Of(keystore.Command{Get: []string{"printf", "%s", "{item}"}}).Get(t.Context(), item)
		if err != nil || !got.Equal(keystore.NewSecret([]byte("app-password-smtp.office365.com-587-a@contoso.example"))) {
			t.Errorf("%v", err)
		}
	})
	t.Run("hangs", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		began := time.Now()
		_, err := keystore.Of(keystore.Command{Get: sh("sleep 1000 & sleep 1000")}).Get(ctx, item)
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > 20*time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
	})
	t.Run("keeps the old secret", func(t *testing.T) {
		good := keystore.Of(keystore.Command{Get: get, Set: set, Delete: sh("rm " + kept)})
		if err := good.Set(t.Context(), item, secret()); err != nil {
			t.Fatal(err)
		}
		once := filepath.Join(t.TempDir(), "once") // it keeps a part of what it gets, the first time
		lossy := sh("if mkdir " + once + " 2>/dev/null; then head -c 3; cat >/dev/null; else cat; fi > " + kept)
		if err := keystore.Of(keystore.Command{Get: get, Set: lossy, Delete: sh("rm " + kept)}).Set(t.Context(), item, keystore.NewSecret([]byte("another one"))); !errors.Is(err, keystore.ErrMismatch) {
			t.Errorf("%v", err)
		}
		if got, err := good.Get(t.Context(), item); err != nil || !got.Equal(secret()) {
			t.Errorf("the old one is gone: %v", err)
		}
	})
}
