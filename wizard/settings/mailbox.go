// Package settings keeps what mailready knows between two starts: the
// settings of each mailbox, which people may edit, and the progress of each,
// which they need not. Neither ever holds a secret.
package settings

// Mailbox is the settings of one mailbox, as settings.toml has them.
type Mailbox struct {
	Sender    string `toml:"sender"`    // the address the mail comes from
	Login     string `toml:"login"`     // the name that signs in, often the same
	Cloud     string `toml:"cloud"`     // "worldwide", "gcc-high", "dod", "china"
	Host      string `toml:"server"`    // "smtp.office365.com"
	Port      int    `toml:"port"`      // 587, or 465 for TLS from the start
	Recipient string `toml:"recipient"` // of the test email
}
