//go:build unix

package keystore_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"mailready/keystore"
)

// fileStores are the stores that keep files of their own, in a folder.
func fileStores(t *testing.T) map[string]func(folder string) keystore.Store {
	keystore.Hasten(t)
	stores := map[string]func(string) keystore.Store{"age": func(folder string) keystore.Store {
		return keystore.Age(folder, func(context.Context, bool) (keystore.Secret, error) {
			return keystore.NewSecret([]byte("correct horse")), nil
		})
	}}
	if _, err := exec.LookPath("systemd-creds"); err == nil && os.Getuid() == 0 {
		stores["systemd"] = keystore.Systemd
	}
	return stores
}

// Whatever lies in the place of an entry, reading it ends at once and takes no
// memory; it can be replaced and removed, and what it leads to stays.
func TestOddEntry(t *testing.T) {
	for kind, open := range fileStores(t) {
		folder, outside := filepath.Join(t.TempDir(), "kept"), filepath.Join(t.TempDir(), "outside")
		store := open(folder)
		if err := store.Set(t.Context(), item, secret()); err != nil {
			t.Fatal(err)
		}
		files, _ := filepath.Glob(filepath.Join(folder, "*"))
		if len(files) != 1 {
			t.Fatal(files)
		}
		entry := files[0]
		link := func(to string) func() error { return func() error { return os.Symlink(to, entry) } }
		for name, place := range map[string]func() error{
			"no end": link("/dev/zero"),
			"a pipe": func() error { return syscall.Mkfifo(entry, 0o600) },
			"a link to one": func() error {
				return errors.Join(syscall.Mkfifo(entry+"-pipe", 0o600), os.Symlink(entry+"-pipe", entry))
			},
			"a large file":   func() error { return errors.Join(os.WriteFile(entry, nil, 0o600), os.Truncate(entry, 1<<40)) },
			"another file":   link(outside),
			"a second name":  func() error { return os.Link(outside, entry) },
			"an empty file":  func() error { return os.WriteFile(entry, nil, 0o600) },
			"an empty place": func() error { return os.Mkdir(entry, 0o700) },
		} {
			for what, do := range map[string]func() error{
				"Set":    func() error { return store.Set(t.Context(), item, secret()) },
				"Delete": func() error { return store.Delete(t.Context(), item) },
			} {
				os.Remove(entry)
				os.Remove(entry + "-pipe")
				if err := errors.Join(os.WriteFile(outside, []byte("precious, and long enough to be taken for an entry of some kind"), 0o644), place()); err != nil {
					t.Fatal(err)
				}
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				if _, err := store.Get(t.Context(), item); !errors.Is(err, keystore.ErrMismatch) {
					t.Errorf("%s: %s: Get: %v", kind, name, err)
				}
				runtime.ReadMemStats(&after)
				if grown := after.TotalAlloc - before.TotalAlloc; grown > 4<<20 {
					t.Errorf("%s: %s: %d bytes", kind, name, grown)
				}
				if err := do(); err != nil && name != "an empty place" {
					t.Errorf("%s: %s: %s: %v", kind, name, what, err)
				}
				info, err := os.Stat(outside)
				if err != nil || info.Mode().Perm() != 0o644 || info.Size() != 63 {
					t.Errorf("%s: %s: %s: the other file has changed: %v %v", kind, name, what, info, err)
				}
			}
		}
	}
}

// Nothing is written where others can put a link in the place of the new file.
// What is there can still be read and removed.
func TestFolderOfOthers(t *testing.T) {
	for kind, open := range fileStores(t) {
		for name, give := range map[string]func(folder string) error{
			"all can write":    func(folder string) error { return os.Chmod(folder, 0o777) },
			"sticky":           func(folder string) error { return os.Chmod(folder, 0o777|os.ModeSticky) },
			"a group can":      func(folder string) error { return os.Chmod(folder, 0o770) },
			"somebody owns it": func(folder string) error { return os.Chown(folder, 12345, 12345) },
		} {
			if name == "somebody owns it" && os.Getuid() != 0 {
				continue
			}
			folder := filepath.Join(t.TempDir(), "kept")
			store := open(folder)
			if err := store.Set(t.Context(), item, secret()); err != nil {
				t.Fatal(err)
			}
			if err := give(folder); err != nil {
				t.Fatal(err)
			}
			err := store.Set(t.Context(), item, keystore.NewSecret([]byte("another")))
			if !errors.Is(err, keystore.ErrUnsafe) || !errors.Is(err, keystore.ErrDenied) {
				t.Errorf("%s: %s: Set: %v", kind, name, err)
			}
			if got, err := store.Get(t.Context(), item); err != nil || !got.Equal(secret()) {
				t.Errorf("%s: %s: Get: %v", kind, name, err)
			}
			if err := store.Delete(t.Context(), item); err != nil {
				t.Errorf("%s: %s: Delete: %v", kind, name, err)
			}
		}
	}
}

// An entry goes without its passphrase: who has lost it must be able to forget.
func TestAgeForgetsWithoutPassphrase(t *testing.T) {
	keystore.Hasten(t)
	folder := t.TempDir()
	if err := fileStores(t)["age"](folder).Set(t.Context(), item, secret()); err != nil {
		t.Fatal(err)
	}
	asked := 0
	lost := keystore.Age(folder, func(context.Context, bool) (keystore.Secret, error) {
		asked++
		return keystore.Secret{}, keystore.ErrLocked
	})
	if err := lost.Delete(t.Context(), item); err != nil || asked != 0 {
		t.Errorf("asked %d times, %v", asked, err)
	}
	if left, _ := os.ReadDir(folder); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}
