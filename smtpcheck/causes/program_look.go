package causes

import (
	"slices"
	"strings"
)

// look is what to look at first in a program: the setting by its own name, and
// the file that it stands in. For are causes or families of them ("NET-"), with
// spaces between; empty: any that the program's settings can mend.
type look struct{ Program, For, Try string }

// credentials are the causes that a user name or a password can mend. What an
// admin has switched off is not mended in a program.
const credentials = "AUTH-WRONG AUTH-REFUSED AUTH-REQUIRED"

// looks are from the programs' own documentation. The first that fits counts.
var looks = []look{
	{"Postfix", "AUTH-NOMECH", "In Postfix, install the login mechanisms: the package libsasl2-modules on Debian, cyrus-sasl-plain on Red Hat. Then reload Postfix."},
	{"Postfix", credentials, "In Postfix, look at the file that smtp_sasl_password_maps names: one line with [smtp.office365.com]:587 and address:password. Run postmap on it after a change."},
	{"Postfix", "TLS-", "In /etc/postfix/main.cf, look at relayhost = [smtp.office365.com]:587 and smtp_tls_security_level = encrypt."},
	{"Postfix", "NET-BLOCKED", "In /etc/postfix/main.cf, look at relayhost = [smtp.office365.com]:587. Where it says \"Network is unreachable\", set inet_protocols = ipv4."},
	{"Postfix", "NET-", "In /etc/postfix/main.cf, look at relayhost: it is [smtp.office365.com]:587, with the brackets."},
	{"Postfix", "SEND-AS", "In Postfix, let sender_canonical_maps turn addresses such as root@ into the mailbox that logs in."},
	{"git send-email", "NET-BLOCKED", "In ~/.gitconfig, section [sendemail]: smtpServer = smtp.office365.com, smtpServerPort = 587, smtpEncryption = tls. Run it with --smtp-debug=1 to see where it stops."},
	{"git send-email", credentials, "In ~/.gitconfig, section [sendemail], look at smtpUser, and set smtpAuth = LOGIN."},
	{"msmtp", "AUTH-NOMECH", "In ~/.msmtprc, set \"auth login\"."},
	{"msmtp", credentials, "In ~/.msmtprc, look at \"user\" and at \"password\" or \"passwordeval\"."},
	{"msmtp", "", "In ~/.msmtprc: host smtp.office365.com, port 587, tls on, tls_starttls on."},
	{"Grafana", credentials, "In grafana.ini, section [smtp], look at user and password. A password with # or ; stands between three double quotes."},
	{"Grafana", "", "In grafana.ini, section [smtp]: enabled = true, host = smtp.office365.com:587, startTLS_policy = MandatoryStartTLS, from_address = the mailbox."},
	{"MailKit", "TLS-", "In the program, connect with port 587 and SecureSocketOptions.StartTls."},
	{"MailKit", "SMTP-HELLO", "In the program, set SmtpClient.LocalDomain to a plain name: the computer's own has signs that servers refuse."},
	{"MailKit", "SMTP-SLOW", "In the program, raise SmtpClient.Timeout to 30 seconds: a refused login can take five."},
	{".NET", "", "In the program: Host smtp.office365.com, Port 587, EnableSsl true, and the credentials before the message is sent."},
	{"Nodemailer", "TLS-NOTTLS", "In Nodemailer's options, set secure: false with port: 587. The connection is encrypted all the same, by STARTTLS."},
	{"Nodemailer", credentials, "In Nodemailer's options, look at auth.user and auth.pass. Print the length of the password: an app password has 16 letters."},
	{"Jakarta Mail", "TLS-", "In the properties: mail.smtp.starttls.enable = true, mail.smtp.port = 587, and no mail.smtp.ssl.enable."},
	{"Python", "TLS-", "In Python, use smtplib.SMTP with port 587 and then starttls(), and not SMTP_SSL."},
	{"PHP", credentials, "In the settings file (.env, wp-config.php), look at the password: single quotes around it, or a $ in it is expanded and cuts it."},
	{"PHP", "NET-", "On a shared web server, the host may let out only its own relay (GoDaddy and others). Ask the host for its SMTP relay, or whether port 587 can be opened."},
	{"PHP", "TLS-", "In the mailer's settings: encryption tls (STARTTLS) with port 587, and not ssl."},
	{"Ruby", "SMTP-", "In smtp_settings, set domain to a plain name such as contoso.example, without a port."},
	{"lettre", "AUTH-NOMECH", "In the program, add the mechanism Login: lettre offers only Plain by itself, and Microsoft does not take it."},
	{"lettre", "TLS-", "In the program, use SmtpTransport::starttls_relay with port 587."},
	{"rustls", "TLS-NOTTLS", "In the program, choose STARTTLS with port 587. TLS from the first byte belongs to port 465."},
	{"Exim", credentials, "In Exim, look at the authenticator (driver = plaintext, public_name = LOGIN) and at the transport's hosts_require_auth."},
	{"Exim", "SMTP-HELLO", "In the client, set its own name to one without an underscore: Exim refuses others."},
}

// lookFirst gives the cause with what to look at in the program in front.
func (c *Cause) lookFirst(program string) *Cause {
	for _, l := range looks {
		if program != "" && l.Program == program && c.Owner != Admin && l.fits(c.Code) {
			first := *c
			first.Try = append([]string{l.Try}, c.Try...)
			return &first
		}
	}
	return c
}

// fits tells whether a cause is one of those that the look is for.
func (l look) fits(code string) bool {
	return l.For == "" || slices.ContainsFunc(strings.Fields(l.For), func(f string) bool { return strings.HasPrefix(code, f) })
}
