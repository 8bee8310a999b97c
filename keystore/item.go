package keystore

import (
	"errors"
	"fmt"
	"strings"
)

// ErrName is returned before anything is called where the login or the host
// has characters that a keychain cannot take safely.
var ErrName = errors.New("a name that a keychain cannot take")

// Kind is what an entry holds. One of each may be kept for one mailbox.
type Kind string

const (
	AppPassword  Kind = "" // and of entries that are older than kinds
	RefreshToken Kind = "refresh-token"
	ClientSecret Kind = "client-secret" // of an app that signs in as itself
)

// String is the kind in a word.
func (k Kind) String() string {
	if k == AppPassword {
		return "app-password"
	}
	return string(k)
}

// Item names one entry. Host and Port are part of the name, so that a changed
// server never receives a password that was kept for another one.
type Item struct {
	Host  string
	Port  int
	Login string
	Kind  Kind
}

// Service is the entry's service name, as people see it in their keychain:
// "mailready smtp.office365.com:587" for an app password, and the same with
// "sign-in" behind "mailready" for a refresh token, and "app secret" for the
// secret of an app.
func (i Item) Service() string {
	name := "mailready"
	switch i.Kind {
	case RefreshToken:
		name += " sign-in"
	case ClientSecret:
		name += " app secret"
	}
	return fmt.Sprintf("%s %s:%d", name, i.Host, i.Port)
}

// Characters that names are made of. Everything else is refused, not escaped:
// on macOS the names travel as a line of commands, where a line break in one
// would begin a command of its own.
const (
	letters    = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	loginChars = letters + "@.!#$%&'*+-/=?^_{|}~" // RFC 5322 atext without the back quote
	hostChars  = letters + ".-"
)

// Valid returns [ErrName] where the item cannot be the name of an entry: a
// login that is empty, longer than 254 bytes, begins with a hyphen or has
// other characters than an address may have; a host that is empty, longer
// than 253 bytes or not made of letters, digits, dots and hyphens; a kind
// that is none; a port outside 1 to 65535. The methods of every Store check this first.
func (i Item) Valid() error {
	switch {
	case !made(i.Login, loginChars, 254):
		return fmt.Errorf("%w: login %q", ErrName, clip(i.Login))
	case !made(i.Host, hostChars, 253):
		return fmt.Errorf("%w: host %q", ErrName, clip(i.Host))
	case i.Kind != AppPassword && i.Kind != RefreshToken && i.Kind != ClientSecret:
		return fmt.Errorf("%w: kind %q", ErrName, clip(string(i.Kind)))
	case i.Port < 1 || i.Port > 65535:
		return fmt.Errorf("%w: port %d", ErrName, i.Port)
	}
	return nil
}

func made(name, of string, most int) bool {
	return name != "" && len(name) <= most && name[0] != '-' &&
		strings.IndexFunc(name, func(r rune) bool { return !strings.ContainsRune(of, r) }) < 0
}

func clip(s string) string {
	if len(s) > 60 {
		return s[:60] + "..."
	}
	return s
}
