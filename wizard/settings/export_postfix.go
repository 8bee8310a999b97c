package settings

import "fmt"

// Postfix that hands all mail of a computer on to the mailbox's server. It
// reads its secret from a file that root keeps (postconf(5):
// smtp_sasl_password_maps), so the export has the command that writes it.

func postfix(m Mailbox, c command) string {
	return fmt.Sprintf(`# 1. Write the login for Postfix. Run this as root, in one line:
#   (umask 077; printf '%%s %%s:%%s\n' %s %s "$(%s)" > /etc/postfix/sasl_passwd)
# 2. Add these lines to /etc/postfix/main.cf, then run: postfix reload
# 3. After a new app password, do step 1 again.
`, quoted(m.relay()), quoted(m.Login), c.password(m)) + m.mainCf("login, plain", "noanonymous")
}

// postfixToken is for the plugin sasl-xoauth2, which takes a token that others
// renew as it is (sasl-xoauth2.conf(5): manage_token_externally).
func postfixToken(m Mailbox, c command) string {
	return fmt.Sprintf(`# It needs the plugin sasl-xoauth2, in a version that knows manage_token_externally.
# 1. Name the file of the token. Run this as root, in one line:
#   (umask 077; printf '%%s %%s:%%s\n' %s %s /etc/tokens/mailready > /etc/postfix/sasl_passwd)
# 2. Write that file, and again every 30 minutes by cron or a timer, as the user of the mailbox:
#   printf '{"access_token":"%%s","manage_token_externally":"yes"}\n' "$(%s)" > /etc/tokens/mailready.new && mv /etc/tokens/mailready.new /etc/tokens/mailready
#   The folder /etc/tokens belongs to that user, with the group postfix, mode 2750. Where Postfix runs
#   in a chroot, it stands below /var/spool/postfix.
# 3. Put this into /etc/sasl-xoauth2.conf:
#   {"client_id":"%s","client_secret":"","token_endpoint":"https://login.microsoftonline.com/%s/oauth2/v2.0/token"}
# 4. Add these lines to /etc/postfix/main.cf, then run: postfix reload
`, quoted(m.relay()), quoted(m.Login), c.token(m), m.Client, m.Tenant) + m.mainCf("xoauth2", "")
}

// relay is the server as Postfix names it: with brackets, so that it is not
// looked up as a domain.
func (m Mailbox) relay() string { return fmt.Sprintf("[%s]:%d", m.Host, m.Port) }

// mainCf are the settings of the relay. The sender of all mail is the mailbox,
// since the server takes no other.
func (m Mailbox) mainCf(mechanisms, options string) string {
	wrapper := ""
	if m.Port == 465 {
		wrapper = "smtp_tls_wrappermode = yes\n"
	}
	return fmt.Sprintf(`relayhost = %s
smtp_tls_security_level = encrypt
%ssmtp_sasl_auth_enable = yes
smtp_sasl_password_maps = texthash:/etc/postfix/sasl_passwd
smtp_sasl_mechanism_filter = %s
smtp_sasl_security_options =%s
sender_canonical_classes = envelope_sender, header_sender
sender_canonical_maps = static:%s
`, m.relay(), wrapper, mechanisms, space(options), m.Sender)
}

func space(word string) string {
	if word == "" {
		return ""
	}
	return " " + word
}
