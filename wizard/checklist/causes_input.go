package checklist

import "mailready/smtpcheck/causes"

// What was typed, the call codes read over the phone, and the terminal.
var inputCauses = []causes.Cause{
	{
		Code: "IN-EMAIL", Title: "not an email address",
		Happened: "This is not an email address that can be used, so nothing was sent.",
		Owner:    causes.You, Exit: causes.ExitInput, Retry: causes.RetryAfter, Fix: "mailbox",
		Try: []string{
			"Type the whole address, such as name@company.com.",
			"Type it by hand if pasting brought characters that are not allowed.",
		},
		Source: "RFC 5321 section 4.1.2",
	},
	{
		Code: "IN-PASSWORD", Title: "not an app password",
		Happened: "This does not look like an app password, which has 16 letters.",
		Owner:    causes.You, Exit: causes.ExitInput, Retry: causes.RetryAfter, Fix: causes.ItemAppPassword,
		Try: []string{
			"Copy the password from Microsoft's page and paste it. Spaces do not matter.",
			"If it has capitals, digits or signs, it looks like your normal password, not an app password.",
			"If the page is closed, delete that app password and create a new one.",
		},
		Source: "app passwords of Microsoft 365 are 16 lower-case letters",
	},
	{
		Code: "IN-HOST", Title: "not a server name",
		Happened: "This is not a server name that can be used, so nothing was sent.",
		Owner:    causes.You, Exit: causes.ExitInput, Retry: causes.RetryAfter, Fix: "settings",
		Try: []string{
			"For Microsoft 365 type smtp.office365.com.",
			"Type a name and no numbers, no https:// before it, and no port behind it.",
		},
		Source: "RFC 1123 section 2.1",
	},
	{
		Code: "IN-PORT", Title: "not a usable port",
		Happened: "This port cannot be used, so nothing was sent.",
		Owner:    causes.You, Exit: causes.ExitInput, Retry: causes.RetryAfter, Fix: "settings",
		Try: []string{
			"Type 587 or 465. Microsoft uses 587.",
		},
		Source: "RFC 6409; RFC 8314",
	},
	{
		Code: "IN-TOOLONG", Title: "too long",
		Happened: "This is longer than it can be, so the rest was dropped.",
		Owner:    causes.You, Exit: causes.ExitInput, Retry: causes.RetryAfter,
		Try: []string{
			"An address has at most 254 characters, a password 128, a server name 253.",
			"Copy just the value itself, and paste it again.",
		},
		Source: "RFC 5321 section 4.5.3.1",
	},
	{
		Code: "CODE-BAD", Title: "not the right code",
		Happened: "This code is not complete, or one character of it is wrong.",
		Owner:    causes.You, Exit: causes.ExitInput, Retry: causes.RetryAfter,
		Try: []string{
			"Compare the code again, slowly, one character after the other.",
			"The code of the test email stands in its subject. The newest test email counts.",
			"For a call code, ask the caller to read it again. A cause code such as AUTH-TENANT-OFF helps as well.",
		},
		Source: "the check characters of the call code; the code in the last test email",
	},
	{
		Code: "CODE-OLD", Title: "call code of another version",
		Happened: "This call code comes from another version of the program.",
		Owner:    causes.You, Exit: causes.ExitInput, Retry: causes.RetryAfter,
		Try: []string{
			"Ask which version the caller has: mailready version",
			"Use the same version, or ask for the cause code and use that.",
		},
		Source: "the version character of the call code",
	},
	{
		Code: "TTY-NONE", Title: "no terminal",
		Happened: "The wizard needs a terminal, and this is none.",
		Owner:    causes.You, Exit: causes.ExitUsage, Retry: causes.RetryAfter,
		Try: []string{
			"Open a terminal window and start it there.",
			"In scripts use mailready check, which asks nothing.",
		},
		Source: "standard input or output is no terminal",
	},
	{
		Code: "TTY-SMALL", Title: "window too small",
		Happened: "The window is too small to show the wizard.",
		Owner:    causes.You, Exit: causes.ExitUsage, Retry: causes.RetryAfter,
		Try: []string{
			"Make the window larger: it needs 40 columns and 10 lines.",
			"Or start with --plain, which needs no full screen.",
		},
		Source: "the size that the terminal reports",
	},
}
