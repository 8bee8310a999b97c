package letter

import (
	"mailready/smtpcheck/causes"
	"strings"
	"testing"
	"time"
)

func TestDates(t *testing.T) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 15, 4, 0, 0, time.UTC) }
	for _, c := range []struct {
		name       string
		today      time.Time
		says, hush string // words that must, and must not, stand there
	}{
		{"today unknown", time.Time{}, "at the end of December 2026", "days"},
		{"well before", day(2026, time.November, 22), "nothing changes for passwords over SMTP AUTH. That is in 39 days.", "are off"},
		{"the day before December", day(2026, time.November, 30), "That is in 31 days.", "this month"},
		{"the last weeks", day(2026, time.December, 10), "At the end of this month Microsoft switches off passwords over SMTP AUTH by default. That is in 21 days.", "nothing changes"},
		{"the day before the last", day(2026, time.December, 30), "That is tomorrow.", "are off"},
		{"the last day", day(2026, time.December, 31), "That is today.", "are off"},
		{"after", day(2027, time.January, 1), "are off by default since the end of December 2026", "Then Microsoft"},
		{"spring", day(2027, time.April, 2), "In the second half of 2027 Microsoft will announce", "Organisations created"},
		{"second half", day(2027, time.July, 1), "so in these months, Microsoft announces", "will announce"},
		{"last day of the plan", day(2027, time.December, 31), "so in these months, Microsoft announces", "was to be"},
		{"after the plan", day(2028, time.January, 1), "was to be announced in the second half of 2027", "has not published how"},
		{"another time zone", time.Date(2026, time.December, 31, 23, 0, 0, 0, time.FixedZone("", -8*3600)), "That is today.", "are off"},
	} {
		lines := Dates(c.today)
		text := strings.Join(lines, "\n")
		for _, words := range []string{c.says, Notice, "An admin can still switch them on", "2027"} {
			if !strings.Contains(text, words) {
				t.Errorf("%s: %q is missing in\n%s", c.name, words, text)
			}
		}
		if strings.Contains(text, c.hush) {
			t.Errorf("%s: %q stands in\n%s", c.name, c.hush, text)
		}
		if before := c.today.Before(afterPlan); before != strings.Contains(text, "Microsoft has not published how") {
			t.Errorf("%s: whether the way is published:\n%s", c.name, text)
		}
		for _, line := range lines {
			spoken(t, line)
		}
	}
}

func TestAlternatives(t *testing.T) {
	seen := map[string]bool{}
	for _, a := range Alternatives {
		if seen[a.ID] || a.ID == "" || a.Name == "" || !strings.HasPrefix(a.When, "Choose it ") {
			t.Errorf("%+v", a)
		}
		seen[a.ID] = true
		for _, text := range []string{a.When, a.How, a.But} {
			spoken(t, text)
		}
	}
	for _, c := range causes.All() {
		for _, line := range OAuthCures(c.Code) {
			spoken(t, line)
		}
	}
	if text := strings.Join(OAuthCures("AUTH-TENANT-OFF"), " "); !strings.Contains(text, "does not cure") {
		t.Errorf("SMTP AUTH off for the organisation: %q", text)
	}
	if text := strings.Join(OAuthCures("AUTH-BASIC-GONE"), " "); !strings.Contains(text, "OAuth cures this") {
		t.Errorf("passwords switched off: %q", text)
	}
}

// spoken asserts that a text can be read aloud: plain ASCII, whole sentences
// of at most 20 words.
func spoken(t *testing.T, text string) {
	t.Helper()
	if text == "" || !strings.HasSuffix(text, ".") {
		t.Errorf("not a sentence: %q", text)
	}
	for _, r := range text {
		if r >= 0x7f || r < ' ' {
			t.Errorf("not plain ASCII: %q", text)
		}
	}
	for _, s := range strings.Split(text, ". ") {
		if n := len(strings.Fields(s)); n > 20 {
			t.Errorf("%d words: %q", n, s)
		}
	}
}
