package causes

import (
	"strings"
	"sync"
)

// Explain names the cause that a pasted text tells of: a bare reply, the
// message of a program or device, or a whole log. Among several failures the
// most telling one decides: a refused login comes before what follows from
// it. The verdict says which part was recognised. A text without an error
// known here gives [Unknown], and one with normal answers only [Fine]. Of
// long texts the first 10 MiB are read, and of a log what tells something new.
func Explain(text string, f Facts) Verdict {
	text = clean(text)
	program := programOf(readText(text))
	told := readFacts(text, program)
	text = unwrapped(text)
	if c, ok := Find(strings.Trim(text, " \t\n\"'`.,:;()[]")); ok {
		return Verdict{Cause: c.worded("", f), Recognised: c.Code}
	}
	f.paste = readText(text)
	f = f.told(told)
	replies := findReplies(text)
	mail := aboutMail(text)
	best, fine := finding{telling: silent}, -1
	var rest strings.Builder // what no reply was found in
	last := 0
	for i, q := range replies {
		if fine < 0 && q.success() && (mail || q.trusted()) {
			fine = i
		}
		got := q.judge(f)
		if got.cause == nil || !got.sure && !mail && !q.trusted() && q.head != strings.TrimSpace(text) {
			continue
		}
		rest.WriteString(text[last:q.at] + "\n")
		last = q.end
		best = best.or(got) // among equals the first in the text
	}
	rest.WriteString(text[last:])
	others := readText(rest.String())
	if best.cause == nil {
		best = best.or(wholeText(text, f))
	}
	best = best.or(standAlone(others, f))
	if best.telling >= consequence {
		best = best.or(overheard(others, best.cause != nil, f))
	}
	if best.cause != nil {
		v := best.refine(told).verdict(f)
		told.Stage = best.reply.stage
		v.Told, v.Program = told, program
		v.Cause = v.Cause.lookFirst(program)
		return v
	}
	if c, part, ok := namedCode(text); ok {
		return Verdict{Cause: c.worded("", f), Recognised: part}
	}
	if fine >= 0 {
		return Verdict{Cause: &Fine, Recognised: replies[fine].head, Reply: replies[fine].reply()}
	}
	return Verdict{Cause: &Unknown}
}

// standAlone looks for sentences that need no code beside them, since some
// programs drop the code. It is given the text without the replies that were
// judged already.
func standAlone(text *words, f Facts) finding {
	best := finding{telling: silent}
	rules := replyRules()
	for i := range rules {
		r := &rules[i]
		if !r.Alone || r.Enhanced != "" || !r.fitsAround(f) {
			continue
		}
		part, ok := r.fitsText(text, (*words).find)
		if !ok {
			part, ok = r.fitsText(text, (*words).findBroken)
		}
		if ok && !over(text.raw, part) {
			best = best.or(finding{cause: r.cause, variant: r.Variant, part: part, reply: quoted{text: part}, telling: telling(r.cause, r.rank)})
		}
	}
	return best
}

// wellAgain is how a sentence goes on that tells of a failure that is over.
var wellAgain = pattern(`(?i)^[^.\n!?]*\b(?:but|and|now|today|since|again)\b[^.\n!?]*\b(?:well|fine|works?|working|fixed|solved|resolved)\b`)

// over reports whether the sentence that holds part says that all is well.
func over(text, part string) bool {
	_, after, _ := strings.Cut(text, part)
	return part != "" && wellAgain().MatchString(after)
}

// wholeText takes a short text for a reply without its codes, if the words
// that it is known by make up most of it.
func wholeText(text string, f Facts) finding {
	text = strings.TrimSpace(text)
	if len(text) > 400 {
		return finding{telling: silent}
	}
	got := quoted{text: text}.judge(f)
	said, all := len(strings.Fields(got.part)), len(strings.Fields(text))
	if got.cause == nil || !got.sure || said < 3 || 2*said < all || over(text, got.part) {
		return finding{telling: silent}
	}
	return got
}

// overheard looks for what programs print on their own side. Where a server
// was heard as well, only what explains its refusal counts.
func overheard(text *words, answered bool, f Facts) finding {
	rules := heardRules()
	for i := range rules {
		r := &rules[i]
		if answered && !strings.HasPrefix(r.cause.Code, "TLS-") && r.cause.Code != "AUTH-NOMECH" {
			continue
		}
		if part, ok := r.fitsText(text, (*words).find); ok && r.fitsAround(f) {
			return finding{cause: r.cause, variant: r.Variant, part: part, telling: min(telling(r.cause, sentence), consequence-1)}
		}
	}
	return finding{telling: silent}
}

var (
	mailWords = sync.OnceValue(func() []phrase {
		return readMailWords("smtp", "mail", "auth", "login", "relay", "recipient", "sender", "rcpt", "ehlo", "esmtp", "outlook", "office365", "starttls", "responsecode", "transaction failed", "helo", "email", "e mail")
	})
	wholeLine = pattern(`^[45]\d\d[ -][A-Z<][a-z@]`)
	codeName  = pattern(`\b(?:NET|TLS|SMTP|AUTH|SEND|OAUTH)-[A-Z]+(?:-[A-Z]+)?\b`)
)

func readMailWords(patterns ...string) []phrase {
	var all []phrase
	for _, p := range patterns {
		all = append(all, readPhrase(p))
	}
	return all
}

// aboutMail reports whether a text speaks of mail, so that a number such as
// 550 in it is no house number.
func aboutMail(text string) bool {
	w := readWords(text)
	for _, p := range mailWords() {
		if _, _, ok := w.find(p); ok {
			return true
		}
	}
	return false
}

// trusted reports whether the numbers of a reply can be nothing else.
func (q quoted) trusted() bool {
	alone := q.code == 0 && q.at == 0 && len(q.enhanced) > len("5.7.57") // "5.7.705" begins nothing else
	return alone || q.code == 334 || q.code != 0 && q.enhanced != "" || q.at == 0 && wholeLine().MatchString(q.text)
}

// namedCode finds a cause code that a text names, such as the JSON of a check.
func namedCode(text string) (c Cause, part string, ok bool) {
	for _, part := range codeName().FindAllString(text, 100) {
		if c, ok := Find(part); ok {
			return c, part, true
		}
	}
	return Cause{}, "", false
}
