package smtpcheck

import (
	"strconv"
	"strings"
	"time"
)

// Owner is who must act next.
type Owner string

const (
	You       Owner = "you"
	Admin     Owner = "admin"
	Network   Owner = "network"
	Microsoft Owner = "microsoft"
)

// Retry says whether trying again without a change can help.
type Retry string

const (
	RetryNever Retry = "no"    // not before something changed
	RetryOnce  Retry = "once"  // once, by hand
	RetryLater Retry = "later" // after a wait
	RetryAfter Retry = "after" // after the owner's change took effect
)

// Exit codes of the program (sysexits); each cause carries its own.
const (
	ExitOK          = 0
	ExitUsage       = 64
	ExitInput       = 65
	ExitNetwork     = 69
	ExitInternal    = 70
	ExitFile        = 74
	ExitLater       = 75
	ExitProtocol    = 76
	ExitRefused     = 77
	ExitConfig      = 78
	ExitInterrupted = 130
)

// The checklist items that a cause can refute or a success can prove. They
// are the ids of the steps that claim them.
const (
	ItemTwoStep     = "two-step"
	ItemSMTPAuth    = "smtp-auth"
	ItemAppPassword = "app-password"
)

// Cause is an entry of the catalogue: why something failed, whose turn it is,
// and what to do. Texts may hold the names {mailbox}, {login}, {host},
// {port}, {domain} and {recipient}; [Names.Fill] puts them in.
type Cause struct {
	Code     string // "AUTH-TENANT-OFF"; never reused, never renamed
	Title    string // a few words, for lists
	Happened string // one sentence: what happened
	Owner    Owner
	Exit     int
	Retry    Retry
	Takes    string   // how long the change takes to work, empty where it is at once
	Refutes  []string // checklist items this proves wrong, often none
	Fix      string   // id of the step that mends it, empty where none does
	Try      []string // numbered actions for the user
	AdminTry []string // numbered actions for the admin, with portal path and PowerShell

	Match []Match // any of them makes it this cause; plain data
	Fault Fault   // or this fault

	Example string // a verbatim reply, which the simulated server plays; empty for local faults
	Stage   Stage  // the stage at which the simulated server plays it
	Source  string // where the reply or the rule was read
}

// Match describes replies. All fields that are set must fit; a zero Match
// fits nothing.
type Match struct {
	Says     string  // words of the sentence, lower case; "*" stands for any words between
	Enhanced string  // "5.7.139"
	Code     int     // 535
	Stages   []Stage // empty: any
}

// Facts are what else must be known to read a reply: the same sentence can
// mean another thing to a consumer account, at another host, or later on.
type Facts struct {
	Account Account
	Host    string
	Today   time.Time // zero: unknown
	User    string    // login name, for the names in the advice
}

// Account is the kind of account an address belongs to.
type Account string

const (
	AccountUnknown  Account = ""
	AccountWork     Account = "work"     // Microsoft 365 of an organisation
	AccountConsumer Account = "consumer" // outlook.com, hotmail.com, live.com ...
	AccountOther    Account = "other"    // another provider
)

// Verdict is the diagnosis of one failure.
type Verdict struct {
	Cause      *Cause // never nil; [Unknown] where nothing fits
	Reply      Reply  // the reply that was judged, after unwrapping
	Recognised string // the part of the text that decided, empty for faults
	Fault      Fault
	Err        error
}

// Names are the particulars put into a cause's texts.
type Names struct {
	Mailbox, Login, Host, Recipient string
	Port                            int
}

// Fill replaces the names in braces. A name that is not known becomes a plain
// description such as "the mailbox".
func (n Names) Fill(text string) string {
	or := func(v, plain string) string {
		if v == "" {
			return plain
		}
		return v
	}
	port := "587"
	if n.Port != 0 {
		port = strconv.Itoa(n.Port)
	}
	_, domain, _ := strings.Cut(n.Mailbox, "@")
	return strings.NewReplacer(
		"{mailbox}", or(n.Mailbox, "MAILBOX"), "{login}", or(n.Login, or(n.Mailbox, "LOGIN")),
		"{host}", or(n.Host, "smtp.office365.com"), "{port}", port,
		"{domain}", or(domain, "DOMAIN"), "{recipient}", or(n.Recipient, or(n.Mailbox, "RECIPIENT")),
	).Replace(text)
}
