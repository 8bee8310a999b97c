package letter

import (
	"strconv"
	"time"
)

// Notice is the number of Microsoft's announcement in the message center of
// an organisation.
const Notice = "MC786329"

// KnownOn is the day on which the dates here were last compared with what
// Microsoft has published (Exchange Team blog, "Updated Exchange Online SMTP
// AUTH Basic Authentication Deprecation Timeline", 27 January 2026).
var KnownOn = time.Date(2026, time.November, 21, 0, 0, 0, 0, time.UTC)

// The days on which the announced plan changes something. Microsoft names
// months only, so a day here is the first one on which the change may be in
// force everywhere.
var (
	lastWeeks  = time.Date(2026, time.December, 1, 0, 0, 0, 0, time.UTC)
	lastDay    = time.Date(2026, time.December, 31, 0, 0, 0, 0, time.UTC)
	switchOff  = time.Date(2027, time.January, 1, 0, 0, 0, 0, time.UTC)
	secondHalf = time.Date(2027, time.July, 1, 0, 0, 0, 0, time.UTC)
	afterPlan  = time.Date(2028, time.January, 1, 0, 0, 0, 0, time.UTC)
)

// Dates says what changes, and when, for programs that send with a password
// through Microsoft 365, worded by today's date. A zero today gives the plan
// without saying how far it has come. Nothing is promised that Microsoft has
// not published.
func Dates(today time.Time) []string {
	day := time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC)
	var lines []string
	switch {
	case today.IsZero():
		lines = []string{
			"Microsoft switches off passwords over SMTP AUTH by default at the end of December 2026.",
			"An admin can still switch them on after that.",
		}
	case day.Before(lastWeeks):
		lines = []string{
			"Until the end of December 2026 nothing changes for passwords over SMTP AUTH. That is " + inDays(day, lastDay) + ".",
			"Then Microsoft switches them off by default. An admin can still switch them on.",
		}
	case day.Before(switchOff):
		lines = []string{
			"At the end of this month Microsoft switches off passwords over SMTP AUTH by default. That is " + inDays(day, lastDay) + ".",
			"An admin can still switch them on after that.",
		}
	default:
		lines = []string{
			"By Microsoft's plan, passwords over SMTP AUTH are off by default since the end of December 2026.",
			"An admin can still switch them on.",
		}
	}
	if day.Before(afterPlan) {
		lines = append(lines, "Microsoft has not published how. It will be in the message center, notice "+Notice+".")
	}
	if day.Before(switchOff) {
		lines = append(lines, "Organisations created after December 2026 start without them.")
	}
	switch {
	case today.IsZero() || day.Before(secondHalf):
		lines = append(lines, "In the second half of 2027 Microsoft will announce the day of the final removal.")
	case day.Before(afterPlan):
		lines = append(lines, "In the second half of 2027, so in these months, Microsoft announces the day of the final removal. Look at notice "+Notice+".")
	default:
		lines = append(lines,
			"The day of the final removal was to be announced in the second half of 2027.",
			"This text is from before that. Look at notice "+Notice+" in the message center.")
	}
	if !today.IsZero() && !day.Before(switchOff) && day.Before(afterPlan) {
		lines = append(lines, "This is as it was published by "+date(KnownOn)+".")
	}
	return lines
}

// inDays is the time from day until then, in words.
func inDays(day, then time.Time) string {
	switch n := int(then.Sub(day).Hours() / 24); n {
	case 0:
		return "today"
	case 1:
		return "tomorrow"
	default:
		return "in " + strconv.Itoa(n) + " days"
	}
}

// date is a day as people write it: 21 November 2026.
func date(t time.Time) string { return t.Format("2 January 2006") }
