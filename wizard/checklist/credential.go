package checklist

import (
	"bytes"
	"strings"

	"mailready/keystore"
	"mailready/smtpcheck"
)

// Credential is what a mailbox proves itself with.
type Credential string

const (
	AppPasswordRoad Credential = ""         // an app password
	SignIn          Credential = "sign-in"  // signing in with Microsoft (OAuth)
	AppOnly         Credential = "app-only" // an app that signs in as itself (OAuth)
)

// ByToken tells whether the mailbox logs in with a token of Microsoft's.
func (c Credential) ByToken() bool { return c == SignIn || c == AppOnly }

// String is what the credential is called on screens.
func (c Credential) String() string {
	switch c {
	case SignIn:
		return "sign-in"
	case AppOnly:
		return "app's secret"
	}
	return "app password"
}

// useCredential changes the road. What the keychain holds for the other one
// stays there.
func (s *State) useCredential(c Credential) {
	if s.Credential == c {
		return
	}
	s.Credential, s.Held, s.LoggedIn, s.Checked = c, "", false, ""
	s.Password.Destroy()
	s.Token.Destroy()
	s.Password, s.Token, s.SignedIn = keystore.Secret{}, keystore.Secret{}, ""
	if s.Saved != "" {
		s.Saved = s.settingsLine() + " " // they are saved anew, with the other credential
	}
}

// maxToken is how long an access token may be. Microsoft's have 1.5 to 3 KB.
const maxToken = 16 << 10

// CleanToken reads an access token as it was piped or pasted: white space
// around it and the word Bearer in front of it are taken away. Where it cannot
// be a token (RFC 6750 section 2.1), why says so in a sentence without any part
// of it. Clean is a new slice; the caller wipes both.
func CleanToken(typed []byte) (clean []byte, why string) {
	words := bytes.Fields(typed)
	if len(words) > 0 && strings.EqualFold(string(words[0]), "bearer") {
		words = words[1:]
	}
	inner := bytes.Join(words, []byte(" "))
	defer func() {
		if clean == nil {
			clear(inner)
		}
	}()
	switch {
	case len(inner) == 0:
		return nil, "there is no token. It is one long line of letters and digits."
	case len(inner) > maxToken:
		return nil, "this is longer than a token can be (16,384 characters)."
	}
	for _, b := range inner {
		if !strings.ContainsRune("-._~+/=", rune(b)) && (b < '0' || b > '9') && (b|0x20 < 'a' || b|0x20 > 'z') {
			return nil, "this is not one token: it has blanks or other signs in it. Give the access token alone, in one line."
		}
	}
	return inner, ""
}

// auth is the login of the mailbox with the credential that it uses.
func (s State) auth(password keystore.Secret) *smtpcheck.Auth {
	if s.Credential.ByToken() {
		return &smtpcheck.Auth{User: s.Login, Token: s.Token.Use}
	}
	return &smtpcheck.Auth{User: s.Login, Password: password.Use}
}
