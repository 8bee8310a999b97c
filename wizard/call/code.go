// Package call lets a helper on the phone see what the caller sees. A screen
// of the wizard goes in, and a call code of eight symbols comes out that can be
// read aloud; on the other end the code goes in, and the caller's screen comes
// out with whose turn it is and what to ask next. A code holds no address, no
// password and no settings.
package call

import (
	"fmt"
	"strings"

	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

// Call is what a call code says: where in the wizard the caller stands. It
// has room for a choice among known things only, so it can hold no address,
// no server, no setting and no password, and whoever makes one up can change
// nothing with it. Values that are not in the tables are left out.
type Call struct {
	Step     string // the step's id
	Question string // the key of the question or panel shown; empty: not known
	Cause    string // the code of the cause that is shown, with ":" and its variant where it has one; empty where there is none

	TwoStep, SMTPAuth, AppPassword checklist.Evidence // empty is read as todo

	Keychain Keychain       // where the password is
	Account  causes.Account // kind of account
	Google   bool           // the address is at Google; Account is then other
	Cloud    string         // a road.Cloud other than the worldwide one; Account is then unknown
	OS       string         // runtime.GOOS, as far as it is in the table
	Outcome  Outcome        // how far the last check came
	Refused  bool           // two logins or more were refused in a row
	Practice bool           // nothing is real and nothing is kept
	SignIn   bool           // the mailbox signs in with Microsoft; AppPassword is then left out
}

// Keychain is where the app password is.
type Keychain string

// Where an app password can be.
const (
	NotStored Keychain = ""
	InMemory  Keychain = "memory" // typed, and stored nowhere so far
	InSystem  Keychain = "system" // in the keychain of the operating system
	Elsewhere Keychain = "other"
)

// Outcome is how far the last check came.
type Outcome string

// The outcomes, the best one last.
const (
	Unchecked Outcome = ""
	LoggedIn  Outcome = "logged-in" // the server took the login
	Sent      Outcome = "sent"      // and the test mail
	MaybeSent Outcome = "unknown"   // the connection was lost at the end of the mail
	Confirmed Outcome = "confirmed" // and the user has seen it
)

// The code is two groups of four symbols of [checklist.Alphabet]. Seven carry
// a number of 35 bits; the last is a check symbol. The number is made of
// fields, each with room for so many values. Growing a table up to its room
// keeps old codes readable; any other change needs a new revision.
const (
	revision = 1

	symbols = 8
	most    = 1 << 35 // the seven symbols can say numbers below this
)

// field is one part of the number.
type field struct {
	room int
	get  func(*Call) int               // its value when a code is made
	put  func(*Call, int) (known bool) // takes its value when one is read
}

// fields lists the parts, the first in the highest place.
var fields = []field{
	{4, func(*Call) int { return revision }, func(_ *Call, v int) bool { return v == revision }},
	{184, screen, func(c *Call, v int) bool {
		var name string
		ok := pick(screens(), v, &name)
		c.Step, c.Question, _ = strings.Cut(name, "/")
		return ok
	}},
	{128, func(c *Call) int { return index(causeNames(), c.Cause) }, func(c *Call, v int) bool { return pick(causeNames(), v, &c.Cause) }},
	word(5, evidence, func(c *Call) *checklist.Evidence { return &c.TwoStep }),
	word(5, evidence, func(c *Call) *checklist.Evidence { return &c.SMTPAuth }),
	{5, appPassword, func(c *Call, v int) bool {
		if v == index(evidence, checklist.Proved) {
			c.SignIn = true
			return true
		}
		return pick(evidence, v, &c.AppPassword)
	}},
	word(4, keychains, func(c *Call) *Keychain { return &c.Keychain }),
	{9, func(c *Call) int { return index(realms, c.realm()) }, func(c *Call, v int) bool {
		return pick(realms, v, new(string)) && c.setRealm(realms[v])
	}},
	word(4, systems, func(c *Call) *string { return &c.OS }),
	word(5, outcomes, func(c *Call) *Outcome { return &c.Outcome }),
	yesNo(func(c *Call) *bool { return &c.Refused }),
	yesNo(func(c *Call) *bool { return &c.Practice }),
}

// appPassword is the place of the evidence. No answer of a server proves an
// app password, so that word's place tells of the mailboxes that have none and
// sign in instead.
func appPassword(c *Call) int {
	if c.SignIn {
		return index(evidence, checklist.Proved)
	}
	if c.AppPassword == checklist.Proved {
		return index(evidence, checklist.Fits)
	}
	return index(evidence, c.AppPassword)
}

// screen is the place of the screen, or of its step where the question is not
// in the table.
func screen(c *Call) int {
	if i := index(screens(), c.Step+"/"+c.Question); i > 0 {
		return i
	}
	return index(screens(), c.Step+"/")
}

// word is a field that holds the place of a word in a table.
func word[T ~string](room int, table []T, at func(*Call) *T) field {
	return field{room, func(c *Call) int { return index(table, *at(c)) }, func(c *Call, v int) bool { return pick(table, v, at(c)) }}
}

func yesNo(at func(*Call) *bool) field {
	get := func(c *Call) int {
		if *at(c) {
			return 1
		}
		return 0
	}
	return field{2, get, func(c *Call, v int) bool { *at(c) = v == 1; return true }}
}

// realm is the kind of account and the cloud in one word, as the table of
// realms has it.
func (c *Call) realm() string {
	switch {
	case c.Google:
		return google
	case c.Cloud != "":
		return cloud + c.Cloud
	}
	return string(c.Account)
}

func (c *Call) setRealm(realm string) bool {
	if name, ok := strings.CutPrefix(realm, cloud); ok {
		c.Cloud = name
		return true
	}
	c.Account, c.Google = causes.Account(realm), realm == google
	if c.Google {
		c.Account = causes.AccountOther
	}
	return true
}

// index is the place of a word in a table, 0 where it is not in it.
func index[T ~string](table []T, word T) int {
	for i, w := range table {
		if w == word {
			return i
		}
	}
	return 0
}

func pick[T ~string](table []T, i int, to *T) bool {
	if i >= len(table) || i > 0 && table[i] == "" {
		return false // a place that a later version fills
	}
	*to = table[i]
	return true
}

// Encode makes the code for the phone, such as "K7Q2-F9XM".
func Encode(c Call) string {
	n := 0
	for _, f := range fields {
		n = n*f.room + f.get(&c)
	}
	code := make([]byte, symbols)
	for i := symbols - 2; i >= 0; i-- {
		code[i] = byte(n % 32)
		n /= 32
	}
	code[symbols-1] = double(remainder(code[:symbols-1]))
	for i, v := range code {
		code[i] = checklist.Alphabet[v]
	}
	return string(code[:symbols/2]) + "-" + string(code[symbols/2:])
}

// Decode reads a code as it was heard and typed: lower case, spaces, dashes,
// and O for 0 or I and L for 1 make no difference. It may also be typed in the
// words of [Spell], all of it or in part. The error is always a
// [*checklist.Problem], with the code CODE-BAD where one character at least
// is wrong, and CODE-OLD where another version made the code.
func Decode(typed string) (Call, error) {
	c, err := decode(typed)
	if err == nil || !Spelled(typed) {
		return c, err
	}
	plain, err := unspell(typed)
	if err != nil {
		return Call{}, err
	}
	return decode(plain)
}

func decode(typed string) (Call, error) {
	plain := checklist.Symbols(typed)
	values := make([]byte, 0, symbols)
	for _, r := range plain {
		v := strings.IndexRune(checklist.Alphabet, r)
		if v < 0 {
			return Call{}, bad("%q does not occur in a call code. A code has digits and letters, but no U.", r)
		}
		values = append(values, byte(v))
		if len(values) > 64 {
			break
		}
	}
	switch {
	case len(values) == 0:
		return Call{}, bad("Please type the call code: two groups of four, such as K7Q2-F9XM.")
	case len(values) < symbols:
		return Call{}, bad("A call code has 8 characters. This one has only %d.", len(values))
	case len(values) > symbols:
		return Call{}, bad("A call code has 8 characters. This one has more.")
	case remainder(values) != 0:
		return Call{}, bad("One character is wrong, or two are swapped. Please ask for the code again.")
	}
	n := 0
	for _, v := range values[:symbols-1] {
		n = n*32 + int(v)
	}
	return unpack(n)
}

func unpack(n int) (Call, error) {
	parts := make([]int, len(fields))
	for i := len(fields) - 1; i >= 0; i-- {
		parts[i] = n % fields[i].room
		n /= fields[i].room
	}
	if n > 0 || parts[0] == 0 {
		return Call{}, bad("This is no call code, although its characters fit together. Please ask for the code again.")
	}
	var c Call
	for i, f := range fields {
		if !f.put(&c, parts[i]) {
			return Call{}, &checklist.Problem{Code: "CODE-OLD", Text: "Another version of mailready made this code. Use the same version at both ends, or ask for the code again."}
		}
	}
	return c, nil
}

func bad(format string, args ...any) error {
	return &checklist.Problem{Code: "CODE-BAD", Text: fmt.Sprintf(format, args...)}
}
