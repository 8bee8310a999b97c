package causes

import "mailready/smtpcheck"

// Limits on how much, how often and how large.
func sendLimitCauses() []Cause {
	return []Cause{
		{
			Code: "SEND-THROTTLED", Title: "held back after repeated failures",
			Happened: "Microsoft holds this mailbox back, because the same failure came again and again.",
			Owner:    You, Exit: ExitLater, Retry: RetryLater, Takes: "some hours, which Microsoft's support cannot shorten",
			Proof: "The login was accepted; earlier failures are punished.",
			Try: []string{
				"Stop the program that keeps sending.",
				"Read in the answer what failed: mailbox full, sender not allowed, licence, or recipients. Mend that first.",
				"Then wait some hours, and try once.",
			},
			AdminTry: []string{
				"Find what keeps failing: admin.exchange.microsoft.com, Mail flow, Message trace, sender {mailbox}.",
				"Mend it: permission Send As, mailbox size, licence, or the list of recipients.",
			},
			Match: []Match{
				{Says: "sender throttled due to continuous", Alone: true}, {Says: "throttled due to continuous"}, {Says: "sender throttled"},
				{Enhanced: "5.2.251"}, {Enhanced: "5.2.252"}, {Enhanced: "5.2.253-259"},
			},
			Example: "550 5.2.251 Sender throttled due to continuous mailbox full errors.",
			Stage:   smtpcheck.Data,
			Source:  "Microsoft: continuous error throttling for SMTP AUTH submissions",
		},
		{
			Code: "SEND-BUSY", Title: "too many connections at once",
			Happened: "Too many connections are open at once for this mailbox or from this address.",
			Owner:    You, Exit: ExitLater, Retry: RetryLater, Takes: "a few minutes",
			Proof: "A limit on connections says nothing about the settings.",
			Try: []string{
				"Wait a few minutes, then try again.",
				"Let programs use one connection at a time. Microsoft allows three for each mailbox.",
			},
			Match: []Match{
				{Says: "Concurrent connections limit exceeded", Alone: true}, {Says: "maximum number of concurrent", Alone: true},
				{Says: "sender thread limit exceeded", Alone: true}, {Says: "aka.ms/concurrent_sending", Alone: true},
				{Says: "thread limit exceeded"}, {Says: "too many connections"}, {Says: "too many concurrent"}, {Says: "too many simultaneous"},
				{Says: "concurrent * exceeded"}, {Says: "connection limit"}, {Enhanced: "4.3.2", Code: 432}, {Code: 432},
			},
			Example: "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information. [Hostname=P212321.PROD.OUTLOOK.COM]",
			Stage:   smtpcheck.Data,
			Source:  "captured reply; Exchange Online limits",
		},
		{
			Code: "SEND-RATE", Title: "sending too fast",
			Happened: "The mailbox sends faster than Microsoft allows: 30 messages a minute, or too many to one recipient.",
			Owner:    You, Exit: ExitLater, Retry: RetryLater, Takes: "an hour at most",
			Proof: "A limit on speed says nothing about the settings.",
			Try: []string{
				"Wait a while, then send more slowly.",
				"For large numbers of messages, ask your admin about a service made for that.",
			},
			AdminTry: []string{
				"Mailboxes are limited to 30 messages a minute and 10,000 recipients a day.",
				"For more, use High Volume Email (inside the organisation) or Azure Communication Services.",
			},
			Match: []Match{
				{Says: "too many emails|too many mails|too many e mails", Code: 5}, {Says: "too many emails|too many mails", Code: 4},
				{Says: "submission rate for this client has exceeded", Alone: true}, {Says: "submission rate"},
				{Says: "rate limit", Weak: true},
				{Says: "exceeded the limit for the number of messages they can send to this recipient", Alone: true},
				{Says: "limit for the number of messages", Alone: true}, {Says: "messages * per hour", Code: 5}, {Says: "messages per minute"},
				{Says: "sending too fast"}, {Says: "messages too quickly"}, {Says: "too many messages"}, {Enhanced: "5.2.121"},
				{Enhanced: "5.2.122"}, {Enhanced: "4.2.121"}, {Says: "per-recipient"}, {Says: "sending rate"},
				{Says: "exceeded the message limit"}, {Says: "rate limited"}, {Says: "rate limit exceeded"}, {Says: "throttling failure"},
			},
			Example: "421 4.4.2 Message submission rate for this client has exceeded the configured limit",
			Stage:   smtpcheck.Sender,
			Source:  "Exchange's transport; Exchange Online limits",
		},
		{
			Code: "SEND-QUOTA", Title: "daily limit reached",
			Happened: "The daily limit of recipients or messages for this mailbox is reached.",
			Owner:    You, Exit: ExitLater, Retry: RetryLater, Takes: "24 hours",
			Proof: "The login was accepted; a limit was reached.",
			Try: []string{
				"Wait 24 hours, then try again.",
				"If you did not send that much, change your password and tell your admin.",
			},
			AdminTry: []string{
				"The limit is 10,000 recipients a day for a mailbox, and cannot be raised.",
				"For more, use High Volume Email (inside the organisation) or Azure Communication Services.",
				"See who sends so much: admin.exchange.microsoft.com, Mail flow, Message trace, sender {mailbox}.",
			},
			Match: []Match{
				{Says: "hour sending limit", Alone: true}, {Says: "messages per day|mails per day|emails per day|recipients per day|rcpts per day", Alone: true},
				{Says: "per 24 hours|per 24h|in 24 hours", With: "limit|rcpts|recipients|messages|mails"}, {Says: "daily limit|limit per day"},
				{Says: "SubmissionQuotaExceeded", Alone: true}, {Says: "Submission quota exceeded", Alone: true},
				{Says: "daily limit for message recipients", Alone: true}, {Says: "recipient rate limit", Enhanced: "5.1.90"},
				{Says: "daily user sending limit", Alone: true}, {Says: "daily user sending quota", Alone: true},
				{Says: "daily sending quota", Alone: true}, {Says: "daily sending limit", Alone: true}, {Says: "daily smtp relay"},
				{Says: "daily message quota"}, {Says: "sending quota exceeded"}, {Says: "sending limit exceeded"}, {Says: "maximum daily"},
				{Says: "message quota"}, {Says: "reached a limit for sending mail"},
				{Enhanced: "5.1.90"}, {Enhanced: "5.4.5"}, {Enhanced: "4.4.5"},
			},
			Example: "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException",
			Stage:   smtpcheck.Data,
			Source:  "Microsoft: NDR 5.1.90; Exchange Online limits",
		},
		{
			Code: "SEND-FULL", Title: "mailbox full",
			Happened: "The mailbox is full, and sent mail has no room in it.",
			Owner:    You, Exit: ExitRefused, Retry: RetryAfter, Takes: "an hour at most after making room",
			Proof: "The login was accepted; the mailbox has no room.",
			Try: []string{
				"Delete or archive mail, also in Sent Items, then empty Deleted Items.",
				"Each test email lies in Sent Items too.",
				"If a recipient's mailbox is the full one, only its owner can make room.",
			},
			AdminTry: []string{
				"See how full it is, in Exchange Online PowerShell:\n  Connect-ExchangeOnline\n  Get-EXOMailboxStatistics -Identity {mailbox} | Format-List TotalItemSize",
				"Give it an archive, or a licence with more room:\n  Enable-Mailbox -Identity {mailbox} -Archive",
			},
			Match: []Match{
				{Says: "ShutoffQuotaExceeded", Alone: true}, {Says: "mailbox full"}, {Says: "mailbox is full"}, {Says: "over quota"},
				{Says: "overquota"}, {Says: "quota exceeded"}, {Says: "QuotaExceededException"}, {Says: "exceeded * storage"},
				{Says: "mailbox quota"}, {Says: "exceeded storage allocation"}, {Enhanced: "5.2.2"}, {Enhanced: "4.2.2"},
			},
			Example: "554 5.2.2 mailbox full; STOREDRV.Submission.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded",
			Stage:   smtpcheck.Data,
			Source:  "Microsoft: NDR 5.2.2",
		},
		{
			Code: "SEND-MANY", Title: "too many recipients",
			Happened: "The message has more recipients than one message may have.",
			Owner:    You, Exit: ExitRefused, Retry: RetryAfter,
			Proof: "The login was accepted; the list of recipients is too long.",
			Try: []string{
				"Send the message in several parts, with fewer recipients each.",
				"For a fixed circle of people, use one distribution list as the recipient.",
			},
			AdminTry: []string{
				"See and set the limit, at most 1000, in Exchange Online PowerShell:\n  Connect-ExchangeOnline\n  Set-Mailbox -Identity {mailbox} -RecipientLimits 1000",
			},
			Match: []Match{
				{Says: "too many recipients"}, {Says: "recipient limit"}, {Says: "RESOLVER.ADR.RecipLimit", Alone: true},
				{Says: "RecipientCountExceeded"}, {Says: "recipients limit"}, {Says: "maximum number of recipients"}, {Enhanced: "5.5.3"},
				{Enhanced: "4.5.3"},
			},
			Example: "452 4.5.3 Too many recipients",
			Stage:   smtpcheck.Recipient,
			Source:  "Exchange's transport; RFC 5321 section 4.5.3.1.10",
		},
		{
			Code: "SEND-SIZE", Title: "message too large",
			Happened: "The message, or its head, is larger than the server takes.",
			Owner:    You, Exit: ExitRefused, Retry: RetryAfter,
			Proof: "The login was accepted; the message is too large.",
			Try: []string{
				"Send smaller attachments, or a link instead.",
				"An attachment grows by a third on its way. Most mailboxes take 35 MB in all.",
			},
			AdminTry: []string{
				"Raise the limit of the mailbox, at most 150 MB, in Exchange Online PowerShell:\n  Connect-ExchangeOnline\n  Set-Mailbox -Identity {mailbox} -MaxSendSize 50MB",
			},
			Match: []Match{
				{Says: "RecipSizeLimit", Alone: true}, {Says: "OrgSendSizeLimit", Alone: true},
				{Says: "SendSizeLimit", Alone: true}, {Says: "RecvSizeLimit", Alone: true},
				{Says: "message size exceeds", Alone: true}, {Says: "header size exceeds", Alone: true}, {Says: "exceeds fixed maximum"},
				{Says: "message size limit"}, {Says: "message too large"}, {Says: "message is too large"}, {Says: "too big", Code: 5},
				{Says: "message too big"}, {Says: "exceeds size limit"}, {Says: "exceeds the maximum size"}, {Says: "message size * exceed"},
				{Says: "maximum message size"}, {Says: "size limit", Code: 552}, {Says: "MessageSizeExceeded"},
				{Enhanced: "5.3.4"}, {Enhanced: "4.3.4"}, {Enhanced: "5.2.3"}, {Code: 552},
			},
			Example: "552 5.3.4 Message size exceeds fixed maximum message size",
			Stage:   smtpcheck.Data,
			Source:  "Exchange's transport; RFC 1870",
		},
	}
}
