package signin

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/oauth2"

	"mailready/smtpcheck"
)

// Fault names what went wrong where the login service did not say it.
type Fault string

const (
	FaultBrowser  Fault = "browser"  // no answer from the browser in time, or none that belongs to this sign-in
	FaultNet      Fault = "net"      // the login service could not be reached
	FaultSlow     Fault = "slow"     // it did not answer in time
	FaultForeign  Fault = "foreign"  // an answer pointed to another host, or was not encrypted
	FaultGarbled  Fault = "garbled"  // an answer that is none
	FaultIdentity Fault = "identity" // the id token is not for this sign-in
	FaultProof    Fault = "proof"    // the app's certificate or secret cannot be used, and nothing was asked
)

// Error is the only error type of this package, but for the context's own
// where the caller stopped. No part of it ever holds a token or a code.
type Error struct {
	Number      int    // Microsoft's number, AADSTS without the letters; 0: none
	Word        string // OAuth's word, such as "invalid_grant"; empty: none
	Description string // what the login service said, made safe to show
	HTTP        int    // the status of the answer; 0: none
	Fault       Fault  // or this, where it said nothing
	Err         error  // the underlying error; may be nil
}

func (e *Error) Error() string {
	switch {
	case e.Word != "" && e.Description != "":
		return fmt.Sprintf("sign-in: %s: %s", e.Word, e.Description)
	case e.Word != "":
		return "sign-in: " + e.Word
	case e.Err != nil:
		return fmt.Sprintf("sign-in: %s: %v", e.Fault, e.Err)
	case e.HTTP != 0:
		return fmt.Sprintf("sign-in: the login service answered with status %d", e.HTTP)
	}
	return "sign-in: " + string(e.Fault)
}

// Unwrap gives the underlying error.
func (e *Error) Unwrap() error { return e.Err }

var number = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`AADSTS(\d{4,8})\b`) })

// refused makes the error of an answer that refuses.
func refused(word, description string, status int) *Error {
	const most = 1000
	e := &Error{Word: short(word, 60), Description: short(description, most), HTTP: status}
	if m := number().FindStringSubmatch(description); m != nil {
		e.Number, _ = strconv.Atoi(m[1])
	}
	return e
}

func short(s string, most int) string {
	return string(smtpcheck.SafeText([]byte(strings.TrimSpace(s[:min(len(s), most)]))))
}

// failed makes an Error of what went wrong while the login service was asked.
// An answer that refuses is read; what else x/oauth2 says of an answer is
// dropped, since it repeats the body.
func failed(err error) error {
	if own, ok := errors.AsType[*Error](err); ok {
		return own
	}
	var answer *oauth2.RetrieveError
	if errors.As(err, &answer) {
		if answer.ErrorCode != "" {
			return refused(answer.ErrorCode, answer.ErrorDescription, answer.Response.StatusCode)
		}
		return &Error{Fault: FaultGarbled, HTTP: answer.Response.StatusCode}
	}
	return transportError(err)
}
