package checklist

import "mailready/smtpcheck/causes"

// The keychain of the operating system, which keeps the app password or the
// sign-in.
var keyCauses = []causes.Cause{
	{
		Code: "KEY-LOCKED", Title: "keychain locked",
		Happened: "Your keychain stayed locked, so nothing was saved.",
		Owner:    causes.You, Exit: causes.ExitConfig, Retry: causes.RetryOnce, Fix: causes.ItemAppPassword,
		Try: []string{
			"Look for a window that asks for the password of your keychain. It may lie behind others.",
			"Unlock it with the password that you log in to this computer with.",
			"Then try again here.",
		},
		Source: "keychain error: locked, or no answer in two minutes",
	},
	{
		Code: "KEY-ABSENT", Title: "no keychain here",
		Happened: "There is no keychain that this session can use, so nothing was saved.",
		Owner:    causes.You, Exit: causes.ExitConfig, Retry: causes.RetryAfter, Fix: causes.ItemAppPassword,
		Try: []string{
			"Run the wizard in the desktop session of this computer, and not over SSH.",
			"On Linux, install and start a keychain such as GNOME Keyring or KWallet.",
			"Or go on and check only: then nothing is kept.",
		},
		Source: "keychain error: no service, or a session without access to it",
	},
	{
		Code: "KEY-DENIED", Title: "keychain refused access",
		Happened: "The keychain did not allow access, so nothing was saved.",
		Owner:    causes.You, Exit: causes.ExitConfig, Retry: causes.RetryOnce, Fix: causes.ItemAppPassword,
		Try: []string{
			"Try again, and choose Allow when the computer asks.",
			"If you never see a question, a rule of your company may forbid it: ask your helpdesk.",
			"Or go on and check only: then nothing is kept.",
		},
		Source: "keychain error: access denied, or the question was dismissed",
	},
	{
		Code: "KEY-TOOBIG", Title: "too long for the keychain",
		Happened: "The keychain cannot keep a text this long, so nothing was saved.",
		Owner:    causes.You, Exit: causes.ExitConfig, Retry: causes.RetryAfter, Fix: causes.ItemAppPassword,
		Try: []string{
			"An app password has 16 letters. Copy just those from Microsoft's page, and paste them again.",
			"Where the mailbox signs in with Microsoft, go on and check only: then nothing is kept.",
		},
		Source: "keychain error: too big",
	},
	{
		Code: "KEY-MISMATCH", Title: "keychain kept something else",
		Happened: "The keychain said yes, but gave something else back, so nothing was saved.",
		Owner:    causes.You, Exit: causes.ExitConfig, Retry: causes.RetryOnce, Fix: causes.ItemAppPassword,
		Try: []string{
			"Try again once.",
			"If it happens again, restart this computer, or use its desktop session and not SSH.",
			"Or go on and check only: then nothing is kept.",
		},
		Source: "the entry is read back after every write and compared",
	},
	{
		Code: "KEY-MISSING", Title: "nothing in the keychain",
		Happened: "The keychain has nothing for this server, port and login.",
		Owner:    causes.You, Exit: causes.ExitConfig, Retry: causes.RetryAfter, Fix: causes.ItemAppPassword,
		Try: []string{
			"Run the wizard again. It asks for the app password or the sign-in, and keeps it:\n  mailready setup {mailbox}",
			"After a change of the server, the port or the login name, it must be given again.",
		},
		Source: "keychain error: no such entry",
	},
}
