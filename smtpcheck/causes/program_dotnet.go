package causes

// mailKit is the mail library of .NET and PowerShell.
func mailKit() program {
	return program{
		Name: "MailKit", Marks: "mailkit", Source: "MailKit: SslHandshakeException, SmtpCommandException, AuthenticationException and their resources",
		Says: []wording{
			{"TLS-NAME", Match{Says: "host name did not match the name given in the server's ssl certificate"}},
			{"TLS-UNTRUSTED", Match{Says: "server's ssl certificate could not be validated"}},
			{"TLS-UNTRUSTED", Match{Says: "revocation status of the certificate could not be determined|revocation function was unable to check", Variant: "revocation"}},
			{"TLS-FAILED", Match{Says: "error occurred while attempting to establish an ssl or tls connection", Weak: true}},
			{"SMTP-SLOW", Match{Says: "operation timed out after"}}, {"SMTP-SLOW", Match{Says: "timeoutexception", With: "mailkit"}},
			{"SMTP-CLOSED", Match{Says: "smtp server has unexpectedly disconnected"}},
			{"SMTP-HELLO", Match{Says: "syntactically invalid helo|syntactically invalid ehlo"}},
			{"AUTH-NOMECH", Match{Says: "smtp server does not support any of the authentication mechanisms"}},
		},
	}
}

// dotNet is what .NET and Mono say by themselves.
func dotNet() program {
	return program{
		Name: ".NET", Marks: "system net mail|system net security|system io ioexception", Source: ".NET: System.Net.Security and System.Net.Mail resource strings; Mono's TLS",
		Says: []wording{
			{"TLS-FAILED", Match{Says: "remote party has closed the transport stream", Alone: true}},
			{"TLS-FAILED", Match{Says: "unexpected eof or 0 bytes from the transport stream"}}, {"TLS-FAILED", Match{Says: "mono btls", With: "handshake"}},
			{"TLS-FAILED", Match{Says: "authentication failed see inner exception"}},
			{"TLS-UNTRUSTED", Match{Says: "revocationstatusunknown|offlinerevocation", Variant: "revocation"}},
			{"TLS-UNTRUSTED", Match{Says: "untrustedroot"}},
			{"TLS-UNTRUSTED", Match{Says: "remotezertifikat ist * ungultig"}}, {"TLS-UNTRUSTED", Match{Says: "certificat distant n est pas valide|certificat distant nest pas valide"}},
			{"TLS-UNTRUSTED", Match{Says: "certificado remoto no es valido|certificado remoto e invalido|certificato remoto non e valido"}},
			{"NET-DNS", Match{Says: "nom distant na pas pu etre resolu|impossibile risolvere il nome remoto|externe naam kan niet worden omgezet"}},
			{"NET-DNS", Match{Says: "no se puede resolver el nombre remoto|nome remoto nao pode ser resolvido|リモート名を解決できませんでした|无法解析远程名称"}},
			{"AUTH-REQUIRED", Match{Says: "sichere verbindung erforderlich oder der client wurde nicht authentifiziert"}},
			{"AUTH-REQUIRED", Match{Says: "requiert une connexion securisee ou le client"}},
			{"AUTH-REQUIRED", Match{Says: "requiere una conexion segura o el cliente"}},
			{"AUTH-REQUIRED", Match{Says: "requer uma conexao segura ou o cliente"}},
			{"AUTH-REQUIRED", Match{Says: "richiede una connessione protetta o il client"}},
			{"AUTH-REQUIRED", Match{Says: "vereist een beveiligde verbinding of de client"}},
			{"AUTH-REQUIRED", Match{Says: "wymaga bezpiecznego polaczenia lub klient"}},
		},
	}
}
