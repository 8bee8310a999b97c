package signin

import (
	"fmt"
	"io"
	"time"
)

// Token is an access or a refresh token. It shows itself nowhere: whatever
// prints it prints "[token]".
type Token struct{ text string }

// NewToken wraps a token that was kept somewhere.
func NewToken(raw []byte) Token { return Token{string(raw)} }

// Empty tells whether there is no token.
func (t Token) Empty() bool { return t.text == "" }

// Len is how many bytes the token has, for stores with a limit.
func (t Token) Len() int { return len(t.text) }

// Use lends the bytes for the length of one call.
func (t Token) Use(use func(raw []byte) error) error {
	raw := []byte(t.text)
	defer clear(raw)
	return use(raw)
}

const hidden = "[token]"

func (t Token) String() string               { return hidden }
func (t Token) GoString() string             { return hidden }
func (t Token) Format(f fmt.State, _ rune)   { io.WriteString(f, hidden) }
func (t Token) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// Tokens are what a sign-in or a refresh gives.
type Tokens struct {
	Access  Token
	Refresh Token     // the newest; it replaces the one before
	Expires time.Time // of the access token; zero: not told
	Who     Identity  // zero where the answer did not tell
	Scope   string    // what was granted; empty: what was asked for
}
