//go:build !js

package keystore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"filippo.io/age"
)

// Age keeps secrets in files of a folder, each encrypted with a passphrase
// (age-encryption.org/v1, scrypt). Ask gives the passphrase, where
// [Locked.Unlock] did not; fresh tells that a new one is chosen. It is asked
// once, and kept for the life of the Store.
func Age(folder string, ask func(ctx context.Context, fresh bool) (Secret, error)) Locked {
	a := &aged{folder: folder, ask: ask}
	return locked{proven{a}, a}
}

type locked struct {
	Store
	*aged
}

func (a *aged) Fresh() bool { return len(a.kept()) == 0 }

// kept are the names of the files that are there.
func (a *aged) kept() []string {
	files, _ := filepath.Glob(filepath.Join(a.folder, "*.age"))
	return files
}

func (a *aged) Unlock(phrase Secret) {
	placeTurn <- struct{}{}
	defer func() { <-placeTurn }()
	phrase.Use(func(b []byte) error {
		a.forget()
		a.phrase = NewSecret(bytes.Clone(b))
		return nil
	})
}

// forget leaves the passphrase to be asked again.
func (a *aged) forget() {
	a.phrase.Destroy()
	a.phrase, a.proved = Secret{}, false
}

// prove shows that the passphrase opens what is there already. Otherwise one
// that was mistyped would be a second passphrase for good.
func (a *aged) prove(ctx context.Context) error {
	files := a.kept()
	if a.proved || len(files) == 0 {
		return nil
	}
	secret, err := a.read(ctx, filepath.Base(files[0]))
	secret.Destroy()
	if errors.Is(err, ErrLocked) {
		return err
	}
	return nil // what is wrong with that one file is its own matter
}

// WorkFactor makes each try of a passphrase take about a second (scrypt, 2^18).
// Only tests, which try often and need no such protection, make it less.
var WorkFactor = 18

type aged struct {
	folder string
	ask    func(context.Context, bool) (Secret, error)
	phrase Secret
	proved bool // it has opened a file
}

func (a *aged) kind() string { return "age" }

func (a *aged) name(item Item) string { return fileName(item) + ".age" }

func (a *aged) where(item Item) string {
	file := filepath.Join(a.folder, a.name(item))
	return "Encrypted with your passphrase, in " + file + ". To see it: age --decrypt " + file
}

// passphrase asks, unless it was asked before.
func (a *aged) passphrase(ctx context.Context) (string, error) {
	if a.phrase.Empty() {
		if ctx.Value(askNobody{}) != nil {
			return "", fmt.Errorf("%w: the passphrase was not asked", ErrLocked)
		}
		phrase, err := a.ask(ctx, a.Fresh())
		if err != nil {
			return "", err
		}
		a.phrase = phrase
	}
	var text string
	err := a.phrase.Use(func(b []byte) error { text = string(b); return nil })
	return text, err
}

func (a *aged) read(ctx context.Context, name string) (Secret, error) {
	sealed, err := readFile(filepath.Join(a.folder, name))
	if err != nil {
		return Secret{}, err
	}
	phrase, err := a.passphrase(ctx)
	if err != nil {
		return Secret{}, err
	}
	identity, err := age.NewScryptIdentity(phrase)
	if err != nil {
		return Secret{}, fmt.Errorf("%w: %w", ErrDenied, err)
	}
	identity.SetMaxWorkFactor(20) // a gigabyte of memory: a file of somebody else's could ask for more
	clear, err := age.Decrypt(bytes.NewReader(sealed), identity)
	if err != nil {
		a.forget()
		if none := new(age.NoIdentityMatchError); errors.As(err, &none) {
			return Secret{}, fmt.Errorf("%w: the passphrase is not the one of this file", ErrLocked)
		}
		return Secret{}, fmt.Errorf("%w: %v", ErrMismatch, err)
	}
	a.proved = true
	b := make([]byte, 0, enough+1)
	buf := bytes.NewBuffer(b)
	if _, err := io.Copy(buf, io.LimitReader(clear, enough+1)); err != nil {
		return Secret{}, fmt.Errorf("%w: %v", ErrMismatch, err)
	}
	return NewSecret(buf.Bytes()), nil
}

func (a *aged) write(ctx context.Context, name string, secret Secret) error {
	if err := a.prove(ctx); err != nil {
		return err
	}
	phrase, err := a.passphrase(ctx)
	if err != nil {
		return err
	}
	recipient, err := age.NewScryptRecipient(phrase)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDenied, err)
	}
	var sealed bytes.Buffer
	recipient.SetWorkFactor(WorkFactor)
	w, err := age.Encrypt(&sealed, recipient)
	if err == nil {
		err = secret.Use(func(b []byte) error { _, err := w.Write(b); return err })
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDenied, err)
	}
	fresh, err := freshIn(a.folder)
	if err != nil {
		return err
	}
	defer os.RemoveAll(fresh)
	file := filepath.Join(fresh, "new")
	if err := os.WriteFile(file, sealed.Bytes(), 0o600); err != nil {
		return fmt.Errorf("%w: %w", ErrDenied, err)
	}
	return moveInto(file, filepath.Join(a.folder, name))
}

func (a *aged) remove(_ context.Context, name string) error {
	return removeFile(filepath.Join(a.folder, name))
}
