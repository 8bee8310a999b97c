package keystore

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
)

// redacted is all that a Secret ever shows of itself.
const redacted = "[redacted]"

// ErrEmpty is what [Secret.Use] returns where there is nothing to lend.
var ErrEmpty = errors.New("the secret is empty")

// Secret is a password that no formatting verb, encoder or log can print. The
// zero Secret is empty. It is lent as bytes with Use. A copy shares the same
// bytes; Destroy erases them for all copies. Secrets cannot be compared with
// ==; use Equal.
//
// What this cannot promise: the Go runtime may have moved the bytes before,
// and a keychain or a TLS connection that is lent them makes copies of its
// own. It keeps a secret out of everything that is printed, written or
// logged, and keeps its life short.
type Secret struct{ get func() *vault }

// vault holds the bytes behind a function, because a printer that looks
// through unexported fields then finds an address and no more.
type vault struct {
	mu    sync.Mutex
	bytes []byte
	lent  int  // how many calls of Use are running
	gone  bool // destroyed; the last borrower erases
}

// NewSecret makes a Secret of the bytes and owns them from then on: the
// caller must neither change nor keep them.
func NewSecret(password []byte) Secret {
	v := &vault{bytes: password}
	return Secret{get: func() *vault { return v }}
}

// Use lends the bytes for the length of one call and returns what the call
// returned. The bytes must not be kept or changed. An empty or destroyed
// Secret lends nothing: Use then returns [ErrEmpty] without calling.
func (s Secret) Use(f func(password []byte) error) error {
	v := s.vault()
	password := v.borrow()
	if len(password) == 0 {
		return ErrEmpty
	}
	defer v.giveBack()
	return f(password)
}

// Len is the length in bytes, 0 once destroyed.
func (s Secret) Len() int {
	v := s.vault()
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.gone {
		return 0
	}
	return len(v.bytes)
}

// Empty reports whether there is nothing to lend.
func (s Secret) Empty() bool { return s.Len() == 0 }

// Equal compares in a time that depends on the lengths alone. Two empty
// secrets are equal.
func (s Secret) Equal(other Secret) bool {
	if s.Empty() || other.Empty() {
		return s.Empty() && other.Empty()
	}
	same := false
	s.Use(func(a []byte) error {
		return other.Use(func(b []byte) error {
			same = subtle.ConstantTimeCompare(a, b) == 1
			return nil
		})
	})
	return same
}

// Destroy erases the bytes, for all copies of this Secret. Where they are
// lent just now, the borrower keeps them to the end of its call.
func (s Secret) Destroy() {
	v := s.vault()
	v.mu.Lock()
	defer v.mu.Unlock()
	v.gone = true
	v.eraseIfIdle()
}

func (s Secret) vault() *vault {
	if s.get == nil {
		return &vault{}
	}
	return s.get()
}

func (v *vault) borrow() []byte {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.gone || len(v.bytes) == 0 {
		return nil
	}
	v.lent++
	return v.bytes
}

func (v *vault) giveBack() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.lent--
	v.eraseIfIdle()
}

func (v *vault) eraseIfIdle() {
	if v.gone && v.lent == 0 {
		clear(v.bytes)
		v.bytes = nil
	}
}

// String returns "[redacted]", as every way of showing a Secret does.
func (Secret) String() string { return redacted }

// GoString is String for the verb %#v.
func (Secret) GoString() string { return redacted }

// Format writes "[redacted]" for every verb, width and flag.
func (Secret) Format(f fmt.State, _ rune) { io.WriteString(f, redacted) }

// MarshalJSON encodes "[redacted]". There is no way to decode a Secret.
func (Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }

// MarshalText encodes "[redacted]", for XML, TOML and map keys.
func (Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// MarshalBinary encodes "[redacted]", for gob.
func (Secret) MarshalBinary() ([]byte, error) { return []byte(redacted), nil }

// LogValue is what log/slog writes.
func (Secret) LogValue() slog.Value { return slog.StringValue(redacted) }
