package causes

import (
	"slices"
	"strings"
	"testing"
)

// A table that names a cause which does not exist, or itself not at all, is
// found here.
func TestProgramsAreWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, table := range programs {
		p := table()
		if p.Name == "" || p.Source == "" || seen[p.Name] {
			t.Errorf("%+v", p)
		}
		seen[p.Name] = true
		for _, s := range p.Says {
			if _, ok := Find(s.Cause); !ok {
				t.Errorf("%s: no cause %s", p.Name, s.Cause)
			}
			if strings.Contains(s.Says, "|") && strings.ContainsAny(s.Says, "*~") {
				t.Errorf("%s: %q: \"|\" parts one piece, not the whole", p.Name, s.Says)
			}
		}
	}
}

// Each kind of text, as at least three programs write it.
func TestEveryProgramsWay(t *testing.T) {
	for _, c := range []struct{ kind, cause, owner, text string }{
		{"a relay's record", "NET-BLOCKED", "network", "Nov 20 10:00:01 mx postfix/smtp[311]: 4Gx1: to=<ben@fabrikam.example>, relay=none, delay=31, delays=0/0/31/0, dsn=4.4.1, status=deferred (connect to smtp.office365.com[52.97.1.2]:587: Connection timed out)"},
		{"a relay's record", "NET-REFUSED", "network", "Nov 20 10:00:01 mx postfix/smtp[311]: 4Gx1: to=<ben@fabrikam.example>, relay=none, dsn=4.4.1, status=deferred (connect to smtp.office365.com[52.97.1.2]:587: Connection refused)"},
		{"a relay's record", "NET-DNS", "network", "postfix/smtp[9]: 4A: to=<ben@fabrikam.example>, relay=none, dsn=4.3.5, status=bounced (Host or domain name not found. Name service error for name=smtp.ofice365.com type=A: Host not found)"},
		{"a relay's record", "AUTH-TENANT-OFF", "admin", "postfix/smtp[9]: 4A: to=<ben@fabrikam.example>, relay=smtp.office365.com[52.97.1.2]:587, delay=535, dsn=4.7.0, status=deferred (SASL authentication failed; server smtp.office365.com[52.97.1.2] said: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.)"},
		{"a relay's record", "SEND-AS", "you", "postfix/smtp[9]: 4A: to=<ben@fabrikam.example>, relay=smtp.office365.com[52.97.1.2]:587, delay=1.1, dsn=5.2.252, status=bounced (host smtp.office365.com[52.97.1.2] said: 554 5.2.252 SendAsDenied; www@contoso.example not allowed to send as root@contoso.example (in reply to end of DATA command))"},
		{"a relay's record", "TLS-FAILED", "network", "Nov 20 exim[12]: 1abc H=smtp.office365.com [52.97.1.2]: Cannot start TLS: handshake failure"},
		{"a relay's record", "SMTP-CLOSED", "network", "postfix/smtp[9]: 4A: relay=smtp.contoso.example[198.51.100.3]:587, delay=11, dsn=4.4.2, status=deferred (lost connection with smtp.contoso.example[198.51.100.3] while performing the EHLO handshake)"},
		{"a relay's record", "SMTP-SLOW", "network", "postfix/smtp[9]: 4A: delay=421, dsn=4.4.2, status=deferred (conversation with smtp.contoso.example[198.51.100.3] timed out while sending message body)"},
		{"a good line first", "TLS-FAILED", "network", "< 220 2.0.0 SMTP server ready\n* schannel: failed to receive handshake, SSL/TLS connection failed"},
		{"a good line first", "TLS-FAILED", "network", "220 ready\n250 STARTTLS\nSTARTTLS failed (code: 220, response: 2.0.0 ready)"},
		{"a good line first", "AUTH-WRONG", "you", "235 2.7.0 Authentication successful\n250 2.1.0 Sender OK\n221 bye\n535 5.7.139 Authentication unsuccessful, the user credentials were incorrect."},
		{"a library's own words", "TLS-NOTTLS", "you", "lettre::transport::smtp::Error { kind: Connection, source: Custom { kind: InvalidData, error: InvalidMessage(InvalidContentType) } }"},
		{"a library's own words", "TLS-UNTRUSTED", "network", "Connection error: invalid peer certificate: UnknownIssuer"},
		{"a library's own words", "TLS-NAME", "network", "MailKit.Security.SslHandshakeException: The host name did not match the name given in the server's SSL certificate."},
		{"a library's own words", "TLS-FAILED", "network", "System.Net.Mail.SmtpException: Failure sending mail. ---> System.IO.IOException: Authentication failed because the remote party has closed the transport stream."},
		{"a library's own words", "NET-REFUSED", "network", "Socket error code 10061: connection refused by smtp.office365.com"},
		{"a library's own words", "SMTP-HELLO", "you", "MailKit.Net.Smtp.SmtpCommandException: Syntactically invalid EHLO argument(s)"},
		{"reasons that are guesses", "TLS-FAILED", "network", "MailKit.Security.SslHandshakeException: An error occurred while attempting to establish an SSL or TLS connection.\n\nOne possibility is that you are trying to connect to a port which does not support SSL/TLS.\n\nThe other possibility is that the SSL certificate presented by the server is not trusted by the system for one or more of the following reasons:\n\n1. The server is using a self-signed certificate which cannot be verified.\n2. The local system is missing a Root or Intermediate certificate needed to verify the server's certificate.\n3. A Certificate Authority CRL server for one or more of the certificates in the chain is temporarily unavailable.\n4. The certificate presented by the server is expired or invalid."},
		{"reasons that are guesses", "TLS-NOTTLS", "you", "MailKit.Security.SslHandshakeException: An error occurred while attempting to establish an SSL or TLS connection.\n\nOne possibility is that you are trying to connect to a port which does not support SSL/TLS.\n\nThe other possibility is that the SSL certificate presented by the server is not trusted by the system for one or more of the following reasons:\n\n1. The server is using a self-signed certificate which cannot be verified.\n ---> System.Security.Authentication.AuthenticationException: Cannot determine the frame size or a corrupted frame was received."},
		{"stage and neighbours", "AUTH-ISSUE", "admin", "{ responseCode: 550, response: 'Mailbox cannot be accessed', command: 'AUTH LOGIN' }"},
		{"stage and neighbours", "AUTH-NOMECH", "you", "502 Command \"AUTH PLAIN\" not implemented"},
		{"a quota in words", "SEND-QUOTA", "you", "554 5.7.1 Message rejected: you may send 400 rcpts per 24 hours"},
		{"a quota in words", "SEND-QUOTA", "you", "550 User web@contoso.example has exceeded its 24-hour sending limit."},
		{"a quota in words", "SEND-QUOTA", "you", "smtp error: only 50 messages per day are allowed"},
		{"another language", "AUTH-REQUIRED", "you", "De reactie van de server was: 5.7.57 Client is niet geverifieerd"},
		{"another language", "AUTH-REQUIRED", "you", "A resposta do servidor foi: 5.7.1 O cliente não foi autenticado"},
		{"another language", "NET-REFUSED", "network", "SMTP: Es konnte keine Verbindung hergestellt werden, da der Zielcomputer die Verbindung verweigerte 40.99.1.2:587"},
		{"another language", "NET-BLOCKED", "network", "Il tentativo di connessione non è riuscito perché la parte connessa non ha risposto correttamente dopo un certo periodo (smtp)"},
		{"Exchange's own", "NET-REFUSED", "network", "LED=450 4.4.316 Connection refused [Message=Socket error code 10061] [LastAttemptedServerName=mail.contoso.example]"},
		{"Exchange's own", "TLS-FAILED", "network", "Reason: [{LED=450 4.4.317 Cannot connect to remote server [Message=451 4.4.0 TLS negotiation failed with error NoCredentials] [LastAttemptedServerName=mail.contoso.example]}"},
		{"Exchange's own", "SEND-SIZE", "you", "Remote Server returned '550 5.2.3 RESOLVER.RST.SendSizeLimit.Sender; message too large for this sender'"},
		{"what the paste tells", "AUTH-BASIC-OFF", "you", "username: anna@hotmail.com\nhost: smtp-mail.outlook.com\n535 5.7.139 Authentication unsuccessful, basic authentication is disabled."},
		{"what the paste tells", "NET-PORT", "you", "fsockopen(): unable to connect to ssl://smtp.office365.com:465 (Connection timed out)"},
		{"what the paste tells", "NET-PORT", "you", "dial tcp smtp.office365.com:25: connect: connection refused"},
		{"what the paste tells", "NET-DNS", "you", "getaddrinfo for smtp.office365.com failed: Name or service not known, unable to connect to tls://smtp.office365.com :587"},
		{"another server", "NET-REDIRECTED", "network", "Connecting to smtp.office365.com:587\n220-cp12.hosting.example ESMTP Exim 4.96 ready\n535 Incorrect authentication data"},
		{"another server", "NET-REDIRECTED", "network", "host: smtp.office365.com\nS: 220 relay.hosting.example ESMTP Postfix\nS: 535 5.7.8 Error: authentication failed:"},
		{"a relay's record", "SEND-ROUTE", "you", "postfix/smtpd[48]: NOQUEUE: reject: RCPT from localhost[127.0.0.1]: 550 5.1.1 <ben@fabrikam.example>: Recipient address rejected: User unknown in local recipient table; from=<www@contoso.example>"},
		{"a relay's record", "AUTH-REFUSED", "you", "postfix/smtp[9]: 4A: dsn=4.7.0, status=deferred (SASL authentication failed; cannot authenticate to server smtp.office365.com[52.97.1.2]: generic failure)"},
		{"a library's own words", "SMTP-GARBLED", "you", "msmtp: host=smtp.office365.com tls=on errormsg='the server sent an invalid reply' exitcode=EX_PROTOCOL"},
		{"a library's own words", "NET-BLOCKED", "network", "curl: (28) Failed to connect to mail.contoso.example port 587 after 21000 ms: Timed out"},
		{"a library's own words", "NET-PORT", "you", "org.apache.commons.mail.EmailException: Sending the email to the following server failed : smtp.office365.com:465"},
		{"reasons that are guesses", "NET-BLOCKED", "network", "MailKit.Security.SslHandshakeException: An error occurred while attempting to establish an SSL or TLS connection.\n\nThis usually means that the SSL certificate presented by the server is not trusted by the system for one or more of\nthe following reasons:\n\n1. The server is using a self-signed certificate which cannot be verified.\n\n ---> System.Net.Sockets.SocketException: A connection attempt failed because the connected party did not properly respond after a period of time"},
		{"another language", "NET-REFUSED", "network", "smtp: Aucune connexion n'a pu être établie car l'ordinateur cible l'a expressément refusée"},
		{"another language", "SEND-ROUTE", "you", "Serverantwort: \"550 <ben@fabrikam.example>... Relay verweigert\", Serverfehler: 550, Fehlernummer: 0x800CCC79"},
		{"forwarding", "SEND-FORWARD", "admin", "Remote Server returned '550 5.7.520 Access denied, Your organization does not allow external forwarding.'"},
	} {
		v := Explain(c.text, Facts{})
		if v.Cause.Code != c.cause || string(v.Cause.Owner) != c.owner {
			t.Errorf("%s: %s %s, want %s %s, because of %q:\n%s", c.kind, v.Cause.Code, v.Cause.Owner, c.cause, c.owner, v.Recognised, c.text)
		}
	}
}

// What a text tells beside its error comes out with the verdict.
func TestPasteTells(t *testing.T) {
	v := Explain("postfix/smtp[9]: connect to smtp.office365.com[52.97.1.2]:587: Connection timed out", Facts{})
	if v.Program != "Postfix" || v.Told.Host != "smtp.office365.com" || v.Told.Port != 587 {
		t.Errorf("%q %+v", v.Program, v.Told)
	}
	v = Explain("smtplib.SMTPAuthenticationError: (535, b'5.7.3 Authentication unsuccessful')", Facts{})
	if v.Program != "Python" {
		t.Errorf("%q", v.Program)
	}
}

// What to look at first is for a program and a cause that exist.
func TestLooksFit(t *testing.T) {
	names := map[string]bool{}
	for _, table := range programs {
		names[table().Name] = true
	}
	for _, l := range looks {
		family := func(c Cause) bool { return l.fits(c.Code) }
		if !names[l.Program] || !slices.ContainsFunc(All(), family) || l.Try == "" {
			t.Errorf("%+v", l)
		}
	}
	for _, off := range []string{"AUTH-TENANT-OFF", "AUTH-BASIC-OFF", "AUTH-DEFAULTS", "AUTH-POLICY"} {
		c, _ := Find(off)
		for _, program := range []string{"Postfix", "Nodemailer", "PHP", "Grafana", "msmtp"} {
			if c.lookFirst(program).Try[0] != c.Try[0] {
				t.Errorf("%s: %s is told to look at its own settings", off, program)
			}
		}
	}
	v := Explain("postfix/smtp[9]: 4A: relay=smtp.office365.com[52.97.1.2]:587, dsn=4.7.0, status=deferred (SASL authentication failed: server smtp.office365.com[52.97.1.2] offered no compatible authentication mechanisms for this type of connection security)", Facts{})
	if v.Cause.Code != "AUTH-NOMECH" || !strings.Contains(v.Cause.Try[0], "libsasl2-modules") {
		t.Errorf("%s: %q", v.Cause.Code, v.Cause.Try)
	}
}
