package causes

import (
	"mailready/smtpcheck"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// rule is a [Match] made ready, with the cause that it speaks for.
type rule struct {
	Match
	cause              *Cause
	says, with, around phrase
	rank               int
}

// The ranks of rules, in the order in which they are tried.
const (
	sentenceHere = iota // a sentence at a certain stage
	ownSentence         // words that nothing else is said with
	sentence
	sentenceParts // words with others between them
	reasonWords   // words that name the kind of reason only
	blameWords    // words that blame the user name or the password
	enhancedCode
	weakWords
	enhancedFamily
	enhancedGeneral
	codeHere // a basic code at a certain stage
	classHere
	basicCode
	basicClass
	unranked
)

func (m Match) rank() int {
	family := strings.Contains(m.Enhanced, "*")
	switch {
	case m.Around != "":
		return sentenceHere
	case m.Says != "" && m.Weak:
		return weakWords
	case m.Says != "" && m.General:
		return reasonWords
	case m.Says != "" && len(m.Stages) > 0:
		return sentenceHere
	case m.Says != "" && strings.ContainsAny(strings.TrimSuffix(m.Says, "*"), "*~"):
		return sentenceParts
	case m.Alone:
		return ownSentence
	case m.Says != "":
		return sentence
	case m.Enhanced != "" && m.Weak:
		return enhancedGeneral
	case family:
		return enhancedFamily
	case m.Enhanced != "":
		return enhancedCode
	case m.Code >= 100 && len(m.Stages) > 0:
		return codeHere
	case m.Code > 0 && len(m.Stages) > 0:
		return classHere
	case m.Code >= 100:
		return basicCode
	case m.Code > 0:
		return basicClass
	}
	return unranked
}

// replyRules are all rules for replies in the order in which they are tried.
var replyRules = sync.OnceValue(func() []rule {
	rules := makeRules(func(c *Cause) []Match { return c.Match })
	slices.SortStableFunc(rules, func(a, b rule) int { return a.rank - b.rank })
	return rules
})

// heardRules are the rules for what programs print on their own side.
// Encryption comes before the network, since it is only spoken of once the
// network works; a refused login, which many faults are reported as, is last. Words that are
// Alone come first of all, and Weak ones, which many faults end in, after all.
var heardRules = sync.OnceValue(func() []rule {
	rules := makeRules(func(c *Cause) []Match { return slices.Concat(c.Heard, programMatches(c.Code)) })
	order := func(r rule) int {
		switch {
		case r.Alone:
			return -1
		case r.Weak:
			return 10
		case r.cause.Code == "AUTH-REFUSED":
			return 8
		case r.cause.Code == "AUTH-REQUIRED":
			return 9
		}
		family, _, _ := strings.Cut(r.cause.Code, "-")
		return slices.Index([]string{"OAUTH", "TLS", "NET", "SEND", "AUTH", "SMTP"}, family)
	}
	slices.SortStableFunc(rules, func(a, b rule) int { return order(a) - order(b) })
	return rules
})

func makeRules(of func(*Cause) []Match) []rule {
	var rules []rule
	for i := range All() {
		for _, m := range of(&All()[i]) {
			r := rule{Match: m, cause: &All()[i], says: readPhrase(m.Says), with: readPhrase(m.With), around: readPhrase(m.Around), rank: m.rank()}
			if r.blames() {
				r.rank = blameWords
			}
			rules = append(rules, r)
		}
	}
	return rules
}

// blames reports whether the words blame the user name or the password. They
// are said beside the true reason as well, such as a policy or an expired
// password, and so come after it.
func (r *rule) blames() bool {
	if r.rank > sentenceParts || strings.HasPrefix(r.Says, "AADSTS") {
		return false
	}
	return r.cause.Code == "AUTH-WRONG" || r.cause.Code == "AUTH-OTHER-PROVIDER" && r.rank >= sentence
}

// fits reports whether the rule applies to one reply, and which part of its
// text decided: empty where it was the code. Where the code was dropped (0),
// words are enough.
func (r *rule) fits(code int, enhanced string, stage smtpcheck.Stage, text *words, find finder, f Facts) (part string, ok bool) {
	switch {
	case r.rank == unranked, !r.fitsCode(code) && (code != 0 || r.Says == ""), !fitsEnhanced(r.Enhanced, enhanced):
		return "", false
	case r.General && code == 0 && enhanced != "5.7.139":
		return "", false // so general a word needs a refused login around it
	case len(r.Stages) > 0 && !slices.Contains(r.Stages, stage), !r.fitsAround(f):
		return "", false
	}
	return r.fitsText(text, find)
}

// fitsAround tells whether the whole pasted text has the words that the rule
// wants around what it judges.
func (r *rule) fitsAround(f Facts) bool {
	if r.Around == "" {
		return true
	}
	if f.paste == nil {
		return false
	}
	_, _, ok := f.paste.find(r.around)
	return ok
}

// finder is how a phrase is looked for: words.find or words.findBroken.
type finder func(*words, phrase) (from, to int, ok bool)

func (r *rule) fitsText(text *words, find finder) (part string, ok bool) {
	if r.Says != "" {
		from, to, found := find(text, r.says)
		if !found {
			return "", false
		}
		part = text.raw[from:to]
	}
	if r.With != "" {
		if _, _, found := text.find(r.with); !found {
			return "", false
		}
	}
	return part, true
}

func (r *rule) fitsCode(code int) bool {
	return r.Code == 0 || r.Code == code || r.Code < 10 && r.Code == code/100
}

// fitsEnhanced compares an enhanced code with a pattern: equal, in a range of
// last numbers ("5.7.606-649"), or of a family ("5.1.*").
func fitsEnhanced(pattern, enhanced string) bool {
	if pattern == "" || pattern == enhanced {
		return true
	}
	cut := strings.LastIndexByte(pattern, '.')
	if !strings.HasPrefix(enhanced, pattern[:cut+1]) {
		return false
	}
	if pattern[cut+1:] == "*" {
		return true
	}
	low, high, ranged := strings.Cut(pattern[cut+1:], "-")
	if !ranged {
		return false
	}
	from, _ := strconv.Atoi(low)
	to, _ := strconv.Atoi(high)
	n, err := strconv.Atoi(enhanced[cut+1:])
	return err == nil && from <= n && n <= to
}
