package call

import (
	"fmt"
	"time"

	"mailready/smtpcheck"
	"mailready/wizard/checklist"
	"mailready/wizard/letter"
)

// Words are the clock and the words of the world, which both ends of a call
// share. Nothing in it touches a keychain, a file or the network.
func Words() *checklist.Env {
	return &checklist.Env{Now: time.Now, Dates: letter.Dates, OtherWays: letter.OtherWays, Spell: Spell,
		Letter: func(s checklist.State) checklist.Paper { return letter.Paper(s, time.Now()) },
		Report: func(checklist.State, *smtpcheck.Report) checklist.Paper {
			return checklist.Paper{Body: []string{"(the report about the caller's mailbox)"}, Text: "the report"}
		}}
}

// Lasted is a length of time as people say it.
func Lasted(d time.Duration) string {
	minutes, seconds := int(d.Minutes()), int(d.Seconds())%60
	if minutes == 0 {
		return fmt.Sprintf("%d s", seconds)
	}
	return fmt.Sprintf("%d min %d s", minutes, seconds)
}
