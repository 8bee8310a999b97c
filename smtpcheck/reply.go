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

// ParseReply takes a reply apart that was written down: its lines, code in
// front of each, with CRLF between them. ok is false where a line is none.
func ParseReply(raw string) (r Reply, ok bool) {
	for line := range strings.SplitSeq(raw, "\r\n") {
		code, _, text, ok := splitLine([]byte(line))
		if !ok {
			return Reply{}, false
		}
		r.Code = code
		r.add(SafeText(text))
	}
	return r, true
}

// splitLine takes a reply line apart: three digits of which the first is 2 to
// 5, then a hyphen where more lines follow, or a space, or nothing.
func splitLine(line []byte) (code int, more bool, text []byte, ok bool) {
	if len(line) < 3 || notSMTP(line) != "" {
		return 0, false, nil, false
	}
	code = int(line[0]-'0')*100 + int(line[1]-'0')*10 + int(line[2]-'0')
	if len(line) == 3 {
		return code, false, nil, true
	}
	return code, line[3] == '-', line[4:], line[3] == '-' || line[3] == ' '
}

// add appends the text of a line and takes the enhanced code off it (RFC 2034
// section 4: it stands at the begin of each line and agrees with the code).
func (r *Reply) add(text Text) {
	first, rest, _ := strings.Cut(string(text), " ")
	if isEnhanced(first, r.Code) && (r.Enhanced == "" && len(r.Lines) == 0 || r.Enhanced == first) {
		r.Enhanced, text = first, Text(strings.TrimLeft(rest, " "))
	}
	r.Lines = append(r.Lines, text)
}

// isEnhanced tells whether s is an enhanced status code (RFC 3463 section 2)
// of the class of code.
func isEnhanced(s string, code int) bool {
	parts := strings.Split(s, ".")
	if len(parts) != 3 || parts[0] != fmt.Sprint(code/100) {
		return false
	}
	for _, p := range parts[1:] {
		if p == "" || len(p) > 3 || strings.Trim(p, "0123456789") != "" {
			return false
		}
	}
	return true
}
