package causes

import (
	"mailready/smtpcheck"
	"time"
)

// switchOff is the day from which Microsoft switches password sign-in for
// sending off by default (Message Center MC786329, January 2026 revision:
// "end of December 2026"). The day itself was not announced.
var switchOff = time.Date(2026, time.December, 31, 0, 0, 0, 0, time.UTC)

// switchOn is how an admin allows SMTP AUTH for one mailbox.
var switchOn = []string{
	"Open admin.microsoft.com, then Users, Active users, and pick {mailbox}.",
	"Open the tab Mail, then Manage email apps. Tick Authenticated SMTP and save.",
	"Or do the same in Exchange Online PowerShell:\n  Connect-ExchangeOnline\n  Set-CASMailbox -Identity {mailbox} -SmtpClientAuthenticationDisabled $false",
	"See what is set now. Empty means: as the whole organisation has it.\n  Get-CASMailbox -Identity {mailbox} | Format-List SmtpClientAuthenticationDisabled",
}

// What Microsoft, other providers, admins and programs call the switch, and
// how they say that it is off.
const (
	theSwitch = "smtp auth|smtp authentication|smtp client authentication|authenticated smtp|smtp access|smtp submission|client submission|smtp login"
	isOff     = "disabled|turned off|switched off|not enabled|deactivated|not activated"
	everybody = "organization|organisation|tenant|company|whole directory"
	oneUser   = "mailbox|user|account|sender|address"
)

const switchTakes = "about 10 minutes, at most an hour"

// Switches that an admin or Microsoft has set: whether the mailbox may send
// with a password at all. The password was not judged.
func authSwitchCauses() []Cause {
	return []Cause{
		{
			Code: "AUTH-TENANT-OFF", Title: "SMTP AUTH is off for the organisation",
			Happened: "SMTP AUTH is switched off for the whole organisation, and this mailbox has no exception.",
			Owner:    Admin, Exit: ExitRefused, Retry: RetryAfter, Takes: switchTakes, Refutes: []string{ItemSMTPAuth}, Fix: ItemSMTPAuth,
			Proof: "The server says in so many words that SMTP AUTH is off.",
			Try: []string{
				"Ask your admin to allow Authenticated SMTP for {mailbox}. The one mailbox is enough.",
				"The wizard has a ready message for the admin.",
				"Your password was not judged. Do not change it because of this.",
			},
			AdminTry: append(append([]string{}, switchOn...),
				"The switch of the whole organisation can stay off: the mailbox's own setting wins.",
				"To see it: admin.exchange.microsoft.com, Settings, Mail flow, \"Turn off SMTP AUTH protocol for your organization\", or:\n  Get-TransportConfig | Format-List SmtpClientAuthenticationDisabled"),
			Match: []Match{

				{Says: theSwitch + "~" + isOff + "~" + everybody}, {Says: isOff + "~" + theSwitch + "~" + everybody},
				{Says: everybody + "~" + isOff + "~" + theSwitch}, {Says: theSwitch + "~" + everybody + "~" + isOff},
				{Says: "SmtpClientAuthentication is disabled for the Tenant", Alone: true},
				{Says: "SmtpClientAuthentication is disabled for the Ten", Alone: true},
				{Says: "SmtpClientAuthentication is disabled * tenant", Alone: true},
				{Says: "SmtpClientAuthentication is disabled * organization", Alone: true}, {Says: "SmtpClientAuthentication * tenant"},
				{Says: "smtp auth is disabled for the tenant"}, {Says: "smtp auth is disabled for the organization"},
				{Says: "SmtpClientAuthentication * mandant"}, {Says: "SmtpClientAuthentication * organization"},
				{Says: "SmtpClientAuthentication * organisation"}, {Says: "SmtpClientAuthentication * organizacion"},
				{Says: "SmtpClientAuthentication * inquilino"}, {Says: "SmtpClientAuthentication * locataire"},
				{Says: "SmtpClientAuthentication * dzierzaw"}, {Says: "SmtpClientAuthentication * klient", With: "5.7.139"},
				{Says: "SmtpClientAuthentication * клиент"}, {Says: "SmtpClientAuthentication * арендат"},
				{Says: "SmtpClientAuthentication * 租户"}, {Says: "SmtpClientAuthentication * テナント"}, {Says: "SmtpClientAuthentication * 테넌트"},
			},
			Variants: []Variant{{
				Account:  AccountConsumer,
				Happened: "SMTP AUTH is switched off for this personal account, and you cannot switch it on.",
				Owner:    Microsoft, Retry: RetryNever, Takes: "", Fix: "mailbox",
				Try: []string{
					"A personal Microsoft account cannot send this way. App passwords do not help.",
					"Send from a Microsoft 365 mailbox of an organisation, or through another provider.",
					"Or use a program that signs in with Microsoft's own page (OAuth).",
				},
				AdminTry: []string{},
			}},
			Example: "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. [MN2PR05CA0004.namprd05.prod.outlook.com 2023-09-12T20:59:57.214Z 08DBB276B7E699C4]",
			Stage:   smtpcheck.Login,
			Source:  "captured reply; aka.ms/smtp_auth_disabled",
		},
		{
			Code: "AUTH-MAILBOX-OFF", Title: "SMTP AUTH is off for this mailbox",
			Happened: "SMTP AUTH is switched off for this mailbox.",
			Owner:    Admin, Exit: ExitRefused, Retry: RetryAfter, Takes: switchTakes, Refutes: []string{ItemSMTPAuth}, Fix: ItemSMTPAuth,
			Proof: "The server says in so many words that SMTP AUTH is off.",
			Try: []string{
				"Ask your admin to allow Authenticated SMTP for {mailbox}.",
				"The wizard has a ready message for the admin.",
				"Your password was not judged. Do not change it because of this.",
			},
			AdminTry: switchOn,
			Match: []Match{
				{Says: theSwitch + "~" + isOff + "~" + oneUser, Shared: true}, {Says: isOff + "~" + theSwitch + "~" + oneUser, Shared: true},
				{Says: oneUser + "~" + theSwitch + "~" + isOff, Shared: true}, {Says: theSwitch + "~" + oneUser + "~" + isOff, Shared: true},
				{Says: "pop3|imap ~ smtp ~ " + isOff, Shared: true}, {Says: theSwitch + "~" + isOff, Code: 535, General: true, Shared: true, Variant: "cut"},
				{Says: theSwitch + "~" + isOff, Code: 550, General: true, Shared: true, Variant: "cut"},
				{Says: "SmtpClientAuthentication is disabled for the Mailbox", Alone: true},
				{Says: "SmtpClientAuthentication is disabled * mailbox", Alone: true}, {Says: "SmtpClientAuthentication * mailbox"},
				{Says: "smtp auth is disabled for the mailbox"}, {Says: "SmtpClientAuthentication * postfach"},
				{Says: "SmtpClientAuthentication * buzon"}, {Says: "SmtpClientAuthentication * boite aux lettres"},
				{Says: "SmtpClientAuthentication * cassetta postale"}, {Says: "SmtpClientAuthentication * casella"},
				{Says: "SmtpClientAuthentication * caixa de correio"}, {Says: "SmtpClientAuthentication * caixa postal"},
				{Says: "SmtpClientAuthentication * postvak"}, {Says: "SmtpClientAuthentication * postlada"},
				{Says: "SmtpClientAuthentication * postkasse"}, {Says: "SmtpClientAuthentication * skrzynk"},
				{Says: "SmtpClientAuthentication * schrank"}, {Says: "SmtpClientAuthentication * почтов"},
				{Says: "SmtpClientAuthentication * 邮箱"}, {Says: "SmtpClientAuthentication * 郵箱"}, {Says: "SmtpClientAuthentication * 信箱"},
				{Says: "SmtpClientAuthentication * メールボックス"}, {Says: "SmtpClientAuthentication * 사서함"},
				{Says: "SmtpClientAuthentication * posta kutusu"},
				{Says: "SmtpClientAuthentication * disabled", Alone: true, Variant: "cut"},
				{Says: "Authentication unsuccessful, SmtpClientAuth", Variant: "cut"},
				{Says: "5.7.139 * SmtpClientAuthentication", Variant: "cut"},
				{Says: "aka.ms * smtp_auth_disabled", Alone: true, Variant: "cut"},
			},
			Variants: []Variant{
				{
					Account:  AccountConsumer,
					Happened: "SMTP AUTH is switched off for this personal account, and you cannot switch it on.",
					Owner:    Microsoft, Retry: RetryNever, Fix: "mailbox",
					Try: []string{
						"A personal Microsoft account has no switch for this. App passwords do not help.",
						"Send from a Microsoft 365 mailbox of an organisation, or through another provider.",
						"Or use a program that signs in with Microsoft's own page (OAuth), where that is allowed.",
					},
					AdminTry: []string{},
				},
				{
					Name:     "cut",
					Happened: "SMTP AUTH is switched off, for this mailbox or for the whole organisation.",
				},
			},
			Example: "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information.",
			Stage:   smtpcheck.Login,
			Source:  "reply quoted by several projects; aka.ms/smtp_auth_disabled",
		},
		{
			Code: "AUTH-DEFAULTS", Title: "security defaults forbid it",
			Happened: "The organisation uses Microsoft's security defaults, which forbid app passwords and this kind of login.",
			Owner:    Admin, Exit: ExitRefused, Retry: RetryAfter, Takes: "about 20 minutes, at most an hour", Refutes: []string{ItemTwoStep}, Fix: ItemTwoStep,
			Proof: "With security defaults no app password can exist, whatever 2-step verification you use.",
			Try: []string{
				"Ask your admin. As long as security defaults are on, an app password cannot work.",
				"The admin decides: replace them by own rules, or send in another way.",
				"Your password was not judged. Do not change it because of this.",
			},
			AdminTry: []string{
				"Weigh it first: security defaults protect every account. Switching them off without a replacement lowers security.",
				"The setting: entra.microsoft.com, then Overview, Properties, Manage security defaults.",
				"Before switching off, prepare Conditional Access or per-user MFA for all accounts.",
				"Then allow app passwords and SMTP AUTH for {mailbox} alone:\n  Connect-ExchangeOnline\n  Set-CASMailbox -Identity {mailbox} -SmtpClientAuthenticationDisabled $false",
				"Or keep them on, and let the program use OAuth, Microsoft Graph or an SMTP relay connector.",
			},
			Match: []Match{
				{Says: "locked by your organization's security defaults", Alone: true}, {Says: "security defaults policy", Alone: true},
				{Says: "security defaults"}, {Says: "security default", Code: 535},
				{Says: "sicherheitsstandards", Code: 535}, {Says: "parametres de securite par defaut", Code: 535},
				{Says: "valores predeterminados de seguridad", Code: 535}, {Says: "impostazioni predefinite per la sicurezza", Code: 535},
				{Says: "padroes de seguranca", Code: 535}, {Says: "安全默认值"}, {Says: "セキュリティの既定値"},
			},
			Example: "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.",
			Stage:   smtpcheck.Login,
			Source:  "reply quoted by several projects; Microsoft on security defaults",
		},
		{
			Code: "AUTH-BASIC-GONE", Title: "password sign-in is switched off",
			Happened: "Microsoft has switched off sending with a password for this organisation.",
			Owner:    Admin, Exit: ExitRefused, Retry: RetryAfter, Takes: "an hour at most",
			Proof: "The refusal is about the kind of sign-in; SMTP AUTH itself may be on, and the password was not judged.",
			Try: []string{
				"App passwords no longer work here as things stand. Do not make a new one.",
				"If the program can sign in with Microsoft's own page (OAuth), use that.",
				"Otherwise ask your admin whether password sign-in can be allowed again.",
			},
			AdminTry: []string{
				"Read Message Center post MC786329. Existing organisations lose this by default at the end of December 2026.",
				"Microsoft says that admins can enable it again, but has not published how. Look in MC786329 first.",
				"Final removal is to be announced in the second half of 2027. Plan for OAuth, Microsoft Graph or a relay connector.",
				"OAuth over SMTP also needs Authenticated SMTP for {mailbox}:\n  Get-CASMailbox -Identity {mailbox} | Format-List SmtpClientAuthenticationDisabled",
			},
			Match: []Match{
				{Says: "Basic authentication is not supported for Client Submission", Alone: true},
				{Says: "not supported for client submission", Alone: true}, {Says: "basic auth * client submission"},
				{Says: "basic authentication * no longer supported"}, {Says: "basic authentication * has been retired"},
				{Says: "basic authentication * deprecated"}, {Says: "basic authentication is not supported"}, {Enhanced: "5.7.30"},
			},
			Variants: []Variant{{
				Account:  AccountConsumer,
				Happened: "Microsoft has switched off sending with a password for personal accounts.",
				Owner:    You, Retry: RetryNever, Takes: "", Fix: "mailbox",
				Try: []string{
					"App passwords of a personal account stopped working for sending on 16 September 2024.",
					"Send from a Microsoft 365 mailbox of an organisation, or through another provider.",
					"Or use a program that signs in with Microsoft's own page (OAuth).",
				},
				AdminTry: []string{},
			}},
			Example: "550 5.7.30 Basic authentication is not supported for Client Submission.",
			Stage:   smtpcheck.Login,
			Source:  "Exchange Team, January 2026; MC786329",
		},
		{
			Code: "AUTH-BASIC-OFF", Title: "password sign-in is forbidden",
			Happened: "A rule of the organisation forbids sending with a password (basic authentication).",
			Owner:    Admin, Exit: ExitRefused, Retry: RetryAfter, Takes: "an hour at most",
			Proof: "The refusal is about the kind of sign-in; SMTP AUTH itself may be on, and the password was not judged.",
			Try: []string{
				"Ask your admin to allow basic authentication over SMTP for {mailbox}.",
				"If the address is a personal one, such as outlook.com or hotmail.com, app passwords cannot work at all.",
				"Your password was not judged. Do not change it because of this.",
			},
			AdminTry: []string{
				"See which authentication policy applies, in Exchange Online PowerShell:\n  Connect-ExchangeOnline\n  Get-User {mailbox} | Format-List AuthenticationPolicy\n  Get-OrganizationConfig | Format-List DefaultAuthenticationPolicy",
				"Allow basic authentication for SMTP in that policy, with its name in place of POLICY:\n  Set-AuthenticationPolicy -Identity POLICY -AllowBasicAuthSmtp",
				"From the end of December 2026 this can also be Microsoft's own default: read MC786329.",
			},
			Match: []Match{
				{Says: "Authentication unsuccessful, basic authentication is disabled", Alone: true},
				{Says: "basic authentication is disabled"}, {Says: "basic authentication is blocked"},
				{Says: "basic authentication is not allowed"}, {Says: "basic authentication is not enabled"}, {Says: "basic auth is disabled"},
				{Says: "basic authentication has been disabled"}, {Says: "basic authentication * disabled"},
				{Says: "basic authentication * not allowed"}, {Says: "basic authentication * blocked"},
				{Says: "legacy authentication * disabled"}, {Says: "legacy authentication is not allowed"},
				{Says: "authentication policy * basic"}, {Says: "disabled by authentication policy"},
				{Says: "blocked by authentication policy"},
				{Says: "standardauthentifizierung * deaktiviert", Code: 535}, {Says: "authentification de base * desactivee", Code: 535},
				{Says: "autenticacion basica * deshabilitada", Code: 535}, {Says: "基本身份验证"}, {Says: "基本認証"},
			},
			Variants: []Variant{
				{
					Account:  AccountConsumer,
					Happened: "Personal Microsoft accounts can no longer send with a password, not even an app password.",
					Owner:    You, Retry: RetryNever, Takes: "", Fix: "mailbox",
					Try: []string{
						"Microsoft ended this for personal accounts on 16 September 2024. A new app password changes nothing.",
						"Send from a Microsoft 365 mailbox of an organisation, or through another provider.",
						"Or use a program that signs in with Microsoft's own page (OAuth).",
					},
					AdminTry: []string{},
				},
				{
					Since:    switchOff,
					Happened: "Password sign-in is off: a rule of the organisation, or Microsoft's default since December 2026.",
					Try: []string{
						"Ask your admin. Since the end of December 2026 Microsoft switches this off by default.",
						"If the program can sign in with Microsoft's own page (OAuth), use that.",
						"Your password was not judged. Do not change it because of this.",
					},
					AdminTry: []string{
						"Read Message Center post MC786329 first: it may be Microsoft's default since the end of December 2026.",
						"Microsoft says that admins can enable it again. How is said there, if anywhere; nothing is known here.",
						"Also look for an authentication policy of your own:\n  Connect-ExchangeOnline\n  Get-User {mailbox} | Format-List AuthenticationPolicy\n  Get-OrganizationConfig | Format-List DefaultAuthenticationPolicy",
						"If one applies, allow basic authentication for SMTP in it:\n  Set-AuthenticationPolicy -Identity POLICY -AllowBasicAuthSmtp",
					},
				},
			},
			Example: "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [PN0PR01CA0024.INDPRD01.PROD.OUTLOOK.COM 2025-01-26T18:54:30.055Z 08DD3DD7D75D7743]",
			Stage:   smtpcheck.Login,
			Source:  "captured reply; Microsoft on authentication policies",
		},
	}
}
