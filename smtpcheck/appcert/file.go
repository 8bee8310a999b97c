package appcert

import (
	"crypto/x509"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"mailready/smtpcheck/signin"
)

// Error is why a file cannot be used or made. It holds no part of a key.
type Error struct {
	Path string
	Err  error
}

func (e *Error) Error() string { return e.Path + ": " + e.Err.Error() }

// Unwrap gives what is wrong with the file; [fs.ErrNotExist] and [fs.ErrExist]
// can be told from the rest.
func (e *Error) Unwrap() error { return e.Err }

// mostFile is the size above which a file is no certificate, in bytes.
const mostFile = 64 << 10

// PublicName is the file for the admin beside the one with the key.
func PublicName(path string) string {
	return strings.TrimSuffix(path, filepath.Ext(path)) + ".cer"
}

// Read reads the key and the certificate from a file in PEM. It refuses a file
// that somebody else can read, or could have put there: a link, one of another
// user than this one and root, one that others may read or write, one in a
// folder in which others may replace it. On Windows, where rights are no bits,
// who may read the file is not looked at. An ended certificate is read.
func Read(path string) (signin.Certificate, error) {
	wrong := func(err error) (signin.Certificate, error) {
		if e, ok := errors.AsType[*fs.PathError](err); ok {
			err = e.Err
		}
		return signin.Certificate{}, &Error{path, err}
	}
	file, err := openPrivate(path)
	if err != nil {
		return wrong(err)
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		return wrong(err)
	case !info.Mode().IsRegular():
		return wrong(errNotPlain)
	case info.Size() > mostFile:
		return wrong(errors.New("it is too large for a key and its certificate"))
	}
	if err := private(path, info); err != nil {
		return wrong(err)
	}
	text := make([]byte, mostFile) // never grows, which would leave copies of the key behind
	defer clear(text)
	n, err := io.ReadFull(file, text)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return wrong(err)
	}
	c, err := parse(text[:n])
	if err != nil {
		return wrong(err)
	}
	return c, nil
}

var errNotPlain = errors.New("it is a link or no plain file. Name the file itself")

// Make writes a new key with its certificate for this user alone, and the
// certificate once more beside it for the admin, see [PublicName]. Neither file
// may be there: a key that is in use is never overwritten. Name is what the
// certificate is called on Microsoft's page.
func Make(path, name string, now time.Time) (*x509.Certificate, error) {
	public := PublicName(path)
	if public == path {
		return nil, &Error{path, errors.New("this name is for the certificate without the key. Name the file of the key, such as mailready-app.pem")}
	}
	for _, p := range []string{path, public} {
		if _, err := os.Lstat(p); err == nil {
			return nil, &Error{p, fs.ErrExist}
		}
	}
	key, certificate, leaf, err := issue(name, now)
	if err != nil {
		return nil, &Error{path, err}
	}
	defer clear(key)
	if err := writeNew(path, key, 0o600); err != nil {
		return nil, err
	}
	if err := writeNew(public, certificate, 0o644); err != nil {
		os.Remove(path) // half of a pair is of no use
		return nil, err
	}
	return leaf, nil
}

// writeNew writes a file that is there whole or not at all, under a name that
// must be free: it is written under another one beside it and linked to its
// name, which fails where that is taken. Where the disk knows no links it is
// written in place.
func writeNew(path string, text []byte, mode fs.FileMode) (err error) {
	defer func() {
		if err == nil {
			return
		}
		bare := err
		if e, ok := errors.AsType[*fs.PathError](err); ok {
			bare = e.Err
		} else if e, ok := errors.AsType[*os.LinkError](err); ok {
			bare = e.Err
		}
		err = &Error{path, bare}
	}()
	temp, err := os.CreateTemp(filepath.Dir(path), ".mailready.*.tmp") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	if err := written(temp, text, mode); err != nil {
		return err
	}
	if err = os.Link(temp.Name(), path); err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	if err := written(file, text, mode); err != nil {
		os.Remove(path)
		return err
	}
	return nil
}

func written(file *os.File, text []byte, mode fs.FileMode) error {
	_, err := file.Write(text)
	return errors.Join(err, file.Chmod(mode), file.Sync(), file.Close())
}
