package smtpcheck

// Encryption between this computer and the server.
var tlsCauses = []Cause{
	{
		Code: "TLS-STRIPPED", Title: "no encryption offered",
		Happened: "The server did not offer encryption, so the check stopped and nothing was sent.",
		Owner:    Network, Exit: ExitProtocol, Retry: RetryAfter, Fix: "settings", Fault: FaultStripped,
		Try: []string{
			"Check that the server is smtp.office365.com and the port 587: Microsoft always offers encryption there.",
			"Turn off mail scanning in security software: some of it removes the offer.",
			"Try from another network. Something between you and the server may be changing its answers.",
			"Do not switch encryption off to get past this: the password would be sent readable.",
		},
		Match: []Match{
			{Stages: []Stage{Hello}, Code: 500}, {Stages: []Stage{Hello}, Code: 502}, {Stages: []Stage{Hello}, Code: 504},
			{Stages: []Stage{StartTLS}, Code: 5}, {Stages: []Stage{StartTLS}, Code: 3}, {Stages: []Stage{StartTLS}, Code: 2},
		},
		Heard: []Match{
			{Says: "starttls extension not supported by server"}, {Says: "server does not support secure connections"}, {Says: "doesnt support starttls"}, {Says: "does not support starttls"}, {Says: "starttls not supported"},
			{Says: "starttls is not supported"}, {Says: "starttls is required but host does not support starttls"}, {Says: "starttls command not supported"}, {Says: "the smtp server does not support tls"}, {Says: "starttls * not available"}, {Says: "server does not support tls"},
			{Says: "0x800ccc7d"}, {Says: "requested * tls * does not advertise starttls"}, {Says: "starttls not offered"}, {Says: "host did not advertise starttls"}, {Says: "upgrade to starttls failed"}, {Says: "the server does not support starttls"}, {Says: "server did not offer starttls"}, {Says: "curl (64)"},
		},
		Source: "RFC 3207 section 6",
	},
	{
		Code: "TLS-INJECT", Title: "extra data before encryption",
		Happened: "Somebody added extra data before encryption began, so the check stopped and nothing was sent.",
		Owner:    Network, Exit: ExitProtocol, Retry: RetryAfter, Fault: FaultInjected,
		Try: []string{
			"Do not enter a password on this network.",
			"Try from another network, such as your phone's.",
			"Tell whoever runs the network: something between you and the server changes mail connections.",
		},
		Heard:  []Match{{Says: "plaintext data after starttls"}, {Says: "extra data after starttls"}, {Says: "buffered data after starttls"}},
		Source: "RFC 3207 section 6; response injection after STARTTLS",
	},
	{
		Code: "TLS-NOTTLS", Title: "wrong kind of encryption for the port",
		Happened: "The server does not speak this kind of encryption on this port: 465 and 587 differ.",
		Owner:    You, Exit: ExitProtocol, Retry: RetryAfter, Fix: "settings", Fault: FaultNotTLS,
		Try: []string{
			"Use port 587 with STARTTLS: that is what Microsoft serves.",
			"In programs, choose STARTTLS or \"TLS\", and not \"SSL\" or \"SSL/TLS\".",
			"Port 465 belongs to \"SSL/TLS\", which other providers serve and Microsoft does not.",
		},
		Heard: []Match{
			{Says: "wrong version number"}, {Says: "first record does not look like a tls handshake"}, {Says: "unrecognized ssl message plaintext connection"},
			{Says: "unsupported or unrecognized ssl message"}, {Says: "unknown protocol", With: "ssl"}, {Says: "ssl3 get record"}, {Says: "packet length too long", With: "ssl"}, {Says: "plaintext connection"},
			{Says: "handshake failed due to an unexpected packet format"}, {Says: "an unexpected packet was received", With: "tls"}, {Says: "unexpected message", With: "gnutls"}, {Says: "ssl routines * http request"},
			{Says: "cannot determine the frame size or a corrupted frame was received"}, {Says: "received record with version 3232"}, {Says: "a tls packet with unexpected length was received"}, {Says: "record overflow", With: "ssl"},
		},
		Source: "RFC 8314 section 3; errors of OpenSSL, Go, Java and .NET",
	},
	{
		Code: "TLS-CLOCK", Title: "this computer's clock is wrong",
		Happened: "This computer's clock is wrong, so no certificate can be checked.",
		Owner:    You, Exit: ExitProtocol, Retry: RetryAfter, Fault: FaultClock,
		Try: []string{
			"Look at the date and time of this computer, and set them right.",
			"Switch \"set time automatically\" on, then try again.",
		},
		Heard: []Match{
			{Says: "certificate is not yet valid"}, {Says: "cert not yet valid"}, {Says: "certificate not yet valid"}, {Says: "certificatenotyetvalidexception"},
			{Says: "current time * is before"}, {Says: "not yet activated", With: "certificate"},
		},
		Source: "RFC 5280 section 4.1.2.5",
	},
	{
		Code: "TLS-NAME", Title: "certificate for another name",
		Happened: "The server showed a certificate for another name, so the check stopped and nothing was sent.",
		Owner:    Network, Exit: ExitProtocol, Retry: RetryAfter, Fix: "settings", Fault: FaultName,
		Try: []string{
			"Check the server name: use smtp.office365.com itself, never an address of numbers.",
			"Turn off mail scanning in security software, or VPN, and try again.",
			"Try from another network: this one may answer in the server's place.",
		},
		Heard: []Match{
			{Says: "certificate is valid for * not"}, {Says: "hostname mismatch"}, {Says: "host name mismatch"}, {Says: "doesnt match altnames"}, {Says: "does not match certificates altnames"}, {Says: "does not match certificate"}, {Says: "altname invalid"}, {Says: "hostname/ip does not match"}, {Says: "ip address mismatch"},
			{Says: "doesnt contain any ip sans"}, {Says: "no subject alternative"}, {Says: "remotecertificatenamemismatch"}, {Says: "did not match expected cn"}, {Says: "doesnt match * certificate"},
			{Says: "no alternative certificate subject name matches"}, {Says: "target principal name is incorrect"}, {Says: "hostname in certificate didnt match"}, {Says: "doesnt match hostname"}, {Says: "hostname doesnt match"}, {Says: "wrong host name"}, {Says: "certificate name mismatch"}, {Says: "owner does not match hostname"}, {Says: "ssl certificate subject does not match"},
		},
		Source: "RFC 9525",
	},
	{
		Code: "TLS-OLD", Title: "encryption too old",
		Happened: "One side offers only old encryption: TLS 1.2 or newer is needed.",
		Owner:    You, Exit: ExitProtocol, Retry: RetryAfter, Fault: FaultOld,
		Proof: "The refusal is about the connection; the password was not judged.",
		Try: []string{
			"Update the program, the device's firmware or the operating system until it has TLS 1.2.",
			"In its settings, allow TLS 1.2 or 1.3 where there is such a choice.",
			"If the device cannot do it, ask the admin about the server for old devices.",
		},
		AdminTry: []string{
			"Better: replace or update the device, since old encryption can be read by others.",
			"If that is impossible, allow old TLS for the organisation in Exchange Online PowerShell:\n  Connect-ExchangeOnline\n  Set-TransportConfig -AllowLegacyTLSClients $true",
			"Then the device must use the server smtp-legacy.office365.com. Government clouds do not have it.",
		},
		Match: []Match{
			{Says: "TLS 1.0 and 1.1 are not supported", Alone: true}, {Says: "cipher strength is too weak", Alone: true}, {Says: "aka.ms/smtp_auth_tls", Alone: true},
			{Enhanced: "4.7.66"}, {Enhanced: "5.7.66"}, {Enhanced: "5.7.67"}, {Enhanced: "4.7.67"}, {Says: "TLS 1.2 * required"}, {Says: "TLS version * not supported"}, {Says: "support tls 1.2"},
		},
		Heard: []Match{
			{Says: "protocol version not supported", With: "tls"}, {Says: "alert protocol version"}, {Says: "unsupported protocol", With: "ssl"}, {Says: "no protocols available", With: "ssl"}, {Says: "no appropriate protocol"}, {Says: "protocol is disabled or cipher suites are inappropriate"},
			{Says: "client and server cannot communicate because they do not possess a common algorithm"}, {Says: "no protocol version in common"}, {Says: "server selected unsupported protocol version"}, {Says: "unsupported protocol version", With: "tls"}, {Says: "tlsv1 alert"}, {Says: "version too low"}, {Says: "no cipher match"}, {Says: "no ciphers available"}, {Says: "client does not support any of the * versions"},
		},
		Example: "421 4.7.66 TLS 1.0 and 1.1 are not supported. Please upgrade/update your client to support TLS 1.2. Visit https://aka.ms/smtp_auth_tls. [MAXPR0101CA0021.INDPRD01.PROD.OUTLOOK.COM]",
		Stage:   Login,
		Source:  "captured reply; Microsoft: opt in to the endpoint for legacy TLS clients",
	},
	{
		Code: "TLS-REQUIRED", Title: "encryption not switched on",
		Happened: "The program tried to send without encryption, and the server wants STARTTLS first.",
		Owner:    You, Exit: ExitProtocol, Retry: RetryAfter, Fix: "settings",
		Proof: "The server has not looked at a login yet.",
		Try: []string{
			"In the program, switch encryption to STARTTLS (some call it \"TLS\") and use port 587.",
			"If the program cannot do STARTTLS, it cannot send through Microsoft 365.",
		},
		Match: []Match{
			{Says: "STARTTLS is required", Alone: true}, {Says: "Must issue a STARTTLS command first", Alone: true}, {Says: "Require STARTTLS to", Alone: true}, {Says: "issue a STARTTLS", Alone: true},
			{Says: "Encryption required for requested authentication mechanism", Alone: true}, {Says: "encryption required"}, {Says: "requires encryption"}, {Says: "must use TLS"}, {Says: "STARTTLS first"}, {Says: "TLS required"}, {Says: "STARTTLS * required"}, {Says: "plaintext authentication disallowed", Alone: true},
			{Enhanced: "5.7.3", Code: 451}, {Enhanced: "5.7.11"}, {Enhanced: "5.7.10"}, {Code: 538}, {Code: 523}, {Says: "secure connection * required"}, {Says: "client must connect over tls"},
		},
		Heard: []Match{
			{Says: "unencrypted connection", With: "smtp"}, {Says: "plain unencrypted connection"}, {Says: "authentication is allowed only after * tls"}, {Says: "plainauth unencrypted"},
		},
		Example: "451 5.7.3 STARTTLS is required to send mail [PA7P264CA0250.FRAP264.PROD.OUTLOOK.COM 2026-03-05T11:41:09.483Z 08DE7A509B86EADD]",
		Stage:   Sender,
		Source:  "captured reply; RFC 3207 section 4",
	},
	{
		Code: "TLS-UNTRUSTED", Title: "certificate not trusted",
		Happened: "This computer does not trust the server's certificate: security software or the network may be intercepting.",
		Owner:    Network, Exit: ExitProtocol, Retry: RetryAfter, Fault: FaultUntrusted,
		Try: []string{
			"Look who issued the certificate: Microsoft's own comes from DigiCert or Microsoft.",
			"If it is your security software or your company, ask IT to except smtp.office365.com.",
			"If it is DigiCert, update the operating system: it lacks the root DigiCert Global Root G2.",
			"Nothing was sent. There is no way to continue without a trusted certificate.",
		},
		AdminTry: []string{
			"Except smtp.office365.com, port 587, from TLS inspection in firewall and antivirus.",
			"Or install the inspecting company root certificate in the trust store of this computer.",
		},
		Heard: []Match{
			{Says: "certificate has expired", Variant: "expired"}, {Says: "cert has expired", Variant: "expired"}, {Says: "certificate expired", Variant: "expired"}, {Says: "certificateexpiredexception", Variant: "expired"}, {Says: "expired or is not yet valid", Variant: "expired"}, {Says: "is after * x509", Variant: "expired"},
			{Says: "certificate verify failed"}, {Says: "certificate signed by unknown authority"}, {Says: "unable to get local issuer certificate"}, {Says: "unable to verify the first certificate"}, {Says: "self signed certificate"}, {Says: "self-signed certificate"}, {Says: "depth zero self signed cert"}, {Says: "self signed cert in chain"}, {Says: "unable to verify leaf signature"},
			{Says: "unable to find valid certification path"}, {Says: "pkix path"}, {Says: "remote certificate is invalid according to the validation procedure"}, {Says: "remote certificate was rejected"}, {Says: "remotecertificatechainerrors"}, {Says: "partialchain"}, {Says: "certificate chain was issued by an authority that is not trusted"}, {Says: "certificate is not trusted"}, {Says: "unable to get issuer cert"},
			{Says: "peers certificate issuer is unknown"}, {Says: "peer certificate cannot be authenticated"}, {Says: "certificate verification failed"}, {Says: "certificate verification error"}, {Says: "tls certificate verification"}, {Says: "failed to verify certificate"}, {Says: "server certificate verification failed"}, {Says: "certificate is not standards compliant"}, {Says: "curl (60)"}, {Says: "sec error unknown issuer"}, {Says: "the certificate authority is invalid"}, {Says: "security certificate that could not be verified"}, {Says: "unknown ca", With: "tls"},
		},
		Variants: []Variant{{
			Name:     "expired",
			Happened: "The certificate that was shown has expired, so the check stopped and nothing was sent.",
			Try: []string{
				"Check the date and time of this computer first.",
				"If they are right, security software or the network may show an old certificate of its own.",
				"Try from another network. Nothing was sent.",
			},
		}},
		Source: "RFC 5280 section 6; Exchange Team on DigiCert Global Root G2 (2026)",
	},
	{
		Code: "TLS-FAILED", Title: "encryption could not be set up",
		Happened: "Setting up encryption failed, so nothing was sent.",
		Owner:    Network, Exit: ExitProtocol, Retry: RetryOnce, Fault: FaultTLS,
		Try: []string{
			"Try again once.",
			"Turn off mail scanning in security software, and VPN, and try again.",
			"Try from another network. Update the operating system if it is old.",
		},
		Heard: []Match{
			{Says: "handshake failure"}, {Says: "handshake failed", With: "ssl"}, {Says: "handshake failed", With: "tls"}, {Says: "sslhandshakeexception"}, {Says: "remote error tls"}, {Says: "could not convert socket to tls"}, {Says: "cant start tls"}, {Says: "ssl connect error"}, {Says: "curl (35)"}, {Says: "peer did not start tls"}, {Says: "tls connect failed"}, {Says: "authenticationexception a call to sspi failed"}, {Says: "a call to sspi failed"}, {Says: "gnutls handshake"},
			{Says: "ssl operation failed"}, {Says: "failed to enable crypto"}, {Says: "tls handshake error"}, {Says: "unable to connect with starttls"}, {Says: "0x800ccc1a"}, {Says: "0x800ccc1b"}, {Says: "dh key too small"}, {Says: "eof occurred in violation of protocol"}, {Says: "tls negotiation failed"}, {Says: "error initiating tls"}, {Says: "unable to start tls"},
		},
		Source: "RFC 8446 section 6",
	},
}
