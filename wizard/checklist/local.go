package checklist

import (
	"errors"

	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/wizard/settings"
)

// keychainCauses names the cause of each error of a keychain.
var keychainCauses = []struct {
	err  error
	code string
}{
	{keystore.ErrLocked, "KEY-LOCKED"},
	{keystore.ErrDenied, "KEY-DENIED"},
	{keystore.ErrTooBig, "KEY-TOOBIG"},
	{keystore.ErrMismatch, "KEY-MISMATCH"},
	{keystore.ErrAbsent, "KEY-ABSENT"},
}

// Local is the verdict on an error of this computer: the keychain, or a file
// of the settings.
func Local(err error) smtpcheck.Verdict {
	code := "KEY-DENIED"
	for _, k := range keychainCauses {
		if errors.Is(err, k.err) {
			code = k.code
			break
		}
	}
	var file *settings.Error
	if errors.As(err, &file) {
		code = file.Code
	}
	cause, ok := Find(code)
	if !ok {
		cause = smtpcheck.Unknown
	}
	return smtpcheck.Verdict{Cause: &cause, Err: err}
}
