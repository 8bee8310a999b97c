package causes

// signInLogs is where an admin sees why Microsoft refused a sign-in.
const signInLogs = "entra.microsoft.com > Monitoring & health > Sign-in logs shows each refused sign-in of {login}, with its reason."

// aadsts are the rules for Microsoft's numbers. The number stands for itself:
// texts change, numbers seldom do. Programs print the list of numbers that
// comes along with it too, and people write a space into it.
func aadsts(numbers ...string) []Match {
	var rules []Match
	for _, n := range numbers {
		rules = append(rules, Match{Says: "AADSTS" + n, Alone: true}, Match{Says: "AADSTS " + n, Alone: true}, Match{Says: "error_codes " + n, Alone: true})
	}
	return rules
}

// atLogin is the rule for a number that a mail server repeats when it refuses a
// login: then a password was refused, and no sign-in page was asked.
func atLogin(number string) Match {
	return Match{Says: "AADSTS" + number, Enhanced: "5.7.*", Alone: true}
}

// onPage are the rules for what Microsoft's pages say where they name no
// number, or call it "Error Code" without the letters before it.
func onPage(rules []Match, says ...string) []Match {
	for _, words := range says {
		rules = append(rules, Match{Says: words, Alone: true})
	}
	return rules
}

// Refusals of Microsoft's login service that only an admin can mend: the app
// that asks for the sign-in, and the rules of the organisation.
func oauthAdminCauses() []Cause {
	const source = "Microsoft: Microsoft Entra authentication and authorization error codes"
	return []Cause{
		{
			Code: "OAUTH-CONSENT", Title: "nobody has agreed to the app",
			Happened: "Nobody has agreed yet that this app may send mail for {mailbox}.",
			Owner:    Admin, Exit: ExitRefused, Retry: RetryAfter, Takes: "a few minutes", Fix: "app-password",
			Try: []string{
				"Send your admin the message for this: one consent for the organisation is enough.",
				"If you chose \"Cancel\" on Microsoft's page yourself, sign in again and choose \"Accept\".",
				"Do not try again and again: only the admin's consent changes the answer.",
			},
			AdminTry: []string{
				"Open entra.microsoft.com > Entra ID > App registrations > the app > API permissions.",
				"The list must have Microsoft Graph, delegated: SMTP.Send, offline_access, openid and profile.",
				"Choose \"Grant admin consent\". It lets the app send as the person who signs in, and read nothing.",
			},
			Match: onPage(aadsts("65001", "65004", "90094", "90095", "90008", "650056"), "need admin approval", "this app requires your admin's approval",
				"needs permission to access resources in your organization"),
			SignIn: "AADSTS65001: The user or administrator has not consented to use the application with ID '00000000-0000-0000-0000-000000000000' named 'Mail sending'. Send an interactive authorization request for this user and resource.",
			Source: source,
		},
		{
			Code: "OAUTH-APP", Title: "the app is not known there",
			Happened: "Microsoft does not know this app in this organisation, or has switched it off.",
			Owner:    Admin, Exit: ExitConfig, Retry: RetryAfter, Fix: "app-password",
			Try: []string{
				"Compare the client id and the tenant id with what your admin sent, sign by sign.",
				"The object id is another number: the one that counts is called Application (client) ID.",
				"If both are right, send your admin the message for this.",
			},
			AdminTry: []string{
				"Open entra.microsoft.com > Entra ID > App registrations > All applications, and look for the app.",
				"Send back both values of its Overview: Application (client) ID and Directory (tenant) ID.",
				"Under Enterprise applications > the app > Properties, \"Enabled for users to sign-in\" must be Yes.",
				"Under API permissions there must be SMTP.Send, and no permission that the organisation lacks.",
			},
			Match:  aadsts("700016", "700011", "70001", "90002", "900023", "500011", "650052", "650057", "65005", "65006"),
			SignIn: "AADSTS700016: Application with identifier '00000000-0000-0000-0000-000000000000' was not found in the directory 'Contoso'.",
			Source: source,
		},
		{
			Code: "OAUTH-REDIRECT", Title: "the app may not come back to this computer",
			Happened: "The app's registration does not allow the way back that this program uses.",
			Owner:    Admin, Exit: ExitConfig, Retry: RetryAfter, Fix: "app-password",
			Try: []string{
				"Send your admin the message for this: one address is missing from the app's registration.",
				"In another program, compare the address it shows with the registered one, sign by sign.",
			},
			AdminTry: []string{
				"Open entra.microsoft.com > Entra ID > App registrations > the app > Authentication.",
				"Add the platform \"Mobile and desktop applications\" with exactly this redirect URI:",
				"  http://localhost",
				"A redirect URI under Web or Single-page application does not do for a program on a computer.",
				"A program with a redirect URI of its own needs that one, with the same scheme, port and path.",
			},
			Match:  aadsts("50011", "500112", "70004", "7000218", "700025", "9002326"),
			SignIn: "AADSTS50011: The redirect URI 'http://localhost' specified in the request does not match the redirect URIs configured for the application '00000000-0000-0000-0000-000000000000'.",
			Source: source + "; redirect URI (reply URL) restrictions",
		},
		{
			Code: "OAUTH-ASSIGN", Title: "not assigned to the app",
			Happened: "The app is only for people who are assigned to it, and {login} is not.",
			Owner:    Admin, Exit: ExitRefused, Retry: RetryAfter, Takes: "a few minutes", Fix: "app-password",
			Try: []string{
				"Send your admin the message for this.",
				"Check as well that you signed in with the account of the mailbox, and not with another.",
			},
			AdminTry: []string{
				"Open entra.microsoft.com > Entra ID > Enterprise applications > the app > Users and groups.",
				"Choose \"Add user/group\" and assign {login}. Nothing else has to change.",
			},
			Match:  onPage(aadsts("50105"), "error code: 50105"),
			SignIn: "AADSTS50105: Your administrator has configured the application Mail sending ('00000000-0000-0000-0000-000000000000') to block users unless they are specifically granted ('assigned') access to the application.",
			Source: source,
		},
		{
			Code: "OAUTH-POLICY", Title: "a rule of the organisation forbids this sign-in",
			Happened: "A rule of your organisation forbids this sign-in, for its place, device or kind.",
			Owner:    Admin, Exit: ExitRefused, Retry: RetryAfter, Takes: "a few minutes", Fix: "app-password",
			Try: []string{
				"Try once from the office network, on a computer that your organisation manages.",
				"If it stays so, send your admin the message for this, with the number and the time.",
			},
			AdminTry: []string{
				signInLogs,
				"Its tab Conditional Access names the policy. Exclude this app or account only as far as it must be.",
				"A policy that asks for a managed device cannot be met on every server: there, use app-only access.",
			},
			Match: onPage(aadsts("53000", "53001", "53002", "53003", "53004", "530003", "530033", "530034", "530035", "50005", "50097", "50131", "50158", "500021"),
				"error code: 5300", "meet the criteria to access this resource"),
			SignIn: "AADSTS53003: Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
			Source: source,
		},
		{
			Code: "OAUTH-DISABLED", Title: "the account is switched off",
			Happened: "The account that signs in is switched off.",
			Owner:    Admin, Exit: ExitRefused, Retry: RetryAfter, Takes: "a few minutes", Fix: "app-password",
			Try: []string{
				"Check that you signed in with the account of the mailbox, {login}.",
				"A shared mailbox has no sign-in of its own: sign in as a person who may send as it.",
				"Otherwise ask your admin whether sign-in is blocked for this account.",
			},
			AdminTry: []string{
				"Open admin.microsoft.com > Users > Active users > {login}, and look at \"Sign-in blocked\".",
				"For a shared mailbox leave it blocked, and give a person the right Send As instead.",
			},
			Match:  aadsts("50057"),
			SignIn: "AADSTS50057: The user account is disabled.",
			Source: source,
		},
		{
			Code: "OAUTH-CLIENT", Title: "the app's own secret is wrong or expired",
			Happened: "The app's own secret or certificate is wrong or has expired.",
			Owner:    Admin, Exit: ExitConfig, Retry: RetryAfter, Fix: "app-password",
			Try: []string{
				"Your sign-in and your password are not at fault: leave them as they are.",
				"If you entered the secret, compare it: it must be the secret's Value, not its Secret ID.",
				"Otherwise send your admin the message for this.",
			},
			AdminTry: []string{
				"Open entra.microsoft.com > Entra ID > App registrations > the app > Certificates & secrets. Look at the dates of expiry.",
				"Make a new certificate or secret, and put its Value into the program. The Value is shown once.",
				"Delete the old one when the program sends again.",
			},
			Variants: []Variant{{
				AppOnly:  true,
				Happened: "Microsoft did not take this app's certificate or secret: it is wrong, or has expired.",
				Try: []string{
					"See when the certificate ends:\n  mailready status",
					"Make a new certificate where it has ended:\n  mailready certificate NEWFILE",
					"Send your admin the .cer file that is beside it. The file with the key stays here.",
					"A secret is replaced by your admin. It must be the secret's Value, not its Secret ID.",
				},
				AdminTry: []string{
					"Open entra.microsoft.com > Entra ID > App registrations > the app > Certificates & secrets. Look at the dates of expiry.",
					"Upload the certificate that the mailbox's owner sends: a .cer file. Compare the thumbprints.",
					"Delete the old one when the program sends again.",
				},
			}},
			Match:  aadsts("7000222", "7000215", "700027", "700030", "700021", "700023", "50027"),
			SignIn: "AADSTS7000222: The provided client secret keys for app '00000000-0000-0000-0000-000000000000' are expired. Visit the Azure portal to create new keys for your app.",
			Source: source,
		},
		{
			Code: "OAUTH-TENANT", Title: "the app is for another kind of account",
			Happened: "The app is not made for this kind of account, or for this organisation.",
			Owner:    Admin, Exit: ExitConfig, Retry: RetryAfter, Fix: "app-password",
			Try: []string{
				"Use the tenant id that your admin sent, and not the word common or organizations.",
				"Sign in with the account of your organisation, and not with a private one.",
				"If both are so, send your admin the message for this.",
			},
			AdminTry: []string{
				"Open entra.microsoft.com > Entra ID > App registrations > the app > Authentication, and look at \"Supported account types\".",
				"For one organisation it is \"this organizational directory only\", and the sign-in must name the tenant id.",
				"An app for private Microsoft accounts needs the type that names personal accounts.",
			},
			Match:  aadsts("50194", "9001023", "9002332", "90023", "50059", "90019", "50128"),
			SignIn: "AADSTS50194: Application '00000000-0000-0000-0000-000000000000' is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'.",
			Source: source,
		},
	}
}
