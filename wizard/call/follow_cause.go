package call

import (
	"time"

	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
	"mailready/wizard/guide"
	"mailready/wizard/letter"
)

// about takes what to ask and what to say from the cause in the code: it knows
// more than the guide to the step at which the caller stands.
func (f *Following) about(cause causes.Cause, fill func(string) string) {
	check, _ := guide.Find("check")
	first := ""
	if len(cause.Try) > 0 {
		first = "Have you done this already? " + fill(cause.Try[0])
	}
	switch {
	case f.Screen.Key == "wait" || f.Screen.Key == "waiting":
		f.Ask = waitAsk[cause.Owner]
		if f.Ask == "" {
			f.Ask = first
		}
	case f.Screen.Key == "admin":
	case cause.Code == causes.Unknown.Code:
		f.Ask = check.For("trouble")
	case cause.Owner == causes.Admin && offered(f.Screen, "admin"):
		f.Ask = check.For("admin")
	case cause.Owner == causes.Admin:
		f.Ask = "Who is your admin? The message for your admin is in the menu of your screen."
	case cause.Owner == causes.Network:
		f.Ask = "Who runs your network? " + first
	default:
		f.Ask = first
	}
	f.Say = []string{fill(cause.Happened)}
	if turn := checklist.Turns[cause.Owner]; turn != "" && f.Screen.Problem == nil {
		f.Say = append(f.Say, turn)
	}
	if f.Screen.Trouble == nil && cause.Owner != causes.Admin {
		for _, action := range cause.Try {
			f.Say = append(f.Say, fill(action))
		}
	}
	if f.Screen.Key == "wait" {
		f.Say = append(f.Say, "Your screen counts down to the next try. It tries every five minutes, for an hour at most.", "You need not press anything. Esc stops the wait, and nothing is lost.")
	}
	if cause.Takes != "" {
		f.Say = append(f.Say, "How long a change takes: "+cause.Takes+".")
	}
}

// waitAsk is what to ask whoever waits.
var waitAsk = map[causes.Owner]string{
	causes.Admin:     "Has your admin answered? What was changed, and when?",
	causes.Network:   "Has anybody changed something in your network, and when?",
	causes.Microsoft: "Since when do you wait?",
}

func offered(s checklist.Screen, value string) bool {
	for _, o := range s.Options {
		if o.Value == value {
			return true
		}
	}
	return false
}

// letterOf stands for the message for the admin: a code tells what it is
// about, and holds none of its words.
func letterOf(s checklist.State, today time.Time) checklist.Paper {
	p := letter.Paper(s, today)
	if p.Text == "" {
		return p // there is no message, and that is said
	}
	about := ""
	if c, ok := causes.Find(letter.OpenCause(s)); ok {
		about = " about " + c.Code + ": " + c.Title
	}
	return checklist.Paper{Body: []string{"<the message for the admin" + about + ">"}, Text: "the message", File: p.File, Mailto: "mailto:"}
}
