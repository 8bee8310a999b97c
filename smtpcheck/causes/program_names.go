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
	return program{Name: "Jakarta Mail", Marks: "javax mail|jakarta mail|com sun mail", Source: "Jakarta Mail: exceptions"}
}

func msmtpClient() program {
	return program{Name: "msmtp", Marks: "msmtp", Source: "msmtp: manual"}
}

func curlClient() program {
	return program{Name: "curl", Marks: "curl", Source: "curl: libcurl error codes"}
}

func eximServer() program { return program{Name: "Exim", Marks: "exim|log main", Source: "Exim: logs"} }

func grafanaServer() program {
	return program{Name: "Grafana", Marks: "grafana|alerting notifier", Source: "Grafana: logs"}
}
