package checklist

import "mailready/smtpcheck/causes"

// The files of the settings and of what is kept between two starts.
var settingsCauses = []causes.Cause{
	{
		Code: "CFG-READONLY", Title: "settings cannot be written",
		Happened: "The settings could not be written: this folder or file does not allow it.",
		Owner:    causes.You, Exit: causes.ExitFile, Retry: causes.RetryAfter, Fix: "settings",
		Try: []string{
			"Check that you own the folder of the settings and may write in it.",
			"Or choose another folder: start again with --config and its name.",
			"You can check without saving:\n  mailready check --password-stdin --from {mailbox}",
		},
		Source: "the operating system refused to write",
	},
	{
		Code: "CFG-FULL", Title: "disk full",
		Happened: "The disk is full, so the settings were not saved. The old ones are kept.",
		Owner:    causes.You, Exit: causes.ExitFile, Retry: causes.RetryAfter, Fix: "settings",
		Try: []string{
			"Make room on the disk: a few kilobytes are enough.",
			"Then try again. A password in the keychain is not lost.",
		},
		Source: "no space left, or over quota",
	},
	{
		Code: "CFG-CORRUPT", Title: "settings cannot be read",
		Happened: "The file of the settings is damaged or not understood, so it was left as it is.",
		Owner:    causes.You, Exit: causes.ExitConfig, Retry: causes.RetryAfter,
		Try: []string{
			"If you changed the file by hand, look at the line that the message names.",
			"Or rename the file and start again: the wizard then makes a new one.",
			"The password is in the keychain and is not lost.",
		},
		Source: "the file does not parse",
	},
	{
		Code: "CFG-NEWER", Title: "settings of a newer version",
		Happened: "A newer version of this program wrote the settings, so they were left as they are.",
		Owner:    causes.You, Exit: causes.ExitConfig, Retry: causes.RetryAfter,
		Try: []string{
			"Use the newer version of this program.",
			"Or use another folder for this one: start again with --config and its name.",
		},
		Source: "the number of the file's format is unknown",
	},
	{
		Code: "CFG-BUSY", Title: "another one is at work",
		Happened: "Another mailready is at work on this computer, so nothing is changed here.",
		Owner:    causes.You, Exit: causes.ExitConfig, Retry: causes.RetryAfter,
		Try: []string{
			"Go on in the other window, or close it. Where it renews a sign-in, wait a moment.",
			"Then start again here.",
		},
		Source: "the settings are locked by another process",
	},
	{
		Code: "CFG-UNSAFE", Title: "settings in an unsafe place",
		Happened: "The file of the settings is not a plain file of yours, so it was not used.",
		Owner:    causes.You, Exit: causes.ExitConfig, Retry: causes.RetryAfter,
		Try: []string{
			"Look at the file that the message names: it must be a plain file, and belong to you.",
			"If somebody else made it, delete it and start again.",
			"Or use another folder: start again with --config and its name.",
		},
		Source: "a link, a device, another owner, or a file that is too large",
	},
}
