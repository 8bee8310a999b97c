// Package explain says what a text means that somebody pasted: a cause code, a
// call code, the answer of a mail server, the words of a program. The command
// line and the helper's page say it in the same words.
package explain

import (
	"strings"

	"mailready/smtpcheck/causes"
	"mailready/wizard/call"
	"mailready/wizard/checklist"
)

// readers know what a text can be. The first that recognises it
// decides.
var readers = []func(text string, f causes.Facts) (causes.Verdict, bool){
	numberAlone,
	func(text string, f causes.Facts) (causes.Verdict, bool) {
		v := causes.Explain(text, f)
		return v, v.Cause.Code != causes.Unknown.Code
	},
	func(text string, _ causes.Facts) (causes.Verdict, bool) {
		c, ok := checklist.Named(text)
		return causes.Verdict{Cause: &c, Recognised: c.Code}, ok
	},
	func(text string, _ causes.Facts) (causes.Verdict, bool) {
		c, words, ok := checklist.Heard(text)
		return causes.Verdict{Cause: &c, Recognised: words}, ok
	},
	nearestCode,
}

// Text names the cause that a text tells of: a cause code, the number of a
// reply, or any text with an error in it.
func Text(text string, f causes.Facts) causes.Verdict {
	for _, read := range readers {
		if v, ok := read(text, f); ok {
			return v
		}
	}
	return causes.Verdict{Cause: &causes.Unknown}
}

// CallCode reads a call code, if the text is one. Other words of eight letters
// are none: a code is written in two groups, or has a digit in it.
func CallCode(text string) (call.Call, bool) {
	text = strings.TrimSpace(text)
	c, err := call.Decode(text)
	return c, err == nil && (call.Spelled(text) || strings.ContainsAny(text, "-0123456789"))
}

// OfCall is the cause that a call code tells of, or that it tells of none.
func OfCall(c call.Call, f causes.Facts) causes.Verdict {
	code, variant, _ := strings.Cut(c.Cause, ":")
	fine := causes.Fine
	fine.Title, fine.Happened = "no failure", "The caller's screen shows no failure."
	fine.Try = []string{"See what the caller sees:\n  mailready follow " + call.Encode(c)}
	v := causes.Verdict{Cause: &fine, Recognised: call.Encode(c)}
	if cause, ok := checklist.Find(code); ok {
		f.Account = c.Account
		cause = cause.In(variant, f)
		v.Cause = &cause
	}
	return v
}
