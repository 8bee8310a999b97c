package checklist

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Missing is a test mail that the server accepted and nobody has found yet.
type Missing struct {
	Sender, Recipient string
	MessageID         string    // with its angle brackets
	QueueID           string    // the server's own id, may be empty
	Accepted          time.Time // when the server took it; zero: unknown
	Looked            []string  // the keys of the places where it was not
}

// Place is one place where an accepted mail may lie, as the wizard asks for
// it. The places are asked in order, nearest first.
type Place struct {
	Key   string   // the question's name in step 7: "missing-junk"
	Name  string   // in a list: "Junk Email"
	Ask   string   // the question
	Look  []string // how to look there
	Link  string   // the page to open, empty where there is none
	Found string   // what it means when it was there, and what to do
	Admin bool     // only the admin can look there
}

// Places lists where to look for a test mail that has not arrived.
var Places = []Place{
	{
		Key: "missing-mailbox", Name: "the inbox", Ask: "Is it in the inbox of the recipient now?",
		Look: []string{
			"Look into the mailbox of {recipient}, not into another one.",
			"Refresh the list, and sort it by date.",
			"A copy in Sent Items only shows that it was sent.",
		},
		Found: "Good. Type the code from its subject.",
	},
	{
		Key: "missing-junk", Name: "Junk Email", Ask: "Is it in Junk Email?",
		Look:  []string{"Open the folder Junk Email.", "Look for a subject that begins with mailready."},
		Found: "Mark it as not junk. Then type the code from its subject. Sending works.",
	},
	{
		Key: "missing-rules", Name: "other folders", Ask: "Did a rule move it to another folder?",
		Look: []string{
			"Search all folders for the word mailready.",
			"In Outlook, open Settings > Mail > Rules, and look for rules that move or forward mail.",
		},
		Found: "A rule moved it. Type the code from its subject. Sending works.",
	},
	{
		Key: "missing-quarantine", Name: "quarantine", Ask: "Is it in quarantine?",
		Look:  []string{"Open the page below and sign in as {recipient}.", "If the page is closed to you, your admin can look."},
		Link:  "https://security.microsoft.com/quarantine",
		Found: "Release it, or ask your admin to. Then type the code from its subject.",
	},
	{
		Key: "missing-trace", Name: "the message trace", Ask: "What does the message trace say?", Admin: true,
		Look: []string{
			"Open Exchange admin center > Mail flow > Message trace.",
			"Search for the sender, the recipient, or the Message-ID.",
			"It shows whether the mail was delivered, filtered, held, or refused, and where.",
		},
		Link:  "https://admin.exchange.microsoft.com/#/messagetrace",
		Found: "The trace names the place and the reason. Mend that, then send another test.",
	},
}

// patience with a mail that was accepted: most arrive within a minute, filters
// that open attachments may take some more.
const (
	usual = 2 * time.Minute
	long  = 10 * time.Minute
)

// Wait says what to do about the time that has passed since the mail was
// accepted: nothing yet, or look. More is how much longer to wait, zero where
// waiting is over or the time of acceptance is not known.
func (m Missing) Wait(now time.Time) (more time.Duration, text string) {
	passed := now.Sub(m.Accepted)
	switch {
	case m.Accepted.IsZero() || passed < 0:
		return 0, "Give it ten minutes from when the server took it. Then look in the places below."
	case passed < usual:
		return usual - passed, "The server took it " + ago(passed) + ". Most mails need a minute or two, so wait a little."
	case passed < long:
		return long - passed, "The server took it " + ago(passed) + ". Look in the places below. A slow filter may need up to ten minutes."
	}
	return 0, "The server took it " + ago(passed) + ". It should have arrived. Look in the places below."
}

// Fill puts the recipient into the words of a place.
func (m Missing) Fill(text string) string {
	recipient := m.Recipient
	if recipient == "" {
		recipient = "the recipient"
	}
	return strings.ReplaceAll(text, "{recipient}", recipient)
}

// Request is the message to the admin who is to trace the mail: plain text,
// with everything that is needed and nothing more. It holds no secret.
func (m Missing) Request() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("Please find out where a test email went. Microsoft's server accepted it, and it has not been found.")
	line("")
	line("Sender:      %s", m.Sender)
	line("Recipient:   %s", m.Recipient)
	if !m.Accepted.IsZero() {
		line("Accepted:    %s", m.Accepted.UTC().Format("2006-01-02 15:04:05 UTC"))
	}
	line("Message-ID:  %s", m.MessageID)
	if m.QueueID != "" {
		line("Queue id:    %s", m.QueueID)
	}
	line("")
	line("Where to look: Exchange admin center > Mail flow > Message trace")
	line("https://admin.exchange.microsoft.com/#/messagetrace")
	line("Or in PowerShell, after Connect-ExchangeOnline:")
	line("  Get-MessageTraceV2 -MessageId %s", quotePowerShell(m.MessageID))
	line("")
	if looked := m.looked(); looked != "" {
		line("It is not here, says the user: %s.", looked)
	}
	line("Please also look in quarantine: https://security.microsoft.com/quarantine")
	line("")
	line("What we need to know: was it delivered, filtered, held or refused, and by what?")
	return b.String()
}

// looked names the places where the mail was not.
func (m Missing) looked() string {
	var names []string
	for _, p := range Places {
		if slices.Contains(m.Looked, p.Key) {
			names = append(names, p.Name)
		}
	}
	return strings.Join(names, ", ")
}

// quotePowerShell quotes a value so that PowerShell takes it literally.
func quotePowerShell(value string) string {
	return "'" + strings.ReplaceAll(value, "'", "''") + "'"
}

func ago(d time.Duration) string {
	count := func(n int, unit string) string {
		if n == 1 {
			return fmt.Sprintf("1 %s ago", unit)
		}
		return fmt.Sprintf("%d %ss ago", n, unit)
	}
	switch {
	case d < time.Minute:
		return "less than a minute ago"
	case d < time.Hour:
		return count(int(d.Minutes()), "minute")
	case d < 48*time.Hour:
		return count(int(d.Hours()), "hour")
	}
	return count(int(d.Hours()/24), "day")
}
