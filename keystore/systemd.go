//go:build !js

package keystore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// SystemdFolder is where systemd looks for encrypted credentials of services
// (systemd.exec(5), LoadCredentialEncrypted=).
const SystemdFolder = "/etc/credstore.encrypted"

// Systemd keeps secrets encrypted with the key of this computer, or of its TPM,
// one file each (systemd-creds(1)). They can be read on this computer alone, and
// by root alone. Inside a service that has loaded the credential, it is read
// from there. An empty folder is [SystemdFolder].
func Systemd(folder string) Store {
	if folder == "" {
		folder = SystemdFolder
	}
	return proven{systemd{folder}}
}

type systemd struct{ folder string }

func (s systemd) kind() string { return "systemd" }

func (s systemd) name(item Item) string { return fileName(item) }

func (s systemd) where(item Item) string {
	return "Encrypted for this computer, in " + s.file(s.name(item)) + ". To see it, as root: systemd-creds decrypt " + s.file(s.name(item)) + " -"
}

func (s systemd) file(name string) string { return filepath.Join(s.folder, name) }

// creds runs systemd-creds.
func (s systemd) creds(ctx context.Context, in Secret, args ...string) (Secret, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, Patience, ErrLocked)
	defer cancel()
	return runProgram(ctx, append([]string{"systemd-creds"}, args...), in)
}

func (s systemd) read(ctx context.Context, name string) (Secret, error) {
	if loaded := os.Getenv("CREDENTIALS_DIRECTORY"); loaded != "" {
		text, err := readFile(filepath.Join(loaded, name))
		switch {
		case err == nil:
			return NewSecret(text), nil
		case errors.Is(err, ErrMismatch):
			return Secret{}, err
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return Secret{}, fmt.Errorf("%w: %w", ErrDenied, err)
		}
	}
	switch _, err := os.Stat(s.file(name)); {
	case errors.Is(err, fs.ErrNotExist):
		return Secret{}, ErrNotFound
	case err != nil:
		return Secret{}, fmt.Errorf("%w: %w", ErrDenied, err)
	}
	return s.creds(ctx, Secret{}, "decrypt", "--name="+name, s.file(name), "-")
}

// write encrypts into a new file beside the old one, which it then replaces.
func (s systemd) write(ctx context.Context, name string, secret Secret) error {
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		return fmt.Errorf("%w: %w", ErrDenied, err)
	}
	sweep(s.folder)
	fresh, err := os.MkdirTemp(s.folder, unfinished+"*")
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDenied, err)
	}
	defer os.RemoveAll(fresh)
	file := filepath.Join(fresh, "new")
	said, err := s.creds(ctx, secret, "encrypt", "--name="+name, "-", file)
	said.Destroy()
	if err != nil {
		return err
	}
	return moveInto(file, s.file(name))
}

func (s systemd) remove(_ context.Context, name string) error { return removeFile(s.file(name)) }

// unfinished is how the folders begin in which a new file is made.
const unfinished = ".mailready-"

// sweep takes away what a write that was killed has left behind.
func sweep(folder string) {
	left, _ := filepath.Glob(filepath.Join(folder, unfinished+"*"))
	for _, path := range left {
		if info, err := os.Lstat(path); err == nil && info.IsDir() && time.Since(info.ModTime()) > 2*Patience {
			os.RemoveAll(path)
		}
	}
}

// moveInto puts a whole file in the place of another, on the disk before the
// name.
func moveInto(from, to string) error {
	f, err := os.OpenFile(from, os.O_RDWR, 0)
	if err == nil {
		err = errors.Join(f.Chmod(0o600), f.Sync(), f.Close())
	}
	if err == nil {
		err = os.Rename(from, to)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDenied, err)
	}
	return nil
}

func removeFile(path string) error {
	switch err := os.Remove(path); {
	case errors.Is(err, fs.ErrNotExist):
		return ErrNotFound
	case err != nil:
		return fmt.Errorf("%w: %w", ErrDenied, err)
	}
	return nil
}
