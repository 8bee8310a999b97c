package causes

import "mailready/smtpcheck"

// Logins that never took place, because client and server have no way of
// logging in in common or the client did not use it.
func authClientCauses() []Cause {
	return []Cause{
		{
			Code: "AUTH-NOMECH", Title: "no way of logging in in common",
			Happened: "The program and the server have no way of logging in in common.",
			Owner:    You, Exit: ExitRefused, Retry: RetryAfter, Fix: "settings", Fault: smtpcheck.FaultNoMech,
			Proof: "No password was sent.",
			Try: []string{
				"Check that encryption is STARTTLS on port 587: Microsoft offers a login only after it.",
				"In the program, choose the login method LOGIN, \"normal password\" or \"automatic\". Microsoft does not offer PLAIN, CRAM-MD5 or NTLM.",
				"If the program knows PLAIN only, update it.",
			},
			Variants: []Variant{
				{
					Token: true, Happened: "The server takes no sign-in token (OAuth).",
					Try: []string{
						"Check the server's name: {host} was asked. Microsoft's server takes sign-in tokens.",
						"With this server, use a password.",
					},
				},
			},
			Match: []Match{
				{Says: "auth plain|auth login|auth xoauth2|command auth", With: "not implemented|unrecognized|not recognized|unknown command", Code: 5}, {Says: "auth plain|auth login|auth xoauth2|command auth", Code: 502},
				{Says: "Unrecognized authentication type"}, {Says: "unrecognised authentication type"}, {Says: "authentication not enabled"},
				{Says: "auth command used when not advertised", Alone: true}, {Says: "authentication cancelled"},
				{Says: "authentication canceled"}, {Says: "authentication aborted"}, {Says: "mechanism not supported"},
				{Says: "mechanism is not supported"}, {Says: "unsupported authentication mechanism"},
				{Says: "unrecognized authentication mechanism"}, {Says: "invalid authentication mechanism"},
				{Says: "authentication mechanism not"}, {Says: "authentication type not supported"}, {Says: "auth type not supported"},
				{Says: "authentication mechanism is too weak"}, {Says: "auth not available"}, {Says: "auth not supported"},
				{Says: "authentication not supported"}, {Says: "authentication not available"}, {Says: "authentication mechanism|authentication type|authentication method ~ not enabled"},
				{Says: "failed no mechanism available", Alone: true}, {Says: "no mechanism available"}, {Says: "AUTH command not implemented"},
				{Says: "auth command is not enabled"}, {Says: "auth not permitted"},
				{Enhanced: "5.7.4"}, {Code: 504, Stages: []smtpcheck.Stage{smtpcheck.Login}}, {Code: 502, Stages: []smtpcheck.Stage{smtpcheck.Login}},
				{Code: 503, Stages: []smtpcheck.Stage{smtpcheck.Login}}, {Code: 500, Stages: []smtpcheck.Stage{smtpcheck.Login}}, {Code: 501, Stages: []smtpcheck.Stage{smtpcheck.Login}}, {Code: 504},
			},
			Heard: []Match{
				{Says: "doesn't support auth"}, {Says: "does not support auth"}, {Says: "auth extension not supported by server"},
				{Says: "smtpnotsupportederror smtp auth"}, {Says: "no suitable authentication method found"},
				{Says: "no authentication mechanisms supported by both"}, {Says: "no supported authentication mechanisms"},
				{Says: "no compatible authentication mechanisms"}, {Says: "no supported authentication methods"},
				{Says: "unknown authentication method"}, {Says: "authentication method * not supported"},
				{Says: "does not support the selected authentication method"}, {Says: "does not seem to support encrypted passwords"},
				{Says: "the requested authentication method is not supported"},
				{Says: "none of the authentication methods supported by this client"}, {Says: "0x800ccc80"},
				{Says: "mechanism * is not offered by the server"}, {Says: "authentication method requested is not supported"},
				{Says: "did not advertise authentication"}, {Says: "does not advertise auth"}, {Says: "did not advertise auth"},
				{Says: "auth not advertised"}, {Says: "no authenticators"}, {Says: "sasl no mechanism available"},
				{Says: "no worthy mechs found"}, {Says: "cannot find a suitable authentication"},
				{Says: "authentication mechanism is not supported by the server"}, {Says: "sasl authentication failed no mechanism"},
				{Says: "no sasl mechanism"}, {Says: "does not support authentication"},
				{Says: "smtp server does not support authentication"}, {Says: "unable to find a suitable authentication"},
				{Says: "smtp auth method * not supported"},
			},
			Example: "504 5.7.4 Unrecognized authentication type [ME2PR01CA0084.ausprd01.prod.outlook.com 2025-10-09T08:34:00.456Z 08DE05E7CF894786]",
			Stage:   smtpcheck.Login,
			Source:  "captured reply; RFC 4954 section 4",
		},
		{
			Code: "AUTH-REQUIRED", Title: "not logged in",
			Happened: "The program tried to send without being logged in.",
			Owner:    You, Exit: ExitRefused, Retry: RetryAfter, Fix: "settings",
			Proof: "It is the consequence of a login that failed or was not tried.",
			Try: []string{
				"Look further up in the log for an earlier answer that begins with 535: that is the real cause.",
				"In the program, switch \"my server requires authentication\" on, with the whole address and the app password.",
				"Check that encryption is STARTTLS on port 587: without it no login is offered.",
			},
			AdminTry: append([]string{
				"Check that SMTP AUTH is on, as the login may have failed for that:",
			}, switchOn...),
			Variants: []Variant{
				{
					Name: "bounce", Owner: Admin,
					Happened: "A mail server delivered to Microsoft's submission server, which wants a login. No program is at fault.",
					Try: []string{
						"This is the report of a mail server, and not of your program: do not change a password because of it.",
						"Send the whole report to your admin: the way that the mail takes is wrong.",
					},
					AdminTry: []string{
						"Look at the connectors and the MX record: mail for {domain} must go to the name that ends in mail.protection.outlook.com, and not to smtp.office365.com.",
					},
				},
			},
			Match: []Match{
				{Enhanced: "5.7.1", Around: "secure connection or the client was not authenticated|conexion segura o el cliente|connexion securisee ou le client|sichere verbindung erforderlich oder|conexao segura ou o cliente|connessione protetta o il client|beveiligde verbinding of de client|bezpiecznego polaczenia lub klient|безопасное подключение или клиент|安全连接或客户端|セキュリティで保護された接続"},
				{Says: "server error 530|serverfehler 530|erreur du serveur 530|error del servidor 530", Alone: true},
				{Says: "client wurde nicht"}, {Says: "client n etait pas authentifie|client netait pas authentifie|client nest pas authentifie"},
				{Says: "cliente no se autentico|cliente no autenticado|cliente no esta autenticado|cliente autenticado"},
				{Says: "cliente nao foi autenticado|cliente nao autenticado|cliente nao estava autenticado"},
				{Says: "client non autenticato|client non e stato autenticato|client non e autenticato"},
				{Says: "client is niet geverifieerd|client was niet geverifieerd|client is niet geauthenticeerd"},
				{Says: "klient nie zostal uwierzytelniony|klient nie jest uwierzytelniony|klient nie uwierzytelniony"},
				{Says: "klienten autentiserades inte|klienten ar inte autentiserad|klienten blev ikke godkendt|klient nebyl overen"},
				{Says: "клиент не прошел проверку подлинности|istemcinin kimligi dogrulanmadi"},
				{Says: "クライアントは認証されませんでした|クライアントが認証されていません|客户端未通过身份验证|客户端没有经过身份验证|用戶端未經驗證"},
				{Says: "Client was not authenticated to send|Client not authenticated to send", Around: "dsn generated by|generating server|recipients email admin|delivery has failed to these", Variant: "bounce"},
				{Says: "Client not authenticated to send mail", Alone: true}, {Says: "Client was not authenticated to send", Alone: true},
				{Says: "Client was not authenticated"}, {Says: "client not authenticated"},
				{Says: "authentication required. for more information", Alone: true},
				{Says: "authentication required. learn more", Alone: true}, {Says: "anonymous client does not have permissions", Alone: true},
				{Says: "Authentication required", Code: 530}, {Says: "authentication required", Code: 550},
				{Says: "authentication required", Code: 554}, {Says: "authentication required"}, {Says: "authentication is required"},
				{Says: "must authenticate"}, {Says: "please authenticate"}, {Says: "requires authentication"},
				{Says: "Require basic authentication"}, {Says: "not authenticated", Code: 530}, {Says: "not authenticated", Code: 550},
				{Says: "not logged in"}, {Says: "not authenticated"}, {Says: "log in first"}, {Says: "auth required"},
				{Enhanced: "5.7.57"}, {Enhanced: "5.7.1", Code: 530}, {Enhanced: "5.7.0", Code: 530}, {Enhanced: "5.5.1", Code: 530},
				{Code: 530},
			},
			Heard: []Match{
				{Says: "missing credentials for"},
				{Says: "the smtp server requires a secure connection or the client was not authenticated"}},
			Example: "530 5.7.57 Client not authenticated to send mail. [BN1P110CA0052.NAMP110.PROD.OUTLOOK.COM 2023-11-29T14:52:57.126Z 08DBE7319275F6BA]",
			Stage:   smtpcheck.Sender,
			Source:  "captured reply; RFC 4954 section 6",
		},
	}
}
