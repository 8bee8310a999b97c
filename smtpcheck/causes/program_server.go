package causes

// postfixClient is Postfix, Exim and sendmail where they are the client.
func postfixClient() program {
	return program{
		Name: "Postfix", Marks: "postfix|noqueue", Source: "Postfix: smtp/smtp_connect.c, smtp_proto.c, smtp_sasl_glue.c; Exim: transports/smtp.c",
		Says: []wording{
			{"NET-DNS", Match{Says: "host or domain name not found"}}, {"NET-DNS", Match{Says: "name service error for"}},
			{"NET-BLOCKED", Match{Says: "connect to * connection timed out"}}, {"NET-BLOCKED", Match{Says: "connect to * network is unreachable"}},
			{"NET-BLOCKED", Match{Says: "connect to * no route to host"}}, {"NET-REFUSED", Match{Says: "connect to * connection refused"}},
			{"SMTP-CLOSED", Match{Says: "lost connection with"}}, {"SMTP-CLOSED", Match{Says: "remote host closed connection in response to"}},
			{"SMTP-SLOW", Match{Says: "conversation with * timed out"}}, {"SMTP-SLOW", Match{Says: "smtp timeout after|smtp timeout while"}},
			{"TLS-STRIPPED", Match{Says: "tls is required but was not offered"}}, {"TLS-STRIPPED", Match{Says: "tls session is required but * does not offer"}},
			{"TLS-STRIPPED", Match{Says: "a tls session is required"}},
			{"TLS-FAILED", Match{Says: "cannot start tls"}}, {"TLS-FAILED", Match{Says: "cannot start tls handshake failure"}},
			{"TLS-UNTRUSTED", Match{Says: "server certificate not trusted"}}, {"TLS-UNTRUSTED", Match{Says: "server certificate not verified"}},
			{"TLS-NAME", Match{Says: "certificate verification failed for * hostname mismatch"}},
			{"NET-BLOCKED", Match{Says: "retry time not reached for any host"}}, {"NET-BLOCKED", Match{Says: "all hosts * have been failing for a long time"}},
			{"AUTH-NOMECH", Match{Says: "no mechanism available"}}, {"AUTH-NOMECH", Match{Says: "offered no compatible authentication mechanisms"}},
			{"AUTH-NOMECH", Match{Says: "offered no supported auth mechanisms"}},
			{"SMTP-HELLO", Match{Says: "rejected ehlo|rejected helo", With: "syntactically invalid"}},
		},
	}
}

// exchangeTransport is Exchange in traces and event logs.
func exchangeTransport() program {
	return program{
		Name: "Exchange", Marks: "led|lastattemptedservername|smtpsecurity|exchange server", Source: "Microsoft: mail flow non-delivery reports 4.4.31x; Exchange transport event logs",
		Says: []wording{
			{"AUTH-REFUSED", Match{Says: "failed because of logondenied"}}, {"AUTH-REFUSED", Match{Says: "logondenied"}},
			{"TLS-NAME", Match{Says: "subjectmismatch"}}, {"TLS-FAILED", Match{Says: "tls negotiation failed"}},
			{"TLS-UNTRUSTED", Match{Says: "certificate validation failed|untrustedroot|certificate chain"}},
			{"SMTP-CLOSED", Match{Says: "connection was closed abruptly"}}, {"AUTH-FEDERATION", Match{Says: "msis7012|msis3126|msis7065|msis9604"}}, {"AUTH-FEDERATION", Match{Says: "ad fs|adfs", With: "fail|failed|error|unavailable"}}, {"NET-BLOCKED", Match{Says: "socketerror * 10060"}}, {"NET-BLOCKED", Match{Says: "450 4.4.315 connection timed out"}},
			{"NET-REFUSED", Match{Says: "450 4.4.316 connection refused"}}, {"NET-DNS", Match{Says: "450 4.4.312 dns query failed"}},
		},
	}
}

// graphAPI is Microsoft Graph and Exchange Web Services.
func graphAPI() program {
	return program{
		Name: "Microsoft Graph", Marks: "graph microsoft com|ewserror|errormessagesizeexceeded", Source: "Microsoft: Graph and EWS response codes",
		Says: []wording{
			{"SEND-SIZE", Match{Says: "errormessagesizeexceeded", Alone: true}}, {"SEND-AS", Match{Says: "errorsendasdenied", Alone: true}},
			{"SEND-FULL", Match{Says: "errorquotaexceeded", Alone: true}}, {"SEND-RECIPIENT", Match{Says: "errorinvalidrecipients", Alone: true}},
			{"SMTP-BUSY", Match{Says: "errorserverbusy|errormailboxstoreunavailable", Alone: true}}, {"SEND-QUOTA", Match{Says: "errorexceededmessagelimit|errormessagesubmissionblocked", Alone: true}},
			{"AUTH-TOKEN", Match{Says: "invalidauthenticationtoken|compacttoken"}}, {"AUTH-ISSUE", Match{Says: "mailboxnotenabledforrestapi", Alone: true}},
		},
	}
}
