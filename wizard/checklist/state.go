package checklist

import (
	"strings"
	"time"

	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/road"
)

// State is everything the wizard knows about one mailbox. It is a plain
// value: a copy is a snapshot. The password is in it only on its way to the
// keychain, or for the length of the session where nothing is to be kept.
type State struct {
	// The settings, as they will be saved.
	Sender, Login, Cloud, Host, Recipient string
	Port                                  int
	Store                                 string        // where the secret is kept, see [StoreNames]; empty: the keychain
	Saved                                 string        // the settings as they were last saved, "" never
	Was                                   string        // the sender under which they were last saved
	Entry                                 keystore.Item // the keychain entry that belonged to them then
	OldEntry                              keystore.Item // the entry of before a change, which may still be there

	// What the user said.
	Ordinary  Claim  // signs in with its own address, in the worldwide cloud
	TwoStep   Claim  // 2-step verification is on
	Sees      Claim  // "App password" is in the list
	Has       Claim  // an app password exists already
	SMTPAuth  Claim  // SMTP AUTH is on for the mailbox
	Insisted  Asked  // questions of doubt that the user answered with "go on"
	Reasons   Asked  // why no app password is offered: answers of the branch, "question=value"
	Confirmed string // a server outside the known ones, typed twice

	// What was shown.
	Items   Items
	Road    *road.Answer // nil until the way to the server was looked at; never changed once set
	RoadFor string       // the address and server it was looked at for

	// The app password.
	Password    keystore.Secret // empty once the keychain holds it
	Shape       Shape           // of the password that is held
	Odd         string          // what is odd about it, empty for an app password
	Held        string          // the entry that was read back in this session
	SessionOnly bool            // keep nothing: the keychain cannot be used
	Renew       bool            // a new password is wanted although one is held

	// The credential. The token is in the state for the length of a check only.
	Credential     Credential
	Token          keystore.Secret
	SignedIn       string // the account that signed in, in this session
	Certificate    string // the file with an app's key and certificate; empty: it has a secret
	Client, Tenant string // the ids of the app that the sign-in goes through, empty where there is none

	// The check.
	Mode      Mode
	Checked   string // the entry that the last good check was made with
	LoggedIn  bool
	Sent      smtpcheck.Delivery
	MessageID string
	QueueID   string
	CheckedAt time.Time
	Receipt   string // the code in the mail that was sent last
	Arrived   Claim  // Yes: confirmed by the code; No: looked for in vain; Skipped
	Wrong     int    // refused logins in a row, over all runs
	Waiting   Waiting
	Failed    Failed

	Practice bool  // nothing is real, nothing is kept
	Asked    Asked // the questions answered in this session

	soFar        string          // of an admin's answer that comes line by line
	typed        <-chan string   // what is typed while work runs that listens
	places       []string        // the stores that work here, where the keychain does not
	phrase       keystore.Secret // the passphrase of the store, on its way to it
	fresh        bool            // it is a new one
	opened       string          // the store that it has opened
	passwordsOff bool            // by the day, passwords are off by default; see [Run.offered]

	last *smtpcheck.Report // what the last check observed; never changed once set
}

// Claim is what the user said to a question.
type Claim string

const (
	Unasked   Claim = ""
	Yes       Claim = "yes"
	No        Claim = "no"
	Unsure    Claim = "unsure"
	Skipped   Claim = "skipped"
	GivenOnce Claim = "given" // an app password came with the account
)

// Mode is how far the check goes.
type Mode string

const (
	SendMail  Mode = "send"  // log in and send the test email
	LoginOnly Mode = "login" // stop after the login
)

// Waiting remembers who is waited for, and since when. Zero: nobody.
type Waiting struct {
	Cause string // the code of the cause
	Since time.Time
}

// Failed is the last refusal, as far as it is worth remembering.
type Failed struct {
	Cause string
	Reply string
	At    time.Time
}

// Asked is a set of question keys. It is a string so that a copy of the State
// stays a snapshot.
type Asked string

// Has tells whether the key is in the set.
func (a Asked) Has(key string) bool {
	return strings.Contains(","+string(a)+",", ","+key+",")
}

// With is the set with the key in it.
func (a Asked) With(key string) Asked {
	if a.Has(key) {
		return a
	}
	return Asked(strings.Trim(string(a)+","+key, ","))
}

// Without is the set without the keys.
func (a Asked) Without(keys ...string) Asked {
	s := "," + string(a) + ","
	for _, k := range keys {
		s = strings.Replace(s, ","+k+",", ",", 1)
	}
	return Asked(strings.Trim(s, ","))
}

// List gives the keys in the order in which they were added.
func (a Asked) List() []string {
	if a == "" {
		return nil
	}
	return strings.Split(string(a), ",")
}

// Item is the keychain entry that belongs to the settings.
func (s State) Item() keystore.Item {
	return s.itemOf(s.Credential)
}

// itemOf is the entry of a credential; a mailbox may have one of each.
func (s State) itemOf(c Credential) keystore.Item {
	item := keystore.Item{Host: s.Host, Port: s.Port, Login: s.Login}
	switch c {
	case SignIn:
		item.Kind = keystore.RefreshToken
	case AppOnly:
		item.Kind = keystore.ClientSecret
	}
	return item
}

// Entries are the keychain entries that the mailbox may have, of all kinds; the
// one in use comes first.
func (s State) Entries() []keystore.Item {
	entries := []keystore.Item{s.Item()}
	for _, other := range []Credential{AppPasswordRoad, SignIn, AppOnly} {
		if other != s.Credential {
			entries = append(entries, s.itemOf(other))
		}
	}
	return entries
}

// InKeychain tells whether what the mailbox proves itself with belongs into the
// keychain. A certificate's key has a file of its own.
func (s State) InKeychain() bool { return s.Credential != AppOnly || s.Certificate == "" }

// entry names the item in one string, to compare.
func (s State) entry() string {
	entry := s.Item().Service() + " " + s.Login
	if s.Store != "" {
		entry += " in " + s.Store
	}
	return entry
}

// settingsLine is the settings in one string, to compare.
func (s State) settingsLine() string {
	return strings.Join([]string{s.entry(), s.Sender, s.Recipient, s.Cloud}, " ")
}

// Account is the kind of account, as far as the address tells.
func (s State) Account() causes.Account {
	kind, _ := road.Account(s.Sender)
	return kind
}

// Facts are what a diagnosis has to know besides the reply.
func (s State) Facts(today time.Time) causes.Facts {
	return causes.Facts{Account: s.Account(), Host: s.Host, Today: today, User: s.Login, Port: s.Port, Greeting: s.greeting(),
		Token: s.Credential.ByToken(), AppOnly: s.Credential == AppOnly}
}

// greeting is the name in the greeting of the server that answered the last
// check; empty where there was none.
func (s State) greeting() string {
	if s.last == nil {
		return ""
	}
	return s.last.Greeting()
}

// Names are the particulars for the texts of a cause.
func (s State) Names() causes.Names {
	return causes.Names{Mailbox: s.Sender, Login: s.Login, Host: s.Host, Port: s.Port, Recipient: s.Recipient}
}

// Report is what the last check observed; nil before the first.
func (s State) Report() *smtpcheck.Report { return s.last }
