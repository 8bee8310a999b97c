package checklist

import (
	"context"
	"errors"
	"strconv"

	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
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
	{keystore.ErrNotFound, "KEY-MISSING"},
	{keystore.ErrAbsent, "KEY-ABSENT"},
}

// LocalVerdict is the verdict on an error of this computer: the keychain, or a file
// of the settings.
func LocalVerdict(err error) causes.Verdict {
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
	var key *KeyFileError
	if errors.As(err, &key) {
		code = "KEY-FILE"
	}
	cause, ok := Find(code)
	if !ok {
		cause = causes.Unknown
	}
	return causes.Verdict{Cause: &cause, Err: err}
}

// keychainFailure is the failure of a step for such an error, but for the
// context's own where the user stopped it.
func keychainFailure(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return &Failure{Verdict: LocalVerdict(err)}
}

// detail is what belongs to one error of this computer, beside what its cause
// says of all: which file, what is wrong with it, who else is at it.
func detail(err error) string {
	if said, ok := keyFileDetail(err); ok {
		return said
	}
	file, ok := errors.AsType[*settings.Error](err)
	switch {
	case !ok:
		return ""
	case file.Code == settings.Busy && file.Holder != 0:
		return " The other one is process " + strconv.Itoa(file.Holder) + "."
	}
	return " This is about " + string(smtpcheck.SafeText([]byte(file.Path))) + ": " + string(smtpcheck.SafeText([]byte(file.Err.Error()))) + "."
}
