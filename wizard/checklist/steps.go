package checklist

import "sync"

// The ids of the seven steps. They never change: the guide, the causes, the
// call code and saved progress name steps by them.
const (
	stepMailbox     = "mailbox"
	stepTwoStep     = "two-step"
	stepSMTPAuth    = "smtp-auth"
	stepSettings    = "settings"
	stepAppPassword = "app-password"
	stepCheck       = "check"
	stepTestEmail   = "test-email"
)

// Steps are the seven steps in their order, made when they are first needed. A
// step is one file, one word here, and one section in the guide.
var Steps = sync.OnceValue(func() []Step {
	return []Step{mailbox(), twoStep(), smtpAuth(), mailSettings(), appPassword(), liveCheck(), testEmail()}
})
