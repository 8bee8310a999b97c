package causes

// phpMail is PHP itself and its mail libraries.
func phpMail() program {
	return program{
		Name: "PHP", Marks: "phpmailer|swift|stream socket|php network|smtp php|fsockopen", Source: "PHP: main/streams and ext/openssl; PEAR Net_SMTP; Swift Mailer and Symfony Mailer; Horde",
		Says: []wording{
			{"SMTP-CLOSED", Match{Says: "but got an empty response", With: "expected response code"}}, {"SMTP-CLOSED", Match{Says: "but got code with message", With: "expected response code"}},
			{"TLS-FAILED", Match{Says: "starttls failed"}}, {"TLS-FAILED", Match{Says: "stream socket enable crypto ssl"}},
			{"TLS-FAILED", Match{Says: "unable to connect with starttls|unable to start tls encryption"}},
			{"AUTH-REFUSED", Match{Says: "server denied authentication"}},
			{"SMTP-REJECTED", Match{Says: "expected response code 250 but got code 235", Alone: true}},
			{"NET-DNS", Match{Says: "php network getaddresses"}},
		},
	}
}

// rubyNet is Ruby's own library.
func rubyNet() program {
	return program{
		Name: "Ruby", Marks: "net smtp|actionmailer|net opentimeout", Source: "Ruby: net/smtp (SMTPSyntaxError is any 50x, SMTPServerBusy any 4xx)",
		Says: []wording{
			{"SMTP-REJECTED", Match{Says: "smtpsyntaxerror"}}, {"SMTP-BUSY", Match{Says: "smtpserverbusy"}},
			{"SMTP-CLOSED", Match{Says: "eoferror end of file reached"}}, {"SMTP-CLOSED", Match{Says: "end of file reached", With: "smtp"}},
			{"TLS-NOTTLS", Match{Says: "ssl connect returned 1 * wrong version number"}}, {"NET-BLOCKED", Match{Says: "execution expired", With: "smtp"}},
			{"AUTH-REFUSED", Match{Says: "smtpauthenticationerror"}},
		},
	}
}

// goSMTP is Go's own library and the programs that pass its words on.
func goSMTP() program {
	return program{
		Name: "Go", Marks: "gomail|alerting notifier|notify go|net smtp go|dial tcp", Source: "Go: net/smtp, crypto/tls, net; Alertmanager notify/email; Grafana",
		Says: []wording{
			{"TLS-REQUIRED", Match{Says: "unencrypted connection", With: "smtp|mail|email|notif"}},
			{"SMTP-CLOSED", Match{Says: "notify eof|error on notify eof|alerts failed eof"}}, {"SMTP-CLOSED", Match{Says: "eof", With: "smtp dial"}},
			{"SMTP-SLOW", Match{Says: "using smtp timed out"}}, {"SMTP-SLOW", Match{Says: "timed out", With: "error sending message"}},
			{"TLS-STRIPPED", Match{Says: "require tls is true * but * does not advertise the starttls"}},
			{"AUTH-NOMECH", Match{Says: "unknown auth mechanism"}}, {"TLS-NAME", Match{Says: "cannot validate certificate for"}},
			{"SEND-AS", Match{Says: "from address must be same as authorization user"}},
		},
	}
}
