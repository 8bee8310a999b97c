package smtpcheck

import (
	"regexp"
	"strings"
)

// Explain names the cause that a pasted text tells of: a bare reply, the
// message of a program or device, or a whole log. Among several failures the
// most telling one decides: a refused login comes before what follows from
// it. The verdict says which part was recognised. A text without an error
// known here gives [Unknown], and one with normal answers only [Fine]. Of
// long texts the first 1 MiB is read.
func Explain(text string, f Facts) Verdict {
	text = clean(text)
	if c, ok := Find(strings.Trim(text, " \t\n\"'`.,:;()[]")); ok {
		return Verdict{Cause: c.worded("", f), Recognised: c.Code}
	}
	doc := readWords(text)
	replies := findReplies(text)
	best, fine := finding{telling: silent}, false
	for _, q := range replies {
		if q.success() {
			fine = fine || q.trusted(doc)
		}
		if got := q.judge(f); got.sure || q.trusted(doc) {
			best = best.or(got)
		}
	}
	best = best.or(standAlone(doc, replies, f))
	if best.telling >= consequence {
		best = best.or(overheard(text, best, f))
	}
	if best.cause != nil {
		return best.verdict(f)
	}
	if c, part, ok := namedCode(text); ok {
		return Verdict{Cause: c.worded("", f), Recognised: part}
	}
	if fine {
		return Verdict{Cause: &Fine, Recognised: replies[0].head, Reply: replies[0].reply()}
	}
	return Verdict{Cause: &Unknown}
}

// standAlone looks for sentences that need no code beside them, wherever they
// stand, since some programs drop the code.
func standAlone(doc *words, replies []quoted, f Facts) finding {
	best := finding{telling: silent}
	rules := replyRules()
	for i := range rules {
		r := &rules[i]
		if !r.Alone {
			continue
		}
		part, ok := r.fitsText(doc)
		if !ok {
			continue
		}
		q := quoted{text: part}
		for _, have := range replies {
			if strings.Contains(have.text, part) {
				q = have
				break
			}
		}
		best = best.or(finding{cause: r.cause, variant: r.Variant, part: part, reply: q, sure: true, telling: telling(r.cause, r.rank)})
	}
	return best
}

// overheard looks for what programs print on their own side, outside the
// reply that was found already.
func overheard(text string, found finding, f Facts) finding {
	if found.cause != nil {
		text = strings.Replace(text, found.reply.text, "\n", 1)
	}
	doc := readWords(text)
	rules := heardRules()
	for i := range rules {
		r := &rules[i]
		if part, ok := r.fitsText(doc); ok {
			return finding{cause: r.cause, variant: r.Variant, part: part, sure: true, telling: min(telling(r.cause, sentence), consequence) - 1}
		}
	}
	return finding{telling: silent}
}

var (
	mailWords = readMailWords("smtp", "mail", "auth", "login", "relay", "recipient", "sender", "rcpt", "ehlo", "esmtp", "outlook", "office365", "starttls", "responsecode", "transaction failed", "helo")
	codeName  = regexp.MustCompile(`\b(?:NET|TLS|SMTP|AUTH|SEND)-[A-Z]+(?:-[A-Z]+)?\b`)
)

func readMailWords(patterns ...string) []phrase {
	var all []phrase
	for _, p := range patterns {
		all = append(all, readPhrase(p))
	}
	return all
}

// trusted reports whether a reply known by its numbers alone stands in a text
// about mail, where a number such as 550 is no house number.
func (q quoted) trusted(doc *words) bool {
	if q.code == 334 || q.code != 0 && q.enhanced != "" {
		return true
	}
	for _, p := range mailWords {
		if _, _, ok := doc.find(p); ok {
			return true
		}
	}
	return false
}

// namedCode finds a cause code that a text names, such as the JSON of a check.
func namedCode(text string) (c Cause, part string, ok bool) {
	for _, part := range codeName.FindAllString(text, 100) {
		if c, ok := Find(part); ok {
			return c, part, true
		}
	}
	return Cause{}, "", false
}
