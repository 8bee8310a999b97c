package settings

import (
	"fmt"
	"net/url"
	"strings"
)

// Other programs' own files. Each was read by the program itself in the tests
// of the command.

func msmtp(m Mailbox, c command) string {
	return fmt.Sprintf(`# Put this into ~/.msmtprc and run: chmod 600 ~/.msmtprc
# Send with: msmtp -a %s -- RECIPIENT < message.eml
account %s
host %s
port %d
tls on
tls_starttls %s
auth login
user %s
from %s
passwordeval "%s"
`, quoted(m.Sender), m.Sender, m.Host, m.Port, m.encryption("on", "off"), m.Login, m.Sender, c.password(m))
}

func git(m Mailbox, c command) string {
	return "# Put this into ~/.gitconfig. Send with: git send-email\n" + gitConfig(m, c, "LOGIN")
}

func gitConfig(m Mailbox, c command, auth string) string {
	return fmt.Sprintf(`[sendemail]
	from = %s
	smtpServer = %s
	smtpServerPort = %d
	smtpEncryption = %s
	smtpUser = %s
	smtpAuth = %s
[credential "smtp://%s:%d"]
	helper =
	helper = %s
`, gitQuoted(m.Sender), m.Host, m.Port, m.encryption("tls", "ssl"), gitQuoted(m.Login), auth, m.Host, m.Port,
		gitQuoted("!"+c.shell("git-credential")))
}

// gitQuoted is a value as git-config(1) reads it.
func gitQuoted(value string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`
}

func mutt(m Mailbox, c command) string {
	scheme := m.encryption("smtp", "smtps")
	return fmt.Sprintf(`# Put this into ~/.muttrc
set from = "%s"
set envelope_from = yes
set use_from = yes
set smtp_url = "%s://%s@%s:%d"
set smtp_pass = `+"\"`%s`\""+`
set smtp_authenticators = "login"
set ssl_starttls = yes
set ssl_force_tls = yes
`, muttQuoted(m.Sender), scheme, strings.ReplaceAll(url.PathEscape(m.Login), "@", "%40"), m.Host, m.Port, muttCommand(c.password(m)))
}

// muttQuoted is what stands between double quotes in a muttrc.
func muttQuoted(value string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`").Replace(value)
}

// muttCommand is what stands between backticks in a muttrc. A backtick in it
// would end it; one with a backslash does not, and the shell takes it where it
// is outside of quotes.
func muttCommand(shell string) string { return strings.ReplaceAll(shell, "`", "'\\`'") }

// curl reads the login from a second file, so that the password is in no list
// of processes: printf is part of the shell.
func curl(m Mailbox, c command) string {
	return fmt.Sprintf(`# Save this as mailready.curl. Send message.eml with:
#   printf 'user = "%%s:%%s"\n' %s "$(%s)" | curl --config mailready.curl --config - --upload-file message.eml
url = "%s://%s:%d/localhost"
ssl-reqd
login-options = "AUTH=LOGIN"
mail-from = "%s"
mail-rcpt = "%s"
`, quoted(m.Login), c.password(m), m.encryption("smtp", "smtps"), m.Host, m.Port, curlQuoted(m.Sender), curlQuoted(m.Recipient))
}

// curlQuoted is what stands between double quotes in a file of curl's.
func curlQuoted(value string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value)
}
