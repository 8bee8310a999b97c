package main

import (
	"fmt"
	"strings"
	"time"

	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

// The exit codes and words of the Monitoring Plugins Development Guidelines.
const (
	nagiosOK = iota
	nagiosWarning
	nagiosCritical
	nagiosUnknown
)

var nagiosWords = []string{"OK", "WARNING", "CRITICAL", "UNKNOWN"}

// nearEnd is from when on an end that comes by itself is a warning.
const nearEnd = 14 * 24 * time.Hour

// mostNamed are the mailboxes that the status line names.
const mostNamed = 3

// nagiosTeller says it as a monitoring plugin does: one line with performance
// data, then a line for each mailbox that is not well.
type nagiosTeller struct {
	*tally
	level int
	named []string
	long  []string
	data  []string
}

func (t *nagiosTeller) one(c checked) error {
	if c.stopped {
		return nil
	}
	level, why := nagiosLevel(c, t.a.clock())
	if level > 0 {
		if len(t.named) < mostNamed {
			t.named = append(t.named, c.state.Sender+": "+why)
		}
		if len(t.long) < 1000 {
			t.long = append(t.long, nagiosWords[level]+" "+c.state.Sender+": "+why)
		}
	}
	t.level = worse(t.level, level)
	t.data = nil
	if t.good+t.refused+t.skipped == 1 {
		for _, stage := range stageTimes(c.state) {
			t.data = append(t.data, fmt.Sprintf("'%s'=%.6fs;;;0;", stage.Stage, stage.Took.Seconds()))
		}
	}
	return nil
}

// worse is the worse of two levels: CRITICAL is worse than UNKNOWN.
func worse(a, b int) int {
	rank := map[int]int{nagiosOK: 0, nagiosWarning: 1, nagiosUnknown: 2, nagiosCritical: 3}
	if rank[b] > rank[a] {
		return b
	}
	return a
}

// nagiosLevel is how bad it is: what passes by itself or comes soon is a
// warning, what is wrong on this computer is unknown.
func nagiosLevel(c checked, now time.Time) (level int, why string) {
	if c.skipped != nil {
		// What was refused is refused still: the alarm stays.
		return nagiosCritical, "not tried, since " + c.skipped.why
	}
	if c.failure != nil {
		cause := c.failure.Verdict.Cause
		why = cause.Code + " " + cause.Title + ", " + turnWord(cause.Owner)
		switch {
		case strings.HasPrefix(cause.Code, "KEY-"), strings.HasPrefix(cause.Code, "CFG-"):
			return nagiosUnknown, why
		case cause.Retry == causes.RetryLater:
			return nagiosWarning, why
		}
		return nagiosCritical, why
	}
	if ends := c.state.SignInEnds(); !ends.IsZero() && ends.Sub(now) < nearEnd {
		return nagiosWarning, "the sign-in ends on " + ends.Format(time.DateOnly) + " if nothing uses it"
	}
	if tls := c.state.Report().TLS; tls != nil && tls.Expires.Sub(now) < nearEnd {
		return nagiosWarning, "the server's certificate ends on " + tls.Expires.Format(time.DateOnly)
	}
	return nagiosOK, ""
}

// nagiosText is one line without the sign that begins performance data.
func nagiosText(text string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "|", "/")
}

func turnWord(o causes.Owner) string {
	return strings.TrimSuffix(strings.TrimPrefix(checklist.Turns[o], "It is "), ".")
}

func (t *nagiosTeller) end(stopped bool) error {
	if stopped {
		t.level = worse(t.level, nagiosUnknown)
	}
	line := "MAILREADY " + nagiosWords[t.level] + " - " + t.sentence(stopped)
	if len(t.named) > 0 {
		line += " " + strings.Join(t.named, "; ")
		if more := len(t.long) - len(t.named); more > 0 {
			line += fmt.Sprintf("; and %d more", more)
		}
	}
	all := t.good + t.refused + t.skipped
	data := append([]string{
		fmt.Sprintf("'good'=%d;;;0;%d", t.good, all), fmt.Sprintf("'refused'=%d;;;0;%d", t.refused, all), fmt.Sprintf("'skipped'=%d;;;0;%d", t.skipped, all),
		fmt.Sprintf("'time'=%.6fs;;;0;", time.Since(t.began).Seconds()),
	}, t.data...)
	fmt.Fprintln(t.a.out, nagiosText(line)+" | "+strings.Join(data, " "))
	for _, l := range t.long {
		fmt.Fprintln(t.a.out, nagiosText(l))
	}
	return &exit{code: t.level}
}
