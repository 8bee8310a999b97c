package settings

import (
	"fmt"
	"net/url"
	"strings"
)

// The section of an account of aerc's (aerc-smtp(5)). The command's output is
// the password, or the access token where no token_endpoint is named.

func aerc(m Mailbox, c command) string { return aercAccount(m, "login", c.password(m)) }

func aercToken(m Mailbox, c command) string { return aercAccount(m, "xoauth2", c.token(m)) }

func aercAccount(m Mailbox, auth, command string) string {
	starttls := ""
	if m.encryption("starttls", "tls") == "starttls" {
		starttls = "smtp-starttls = true\n" // before aerc 0.16; later ones always do it with smtp://
	}
	return fmt.Sprintf(`# Add these lines to the account in ~/.config/aerc/accounts.conf
from = <%s>
outgoing = %s+%s://%s@%s:%d
outgoing-cred-cmd = %s
%s`, m.Sender, m.encryption("smtp", "smtps"), auth, strings.ReplaceAll(url.PathEscape(m.Login), "@", "%40"), m.Host, m.Port, command, starttls)
}
