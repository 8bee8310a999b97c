package keystore

import (
	"context"
	"errors"
	"fmt"
	"syscall"
)

const kind = "windows-credentials"

func where(service, account string) string {
	return fmt.Sprintf("In Credential Manager, under Windows Credentials, look for %s:%s.", service, account)
}

func open(ctx context.Context) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return nil
}

// System error codes of Windows (WinError.h) that the syscall package has no
// names for.
const (
	noSuchLogonSession syscall.Errno = 1312 // a session over SSH has no credentials
	badStubData        syscall.Errno = 1783 // what a secret that is too long ends in
)

func meaning(err error) error {
	switch {
	case errors.Is(err, syscall.ERROR_NOT_FOUND):
		return ErrNotFound
	case errors.Is(err, noSuchLogonSession):
		return ErrAbsent
	case errors.Is(err, badStubData):
		return ErrTooBig
	}
	return ErrDenied
}
