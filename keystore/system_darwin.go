package keystore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
)

const kind = "macos-keychain"

// security is the program through which the library reaches the keychain.
const security = "/usr/bin/security"

func where(service, account string) string {
	return fmt.Sprintf("In the app Keychain Access, look for %q, account %s.", service, account)
}

func open(ctx context.Context) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if _, err := os.Stat(security); err != nil {
		return fmt.Errorf("%w: %w", ErrAbsent, err)
	}
	return nil
}

// meaning reads the exit status of the security program, which is the low
// byte of the OSStatus (SecBase.h).
func meaning(err error) error {
	exit, ok := errors.AsType[*exec.ExitError](err)
	if !ok {
		return ErrDenied
	}
	switch exit.ExitCode() {
	case 44: // errSecItemNotFound -25300
		return ErrNotFound
	case 36, 37, 50, 53: // errSecInteractionNotAllowed -25308 (over SSH), NoDefaultKeychain, NoSuchKeychain, NotAvailable
		return ErrAbsent
	case 51, 128: // errSecAuthFailed -25293, userCanceledErr -128
		return ErrLocked
	}
	return ErrDenied
}
