package causes

// rustls is the TLS library of most programs written in Rust.
func rustls() program {
	return program{
		Name: "rustls", Marks: "unsupportedcertversion|invalid peer certificate|rustls|received corrupt message", Source: "rustls: Error and CertificateError, their Display and Debug forms; tokio-rustls",
		Says: []wording{
			{"TLS-NOTTLS", Match{Says: "received corrupt message"}}, {"TLS-NOTTLS", Match{Says: "corrupt message of type"}},
			{"TLS-NOTTLS", Match{Says: "invalidcontenttype"}}, {"TLS-NOTTLS", Match{Says: "invalidmessage"}},
			{"TLS-NAME", Match{Says: "invalid peer certificate * notvalidforname"}}, {"TLS-NAME", Match{Says: "certificate not valid for name"}},
			{"TLS-CLOCK", Match{Says: "invalid peer certificate * notvalidyet"}},
			{"TLS-UNTRUSTED", Match{Says: "invalid peer certificate * expired", Variant: "expired"}},
			{"TLS-UNTRUSTED", Match{Says: "invalid peer certificate"}}, {"TLS-UNTRUSTED", Match{Says: "invalidcertificate"}},
			{"TLS-OLD", Match{Says: "peer is incompatible"}}, {"TLS-OLD", Match{Says: "peerincompatible"}},
			{"TLS-FAILED", Match{Says: "tls handshake eof"}}, {"TLS-FAILED", Match{Says: "received fatal alert"}},
			{"TLS-FAILED", Match{Says: "peer closed connection without sending tls close notify"}},
		},
	}
}

// lettre is the mail library of Rust.
func lettre() program {
	return program{
		Name: "lettre", Marks: "lettre", Source: "lettre: transport::smtp::error, and std::io::ErrorKind that it passes on",
		Says: []wording{
			{"AUTH-NOMECH", Match{Says: "no compatible authentication mechanism was found"}},
			{"SMTP-SLOW", Match{Says: "resource temporarily unavailable"}}, {"SMTP-SLOW", Match{Says: "wouldblock"}},
			{"TLS-STRIPPED", Match{Says: "starttls is not supported on this server"}},
			{"SMTP-CLOSED", Match{Says: "incomplete response", With: "smtp"}}, {"SMTP-GARBLED", Match{Says: "response error * parse", With: "smtp"}},
			{"NET-BLOCKED", Match{Says: "connection error * timed out"}}, {"NET-DNS", Match{Says: "failed to lookup address information"}},
			{"NET-DNS", Match{Says: "could not resolve hostname"}},
		},
	}
}
