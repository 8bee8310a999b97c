package smtpcheck

// Logins that were judged and refused, or could not be judged just now.
var authLoginCauses = []Cause{
	{
		Code: "AUTH-WRONG", Title: "user name or password not accepted",
		Happened: "The server did not accept this user name and password together.",
		Owner:    You, Exit: ExitRefused, Retry: RetryOnce, Fix: ItemAppPassword,
		Proof: "It can be the user name, a normal password, a mistyped or deleted app password, or 2-step verification switched off. No single item is refuted.",
		Try: []string{
			"Check the user name: it is the whole address, such as name@contoso.example.",
			"Use an app password and not your normal password: 16 lower-case letters, without spaces.",
			"If you are not sure of it, delete it on the security-info page and make a new one.",
			"Try once only. Several failures in a row lock the account.",
		},
		AdminTry: []string{
			"Check that per-user MFA of {login} is still Enforced: app passwords die when it is switched off.",
			"The page: entra.microsoft.com, Users, All users, Per-user MFA.",
			"Check that app passwords are allowed: entra.microsoft.com, Conditional Access, Named locations, Configure multifactor authentication trusted IPs.",
			"The sign-in log tells more: entra.microsoft.com, Monitoring, Sign-in logs, user {login}.",
		},
		Match: []Match{
			{Says: "Authentication unsuccessful, the user credentials were incorrect", Alone: true}, {Says: "user credentials were incorrect", Alone: true}, {Says: "credentials were incorrect"}, {Says: "user not found", Code: 535}, {Says: "This user does not have access rights to this service", Alone: true}, {Says: "AADSTS50126"}, {Says: "AADSTS50034"}, {Says: "user credentials are incorrect"},
			{Says: "anmeldeinformationen * falsch", Code: 535}, {Says: "anmeldeinformationen * nicht korrekt", Code: 535}, {Says: "anmeldeinformationen * ungultig", Code: 535}, {Says: "informations d'identification * incorrect", Code: 535}, {Says: "credenciales * incorrect", Code: 535}, {Says: "credenziali * non * corrette", Code: 535}, {Says: "credenciais * incorret", Code: 535}, {Says: "用户凭据不正确"}, {Says: "资格情報が正しく"},
		},
		Variants: []Variant{
			{
				Account:  AccountConsumer,
				Happened: "The server did not accept this login; personal Microsoft accounts cannot send with a password.",
				Retry:    RetryNever, Fix: "mailbox",
				Try: []string{
					"Microsoft ended this for personal accounts on 16 September 2024. A new app password changes nothing.",
					"Send from a Microsoft 365 mailbox of an organisation, or through another provider.",
				},
				AdminTry: []string{},
			},
			{
				Elsewhere: true,
				Try: []string{
					"Check the user name: most providers want the whole address.",
					"Ask the provider of {host} whether programs need an app password of their own.",
					"Try once only. Several failures in a row can lock the account.",
				},
				AdminTry: []string{"Look into the login log of {host} for {login}."},
			},
		},
		Example: "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect. [PH0PR07CA0004.namprd07.prod.outlook.com]",
		Stage:   Login,
		Source:  "captured reply",
	},
	{
		Code: "AUTH-TOKEN", Title: "sign-in token not accepted",
		Happened: "The sign-in token of the program (OAuth) was not accepted.",
		Owner:    You, Exit: ExitRefused, Retry: RetryOnce, Takes: "two hours at most for a new permission",
		Proof: "No password was used, so nothing on the list is proved or refuted.",
		Try: []string{
			"In the program, sign in to Microsoft again.",
			"Sign in as the owner of the mailbox {mailbox}, or as one who may use it.",
			"If it asks for an admin's approval, ask your admin.",
		},
		AdminTry: []string{
			"Check the app: entra.microsoft.com, App registrations, the app, API permissions. It needs SMTP.Send or SMTP.SendAsApp.",
			"Grant admin consent on the same page.",
			"An app without a user also needs the mailbox, in Exchange Online PowerShell, with its service principal:\n  Add-MailboxPermission -Identity {mailbox} -User SERVICEPRINCIPAL -AccessRights FullAccess",
			"SMTP AUTH must be on for the mailbox:\n  Set-CASMailbox -Identity {mailbox} -SmtpClientAuthenticationDisabled $false",
		},
		Match: []Match{
			{Says: "token will expire"}, {Says: "token expired"}, {Says: "token has expired"}, {Says: "token is expired"}, {Says: "expired token"}, {Says: "invalid token"}, {Says: "token is invalid"}, {Says: "access token", Code: 535}, {Says: "access token", Code: 501}, {Says: "not allowed for use with this High Volume Email"}, {Says: "XOAUTH2", Code: 501}, {Says: "XOAUTH2", Code: 535}, {Says: "oauth", Code: 535}, {Says: "bearer", Code: 535}, {Says: "invalid xoauth2"}, {Says: "eyJzdGF0dXMi", Code: 334, Alone: true}, {Says: "eyJzdGF0dXMi", Alone: true}, {Says: "AADSTS"}, {Says: "authorization grant", With: "token"}, {Says: "token validation", Code: 535},
			{Enhanced: "5.7.140-149"}, {Enhanced: "5.7.240"}, {Enhanced: "5.7.237-249", Stages: []Stage{Login}}, {Enhanced: "5.5.121-127"},
		},
		Heard: []Match{
			{Says: "invalid grant"}, {Says: "interaction required", With: "oauth"}, {Says: "aadsts65001"}, {Says: "aadsts7000"}, {Says: "aadsts", With: "token"}, {Says: "aadsts"}, {Says: "unauthorized client", With: "oauth"}, {Says: "status 400 schemes bearer"},
		},
		Example: "535 5.7.142 Token will expire soon",
		Stage:   Login,
		Source:  "Microsoft: High Volume Email and OAuth for SMTP; Google's XOAUTH2 protocol",
	},
	{
		Code: "AUTH-TEMP", Title: "login not possible just now",
		Happened: "The server could not check the login just now.",
		Owner:    Microsoft, Exit: ExitLater, Retry: RetryLater, Takes: "mostly minutes, sometimes an hour",
		Proof: "A passing fault says nothing about the settings.",
		Try: []string{
			"Wait five minutes, then try again once.",
			"If it lasts for more than an hour, look at status.cloud.microsoft, or ask your admin.",
			"Your password was not judged. Do not change it because of this.",
		},
		AdminTry: []string{
			"Look for an incident: admin.microsoft.com, Health, Service health, Exchange Online.",
			"If it lasts, check that {login} has a mailbox in Exchange Online:\n  Connect-ExchangeOnline\n  Get-EXOMailbox -Identity {mailbox}",
		},
		Match: []Match{
			{Says: "Temporary authentication failure", Alone: true}, {Says: "Temporary authorization failure"}, {Says: "unsuccessful due to temporary server error", Alone: true}, {Says: "temporary server error"}, {Says: "cannot authenticate due to temporary system problem"}, {Says: "authentication * temporar"}, {Says: "temporar * authentication"}, {Says: "connection lost to authentication server"}, {Says: "no proxy destinations could be obtained"}, {Says: "message not proxied"}, {Says: "proxy session setup failed", Code: 4},
			{Enhanced: "4.7.0", Code: 454}, {Enhanced: "4.7.3"}, {Enhanced: "4.7.0", Code: 451}, {Code: 454, Stages: []Stage{Login}}, {Code: 4, Stages: []Stage{Login}},
		},
		Example: "451 4.7.0 Temporary server error. Please try again later. PRX4 [AM5PR0701CA0008.eurprd07.prod.outlook.com]",
		Stage:   Login,
		Source:  "captured reply; RFC 4954 section 6",
	},
	{
		Code: "AUTH-OTHER-PROVIDER", Title: "another provider refused the login",
		Happened: "The server that refused the login is not Microsoft's: these are another provider's words.",
		Owner:    You, Exit: ExitRefused, Retry: RetryOnce, Fix: "settings",
		Proof: "Microsoft was not asked, so nothing about the mailbox is proved or refuted.",
		Try: []string{
			"Check the server name: for Microsoft 365 it is smtp.office365.com, port 587.",
			"If you do mean that provider, use its own guide: many want an app password of their own.",
			"Gmail: turn on 2-Step Verification there, then create an app password in the Google account.",
			"Try once only. Several failures in a row can lock the account.",
		},
		Match: []Match{
			{Says: "Username and Password not accepted", Alone: true}, {Says: "Application-specific password required", Alone: true}, {Says: "log in via your web browser", Alone: true}, {Says: "support.google.com/mail", With: "gsmtp", Code: 535}, {Says: "gsmtp", Code: 534}, {Says: "#AUTH005", Alone: true}, {Says: "#AUTH00"}, {Says: "#mbr", Code: 535},
			{Says: "Error: authentication failed"}, {Says: "Incorrect authentication data"}, {Says: "authentication credentials invalid"}, {Says: "authentication credentials * invalid"}, {Says: "bad username / password"}, {Says: "bad username or password"}, {Says: "incorrect username or password"}, {Says: "invalid username or password"}, {Says: "username or password incorrect"}, {Says: "invalid user or password"}, {Says: "invalid login or password"}, {Says: "invalid login", Code: 535}, {Says: "username and password do not match"}, {Says: "username or password * incorrect", Code: 535}, {Says: "user name or password"}, {Says: "authentication failure", Code: 535}, {Says: "invalid credentials"}, {Says: "invalid password", Code: 535}, {Says: "invalid username", Code: 535}, {Says: "invalid user", Code: 535}, {Says: "wrong password", Code: 535}, {Says: "unable to authenticate", Code: 535}, {Says: "invalid user id or password", Code: 535}, {Says: "app password", Code: 535}, {Says: "app-specific password", Code: 5}, {Says: "authorization code", Code: 535}, {Says: "login fail", Code: 535}, {Says: "sasl login authentication failed"}, {Says: "sasl plain authentication failed"}, {Says: "yahoo", Code: 535}, {Says: "yandex", Code: 535}, {Says: "mail.ru", Code: 535}, {Says: "icloud", Code: 535}, {Says: "apple", Code: 535}, {Says: "zoho", Code: 535}, {Says: "gmx", Code: 535}, {Says: "qq.com", Code: 535}, {Says: "proton", Code: 535}, {Says: "fastmail", Code: 535}, {Says: "sendgrid", Code: 535}, {Says: "maximum credits exceeded"}, {Says: "authenticated user is not authorized"}, {Says: "not allowed to authenticate", Code: 535},
			{Enhanced: "5.7.8"}, {Enhanced: "5.7.9"}, {Enhanced: "5.7.14"}, {Code: 534}, {Enhanced: "5.7.0", Code: 535}, {Enhanced: "5.7.1", Code: 535}, {Enhanced: "5.7.0", Code: 534},
		},
		Heard: []Match{{Says: "badcredentials", With: "google"}, {Says: "invalidsecondfactor"}},
		Example: "535-5.7.8 Username and Password not accepted. For more information, go to\r\n" +
			"535 5.7.8  https://support.google.com/mail/?p=BadCredentials 12-20020a170902c24c00b001d770328a05sm3332281plg.36 - gsmtp",
		Stage:  Login,
		Source: "replies of Gmail, Yahoo, Postfix, Exim and others; RFC 4954 section 6",
	},
	{
		Code: "AUTH-REFUSED", Title: "login refused without a reason",
		Happened: "The server refused the login and gave no reason.",
		Owner:    You, Exit: ExitRefused, Retry: RetryOnce, Fix: ItemAppPassword,
		Proof: "No reason is given: it can be the password, SMTP AUTH, a licence or a rule.",
		Try: []string{
			"Check the user name: it is the whole address, such as name@contoso.example.",
			"Use an app password and not your normal password: 16 lower-case letters, without spaces.",
			"Ask your admin whether SMTP AUTH is on and the account has a licence with a mailbox.",
			"If the program signs in with Microsoft's page (OAuth), sign in again as the mailbox's owner.",
			"Try once only. Several failures in a row lock the account.",
		},
		AdminTry: append([]string{
			"Check that {login} has a licence with a mailbox: admin.microsoft.com, Users, Active users.",
		}, append(append([]string{}, switchOn...),
			"The sign-in log tells the reason: entra.microsoft.com, Monitoring, Sign-in logs, user {login}.",
			"For an app (OAuth), check its permission SMTP.Send or SMTP.SendAsApp and its admin consent.")...),
		Match: []Match{
			{Says: "unsuccessful due to permanent server error", Alone: true}, {Says: "unable to proxy authenticated session"}, {Says: "authentication unsuccessful", Code: 535, Weak: true}, {Says: "authentication unsuccessful", Code: 5, Weak: true}, {Says: "authentication failed", Code: 5, Weak: true}, {Says: "authentication failed", Stages: []Stage{Login}, Weak: true}, {Says: "authentication rejected", Code: 5, Weak: true}, {Says: "authentication error", Code: 5, Weak: true}, {Says: "login failed", Code: 5, Weak: true}, {Says: "login denied", Code: 5, Weak: true}, {Says: "unauthorized", Code: 5, Weak: true},
			{Enhanced: "5.7.3"}, {Code: 535}, {Code: 5, Stages: []Stage{Login}},
		},
		Heard: []Match{
			{Says: "login denied"}, {Says: "could not authenticate"}, {Says: "smtpauthenticationerror"}, {Says: "authenticationfailedexception"}, {Says: "authentication unsuccessful"}, {Says: "authentication failed", With: "smtp"}, {Says: "authentication failed", With: "mail"}, {Says: "authentication failed", With: "outgoing"}, {Says: "unable to authenticate to outgoing server"}, {Says: "authentication failure * outgoing server"}, {Says: "login to server * failed"}, {Says: "0x800ccc92"}, {Says: "0x800ccc90"}, {Says: "0x800ccc91"}, {Says: "smtp authentication error"}, {Says: "smtp auth error"}, {Says: "smtp authentication failed"}, {Says: "smtp login failed"}, {Says: "smtp authentication failure"}, {Says: "failed to authenticate on smtp server"}, {Says: "failed to authenticate", With: "smtp"}, {Says: "code eauth"}, {Says: "invalid login"}, {Says: "invalid login or password", With: "smtp"}, {Says: "username or password incorrect", With: "smtp"}, {Says: "smtp * authentication * failed"}, {Says: "anmeldung * smtp * fehlgeschlagen"}, {Says: "authentifizierung fehlgeschlagen"}, {Says: "server rejected your login"}, {Says: "was rejected by the server", With: "password"},
		},
		Example: "535 5.7.3 Authentication unsuccessful [SN2PR00CA0018.namprd00.prod.outlook.com]",
		Stage:   Login,
		Source:  "captured reply; Microsoft: OAuth for SMTP; RFC 4954 section 6",
	},
}
