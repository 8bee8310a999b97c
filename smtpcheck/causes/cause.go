package causes

import (
	"cmp"
	"mailready/smtpcheck"
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
//
// An action of Try or AdminTry is one or more short sentences. Where it needs
// something to type, that follows on lines of its own which begin with two
// spaces, to be shown unwrapped.
type Cause struct {
	Code     string // "AUTH-TENANT-OFF"; never reused, never renamed
	Title    string // a few words, for lists
	Happened string // one sentence: what happened
	Owner    Owner
	Exit     int
	Retry    Retry
	Takes    string   // a phrase: how long it lasts, or a change takes to work; empty where it is at once
	Refutes  []string // checklist items this proves wrong, often none
	Proof    string   // why it refutes just those; set where a reader could think otherwise
	Fix      string   // id of the step that mends it, empty where none does
	Try      []string // numbered actions for the user
	AdminTry []string // numbered actions for the admin, with portal path and PowerShell

	Match    []Match         // server replies that have this cause; plain data
	Heard    []Match         // what programs print when it happens on their side; only Says, With, Variant, Alone, Weak
	Fault    smtpcheck.Fault // or this fault of the engine
	Variants []Variant       // other wordings for other circumstances
	Worded   string          // in a verdict: the name of the variant whose words these are, "elsewhere" for another provider's server, empty otherwise

	Example string          // a verbatim reply, which the simulated server plays; empty for local faults
	Stage   smtpcheck.Stage // the stage at which the simulated server plays it
	SignIn  string          // what Microsoft's login service says, with its number; empty where it says nothing
	Source  string          // where the reply or the rule was read
}

// Match describes replies. All fields that are set must fit; a zero Match
// fits nothing. The rules of all causes are tried in the order: whole
// sentences, words with "*" between them, general words, complaints about the
// password, enhanced codes, weak words, basic
// codes, and stages alone; among equals the order of the catalogue decides.
type Match struct {
	Says     string            // words of the sentence; "*" stands for some words between, "~" for a few, "|" for "or"
	With     string            // words that must occur as well, anywhere in the same reply
	Around   string            // words that must occur as well, anywhere in the whole pasted text; such a rule comes first
	Enhanced string            // "5.7.139", a range "5.7.606-649", or a family "5.1.*"
	Code     int               // 535; a single digit means the class: 4 is any 4xx
	Stages   []smtpcheck.Stage // empty: any
	Alone    bool              // Says is distinctive enough to decide without a reply code beside it
	General  bool              // Says names a kind of reason: any sentence tells more, a complaint about the password less
	Shared   bool              // other providers say it too; at their servers it is AUTH-OTHER-PROVIDER, variant "switch"
	Weak     bool              // Says is so general that a known enhanced code tells more
	Variant  string            // the variant of the cause that these words call for
}

// Variant changes the wording of a cause for one circumstance; its code, and
// so what a script sees, stays the same. Empty fields keep the cause's own.
// It applies when a Match names it, or when all of its conditions hold.
type Variant struct {
	Name string // what a Match calls it; empty where conditions decide

	Account   Account   // condition: this kind of account
	Since     time.Time // condition: this day or later
	Elsewhere bool      // condition: the host is known and not one of Microsoft's
	Token     bool      // condition: the login was tried with an access token
	AppOnly   bool      // condition: the app signs in as itself, without a person

	Happened string
	Owner    Owner
	Retry    Retry
	Takes    string // the cause's own goes where Retry is RetryNever
	Fix      string
	Try      []string
	AdminTry []string // an empty, non-nil list removes it
}

// Facts are what else must be known to read a reply: the same sentence can
// mean another thing to a consumer account, at another host, or later on.
type Facts struct {
	Account  Account
	Host     string
	Today    time.Time // zero: unknown
	User     string    // login name, for the names in the advice
	Port     int       // the port that was dialled; 0: not known
	Greeting string    // the name in the greeting of the server that answered; empty: not known
	Token    bool      // the login was tried with an access token, not with a password
	AppOnly  bool      // the token is one of an app that signs in as itself, without a person

	paste *words // the whole text, where one was pasted
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
	Cause      *Cause          // never nil; [Unknown] where nothing fits
	Reply      smtpcheck.Reply // the reply that was judged, after unwrapping
	Recognised string          // the part of the text that decided, empty for faults
	Fault      smtpcheck.Fault
	Err        error
	SignIn     SignInError // what the login service answered, where that was judged

	// Of a pasted text: what else it tells, and the program whose words it is
	// in, empty where that is not certain.
	Told    PasteFacts
	Program string
}

// Said is what was said literally, and who said it: the mail server, the login
// service, or this computer of the way to it. Both are empty where nobody did.
func (v Verdict) Said() (who, words string) {
	switch {
	case v.Reply.Code != 0:
		return "Server", v.Reply.String()
	case v.SignIn.Says == "":
		return "", ""
	case v.SignIn.Way:
		return "This computer", v.SignIn.Says
	}
	return "Microsoft's sign-in", v.SignIn.Says
}

// Speaker is who said what is kept of a failure with this cause.
func (c Cause) Speaker() string {
	if strings.HasPrefix(c.Code, "OAUTH-") {
		return "Sign-in"
	}
	return "Server"
}

// Names are the particulars put into a cause's texts.
type Names struct {
	Mailbox, Login, Host, Recipient string
	Port                            int
}

// Fill replaces the names in braces. A name that is not known becomes a plain
// description such as "the mailbox", and MAILBOX on lines that are to be
// typed. On these, a name that PowerShell would not take as it stands is
// quoted.
func (n Names) Fill(text string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	port := "587"
	if n.Port != 0 {
		port = strconv.Itoa(n.Port)
	}
	_, domain, _ := strings.Cut(n.Mailbox, "@")
	known := []struct{ name, value, plain string }{
		{"{mailbox}", n.Mailbox, "the mailbox"}, {"{login}", cmp.Or(n.Login, n.Mailbox), "the user"},
		{"{host}", cmp.Or(n.Host, "smtp.office365.com"), ""}, {"{port}", port, ""},
		{"{domain}", domain, "the domain"}, {"{recipient}", cmp.Or(n.Recipient, n.Mailbox), "the recipient"},
	}
	var filled strings.Builder
	for line := range strings.Lines(text) {
		for _, k := range known {
			value := cmp.Or(k.value, k.plain)
			if typed := strings.HasPrefix(line, "  "); typed && k.value == "" {
				value = strings.ToUpper(strings.Trim(k.name, "{}"))
			} else if typed {
				value = forPowerShell(value)
			}
			line = strings.ReplaceAll(line, k.name, value)
		}
		filled.WriteString(line)
	}
	return filled.String()
}

// plainWord is what PowerShell takes for one word without quotes.
var plainWord = pattern(`^[A-Za-z0-9][A-Za-z0-9._@-]*$`)

// forPowerShell gives s as one word of a command. Nothing is replaced between
// single quotes, and each kind of single quote stands for itself when doubled.
func forPowerShell(s string) string {
	if plainWord().MatchString(s) {
		return s
	}
	return "'" + strings.NewReplacer("'", "''", "\u2018", "\u2018\u2018", "\u2019", "\u2019\u2019", "\u201a", "\u201a\u201a", "\u201b", "\u201b\u201b").Replace(s) + "'"
}
