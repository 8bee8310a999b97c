//go:build !js

package keystore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
	return program{argv: append([]string{"systemd-creds"}, args...), in: in, missing: []string{}}.run(ctx)
}

func (s systemd) read(ctx context.Context, name string) (Secret, error) {
	if loaded := os.Getenv("CREDENTIALS_DIRECTORY"); loaded != "" {
		text, err := readFile(filepath.Join(loaded, name))
		if err == nil {
			return NewSecret(text), nil
		}
		if !errors.Is(err, ErrNotFound) {
			return Secret{}, err
		}
	}
	switch info, err := os.Stat(s.file(name)); {
	case errors.Is(err, fs.ErrNotExist):
		return Secret{}, ErrNotFound
	case err != nil:
		return Secret{}, fmt.Errorf("%w: %w", ErrDenied, err)
	case !info.Mode().IsRegular():
		return Secret{}, fmt.Errorf("%w: not a file", ErrMismatch)
	}
	return s.creds(ctx, Secret{}, "decrypt", "--name="+name, s.file(name), "-")
}

// write encrypts into a new file beside the old one, which it then replaces.
func (s systemd) write(ctx context.Context, name string, secret Secret) error {
	fresh, err := freshIn(s.folder)
	if err != nil {
		return err
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
