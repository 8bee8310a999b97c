package smtpcheck

import (
	"fmt"
	"strings"
)

// Text is what the server said, made safe to show where it is read: control,
// C1, bidi and zero-width characters stand as visible signs.
type Text string

// Reply is the server's literal answer (RFC 5321 section 4.2). The zero Reply
// means that there was none.
type Reply struct {
	Code     int    // 535
	Enhanced string // "5.7.139" (RFC 3463), empty where the server gave none
	Lines    []Text // the text of each line, without code and enhanced code
}

// Text joins the lines with a space.
func (r Reply) Text() string {
	parts := make([]string, len(r.Lines))
	for i, l := range r.Lines {
		parts[i] = string(l)
	}
	return strings.Join(parts, " ")
}

// String is the reply on one line, as a person would quote it.
func (r Reply) String() string {
	if r.Code == 0 {
		return ""
	}
	s := fmt.Sprintf("%d", r.Code)
	if r.Enhanced != "" {
		s += " " + r.Enhanced
	}
	return strings.TrimSpace(s + " " + r.Text())
}
