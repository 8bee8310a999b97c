package checklist

import "mailready/smtpcheck/causes"

// NoAppPassword finds out why "App password" is not in the list under "Add
// sign-in method". The entry is offered only where per-user MFA is Enforced
// for the account and an admin has allowed app passwords; security defaults
// and MFA by Conditional Access alone do not offer it (Microsoft Entra,
// "Enforce multifactor authentication with legacy applications using app
// passwords").
var NoAppPassword = Questions{
	First: "account",
	Questions: []Question{
		{
			Key: "account", Link: "security-info", Old: "Method A, Method B",
			Label: "Which account stands at the top right of the page?",
			Hint:  "Click the picture or the letters there; the address appears.",
			Answers: []Answer{
				{Value: "mine", Label: "The account of this mailbox", Next: "method"},
				{Value: "other", Label: "Another account, or my private one", Finding: "other-account"},
				{Value: "consumer", Label: "The page is account.live.com or account.microsoft.com", Finding: "consumer"},
				{Value: "cannot", Label: "I cannot sign in at all", Finding: "no-sign-in"},
			},
		},
		{
			Key: "method", Link: "security-info", Old: "Select Authenticator App or Phone",
			Label: "Is Microsoft Authenticator, or another second step, in the list on that page?",
			Hint:  "The password itself does not count.",
			Answers: []Answer{
				{Value: "yes", Label: "Yes", Next: "admin"},
				{Value: "no", Label: "No, there is none yet", Finding: "no-method"},
				{Value: "button", Label: "No, and there is no button \"Add sign-in method\"", Finding: "no-button"},
			},
		},
		{
			Key:   "admin",
			Label: "Can you look into the Microsoft Entra admin center yourself?",
			Hint:  "Only admins can. Say no if you do not know it.",
			Answers: []Answer{
				{Value: "no", Label: "No", Next: "colleague"},
				{Value: "yes", Label: "Yes, I am an admin", Next: "defaults"},
			},
		},
		{
			Key: "colleague", Old: "SMTP AUTH may be disabled",
			Label: "Does a colleague at your organisation see \"App password\" in that list?",
			Answers: []Answer{
				{Value: "unknown", Label: "I do not know", Next: "asked"},
				{Value: "yes", Label: "Yes, somebody does", Finding: "not-enforced"},
				{Value: "no", Label: "No, nobody does", Next: "asked"},
			},
		},
		{
			Key: "asked", Old: "You must have 2-Step Verification enabled",
			Label: "When does Microsoft ask you for the second step?",
			Answers: []Answer{
				{Value: "unknown", Label: "I do not know", Finding: "unknown"},
				{Value: "never", Label: "Never", Finding: "not-enforced-or-allowed"},
				{Value: "some", Label: "Only away from the office, or only with some programs", Finding: "conditional"},
				{Value: "everyone", Label: "Everybody here was told to set it up within 14 days", Finding: "defaults-likely"},
				{Value: "always", Label: "Often, at almost every sign-in", Finding: "unknown"},
			},
		},
		{
			Key: "defaults", Link: "entra",
			Label: "Are security defaults on?",
			Hint:  "Entra > Overview > Properties > Manage security defaults",
			Answers: []Answer{
				{Value: "off", Label: "Off", Next: "state"},
				{Value: "on", Label: "On", Finding: "defaults"},
			},
		},
		{
			Key: "state", Link: "entra",
			Label: "Which state does per-user MFA show for this account?",
			Hint:  "Entra > Users > All users > Per-user MFA",
			Answers: []Answer{
				{Value: "disabled", Label: "Disabled", Finding: "not-enforced"},
				{Value: "enabled", Label: "Enabled", Finding: "not-enforced"},
				{Value: "enforced", Label: "Enforced", Next: "allow"},
			},
		},
		{
			Key: "allow", Link: "mfa-settings",
			Label: "Are users allowed to create app passwords to sign in to non-browser apps?",
			Hint:  "Entra > Conditional Access > Named locations > Configure multifactor authentication trusted IPs",
			Answers: []Answer{
				{Value: "no", Label: "No, \"Do not allow\" is chosen", Finding: "not-allowed"},
				{Value: "yes", Label: "Yes, \"Allow\" is chosen", Finding: "both-right"},
			},
		},
	},
	Findings: []Finding{
		{
			Key: "other-account", Turn: causes.You, Again: true,
			Lines: []string{
				"The page shows the methods of another account. An app password made there is for that account.",
				"Sign out on that page, or open it in a private window. Sign in with the account of this mailbox.",
				"Then look at the list again.",
			},
		},
		{
			Key: "consumer", Turn: causes.You, NoWay: true,
			Lines: []string{
				"That is the page of a private Microsoft account, such as outlook.com or hotmail.com.",
				"It still makes app passwords, but since 16 September 2024 they do not work for sending.",
				"Please use a mailbox of your organisation. If you have one, open the page again in a private window.",
			},
		},
		{
			Key: "no-sign-in", Turn: causes.Admin, Admin: []AdminItem{AdminMailbox},
			Lines: []string{
				"Nobody can make an app password without signing in to the account first.",
				"A shared mailbox has no sign-in of its own. Use the account of a person who may send as it.",
				"Otherwise your admin can look whether sign-in is blocked, or give you a new password.",
			},
		},
		{
			Key: "no-method", Turn: causes.You, Again: true,
			Lines: []string{
				"2-step verification is not set up for this account yet.",
				"Choose \"Add sign-in method\", then Microsoft Authenticator, and finish the set-up.",
				"Then look at the list again. If \"App password\" is still missing, come back here.",
			},
		},
		{
			Key: "no-button", Turn: causes.Admin,
			Admin: []AdminItem{AdminRegister, AdminDefaults, AdminPerUserMFA, AdminAllow},
			Lines: []string{
				"Your organisation does not let you add sign-in methods from here.",
				"That can be a rule about the place or the device. Try it once from the office network.",
				"If it stays so, it is your admin's turn. The message for your admin says what to look at.",
			},
		},
		{
			Key: "not-enforced", Turn: causes.Admin, Admin: []AdminItem{AdminPerUserMFA},
			Lines: []string{
				"Per-user MFA is not Enforced for this account. Only then does Microsoft offer app passwords.",
				"Adding Authenticator alone does not do that. It is not your mistake.",
				"It is the admin's turn. The message for your admin says how, for this one account.",
			},
		},
		{
			Key: "not-enforced-or-allowed", Turn: causes.Admin, Likely: true,
			Admin: []AdminItem{AdminPerUserMFA, AdminAllow},
			Lines: []string{
				"Having Authenticator is not enough: per-user MFA must be Enforced for this account.",
				"As you are never asked for the second step, that is probably not so.",
				"It is the admin's turn. The message for your admin says how, for this one account.",
			},
		},
		{
			Key: "conditional", Turn: causes.Admin, Likely: true,
			Admin: []AdminItem{AdminPerUserMFA, AdminAllow, AdminConditional},
			Lines: []string{
				"Your organisation probably asks for the second step by a Conditional Access policy.",
				"Such a policy alone does not offer app passwords. The same policy may refuse them later, too.",
				"It is the admin's turn. Your admin may prefer another way of sending; the message names some.",
			},
		},
		{
			Key: "defaults-likely", Turn: causes.Admin, Likely: true,
			Admin: []AdminItem{AdminDefaults, AdminPerUserMFA, AdminAllow},
			Lines: []string{
				"That is how Microsoft's security defaults announce themselves. While they are on, app passwords are not possible.",
				"Switching them off concerns everybody at your organisation, so only an admin can weigh that.",
				"It is the admin's turn. The message for your admin says what to look at, and names other ways.",
			},
		},
		{
			Key: "defaults", Turn: causes.Admin, Admin: []AdminItem{AdminDefaults, AdminPerUserMFA, AdminAllow},
			Lines: []string{
				"While security defaults are on, there are no app passwords, and SMTP with a password is refused.",
				"Switch them off only when Conditional Access or per-user MFA protects all accounts instead.",
				"The admin request lists the steps and what each does to security. It also names other ways of sending.",
			},
		},
		{
			Key: "not-allowed", Turn: causes.Admin, Admin: []AdminItem{AdminAllow},
			Lines: []string{
				"The switch for app passwords is off. It is for the whole organisation; there is none for one person.",
				"Choose \"Allow users to create app passwords to sign in to non-browser apps\" and Save.",
				"Then sign out, sign in again, and look at the list.",
			},
		},
		{
			Key: "both-right", Turn: causes.You, Again: true,
			Lines: []string{
				"Then the entry should be there. A fresh sign-in is needed before the page shows it.",
				"Sign out on the page, close the browser, and sign in again with this account.",
				"Delete an old app password if there are 40 of them. That is the limit.",
			},
		},
		{
			Key: "unknown", Turn: causes.Admin, Likely: true,
			Admin: []AdminItem{AdminDefaults, AdminPerUserMFA, AdminAllow},
			Lines: []string{
				"There are three usual reasons, and only an admin can see which one it is.",
				"Per-user MFA is not Enforced, app passwords are not allowed, or security defaults are on.",
				"It is the admin's turn. The message for your admin asks for all three, each only if needed.",
			},
		},
	},
}
