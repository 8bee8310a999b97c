package settings

import (
	"maps"
	"time"
)

// since gives now with the changes that p made to was. Two processes may write
// the progress of a mailbox, a wizard that is open and a check beside it: each
// hands in what it knew (was) and what it knows (p), and finds what the other
// has written meanwhile (now). Nothing of either is lost:
//
//   - an answer or an item of the checklist that p changed is as p has it,
//     and every other one as the file has it;
//   - refused logins are counted together, and a success begins anew;
//   - of two checks or two refusals the later one stays;
//   - who is waited for, and the rest, is as p has it where p changed it.
func (p Progress) since(was, now Progress) Progress {
	merged := now
	if p.Mailbox != was.Mailbox {
		merged.Mailbox = p.Mailbox
	}
	merged.Said = changed(was.Said, p.Said, now.Said)
	merged.Evidence = changed(was.Evidence, p.Evidence, now.Evidence)
	if p.Keychain != was.Keychain {
		merged.Keychain = p.Keychain
	}
	merged.Wrong = p.Wrong
	if p.Wrong >= was.Wrong {
		merged.Wrong = now.Wrong + p.Wrong - was.Wrong
	}
	if (p.Waiting == nil) != (was.Waiting == nil) || p.Waiting != nil && *p.Waiting != *was.Waiting {
		merged.Waiting = p.Waiting
	}
	if p.LastGood != nil && !p.goodAt().Before(now.goodAt()) {
		merged.LastGood = p.LastGood
	}
	switch {
	case p.LastWrong == nil && was.LastWrong != nil && !now.wrongAt().After(p.goodAt()):
		merged.LastWrong = nil // a success has overcome it
	case p.LastWrong != nil && !p.wrongAt().Before(now.wrongAt()):
		merged.LastWrong = p.LastWrong
	}
	return merged
}

// changed is now with the words that differ between was and p.
func changed(was, p, now map[string]string) map[string]string {
	merged := maps.Clone(now)
	if merged == nil {
		merged = map[string]string{}
	}
	for key, word := range p {
		if old, had := was[key]; !had || old != word {
			merged[key] = word
		}
	}
	for key := range was {
		if _, has := p[key]; !has {
			delete(merged, key)
		}
	}
	return merged
}

func (p Progress) goodAt() time.Time {
	if p.LastGood == nil {
		return time.Time{}
	}
	return p.LastGood.At
}

func (p Progress) wrongAt() time.Time {
	if p.LastWrong == nil {
		return time.Time{}
	}
	return p.LastWrong.At
}
