// Package settings keeps what mailready knows between two starts: the
// settings of each mailbox, which people may edit, and the progress of each,
// which they need not. Neither ever holds a secret.
package settings

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mailbox is the settings of one mailbox, as settings.toml has them. Where
// the file leaves them out, Login and Recipient are the Sender, Port is 587.
type Mailbox struct {
	Sender    string `toml:"sender" json:"sender"`       // the address the mail comes from
	Login     string `toml:"login" json:"login"`         // the name that signs in, often the same
	Cloud     string `toml:"cloud" json:"cloud"`         // "worldwide", "gcc-high", "dod", "china"
	Host      string `toml:"server" json:"server"`       // "smtp.office365.com"
	Port      int    `toml:"port" json:"port"`           // 587, or 465 for TLS from the start
	Recipient string `toml:"recipient" json:"recipient"` // of the test email

	// Of a mailbox whose program signs in with Microsoft; otherwise empty.
	Credential string `toml:"credential,omitempty" json:"credential,omitempty"` // "sign-in", "app-only"; empty: an app password
	Client     string `toml:"client_id,omitempty" json:"client_id,omitempty"`   // the app's Application (client) ID
	Tenant     string `toml:"tenant_id,omitempty" json:"tenant_id,omitempty"`   // its Directory (tenant) ID

	// Of an app that signs in as itself: the whole name of the file with its key
	// and certificate. Empty: it has a secret, which is in the keychain.
	Certificate string `toml:"certificate,omitempty" json:"certificate,omitempty"`

	// Where the secret is kept, where that is not the system's keychain:
	// "systemd", "age", "pass", or one of these with a folder or file behind a colon.
	Store string `toml:"store,omitempty" json:"store,omitempty"`
}

// SignIn is the Credential of a mailbox whose program signs in with Microsoft.
const SignIn = "sign-in"

// AppOnly is the Credential of a mailbox whose app signs in as itself, without
// a person.
const AppOnly = "app-only"

// ByToken tells whether the mailbox logs in with a token of Microsoft's.
func (m Mailbox) ByToken() bool { return m.Credential == SignIn || m.Credential == AppOnly }

// mostPath is how long the name of a file may be, in bytes.
const mostPath = 1024

// Filled is m with what a person may leave out.
func (m Mailbox) Filled() Mailbox {
	if m.Login == "" {
		m.Login = m.Sender
	}
	if m.Recipient == "" {
		m.Recipient = m.Sender
	}
	if m.Port == 0 {
		m.Port = 587
	}
	return m
}

// valid says what is wrong with a mailbox that a person wrote. It keeps out
// what could harm the screen or the keychain; whether an address or a server
// makes sense is found out where it is used.
func (m Mailbox) valid() error {
	if !strings.Contains(m.Sender, "@") {
		return errors.New(`a [[mailbox]] has no sender = "name@company.com"`)
	}
	if m.Host == "" {
		return fmt.Errorf("mailbox %s has no server", clip(m.Sender))
	}
	if m.Credential != "" && !m.ByToken() {
		return fmt.Errorf("mailbox %s: the credential %s is not known; it is %q or %q, or is left out", clip(m.Sender), clip(m.Credential), SignIn, AppOnly)
	}
	if m.Port < 1 || m.Port > 65535 {
		return fmt.Errorf("mailbox %s: the port must be from 1 to 65535", clip(m.Sender))
	}
	if !plain(m.Certificate) || len(m.Certificate) > mostPath {
		return fmt.Errorf("mailbox %s: %s is too long or has characters that are not allowed", clip(m.Sender), clip(m.Certificate))
	}
	if !plain(m.Store) || len(m.Store) > mostPath {
		return fmt.Errorf("mailbox %s: the store %s is too long or has characters that are not allowed", clip(m.Sender), clip(m.Store))
	}
	for _, text := range []string{m.Sender, m.Login, m.Cloud, m.Host, m.Recipient, m.Credential, m.Client, m.Tenant} {
		if !plain(text) || len(text) > 254 {
			return fmt.Errorf("mailbox %s: %s is too long or has characters that are not allowed", clip(m.Sender), clip(text))
		}
	}
	return nil
}

// plain reports whether text is one line of visible characters: no controls,
// no format characters that turn the line around, valid UTF-8.
func plain(text string) bool {
	return utf8.ValidString(text) && strings.IndexFunc(text, func(r rune) bool { return !unicode.IsGraphic(r) }) < 0
}

// clip makes text from a file fit to be shown in an error.
func clip(text string) string {
	if len(text) > 60 {
		text = text[:60] + "..."
	}
	return fmt.Sprintf("%q", text)
}
