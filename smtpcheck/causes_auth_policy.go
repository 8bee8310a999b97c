package smtpcheck

// Rules and states of the account that refuse a login whose password may be
// right.
var authPolicyCauses = []Cause{
	{
		Code: "AUTH-POLICY", Title: "a sign-in rule refused it",
		Happened: "A sign-in rule of the organisation refused the login, for instance Conditional Access.",
		Owner:    Admin, Exit: ExitRefused, Retry: RetryAfter, Takes: "a few minutes, at most an hour",
		Proof: "A rule refused the request; neither the password nor SMTP AUTH was judged.",
		Try: []string{
			"Ask your admin to look at the sign-in log for {login}.",
			"If the rule allows certain places only, try from the office network or the server itself.",
			"Do not try again and again: repeated failures can lock the account.",
			"Your password was not judged. Do not change it because of this.",
		},
		AdminTry: []string{
			"Find the rule: entra.microsoft.com, Monitoring, Sign-in logs, filter Client app is Authenticated SMTP, user {login}.",
			"Open the entry, tab Conditional Access: it names the policy that refused.",
			"In that policy (Conditional Access, Policies), exclude {login} or the place it sends from.",
			"Policies named \"Block legacy authentication\" refuse this, also those that Microsoft manages.",
			"Check the mailbox switch too:\n  Connect-ExchangeOnline\n  Get-CASMailbox -Identity {mailbox} | Format-List SmtpClientAuthenticationDisabled",
		},
		Match: []Match{
			{Says: "did not meet the criteria to be authenticated", Alone: true}, {Says: "did not meet the criteria"}, {Says: "does not meet the criteria"}, {Says: "conditional access"}, {Says: "AADSTS53003"}, {Says: "AADSTS50076"}, {Says: "AADSTS50079"}, {Says: "AADSTS50158"}, {Says: "AADSTS530033"}, {Says: "AADSTS53000"}, {Says: "blocked by policy", Code: 535}, {Says: "location is not allowed", Code: 535},
			{Says: "kriterien nicht erfullt"}, {Says: "erfullte die anforderung nicht die kriterien"}, {Says: "ne repondait pas aux criteres"}, {Says: "no cumplia los criterios"}, {Says: "no cumplio los criterios"}, {Says: "non soddisfa i criteri"}, {Says: "nao atendeu aos criterios"}, {Says: "未满足要成功进行身份验证的条件"},
			{Enhanced: "5.7.139", Variant: "unknown words"},
		},
		Variants: []Variant{{
			Name:     "unknown words",
			Happened: "A policy refused the login, in words that this version does not know.",
			Try: []string{
				"Send the server's words below to your admin: they name the rule.",
				"Do not try again and again: repeated failures can lock the account.",
				"Nothing in this answer says that the password is wrong.",
			},
		}},
		Example: "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator.",
		Stage:   Login,
		Source:  "Microsoft: fix issues with printers, scanners and applications; managed policies",
	},
	{
		Code: "AUTH-LOCKED", Title: "account locked for a while",
		Happened: "The account is locked for a while, after too many failed logins.",
		Owner:    You, Exit: ExitRefused, Retry: RetryLater, Takes: "some minutes, longer after each further failure",
		Proof: "A locked account says nothing about the password that was used just now.",
		Try: []string{
			"Stop every program and device that still uses an old password for this mailbox.",
			"Wait at least 15 minutes. Each further failure makes the lock longer.",
			"Then try once, with a password that you are sure of.",
			"If it stays locked, ask your admin.",
		},
		AdminTry: []string{
			"See who tries: entra.microsoft.com, Monitoring, Sign-in logs, user {login}, status Failure.",
			"Check that the account is not blocked: Users, All users, {login}, Account status.",
			"If the attempts are not the user's own, reset the password and make a new app password.",
		},
		Match: []Match{
			{Says: "Authentication unsuccessful, account locked", Alone: true}, {Says: "account locked"}, {Says: "account is locked"}, {Says: "account has been locked"}, {Says: "account temporarily locked"}, {Says: "AADSTS50053"}, {Says: "Tenant locked out", Variant: "tenant"}, {Says: "tenant is locked", Variant: "tenant"},
			{Says: "too many bad auth"}, {Says: "too many auth commands"}, {Says: "too many failed login"}, {Says: "too many login attempts"}, {Says: "too many login failures"}, {Says: "too many failed auth"}, {Says: "too many authentication failures"}, {Says: "too many authentication errors"}, {Says: "too many unsuccessful"}, {Says: "too many failed attempts"},
			{Says: "konto gesperrt", Code: 535}, {Says: "konto ist gesperrt", Code: 535}, {Says: "compte verrouille", Code: 535}, {Says: "cuenta bloqueada", Code: 535}, {Says: "account bloccato", Code: 535}, {Says: "conta bloqueada", Code: 535}, {Says: "帐户已锁定"}, {Says: "账户已锁定"}, {Says: "アカウントがロック"},
		},
		Variants: []Variant{{
			Name:     "tenant",
			Happened: "Microsoft has locked the whole organisation out.",
			Owner:    Admin, Retry: RetryAfter, Takes: "as long as Microsoft's support needs",
			Try: []string{
				"Tell your admin at once: it concerns all mailboxes of the organisation.",
				"Do not try again until the admin says so.",
			},
			AdminTry: []string{
				"Look at admin.microsoft.com, Health, Message center and Billing: the subscription may have ended.",
				"Otherwise open a service request with Microsoft: only they can lift this.",
			},
		}},
		Example: "535 5.7.139 Authentication unsuccessful, account locked. Contact your administrator. [CH2PR19CA0002.namprd19.prod.outlook.com 2026-08-28T19:45:50.437Z 08DF04C6D9A404E7]",
		Stage:   Login,
		Source:  "captured reply; Microsoft on smart lockout",
	},
	{
		Code: "AUTH-ISSUE", Title: "the account has a problem",
		Happened: "Microsoft says that the account has a problem, and not which.",
		Owner:    Admin, Exit: ExitRefused, Retry: RetryAfter, Takes: "an hour at most",
		Proof: "The account as such was refused; no single item of the list is named.",
		Try: []string{
			"Sign in at outlook.office.com in a browser: it often shows the reason.",
			"Do what it asks there, for instance a new password. Then check again.",
			"If it shows nothing, ask your admin.",
		},
		AdminTry: []string{
			"Check that sign-in is allowed: admin.microsoft.com, Users, Active users, {login}.",
			"Check on the same page that the account has a licence with a mailbox.",
			"Check for an expired password and for risk: entra.microsoft.com, Protection, Risky users.",
			"The sign-in log names the reason: entra.microsoft.com, Monitoring, Sign-in logs, user {login}.",
		},
		Match: []Match{
			{Says: "account has an issue", Alone: true}, {Says: "account is disabled"}, {Says: "account disabled"}, {Says: "account has been disabled"}, {Says: "user is disabled"}, {Says: "account is blocked"}, {Says: "account has been blocked"}, {Says: "account blocked"}, {Says: "account is suspended"}, {Says: "account has been suspended"}, {Says: "account suspended"}, {Says: "password has expired"}, {Says: "password expired"}, {Says: "AADSTS50057"}, {Says: "AADSTS50055"}, {Says: "AADSTS50144"}, {Says: "account is inactive"},
			{Says: "konto weist ein problem auf"}, {Says: "compte presente un probleme"}, {Says: "cuenta tiene un problema"},
		},
		Example: "535 5.7.139 Authentication unsuccessful, account has an issue. Contact your administrator.",
		Stage:   Login,
		Source:  "reply quoted inside other replies; what lies behind it is inferred",
	},
	{
		Code: "AUTH-FEDERATION", Title: "the organisation's own sign-in server failed",
		Happened: "The organisation's own sign-in server could not be reached or used.",
		Owner:    Admin, Exit: ExitRefused, Retry: RetryLater, Takes: "until that server works again",
		Proof: "Nobody judged the password.",
		Try: []string{
			"Tell your admin: the organisation's sign-in server (AD FS or similar) did not answer Microsoft.",
			"If you used the normal password, use an app password: it does not need that server.",
			"Try again later.",
		},
		AdminTry: []string{
			"Check that the federation server (AD FS or other STS) answers from the internet over HTTPS.",
			"Check its certificate, and that it speaks TLS 1.2.",
			"See where Microsoft looks for it, in Microsoft Graph PowerShell:\n  Get-MgDomainFederationConfiguration -DomainId {domain}",
		},
		Match: []Match{
			{Says: "federated STS", Alone: true}, {Says: "STS service was unreachable"}, {Says: "STS URL does not support HTTPS"}, {Says: "federation server"}, {Says: "federat", Code: 535}, {Says: "verbund", Code: 535}, {Says: "federe", Code: 535},
		},
		Example: "535 5.7.139 Authentication unsuccessful, federated STS service was unreachable.",
		Stage:   Login,
		Source:  "Microsoft: fix issues with printers, scanners and applications",
	},
	{
		Code: "AUTH-ORG", Title: "the organisation's settings refused it",
		Happened: "The organisation's settings do not allow this login.",
		Owner:    Admin, Exit: ExitRefused, Retry: RetryAfter, Takes: "an hour at most",
		Proof: "The organisation's settings were named, and none of the list's items.",
		Try: []string{
			"Send the server's words below to your admin.",
			"If this is a High Volume Email account, say so: it has its own rules.",
			"Your password was not judged. Do not change it because of this.",
		},
		AdminTry: []string{
			"Check for security defaults: entra.microsoft.com, Overview, Properties, Manage security defaults.",
			"See which authentication policy applies:\n  Connect-ExchangeOnline\n  Get-User {login} | Format-List AuthenticationPolicy\n  Get-OrganizationConfig | Format-List DefaultAuthenticationPolicy",
			"It must allow basic authentication for SMTP, with its name in place of POLICY:\n  Set-AuthenticationPolicy -Identity POLICY -AllowBasicAuthSmtp",
			"For High Volume Email, read Microsoft's page on troubleshooting High Volume Email.",
		},
		Match: []Match{
			{Says: "organization configuration doesn't allow", Alone: true}, {Says: "organization configuration does not allow", Alone: true}, {Says: "organization configuration"}, {Says: "user or tenant not allowed", Alone: true}, {Says: "tenant not allowed"}, {Says: "organization's configuration"},
		},
		Example: "535 5.7.139 Authentication unsuccessful, the organization configuration doesn't allow this authentication request.",
		Stage:   Login,
		Source:  "Microsoft: troubleshoot High Volume Email",
	},
}
