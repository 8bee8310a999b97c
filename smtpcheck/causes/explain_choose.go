package causes

import (
	"mailready/smtpcheck"
	"slices"
	"strings"
)

// finding is what one part of a text was recognised as.
type finding struct {
	cause   *Cause
	variant string
	part    string // the words or codes that decided
	reply   quoted
	sure    bool // decided by words or an enhanced code that mean nothing else
	telling int  // the smaller, the more it tells
}

// How much a finding tells, from what decided a login to nothing at all.
const (
	decisive    = 0
	refusal     = 10
	unclear     = 20
	consequence = 30
	silent      = 99
)

func (a finding) or(b finding) finding {
	if b.cause != nil && b.telling < a.telling {
		return b
	}
	return a
}

// judge finds the cause of one reply. Its cause is nil where no rule fits.
func (q quoted) judge(f Facts) finding {
	if q.success() && !q.certain {
		return finding{telling: silent}
	}
	text := readText(q.text)
	rules := replyRules()
	own := slices.IndexFunc(rules, func(r rule) bool { return r.rank > ownSentence })
	sentences := slices.IndexFunc(rules, func(r rule) bool { return r.rank > sentenceParts })
	reasons := slices.IndexFunc(rules, func(r rule) bool { return r.rank > reasonWords })
	blames := slices.IndexFunc(rules, func(r rule) bool { return r.rank > blameWords })
	for _, attempt := range []struct {
		rules []rule
		find  finder
	}{
		{rules[:own], (*words).find}, {rules[:own], (*words).findBroken},
		{rules[own:sentences], (*words).find}, {rules[own:sentences], (*words).findBroken},
		{rules[sentences:reasons], (*words).find}, {rules[reasons:blames], (*words).find}, {rules[reasons:blames], (*words).findBroken},
		{rules[blames:], (*words).find},
	} {
		if got := q.judgeBy(attempt.rules, text, attempt.find, f); got.cause != nil {
			return got
		}
	}
	return finding{telling: silent}
}

func (q quoted) judgeBy(rules []rule, text *words, find finder, f Facts) finding {
	for i := range rules {
		r := &rules[i]
		part, ok := r.fits(q.code, q.enhanced, q.stage, text, find, f)
		if !ok || r.rank >= codeHere && !q.loud && !q.certain {
			continue
		}
		cause, variant := r.meant(f)
		got := finding{cause: cause, variant: variant, part: part, reply: q, telling: telling(r.cause, r.rank),
			sure: r.rank <= enhancedFamily && (r.Says != "" || q.code != 0)}
		if part == "" {
			got.part = q.head
			if q.code == 0 {
				got.telling += 3
			}
		}
		return got
	}
	return finding{telling: silent}
}

// meant is the cause that a rule speaks for under these circumstances. Words
// that blame or merely refuse a login mean the token where one was used, and
// another provider where the server is not Microsoft's; so does a switch there
// that all providers have.
func (r *rule) meant(f Facts) (c *Cause, variant string) {
	refused := r.cause.Code == "AUTH-REFUSED" && r.rank >= weakWords
	switch blamed := slices.Contains([]string{"AUTH-REFUSED", "AUTH-WRONG", "AUTH-OTHER-PROVIDER"}, r.cause.Code); {
	case f.Token && blamed:
		return entry("AUTH-TOKEN"), ""
	case f.elsewhere() && r.Shared:
		return entry("AUTH-OTHER-PROVIDER"), "switch"
	case f.elsewhere() && refused:
		return entry("AUTH-OTHER-PROVIDER"), ""
	}
	return r.cause, r.Variant
}

// entry is the catalogue's own entry of a code that a rule names.
func entry(code string) *Cause {
	i := slices.IndexFunc(All(), func(c Cause) bool { return c.Code == code })
	return &All()[i]
}

func (b finding) verdict(f Facts) Verdict {
	return Verdict{Cause: b.cause.worded(b.variant, f), Reply: b.reply.reply(), Recognised: string(smtpcheck.SafeText([]byte(withoutSecrets(strings.Join(strings.Fields(b.part), " ")))))}
}

// telling weighs a cause against others found in the same text. What decided
// a login comes first, then other refusals, then refusals without a reason,
// then what merely follows from an earlier failure.
func telling(c *Cause, rank int) int {
	weight := refusal
	switch c.Code {
	case "AUTH-REQUIRED", "SMTP-REJECTED", "SMTP-BUSY", "SMTP-CLOSED", "SMTP-SLOW", "SMTP-GARBLED", "NET-RESET":
		weight = consequence
	case "AUTH-REFUSED", "AUTH-NOMECH", "AUTH-TEMP", "SEND-THROTTLED":
		weight = unclear
	default:
		if strings.HasPrefix(c.Code, "AUTH-") {
			weight = decisive
		}
	}
	switch {
	case rank >= codeHere:
		weight += 3
	case rank >= weakWords:
		weight += 2
	case rank >= enhancedCode:
		weight++
	}
	return weight
}
