package letter

import (
	"strings"

	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

// maxMailto is how long a mailto: link may be. Windows and several browsers
// cut off at about 2,000 characters.
const maxMailto = 1800

// mailto writes a link that opens a mail program with a short form of the
// message (RFC 6068). It leaves parts out until it is short enough.
func (q *request) mailto(subject string) string {
	for _, form := range []struct {
		reply           int
		change, further bool
	}{{300, true, true}, {200, true, false}, {100, true, false}, {100, false, true}, {100, false, false}, {0, false, false}} {
		link := "mailto:?subject=" + percent(subject) + "&body=" + percent(q.short(form.reply, form.change, form.further))
		if len(link) <= maxMailto {
			return link
		}
	}
	return "mailto:?subject=" + percent(q.fill("Microsoft 365: please let a program send mail"))
}

// short is the message in a few lines, with the first characters of the reply.
func (q *request) short(reply int, change, further bool) string {
	var lines []string
	say := func(text string) { lines = append(lines, q.fill(text)) }
	say("Hello,")
	say("")
	say("a program is to send mail from {mailbox} through {host}.")
	if q.verdict != nil {
		if q.Reply != "" && reply > 0 {
			say("Microsoft refused it:")
			lines = append(lines, clipped(strings.ReplaceAll(q.Reply, "\n", " "), reply))
		}
		if _, known := causes.Find(q.verdict.Cause.Code); known {
			say("It means: " + q.verdict.Cause.Happened)
		}
	}
	say("Please look at this, for this one mailbox only, and only if it is not so already:")
	for _, item := range append(append(q.named[:0:0], q.named...), q.open...) {
		p := adminPoints[item]
		say("- " + p.title)
		if change && item == q.first() {
			say("  " + or(p.path, p.intro))
			for _, c := range p.change {
				say("  " + c)
			}
		}
		if !further && item == q.first() {
			break
		}
	}
	say("I can send you the whole message: how to verify, how to undo, what it does to security, and the dates.")
	return strings.Join(lines, "\r\n")
}

// first is the point that matters most.
func (q *request) first() (item checklist.AdminItem) {
	if len(q.named) > 0 {
		return q.named[0]
	}
	if len(q.open) > 0 {
		return q.open[0]
	}
	return ""
}

// percent encodes all but the unreserved characters (RFC 3986 section 2.3).
func percent(s string) string {
	const hex = "0123456789ABCDEF"
	var out strings.Builder
	for i := range len(s) {
		c := s[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
			out.WriteByte(c)
			continue
		}
		out.WriteByte('%')
		out.WriteByte(hex[c>>4])
		out.WriteByte(hex[c&15])
	}
	return out.String()
}
