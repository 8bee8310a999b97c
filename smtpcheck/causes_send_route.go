package smtpcheck

// Who may send where: the organisation, the way taken, the recipients.
var sendRouteCauses = []Cause{
	{
		Code: "SEND-TENANT", Title: "the organisation may not send",
		Happened: "Microsoft has stopped mail from the whole organisation, or does not know this domain as its own.",
		Owner:    Admin, Exit: ExitRefused, Retry: RetryAfter, Takes: "a day at most",
		Proof: "The login was accepted; the organisation as a whole was stopped.",
		Try: []string{
			"Tell your admin at once: it concerns all mailboxes of the organisation.",
			"Do not try again until the admin says so.",
		},
		AdminTry: []string{
			"Register every domain that you send from: admin.microsoft.com, Settings, Domains.",
			"Find accounts that sent spam: security.microsoft.com/restrictedentities.",
			"Secure them, then open a service request with Microsoft: only they can lift this.",
		},
		Match: []Match{
			{Says: "tenant has exceeded threshold", Alone: true}, {Says: "unregistered domain", Alone: true}, {Says: "tenant has been blocked"}, {Says: "tenant is blocked"}, {Says: "tenant blocked"}, {Says: "tenant * threshold"}, {Says: "traffic not accepted * tenant"}, {Says: "organization * blocked from sending"}, {Enhanced: "5.7.705"}, {Enhanced: "5.7.750"}, {Enhanced: "5.7.700-707"}, {Enhanced: "5.7.709-749"},
		},
		Example: "550 5.7.705 Access denied, tenant has exceeded threshold",
		Stage:   Data,
		Source:  "Microsoft: NDR 5.7.700 to 5.7.750",
	},
	{
		Code: "SEND-EXTERNAL", Title: "limit for outside recipients reached",
		Happened: "The organisation has reached its daily limit for recipients outside.",
		Owner:    Admin, Exit: ExitLater, Retry: RetryLater, Takes: "24 hours",
		Proof: "The login was accepted; a limit of the organisation was reached.",
		Try: []string{
			"Wait until tomorrow, or send to people inside the organisation only.",
			"Send from your own domain: addresses ending in onmicrosoft.com may reach only 100 people outside a day.",
			"Tell your admin.",
		},
		AdminTry: []string{
			"See the limit and its use: admin.exchange.microsoft.com, Reports, Mail flow, Tenant outbound external recipients.",
			"The limit grows with the number of paid licences. Trial organisations have a small one.",
			"Add your own domain and send from it: admin.microsoft.com, Settings, Domains.",
			"For bulk mail use Azure Communication Services.",
		},
		Match: []Match{
			{Says: "tenant external recipient rate limit", Alone: true}, {Says: "daily limit for sending email to external recipients", Alone: true}, {Says: "external recipient rate limit"}, {Says: "external recipients", Code: 550}, {Says: "onmicrosoft", Code: 550}, {Says: "onmicrosoft.com * limit"}, {Enhanced: "5.7.231-236"},
		},
		Example: "550 5.7.233 - Your message can't be sent because your tenant exceeded its daily limit for sending email to external recipients (tenant external recipient rate limit)",
		Stage:   Data,
		Source:  "Exchange Team on the tenant external recipient rate limit",
	},
	{
		Code: "SEND-ROUTE", Title: "wrong way of sending",
		Happened: "This server does not take such mail from this sender's address or place on the internet.",
		Owner:    You, Exit: ExitRefused, Retry: RetryAfter, Fix: "settings",
		Proof: "The mail went to the wrong server or came from a refused place; the mailbox was not judged.",
		Try: []string{
			"Send through smtp.office365.com, port 587, with login.",
			"Do not use the server whose name ends in mail.protection.outlook.com: it takes no login.",
			"If you do use it on purpose (relay or Direct Send), ask your admin.",
		},
		AdminTry: []string{
			"For a relay, check the connector: admin.exchange.microsoft.com, Mail flow, Connectors. Its address or certificate must match.",
			"A blocked address on the internet can be freed at sender.office.com.",
			"Direct Send is refused while this is on, in Exchange Online PowerShell:\n  Connect-ExchangeOnline\n  Get-OrganizationConfig | Format-List RejectDirectSend",
			"Check SPF, DKIM and DMARC of {domain}.",
		},
		Match: []Match{
			{Says: "unable to relay"}, {Says: "relay access denied", Alone: true}, {Says: "relay not permitted", Alone: true}, {Says: "relaying denied", Alone: true}, {Says: "relaying not allowed"}, {Says: "relay denied"}, {Says: "relaying is prohibited"}, {Says: "not permitted to relay"}, {Says: "we do not relay"}, {Says: "TenantAttribution", Alone: true}, {Says: "TenantInboundAttribution", Alone: true}, {Says: "wrong office 365 region"}, {Says: "traffic not accepted from this IP", Alone: true}, {Says: "banned sending IP", Alone: true}, {Says: "banned sender"}, {Says: "direct send", Code: 550}, {Says: "RejectDirectSend"}, {Says: "blocked using", Code: 5}, {Says: "spamhaus"}, {Says: "block list", Code: 5}, {Says: "blocklist", Code: 5}, {Says: "blacklist", Code: 5}, {Says: "rate limited due to ip reputation"}, {Says: "ip reputation"}, {Says: "exceeded permitted limits within"}, {Says: "DMARC"}, {Says: "must pass either spf or dkim"}, {Says: "message is unauthenticated"}, {Says: "mail is unauthenticated"}, {Says: "email policy * dkim"}, {Says: "sender policy framework"}, {Says: "spf check"}, {Says: "spf validation"}, {Says: "reverse dns", Code: 5}, {Says: "client host rejected"}, {Says: "does not accept email over ipv6"}, {Says: "non-accepted domain"}, {Says: "S3140"}, {Says: "S3150"}, {Says: "protection.outlook.com", With: "weren't sent"},
			{Enhanced: "5.7.54"}, {Enhanced: "5.7.51"}, {Enhanced: "5.7.64"}, {Enhanced: "4.4.62"}, {Enhanced: "5.7.68"}, {Enhanced: "5.7.708"}, {Enhanced: "5.7.606-649"}, {Enhanced: "5.7.508-512"}, {Enhanced: "5.7.23"}, {Enhanced: "5.7.25-29"}, {Enhanced: "4.7.23-29"}, {Enhanced: "4.7.650-659"}, {Enhanced: "5.7.50"}, {Enhanced: "5.7.52-53"}, {Enhanced: "5.7.515"}, {Enhanced: "4.7.515"}, {Enhanced: "5.7.20-22"}, {Enhanced: "5.7.367"},
		},
		Example: "550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP. For more information please go to http://go.microsoft.com/fwlink/?LinkId=526653 AS(8561) [BN8NAM12FT012.eop-nam12.prod.protection.outlook.com 2026-09-29T10:00:00.000Z]",
		Stage:   Recipient,
		Source:  "captured reply; Microsoft: NDR codes in Exchange Online",
	},
	{
		Code: "SEND-RECIPIENT", Title: "recipient refused",
		Happened: "The recipient's address was refused.",
		Owner:    You, Exit: ExitRefused, Retry: RetryAfter, Fix: "settings",
		Proof: "The login was accepted; only the recipient was refused.",
		Try: []string{
			"Check the recipient's address, letter by letter.",
			"Try with your own address as the recipient: it tells whether sending works at all.",
			"If the address is right, its owner or their admin must allow your mail.",
		},
		Match: []Match{
			{Says: "recipient address rejected", Alone: true}, {Says: "user unknown"}, {Says: "unknown user"}, {Says: "no such user"}, {Says: "mailbox unavailable"}, {Says: "mailbox not found"}, {Says: "recipient not found", Alone: true}, {Says: "RecipientNotFound", Alone: true}, {Says: "RecipNotFound", Alone: true}, {Says: "RESOLVER.ADR", Alone: true}, {Says: "RESOLVER.RST", Alone: true}, {Says: "RESOLVER.FWD"}, {Says: "external forwarding", Alone: true}, {Says: "recipients belong to multiple regions", Alone: true}, {Says: "user doesn't exist"}, {Says: "does not exist", Code: 550}, {Says: "invalid recipient"}, {Says: "unable to route"}, {Says: "banned recipient"}, {Says: "rejected by recipient"}, {Says: "blocked by recipient"}, {Says: "address rejected"}, {Says: "hop count exceeded"}, {Says: "mail loop"}, {Says: "routing loop"}, {Says: "mailbox disabled"}, {Says: "mailbox cannot be accessed"}, {Says: "mailing list expansion"}, {Says: "account that you tried to reach does not exist", Alone: true}, {Says: "account that you tried to reach"}, {Says: "domain not found", Code: 5}, {Says: "no mx"}, {Says: "RestrictedToRecipientsPermission"}, {Says: "not permitted to send to this recipient"}, {Says: "no recipient succeeded"}, {Says: "no such recipient"}, {Says: "address not found"}, {Says: "recipient rejected"}, {Says: "deferred because there is no mdb"},
			{Enhanced: "5.1.0-7"}, {Enhanced: "5.1.10-89"}, {Enhanced: "5.1.350-352"}, {Enhanced: "5.4.*"}, {Enhanced: "5.2.0", Weak: true}, {Enhanced: "5.2.1"}, {Enhanced: "5.2.4"}, {Enhanced: "4.2.1"}, {Enhanced: "5.7.504-505"}, {Enhanced: "5.7.507"}, {Enhanced: "5.7.513-514"}, {Enhanced: "5.7.520"}, {Enhanced: "5.7.12"}, {Enhanced: "5.7.17"}, {Enhanced: "5.7.120-138"}, {Enhanced: "5.7.190-199"}, {Enhanced: "5.1.*", Weak: true}, {Enhanced: "5.7.2"},
			{Code: 5, Stages: []Stage{Recipient}}, {Code: 551}, {Code: 553},
		},
		Heard:   []Match{{Says: "smtprecipientsrefused"}, {Says: "sendfailedexception invalid addresses"}, {Says: "invalid addresses", With: "smtp"}, {Says: "all recipients were rejected"}, {Says: "all recipients were refused"}, {Says: "0x800ccc78"}, {Says: "0x800ccc79"}},
		Example: "550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [DB5EUR01FT088.eop-EUR01.prod.protection.outlook.com 2023-06-22T08:26:31.592Z 08DB72B25E50380B]",
		Stage:   Recipient,
		Source:  "captured reply; Microsoft: NDR codes in Exchange Online",
	},
}
