//go:build linux

package keystore_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mailready/keystore"
)

// start puts a service that behaves like this on a bus of its own.
func start(t *testing.T, s *service) *service {
	t.Helper()
	privateBus(t, "")
	s.serve(t)
	return s
}

func TestServiceThatBehaves(t *testing.T) {
	s := start(t, &service{locked: true, prompt: unlocks})
	store := keystore.System()
	if err := store.Probe(t.Context()); err != nil {
		t.Fatalf("Probe: %v", err)
	}
	if n := s.entries(); n != 0 {
		t.Errorf("Probe left %d entries", n)
	}
	if err := store.Set(t.Context(), item, secret()); err != nil {
		t.Fatalf("Set: %v", err)
	}
	if got, err := store.Get(t.Context(), item); err != nil || !got.Equal(secret()) {
		t.Errorf("Get: not what was stored: %v", err)
	}
	if err := store.Delete(t.Context(), item); err != nil || s.entries() != 0 {
		t.Errorf("Delete: %v, %d entries left", err, s.entries())
	}
	if len(s.shown) != 1 {
		t.Errorf("the person was asked %d times", len(s.shown))
	}
}

// Every way of failing has its own error, and leaves nothing behind.
func TestServiceThatFails(t *testing.T) {
	const secretError = "org.freedesktop.Secret.Error."
	for name, test := range map[string]struct {
		service *service
		want    error
	}{
		"window closed":       {&service{locked: true, prompt: closes}, keystore.ErrLocked},
		"ends at the window":  {&service{locked: true, prompt: crashes}, keystore.ErrAbsent},
		"no keyring made":     {&service{bare: true}, keystore.ErrAbsent},
		"locked again":        {&service{refuse: secretError + "IsLocked"}, keystore.ErrLocked},
		"refuses":             {&service{refuse: "org.freedesktop.DBus.Error.AccessDenied"}, keystore.ErrDenied},
		"refuses, who knows":  {&service{refuse: "org.example.Error.Strange"}, keystore.ErrDenied},
		"too big for it":      {&service{refuse: "org.freedesktop.DBus.Error.LimitsExceeded"}, keystore.ErrTooBig},
		"says yes, keeps not": {&service{yes: true}, keystore.ErrMismatch},
		"keeps a part":        {&service{twist: func(b []byte) []byte { return b[:8] }}, keystore.ErrMismatch},
		"keeps other letters": {&service{twist: func(b []byte) []byte { slices.Reverse(b); return b }}, keystore.ErrMismatch},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, test.service)
			err := keystore.System().Set(t.Context(), item, secret())
			if !errors.Is(err, test.want) {
				t.Errorf("Set: %v, want %v", err, test.want)
			}
			if err := keystore.System().Probe(t.Context()); !errors.Is(err, test.want) {
				t.Errorf("Probe: %v, want %v", err, test.want)
			}
			if n := s.entries(); n != 0 {
				t.Errorf("%d entries left behind", n)
			}
			if how := shows(err.Error()); how != "" {
				t.Errorf("the error shows the password (%s)", how)
			}
		})
	}
}

func TestTooBigIsNotTried(t *testing.T) {
	s := start(t, &service{creating: func() { t.Error("the keychain was called") }})
	big := keystore.NewSecret(bytes.Repeat([]byte("x"), 64<<10+1))
	if err := keystore.System().Set(t.Context(), item, big); !errors.Is(err, keystore.ErrTooBig) || s.entries() != 0 {
		t.Errorf("Set: %v", err)
	}
}

// What Delete says is gone is gone.
func TestDeleteThatDoesNothing(t *testing.T) {
	s := start(t, &service{})
	if err := keystore.System().Set(t.Context(), item, secret()); err != nil {
		t.Fatal(err)
	}
	s.becomes(func() { s.yes = true })
	if err := keystore.System().Delete(t.Context(), item); !errors.Is(err, keystore.ErrDenied) {
		t.Errorf("Delete: %v", err)
	}
}

// Whoever stops waiting at the unlock window finds it closed, and nothing is
// stored later.
func TestStopAtTheWindow(t *testing.T) {
	s := start(t, &service{locked: true, prompt: ignores})
	ctx, cancel := context.WithTimeout(t.Context(), hang)
	defer cancel()
	go func() {
		<-s.shown
		cancel()
	}()
	if err := keystore.System().Set(ctx, item, secret()); !errors.Is(err, context.Canceled) {
		t.Fatalf("Set: %v", err)
	}
	<-s.dismissed
	s.becomes(func() { s.prompt = unlocks })
	if _, err := keystore.System().Get(t.Context(), item); !errors.Is(err, keystore.ErrNotFound) {
		t.Errorf("Get: %v", err)
	}
}

// Whoever only looks opens no window.
func TestWithoutAsking(t *testing.T) {
	s := start(t, &service{locked: true, prompt: ignores})
	if _, err := keystore.System().Get(keystore.WithoutAsking(t.Context()), item); !errors.Is(err, keystore.ErrLocked) {
		t.Errorf("Get: %v", err)
	}
	if n := len(s.shown); n != 0 {
		t.Errorf("%d windows were opened", n)
	}
}

// A service that hangs in the call cannot be stopped. When it succeeds after
// all, the entry is again what the person was told it is: the old one, or
// none.
func TestLateSuccessIsUndone(t *testing.T) {
	for _, before := range []string{"", "the old one"} {
		t.Run("before: "+before, func(t *testing.T) {
			s := start(t, &service{})
			store := keystore.System()
			if before != "" {
				if err := store.Set(t.Context(), item, keystore.NewSecret([]byte(before))); err != nil {
					t.Fatal(err)
				}
			}
			ctx, cancel := context.WithTimeout(t.Context(), hang)
			defer cancel()
			release, first := make(chan struct{}), make(chan struct{}, 1)
			first <- struct{}{}
			s.becomes(func() {
				s.creating = func() {
					select {
					case <-first:
						cancel()
						<-release
					default:
					}
				}
			})
			if err := store.Set(ctx, item, secret()); !errors.Is(err, context.Canceled) {
				t.Fatalf("Set: %v", err)
			}
			close(release)
			got, err := store.Get(t.Context(), item) // waits its turn
			if before == "" && !errors.Is(err, keystore.ErrNotFound) {
				t.Errorf("Get: %v", err)
			}
			if before != "" && (err != nil || !got.Equal(keystore.NewSecret([]byte(before)))) {
				t.Errorf("Get: not the old one: %v", err)
			}
		})
	}
}

// Where nobody keeps secrets it is said at once, and nothing is started.
func TestAbsent(t *testing.T) {
	path := t.TempDir()
	started := filepath.Join(path, "started")
	launch := "#!/bin/sh\ntouch " + started + "\necho DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere\n"
	if err := os.WriteFile(filepath.Join(path, "dbus-launch"), []byte(launch), 0o700); err != nil {
		t.Fatal(err)
	}
	services := t.TempDir()
	broken := "[D-BUS Service]\nName=org.freedesktop.secrets\nExec=/bin/false\n"
	if err := os.WriteFile(filepath.Join(services, "secrets.service"), []byte(broken), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, prepare := range map[string]func(t *testing.T){
		"no bus": func(t *testing.T) {
			if _, err := os.Stat("/run/user/" + uid() + "/bus"); err == nil {
				t.Skip("this user has a session bus at the usual place")
			}
			t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
			t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
		},
		"no such socket":            func(t *testing.T) { t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus") },
		"no address":                func(t *testing.T) { t.Setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:") },
		"bus without secrets":       func(t *testing.T) { privateBus(t, "") },
		"service that cannot start": func(t *testing.T) { privateBus(t, services) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("PATH", path+":"+os.Getenv("PATH"))
			prepare(t)
			ctx, cancel := context.WithTimeout(t.Context(), hang)
			defer cancel()
			store := keystore.System()
			if err := store.Probe(ctx); !errors.Is(err, keystore.ErrAbsent) {
				t.Errorf("Probe: %v", err)
			}
			if err := store.Set(ctx, item, secret()); !errors.Is(err, keystore.ErrAbsent) {
				t.Errorf("Set: %v", err)
			}
			if _, err := os.Stat(started); err == nil {
				t.Error("dbus-launch was started")
			}
		})
	}
}

// The bus is found at its usual place where no variable names it.
func TestBusInTheRuntimeFolder(t *testing.T) {
	start(t, &service{})
	address, _, _ := strings.Cut(strings.TrimPrefix(os.Getenv("DBUS_SESSION_BUS_ADDRESS"), "unix:path="), ",")
	runtime := t.TempDir()
	if err := os.Symlink(address, filepath.Join(runtime, "bus")); err != nil {
		t.Fatal(err)
	}
	leaveBus(t)
	t.Setenv("XDG_RUNTIME_DIR", runtime)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	if err := keystore.System().Probe(t.Context()); err != nil {
		t.Errorf("Probe: %v", err)
	}
}
