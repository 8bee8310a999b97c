package causes

// Programs that say nothing of their own that is not known from elsewhere;
// they are told apart so that the advice can name a setting of theirs.

func pythonSMTP() program {
	return program{Name: "Python", Marks: "smtplib|traceback most recent call last|smtpauthenticationerror", Source: "Python: smtplib"}
}

func nodemailer() program {
	return program{Name: "Nodemailer", Marks: "eauth|responsecode|nodemailer|econnection", Source: "Nodemailer: errors"}
}

func javaMail() program {
	return program{
		Name: "Jakarta Mail", Marks: "javax mail|jakarta mail|com sun mail|emailexception", Source: "Jakarta Mail and Apache Commons Email: exceptions",
		Says: []wording{
			{"NET-BLOCKED", Match{Says: "sending the email to the following server failed", Weak: true}},
			{"NET-DNS", Match{Says: "unknownhostexception"}}, {"AUTH-REFUSED", Match{Says: "authenticationfailedexception"}},
		},
	}
}

func msmtpClient() program {
	return program{
		Name: "msmtp", Marks: "msmtp|errormsg", Source: "msmtp: src/smtp.c, src/net.c, src/tls.c",
		Says: []wording{
			{"SMTP-GARBLED", Match{Says: "server sent an invalid reply"}}, {"NET-DNS", Match{Says: "cannot locate host"}},
			{"NET-BLOCKED", Match{Says: "cannot connect to * connection timed out"}}, {"NET-REFUSED", Match{Says: "cannot connect to * connection refused"}},
			{"TLS-STRIPPED", Match{Says: "server does not support tls via the starttls command"}}, {"TLS-REQUIRED", Match{Says: "cannot use a secure authentication method"}},
			{"SMTP-SLOW", Match{Says: "network read error * timed out"}}, {"AUTH-NOMECH", Match{Says: "authentication method * not supported"}},
		},
	}
}

func curlClient() program {
	return program{
		Name: "curl", Marks: "curl", Source: "curl: lib/connect.c, libcurl error codes",
		Says: []wording{
			{"NET-BLOCKED", Match{Says: "failed to connect to * timed out"}}, {"NET-BLOCKED", Match{Says: "failed to connect to * after * ms"}},
			{"NET-REFUSED", Match{Says: "failed to connect to * refused"}}, {"NET-BLOCKED", Match{Says: "tcp connect error * deadline has elapsed"}},
		},
	}
}

func gitSendEmail() program {
	return program{
		Name: "git send-email", Marks: "git send email|unable to initialize smtp properly", Source: "git: git-send-email.perl; Perl's Net::SMTP",
		Says: []wording{
			{"NET-BLOCKED", Match{Says: "unable to initialize smtp properly", Weak: true}},
			{"AUTH-NOMECH", Match{Says: "no sasl mechanism found"}}, {"TLS-STRIPPED", Match{Says: "server does not support starttls"}},
		},
	}
}

func eximServer() program { return program{Name: "Exim", Marks: "exim|log main", Source: "Exim: logs"} }

func grafanaServer() program {
	return program{Name: "Grafana", Marks: "grafana|alerting notifier", Source: "Grafana: logs"}
}
