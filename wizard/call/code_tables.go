package call

import (
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

// The tables of the call code. A word's place in its table is what a code
// says, and codes of older releases are read with the same tables: so words
// are only ever added at the end, never moved, renamed or taken out.

var evidence = []checklist.Evidence{checklist.Todo, checklist.Said, checklist.Fits, checklist.Proved, checklist.Refuted}

var keychains = []Keychain{NotStored, InMemory, InSystem, Elsewhere}

// realms are the kinds of account in the worldwide cloud, and then the other
// clouds. Google is the provider that an older guide names by mistake.
var realms = []string{string(causes.AccountUnknown), string(causes.AccountWork), string(causes.AccountConsumer), string(causes.AccountOther),
	google, cloud + "gcc-high", cloud + "dod", cloud + "china"}

const (
	google = "google"
	cloud  = "cloud "
)

var systems = []string{"", "linux", "darwin", "windows"}

var outcomes = []Outcome{Unchecked, LoggedIn, Sent, Confirmed, MaybeSent}

var causeNames = []string{"", "UNKNOWN",
	"NET-DNS", "NET-REFUSED", "NET-BLOCKED", "NET-RESET", "NET-PORTAL",
	"TLS-STRIPPED", "TLS-INJECT", "TLS-UNTRUSTED", "TLS-NAME", "TLS-CLOCK", "TLS-OLD", "TLS-NOTTLS", "TLS-FAILED", "TLS-REQUIRED",
	"SMTP-GARBLED", "SMTP-TOOLONG", "SMTP-SLOW", "SMTP-CLOSED", "SMTP-BUSY", "SMTP-HELLO", "SMTP-REJECTED",
	"AUTH-WRONG", "AUTH-MAILBOX-OFF", "AUTH-TENANT-OFF", "AUTH-POLICY", "AUTH-DEFAULTS", "AUTH-BASIC-OFF", "AUTH-BASIC-GONE",
	"AUTH-LOCKED", "AUTH-ISSUE", "AUTH-FEDERATION", "AUTH-ORG", "AUTH-REFUSED", "AUTH-NOMECH", "AUTH-TEMP", "AUTH-TOKEN",
	"AUTH-REQUIRED", "AUTH-OTHER-PROVIDER",
	"SEND-AS", "SEND-THROTTLED", "SEND-BUSY", "SEND-RATE", "SEND-QUOTA", "SEND-FULL", "SEND-MANY", "SEND-BLOCKED", "SEND-TENANT",
	"SEND-ROUTE", "SEND-EXTERNAL", "SEND-SIZE", "SEND-SETTLING", "SEND-RECIPIENT", "SEND-VERIFY",
	"KEY-LOCKED", "KEY-ABSENT", "KEY-DENIED", "KEY-TOOBIG", "KEY-MISMATCH",
	"CFG-READONLY", "CFG-FULL", "CFG-CORRUPT", "CFG-NEWER", "CFG-BUSY", "CFG-UNSAFE",
	"IN-EMAIL", "IN-PASSWORD", "IN-HOST", "IN-PORT", "IN-TOOLONG",
	"IN-CODE", "CODE-BAD", "CODE-OLD", "TTY-NONE", "TTY-SMALL",
	"AUTH-WRONG:elsewhere", "AUTH-POLICY:unknown words", "AUTH-LOCKED:tenant", "AUTH-MAILBOX-OFF:cut", "AUTH-MAILBOX-OFF:elsewhere", "TLS-UNTRUSTED:expired",
	"NET-DNS:no network", "NET-BLOCKED:no network", "NET-REFUSED:no network", "NET-RESET:no network",
	"NET-DNS:reached", "NET-BLOCKED:reached", "NET-REFUSED:reached", "NET-RESET:reached",
	"NET-BLOCKED:intercepted", "NET-REFUSED:intercepted", "NET-RESET:intercepted", "TLS-UNTRUSTED:issuer", "TLS-CLOCK:clock",
	"KEY-MISSING",
	"AUTH-POLICY:elsewhere", "AUTH-OTHER-PROVIDER:switch",
	"NET-PORT", "NET-REDIRECTED", "SEND-FORWARD", "NET-BLOCKED:port", "NET-DNS:space", "SEND-ROUTE:connector", "SEND-ROUTE:own relay",
	"AUTH-REQUIRED:bounce", "AUTH-TEMP:own server", "AUTH-TOKEN:program", "TLS-REQUIRED:hybrid", "TLS-UNTRUSTED:revocation",
}

// screens are the keys of all screens, each with its step: first, for every
// step, what can stand in front of it, and then the steps' own questions and
// pieces of work. A step alone stands for a question that is not known.
var screens = append(everyStep("", "trouble", "menu", "admin", "report", "wait", "resume", "resume:saved", "waiting", "waiting:saved", "ways"),
	"mailbox/pick", "mailbox/old", "two-step/old", "smtp-auth/old", "app-password/old", "check/old",
	"mailbox/sender", "mailbox/doubt", "mailbox/ordinary", "mailbox/cloud", "mailbox/login",
	"two-step/ready", "two-step/sees", "two-step/why-account", "two-step/why-method", "two-step/why-defaults", "two-step/why-state", "two-step/why-allow",
	"two-step/why-admin", "two-step/why-colleague", "two-step/why-asked",
	"two-step/why:other-account", "two-step/why:consumer", "two-step/why:no-sign-in", "two-step/why:no-method", "two-step/why:no-button",
	"two-step/why:not-enforced", "two-step/why:not-enforced-or-allowed", "two-step/why:conditional", "two-step/why:defaults-likely",
	"two-step/why:defaults", "two-step/why:not-allowed", "two-step/why:both-right", "two-step/why:unknown",
	"two-step/look", "two-step/road", "settings/look", "settings/road",
	"smtp-auth/on", "smtp-auth/off",
	"settings/use", "settings/host", "settings/port", "settings/login", "settings/recipient", "settings/strange", "settings/save",
	"app-password/probe", "app-password/create", "app-password/password", "app-password/odd", "app-password/store",
	"check/mode", "check/check",
	"test-email/arrived", "test-email/missing-mailbox", "test-email/missing-junk", "test-email/missing-rules",
	"test-email/missing-quarantine", "test-email/missing-trace", "test-email/code", "test-email/finish",
	"settings/sender",
	"mailbox/steps", "two-step/steps", "smtp-auth/steps", "settings/steps", "app-password/steps", "check/steps", "test-email/steps",
	"mailbox/set-up", "two-step/set-up", "smtp-auth/set-up", "settings/set-up", "app-password/set-up", "check/set-up", "test-email/set-up",
	"app-password/look-old", "app-password/remove-old", "app-password/forget-old",
)

// everyStep is for the first release alone: a panel that comes later is added
// at the end, step by step.
func everyStep(panels ...string) []string {
	names := []string{""}
	for _, step := range []string{"mailbox", "two-step", "smtp-auth", "settings", "app-password", "check", "test-email"} {
		for _, p := range panels {
			names = append(names, step+"/"+p)
		}
	}
	return names
}
