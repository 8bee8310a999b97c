package settings

import (
	"fmt"
	"net/url"
	"strings"
)

// The files of programs that sign in with a token, which they get from a
// command.

func msmtpToken(m Mailbox, c command) string {
	return fmt.Sprintf(`# Put this into ~/.msmtprc and run: chmod 600 ~/.msmtprc
# Send with: msmtp -a %s -- RECIPIENT < message.eml
account %s
host %s
port %d
tls on
tls_starttls %s
auth xoauth2
user %s
from %s
passwordeval "%s"
`, quoted(m.Sender), m.Sender, m.Host, m.Port, m.encryption("on", "off"), m.Login, m.Sender, c.token(m))
}

func muttToken(m Mailbox, c command) string {
	return fmt.Sprintf(`# Put this into ~/.muttrc
set from = "%s"
set envelope_from = yes
set use_from = yes
set smtp_url = "%s://%s@%s:%d"
set smtp_authenticators = "xoauth2"
set smtp_oauth_refresh_command = "%s"
set ssl_starttls = yes
set ssl_force_tls = yes
`, muttQuoted(m.Sender), m.encryption("smtp", "smtps"), strings.ReplaceAll(url.PathEscape(m.Login), "@", "%40"), m.Host, m.Port, muttQuoted(c.token(m)))
}

// gitToken gives the token where git asks for a password.
func gitToken(m Mailbox, c command) string {
	return "# Put this into ~/.gitconfig. Send with: git send-email\n" +
		"# It needs git 2.50 or newer, and an Authen::SASL of Perl that knows XOAUTH2.\n" + gitConfig(m, c, "XOAUTH2")
}

// curlToken reads the token from a second file, so that it is in no list of
// processes: printf is part of the shell.
func curlToken(m Mailbox, c command) string {
	return fmt.Sprintf(`# Save this as mailready.curl. Send message.eml with:
#   printf 'oauth2-bearer = "%%s"\n' "$(%s)" | curl --config mailready.curl --config - --upload-file message.eml
url = "%s://%s:%d/localhost"
ssl-reqd
user = "%s"
mail-from = "%s"
mail-rcpt = "%s"
`, c.token(m), m.encryption("smtp", "smtps"), m.Host, m.Port, curlQuoted(m.Login), curlQuoted(m.Sender), curlQuoted(m.Recipient))
}
