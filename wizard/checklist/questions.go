package checklist

import "mailready/smtpcheck/causes"

// Questions is a short way of questions to one finding, as data: every answer
// leads to another question or to a finding.
type Questions struct {
	First     string
	Questions []Question
	Findings  []Finding
}

// Question is one question that the user can answer by looking.
type Question struct {
	Key     string
	Label   string // the question
	Hint    string // one line below it, may be empty
	Link    string // name of the page to look at: "security-info", "entra", "mfa-settings" or empty
	Old     string // the words of an older guide that mislead here, may be empty
	Answers []Answer
}

// Body is the line that sets an older guide right, where one misleads.
func (q Question) Body() []string {
	for _, o := range OldGuides {
		if o.Says == q.Old {
			return []string{o.Line()}
		}
	}
	return nil
}

// Answer is one choice. Exactly one of Next and Finding is set.
type Answer struct {
	Value, Label  string
	Next, Finding string // key of the question or of the finding it leads to
}

// Finding is the reason that the answers point to, and what follows.
type Finding struct {
	Key    string
	Lines  []string     // what it means and what to do, for the screen
	Turn   causes.Owner // whose turn it is
	Admin  []AdminItem  // what goes into the admin request
	Again  bool         // ask "do you see App password?" once more
	NoWay  bool         // not with this account; another mailbox or way is needed
	Likely bool         // the answers make it likely, they do not prove it
}

// Options are the choices as a [Screen] shows them.
func (q Question) Options() []Option {
	options := make([]Option, len(q.Answers))
	for i, a := range q.Answers {
		options[i] = Option{a.Value, a.Label}
	}
	return options
}

// Walk follows the answers given so far, by question key, from the first
// question on. It gives the next question to ask, or the finding once there
// is one; exactly one of the two is not nil. An answer that is no choice of
// its question counts as not given.
func (qs Questions) Walk(given map[string]string) (*Question, *Finding) {
	q, f, _ := qs.walk(given)
	return q, f
}

// Asked are the keys of the questions that the answers have led through, in
// order. Going back means to forget the answer to the last of them.
func (qs Questions) Asked(given map[string]string) []string {
	_, _, asked := qs.walk(given)
	return asked
}

func (qs Questions) walk(given map[string]string) (q *Question, f *Finding, asked []string) {
	for key := qs.First; ; {
		q = qs.question(key)
		answer := q.answer(given[key])
		if answer == nil {
			return q, nil, asked
		}
		asked = append(asked, key)
		if answer.Finding != "" {
			return nil, qs.finding(answer.Finding), asked
		}
		key = answer.Next
	}
}

// question gives the question with this key; the table's test makes sure that
// there is one for every key the table itself names.
func (qs Questions) question(key string) *Question {
	for i := range qs.Questions {
		if qs.Questions[i].Key == key {
			return &qs.Questions[i]
		}
	}
	panic("checklist: no question " + key)
}

func (qs Questions) finding(key string) *Finding {
	for i := range qs.Findings {
		if qs.Findings[i].Key == key {
			return &qs.Findings[i]
		}
	}
	panic("checklist: no finding " + key)
}

func (q *Question) answer(value string) *Answer {
	for i := range q.Answers {
		if q.Answers[i].Value == value {
			return &q.Answers[i]
		}
	}
	return nil
}
