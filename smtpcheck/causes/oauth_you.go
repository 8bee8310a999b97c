package causes

// Refusals of Microsoft's login service that the person at the browser can
// mend, and what goes wrong on the way to it.
func oauthYouCauses() []Cause {
	const source = "Microsoft: Microsoft Entra authentication and authorization error codes"
	return []Cause{
		{
			Code: "OAUTH-ACCOUNT", Title: "signed in with another account",
			Happened: "Another account signed in than {mailbox}.",
			Owner:    You, Exit: ExitRefused, Retry: RetryAfter, Fix: "app-password",
			Try: []string{
				"Open the sign-in page in a private window, so that no other account is picked for you.",
				"Sign in as {login}, and not with an admin's or a private account.",
				"If the account belongs to another organisation, check the tenant id as well.",
				"For a shared mailbox, sign in as a person who may send as it.",
			},
			Match: onPage(aadsts("50020", "16000", "16003", "50034", "51004", "500208"),
				"selected user account does not exist in tenant", "couldn't find an account with that username", "this username may be incorrect"),
			SignIn: "AADSTS50020: User account 'office@contoso.example' from identity provider 'live.com' does not exist in tenant 'Contoso' and cannot access the application '00000000-0000-0000-0000-000000000000' in that tenant.",
			Source: source,
		},
		{
			Code: "OAUTH-AGAIN", Title: "sign in once more",
			Happened: "The sign-in that was kept does not count any more.",
			Owner:    You, Exit: ExitRefused, Retry: RetryAfter, Fix: "app-password",
			Try: []string{
				"Sign in once more. It happens after a new password, after 90 unused days, or when a second step is due.",
				"In another program, remove the account there and add it again.",
				"If it comes back within a day, tell your admin the number: a rule may end each sign-in early.",
			},
			AdminTry: []string{
				signInLogs,
				"Look for a rule on sign-in frequency, and for sessions that somebody revoked.",
			},
			Match: aadsts("50058", "50072", "50074", "50076", "50078", "50079", "50089", "50132", "50133", "50173", "54005",
				"70000", "70008", "700082", "700084", "70043", "50196", "501481"),
			SignIn: "AADSTS700082: The refresh token has expired due to inactivity. The token was issued on 2026-01-01 and was inactive for 90.00:00:00.",
			Source: source,
		},
		{
			Code: "OAUTH-LOCKED", Title: "the account is locked at the sign-in page",
			Happened: "Microsoft has locked the account for a while, after too many wrong sign-ins.",
			Owner:    You, Exit: ExitLater, Retry: RetryLater, Takes: "a minute at first, longer each time", Fix: "app-password",
			Try: []string{
				"Stop every program that still uses an old password for this account.",
				"Wait, then sign in once. Each wrong try makes the wait longer.",
				"If it stays locked, ask your admin to look at the sign-in logs.",
			},
			AdminTry: []string{
				signInLogs,
				"Look which program or address tried the wrong passwords, and stop that first.",
			},
			Match:  onPage(aadsts("50053"), "temporarily locked to prevent unauthorized use"),
			SignIn: "AADSTS50053: The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
			Source: source + "; smart lockout",
		},
		{
			Code: "OAUTH-EXPIRED", Title: "the account's password has expired",
			Happened: "The normal password of the account has expired.",
			Owner:    You, Exit: ExitRefused, Retry: RetryAfter, Fix: "app-password",
			Try: []string{
				"Sign in at https://www.office.com in a browser, and choose a new password there.",
				"Then sign in here again. Microsoft's page is the only place for that password.",
				"If the page does not let you, ask your admin to reset the password.",
			},
			AdminTry: []string{
				"Open admin.microsoft.com > Users > Active users > {login} > Reset password.",
			},
			Match:  aadsts("50055", "50144"),
			SignIn: "AADSTS50055: The password is expired.",
			Source: source,
		},
		{
			Code: "OAUTH-BUSY", Title: "the sign-in service is busy",
			Happened: "Microsoft's sign-in service could not answer just now.",
			Owner:    Microsoft, Exit: ExitLater, Retry: RetryLater, Takes: "minutes as a rule",
			Try: []string{
				"Wait five minutes, then try once more.",
				"If it lasts, look at https://status.cloud.microsoft, or ask your admin to look at Service health.",
			},
			Match:  aadsts("50033", "50087", "90006", "90012", "90024", "90033", "70012"),
			SignIn: "AADSTS90033: A transient error has occurred. Please try again.",
			Source: source,
		},
		{
			Code: "OAUTH-DEVICE", Title: "the code for the other device was not used in time",
			Happened: "The code for signing in on another device was wrong, declined or too old.",
			Owner:    You, Exit: ExitRefused, Retry: RetryAfter, Fix: "app-password",
			Try: []string{
				"Begin again, and type the new code within 15 minutes.",
				"Use only a code that your own screen shows. Never type one that somebody on the phone gives you.",
				"Many organisations forbid this way. If it is refused again, use the browser instead.",
			},
			Match:  aadsts("70016", "70018", "70019", "50134"),
			SignIn: "AADSTS70019: The verification code has expired. Try to sign in again.",
			Source: source + "; RFC 8628 section 3.5",
		},
		{
			Code: "OAUTH-BROWSER", Title: "no answer from the browser",
			Happened: "No answer that belongs to this sign-in came back from the browser.",
			Owner:    You, Exit: ExitRefused, Retry: RetryAfter, Fix: "app-password",
			Try: []string{
				"Begin the sign-in again, and finish it within five minutes, in one window.",
				"Read the last page in the browser: if Microsoft shows a number there, it tells the reason.",
				"The browser must run on the same computer as mailready. Its answer comes back there only.",
			},
			Heard: []Match{
				{Says: "state mismatch", With: "oauth|sign|login|authorization|callback|redirect"}, {Says: "state parameter * not match"},
				{Says: "invalid state parameter"}, {Says: "state_mismatch"},
				{Says: "authorization code * not received"}, {Says: "no authorization code received"},
			},
			Source: "RFC 8252 section 8; RFC 6749 section 10.12",
		},
		{
			Code: "OAUTH-NET", Title: "the sign-in service cannot be reached",
			Happened: "Microsoft's sign-in service could not be reached from this network.",
			Owner:    Network, Exit: ExitNetwork, Retry: RetryAfter,
			Try: []string{
				"Open https://login.microsoftonline.com in a browser on the same computer.",
				"If that fails too, try another network, such as a phone hotspot.",
				"If only the program fails, it may need the proxy of your network, or its certificate.",
				"Tell whoever runs your network: port 443 to login.microsoftonline.com must be open.",
			},
			Heard: []Match{
				{Says: "login.microsoftonline.com|login.microsoftonline.us|login.partner.microsoftonline.cn", Alone: true,
					With: "could not resolve host|failed to resolve|no such host|name or service not known|getaddrinfo|enotfound|name resolution|nameresolution|connection refused|econnrefused|timed out|etimedout|timeout|unreachable|connection reset|econnreset|proxyerror|tunnel connection failed"},
			},
			Source: "Microsoft: Office 365 URLs and IP address ranges",
		},
	}
}
