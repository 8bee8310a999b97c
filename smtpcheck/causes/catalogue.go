// Package causes explains why mail could not be sent: which of the known
// causes it is, whose turn it is, and what to do.
//
// [All] is the catalogue, one file a family of codes; each entry carries its
// texts and the replies that it is known by. [Diagnose] takes the error of a
// check, [Explain] a text that somebody pasted, and both give a [Verdict].
// Nothing here opens a file or a connection.
package causes

import (
	"slices"
	"strings"
	"sync"
)

// families are the parts of the catalogue, in the order in which lists show
// them. A family is one file.
var families = []func() []Cause{
	netCauses, tlsCauses, smtpCauses, authSwitchCauses, authPolicyCauses, authLoginCauses, authClientCauses,
	sendLimitCauses, sendSenderCauses, sendRouteCauses, oauthAdminCauses, oauthYouCauses,
}

// All is the catalogue of everything that can go wrong between this computer
// and the server, in the order in which lists show it. It is made when first
// asked for, and not to be changed. The causes that lie on this computer alone
// (keychain, settings, input) are in the package mailready/wizard/checklist.
func All() []Cause { return all() }

var all = sync.OnceValue(func() []Cause {
	var list []Cause
	for _, family := range families {
		list = append(list, family()...)
	}
	return slices.Clip(list) // who appends gets a copy
})

// Unknown is the cause of what the catalogue does not know. It is no entry of
// [All], and [Find] does not find it.
var Unknown = Cause{
	Code:     "UNKNOWN",
	Title:    "not recognised",
	Happened: "This text holds no error that this version knows.",
	Owner:    You, Exit: ExitRefused, Retry: RetryOnce,
	Try: []string{
		"Look for the server's own answer: a line with a three-digit number such as 535 or 550.",
		"It is often near words like response, server said, or SMTP error.",
		"Copy that whole line, with everything up to its end, and try again.",
		"If the program shows no such line, run the check of this wizard: it shows the server's answer.",
	},
}

// Fine is the verdict on the answer of a server that refused nothing. It is
// no failure, so it is no entry of [All] either.
var Fine = Cause{
	Code:     "OK",
	Title:    "not an error",
	Happened: "This is a normal answer of a mail server, not an error.",
	Owner:    You, Exit: ExitOK, Retry: RetryOnce,
	Try: []string{
		"If sending still fails, look further down for a line that begins with 4 or 5.",
	},
}

// Find gives the cause with this code, in any case of letters.
func Find(code string) (Cause, bool) {
	for _, c := range All() {
		if strings.EqualFold(c.Code, strings.TrimSpace(code)) {
			return c, true
		}
	}
	return Cause{}, false
}

// Plays lists the causes that a server can say, in catalogue order: each has
// an Example and the Stage at which the simulated server plays it.
func Plays() []Cause {
	var plays []Cause
	for _, c := range All() {
		if c.Example != "" {
			plays = append(plays, c)
		}
	}
	return plays
}
