package letter

// Alternative is another way to send than a password over SMTP AUTH.
type Alternative struct {
	ID   string // stable: "oauth", "graph", "hve" ...
	Name string
	When string // when to choose it
	How  string // what it needs
	But  string // what speaks against it
}

// Alternatives are the other ways, the nearest to a password first.
var Alternatives = []Alternative{
	{
		ID: "oauth", Name: "OAuth 2 over SMTP (XOAUTH2)",
		When: "Choose it when the program offers to sign in with Microsoft.",
		How:  "The program gets a token instead of a password. Server and port stay the same.",
		But:  "SMTP AUTH must still be on for the mailbox.",
	},
	{
		ID: "graph", Name: "Microsoft Graph sendMail",
		When: "Choose it when the program can be changed, or offers Microsoft 365 as a way of sending.",
		How:  "An app registration with the right Mail.Send, limited to this mailbox. It uses port 443 only.",
		But:  "A mail of one simple call is limited to about 4 MB. It is not SMTP, so the program must know it.",
	},
	{
		ID: "hve", Name: "High Volume Email for Microsoft 365",
		When: "Choose it for devices and programs that write to people of your own organisation only.",
		How:  "An account made for it, server smtp.hve.mx.microsoft, port 587. A password works until September 2028.",
		But:  "Internal recipients only, 10 MB a mail, paid by the recipient. Not with security defaults.",
	},
	{
		ID: "acs", Name: "Azure Communication Services Email",
		When: "Choose it for many mails to anybody.",
		How:  "An Azure subscription and your own domain. Server smtp.azurecomm.net, port 587.",
		But:  "It is no mailbox: no Sent Items, and answers go elsewhere.",
	},
	{
		ID: "relay", Name: "SMTP relay with a connector",
		When: "Choose it for a device or a server with a fixed address or its own certificate.",
		How:  "A connector in the Exchange admin center. Port 25, no login, any recipient.",
		But:  "Many networks block port 25. The address must be yours alone.",
	},
	{
		ID: "direct", Name: "Direct Send",
		When: "Choose it when only people of your own organisation get the mail, and nothing can be set up.",
		How:  "Port 25 to the mail exchanger of your domain, without a login.",
		But:  "Such mail may land in junk, and the organisation may have switched Direct Send off.",
	},
	{
		ID: "third", Name: "A mail service of another company",
		When: "Choose it when nothing can be changed at Microsoft 365.",
		How:  "An account there, and its records (SPF, DKIM) for your domain.",
		But:  "The mail does not come from the mailbox, and the domain's records must allow the service.",
	},
}

// OAuthCures says what signing in with OAuth 2 would change about a refusal
// with this cause code, and what not. It is empty where OAuth has nothing to
// do with the cause.
func OAuthCures(code string) []string {
	switch code {
	case "AUTH-BASIC-GONE", "AUTH-BASIC-OFF":
		return []string{
			"OAuth cures this: only passwords are switched off.",
			"The program must offer to sign in with Microsoft, and SMTP AUTH must be on for the mailbox.",
		}
	case "AUTH-TENANT-OFF", "AUTH-MAILBOX-OFF":
		return []string{"OAuth does not cure this: the same switch counts for it."}
	case "AUTH-DEFAULTS":
		return []string{
			"OAuth gets around this: security defaults refuse passwords, not tokens.",
			"SMTP AUTH must still be on for the mailbox. High Volume Email does not work with security defaults either.",
		}
	case "AUTH-POLICY":
		return []string{
			"OAuth can get around a rule against old ways of signing in.",
			"It does not get around a rule about the place or the device.",
		}
	}
	return nil
}

// OtherWays tells, for a cause that concerns passwords as such, what OAuth
// would and would not cure, and which other ways to send there are. It is
// empty for all other causes.
func OtherWays(code string) []string {
	lines := OAuthCures(code)
	if len(lines) == 0 {
		return nil
	}
	for _, a := range Alternatives {
		lines = append(lines, a.Name+". "+a.When+" "+a.How+" "+a.But)
	}
	return lines
}
