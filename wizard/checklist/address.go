package checklist

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Limits of what is typed, in bytes (RFC 5321 section 4.5.3.1, RFC 1035
// section 2.3.4).
const (
	maxAddress   = 254
	maxLocalPart = 64
	maxHost      = 253
)

// Codes of the problems that a typed answer can have.
const (
	codeEmail    = "IN-EMAIL"
	codePassword = "IN-PASSWORD"
	codeHost     = "IN-HOST"
	codePort     = "IN-PORT"
	codeTooLong  = "IN-TOOLONG"
)

// RFC 5322 section 3.2.3 lists the signs, beside letters and digits, that may
// stand in the part before the @. The risky ones mean something to shells and
// to the files of mail programs, which get the address from an export; hardly
// any mailbox has them, and they are refused.
const (
	safeSigns  = "!#&'+-=^_~"
	riskySigns = "$%*/?`{|}"
)

// ParseAddress reads one e-mail address as a person types or pastes it, also
// as "Name <name@company.com>". The address comes back in the form in which
// it is sent, the domain in lower case and international domains in their
// ASCII form. The note, often empty, says what is different from what was
// typed. Quoted parts, IP addresses and anything that could reach the server
// as a second command, or another program as a command or an option, are
// refused.
func ParseAddress(typed string) (address, note string, p *Problem) {
	s := trimSpace(typed)
	if len(s) > 4*maxAddress {
		return "", "", tooLong("An e-mail address", maxAddress)
	}
	if strings.ContainsFunc(s, hidden) {
		return "", "", &Problem{codeEmail, "The address has characters that are not allowed. Please type it by hand, like name@company.com."}
	}
	s, unwrapped := unwrapAddress(s)
	local, domain, ok := strings.Cut(s, "@")
	switch {
	case s == "":
		return "", "", &Problem{codeEmail, "Please enter an e-mail address, like name@company.com."}
	case !ok:
		return "", "", &Problem{codeEmail, "The @ is missing. An address looks like name@company.com."}
	case strings.Contains(domain, "@"):
		return "", "", &Problem{codeEmail, "There is more than one @. An address looks like name@company.com."}
	case strings.ContainsFunc(s, blank):
		return "", "", &Problem{codeEmail, "There is a space inside. An address has none, like name@company.com."}
	case strings.ContainsFunc(local, func(r rune) bool { return r >= utf8.RuneSelf }):
		return "", "", &Problem{codeEmail, "Only plain letters can stand before the @, without accents, like name@company.com."}
	case len(local) > maxLocalPart:
		return "", "", tooLong("The part before the @", maxLocalPart)
	case strings.ContainsAny(local, riskySigns):
		sign := local[strings.IndexAny(local, riskySigns)]
		return "", "", &Problem{codeEmail, "The sign " + string(sign) + " before the @ is not taken: other programs can misread it. An address looks like name@company.com."}
	case strings.HasPrefix(local, "-"):
		return "", "", &Problem{codeEmail, "An address that begins with - is not taken: other programs can misread it. An address looks like name@company.com."}
	case !plainLocalPart(local):
		return "", "", &Problem{codeEmail, "The part before the @ is not right. An address looks like name@company.com."}
	}
	d, ok := parseDomain(domain)
	if !ok || d.numeric() || !strings.Contains(d.ascii, ".") {
		if len(domain) > maxAddress {
			return "", "", tooLong("An e-mail address", maxAddress)
		}
		return "", "", &Problem{codeEmail, "The part after the @ is not right. An address looks like name@company.com."}
	}
	address = local + "@" + d.ascii
	if len(address) > maxAddress {
		return "", "", tooLong("An e-mail address", maxAddress)
	}
	note = d.both()
	if unwrapped && note == "" {
		note = "The address is read as " + address + "."
	}
	return address, note, nil
}

// unwrapAddress takes the address out of the two forms in which programs copy
// it: "mailto:a@b.example" and "Name <a@b.example>".
func unwrapAddress(s string) (string, bool) {
	if len(s) > 7 && strings.EqualFold(s[:7], "mailto:") {
		return s[7:], true
	}
	name, rest, ok := strings.Cut(s, "<")
	inner, end, closed := strings.Cut(rest, ">")
	if !ok || !closed || end != "" || strings.ContainsAny(name, "@<>") || strings.ContainsAny(inner, "<>") {
		return s, false
	}
	return trimSpace(inner), true
}

// plainLocalPart tells whether s is a dot-string (RFC 5321 section 4.1.2).
func plainLocalPart(s string) bool {
	for atom := range strings.SplitSeq(s, ".") {
		if atom == "" {
			return false
		}
		for _, r := range atom {
			if !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune(safeSigns, r)) {
				return false
			}
		}
	}
	return true
}

func tooLong(what string, most int) *Problem {
	return &Problem{codeTooLong, what + " has at most " + strconv.Itoa(most) + " characters. This is longer."}
}
