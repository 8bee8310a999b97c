package causes

import "mailready/smtpcheck"

// What the server says of the sender after the login succeeded.
func sendSenderCauses() []Cause {
	return []Cause{
		{
			Code: "SEND-AS", Title: "not allowed to send as this address",
			Happened: "The login worked, but {login} is not allowed to send as this sender address.",
			Owner:    You, Exit: ExitRefused, Retry: RetryAfter, Takes: "one to two hours for a new permission", Fix: "settings",
			Proof: "The login was accepted, so SMTP AUTH and the password are right.",
			Try: []string{
				"Set the sender address to the mailbox that you log in with.",
				"In programs, set both From and the login to that same address.",
				"If you need the other address, ask your admin for the permission Send As.",
			},
			AdminTry: []string{
				"Open admin.exchange.microsoft.com, Recipients, Mailboxes, the mailbox of the sender address, Delegation, Send as.",
				"Add {login} there, or use Exchange Online PowerShell:\n  Connect-ExchangeOnline\n  Add-RecipientPermission {mailbox} -Trustee {login} -AccessRights SendAs",
			},
			Match: []Match{
				{Says: "sender denied"}, {Says: "sender address rejected"}, {Says: "sender rejected"}, {Says: "relaying disallowed as", Alone: true},
				{Says: "SendAsDenied", Alone: true}, {Says: "not allowed to send as", Alone: true},
				{Says: "does not have permissions to send as this sender", Alone: true},
				{Says: "does not have permission to send as", Alone: true}, {Says: "permissions to send on behalf", Alone: true},
				{Says: "send as denied"}, {Says: "SendOnBehalfDenied"}, {Says: "sender address rejected: not owned by user"},
				{Says: "not owned by user"}, {Says: "sender is not allowed"}, {Says: "not authorized to send as"},
				{Says: "not authorized to use this sender"}, {Says: "sender not allowed", Code: 5}, {Says: "from address * does not match"},
				{Says: "sender address * does not match"}, {Says: "from address * not verified"}, {Says: "email address is not verified"},
				{Says: "sender mismatch"}, {Says: "sender verify failed"},
				{Enhanced: "5.7.60"}, {Enhanced: "5.2.252", Code: 554}, {Code: 553, Stages: []smtpcheck.Stage{smtpcheck.Sender}},
			},
			Example: "554 5.2.252 SendAsDenied; user@outlook.example not allowed to send as other@contoso.example; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to process message due to a permanent exception with message [BeginDiagnosticData]Cannot submit message. 0.35250:1F009983, ",
			Stage:   smtpcheck.Data,
			Source:  "captured reply, addresses replaced; Microsoft: fix issues with printers, scanners and applications",
		},
		{
			Code: "SEND-BLOCKED", Title: "sender blocked",
			Happened: "Microsoft has blocked this sender, mostly because spam was sent from the account.",
			Owner:    Admin, Exit: ExitRefused, Retry: RetryAfter, Takes: "a day at most",
			Proof: "The login was accepted; the account is blocked for sending.",
			Try: []string{
				"Stop all programs that send from this mailbox.",
				"Change your password: somebody else may be using the account.",
				"Tell your admin. Only the admin can unblock the sender.",
			},
			AdminTry: []string{
				"Secure the account first: new password, sign out everywhere, look at inbox rules and forwarding.",
				"Then open security.microsoft.com/restrictedentities, pick {mailbox}, and choose Unblock.",
				"Make new app passwords, and delete the old ones.",
			},
			Match: []Match{
				{Says: "unusual sending activity", Alone: true}, {Says: "unusual activity|suspicious activity", Code: 550},
				{Says: "bad outbound sender", Alone: true}, {Says: "OutboundSpamException", Alone: true},
				{Says: "WASCL UserAction", Alone: true}, {Says: "Submission has been disabled for this account", Alone: true},
				{Says: "submission has been disabled"}, {Says: "spam abuse detected"}, {Says: "RefuseQuota"},
				{Says: "ShowTierUpgrade"}, {Says: "HipNotify"}, {Says: "HipSend"}, {Says: "restricted from sending"}, {Says: "outbound spam"},
				{Says: "sender blocked"}, {Says: "account * blocked * sending"}, {Says: "permissions to submit to this server"},
				{Says: "banned sender", Enhanced: "5.7.502-503"},
				{Enhanced: "5.1.8"}, {Enhanced: "5.7.501-503"},
			},
			Example: "550 5.1.8 Access denied, bad outbound sender",
			Stage:   smtpcheck.Data,
			Source:  "Microsoft: remove blocked users from the Restricted entities page",
		},
		{
			Code: "SEND-VERIFY", Title: "account wants to be confirmed",
			Happened: "Microsoft wants a sign-in in the browser before this account may send on.",
			Owner:    You, Exit: ExitRefused, Retry: RetryAfter,
			Proof: "The login was accepted; the account must be confirmed.",
			Try: []string{
				"Sign in at outlook.live.com in a browser, as this mailbox.",
				"Do what it asks there, for instance a code by telephone.",
				"Then check again here.",
			},
			Match: []Match{
				{Says: "please sign in to your account"}, {Says: "sign in to your account", Code: 5},
				{Says: "to continue sending messages", Alone: true}, {Says: "verify your account", Code: 5},
				{Says: "account verification", Code: 5},
			},
			Example: "550 5.3.4 Requested action not taken; To continue sending messages, please sign in to your account.",
			Stage:   smtpcheck.Data,
			Source:  "reply quoted by users of personal accounts",
		},
		{
			Code: "SEND-SETTLING", Title: "permission not in force yet",
			Happened: "A permission for the mailbox is new or missing, so it could not be opened.",
			Owner:    Admin, Exit: ExitLater, Retry: RetryLater, Takes: "one to two hours for a new permission",
			Proof: "The login was accepted; the mailbox could not be opened.",
			Try: []string{
				"If a permission was given just now, wait one to two hours, then check again.",
				"Otherwise ask your admin whether the program may open {mailbox}.",
			},
			AdminTry: []string{
				"For an app without a user, see whether its role holds for the mailbox, in Exchange Online PowerShell. InScope must be True:\n  Connect-ExchangeOnline\n  Test-ServicePrincipalAuthorization -Identity CLIENT-ID -Resource {mailbox}",
				"An app that has SMTP.SendAsApp in Entra instead of the role needs the mailbox:\n  Add-MailboxPermission -Identity {mailbox} -User SERVICEPRINCIPAL -AccessRights FullAccess",
				"Check that the mailbox exists and has a licence:\n  Get-EXOMailbox -Identity {mailbox}",
			},
			Match: []Match{
				{Says: "mailbox logon failure", Alone: true}, {Says: "MapiExceptionLogonFailed", Alone: true},
				{Says: "cannot open mailbox", Alone: true}, {Says: "MapiExceptionUnknownUser"}, {Says: "ConnectionFailedTransientException"},
				{Says: "StoreDrv.Submission.Exception:Connection * LogonFailed"}, {Enhanced: "4.2.0", Code: 430},
			},
			Example: "430 4.2.0 STOREDRV; mailbox logon failure; STOREDRV.Submission.Exception:ConnectionFailedTransientException.MapiExceptionLogonFailed; Failed to process message due to a transient exception with message [BeginDiagnosticData]Cannot open mailbox. Server = XXXX281MB3300.DEUP281.PROD.OUTLOOK.COM",
			Stage:   smtpcheck.Data,
			Source:  "captured reply, end cut; Microsoft: OAuth for SMTP with application permissions",
		},
	}
}
