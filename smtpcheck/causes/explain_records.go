package causes

import (
	"regexp"
	"strings"
)

var (
	// delivery is a record of Postfix about one recipient: what stands in the
	// brackets behind the status is what happened.
	delivery = pattern(`(?m)^.*?\bstatus=(sent|deferred|bounced|undeliverable|expired|undelivered)\s*\((.*?)\)?[ \t]*$`)
	// bookkeeping are the fields of such a record that a number stands in. The
	// dsn is Postfix's own guess, and not what a server said.
	bookkeeping = pattern(`\b(?:dsn|delays?|conn_use|size|nrcpt)=[\d./]+,?[ \t]*`)
	// suspended is in front of the reason for which mail is held back.
	suspended = pattern(`(?i)\bdelivery temporarily suspended: `)
	// lastError is Exchange's own code in front of the message of a trace.
	lastError = pattern(`(?i)(?:\{?LED=)?450 4\.4\.31\d |\[Message=451 4\.4\.0 `)
	// guesses is a list of what may have happened, of which nothing is known.
	guesses = pattern(`(?is)(?:One possibility is that you are trying to connect|This usually means that the SSL certificate).{0,400}?for one or more of\s+the following reasons:(?:\s*\d+\.[^\n]{0,200})*(?:\s*It is also possible that the set of SSL/TLS protocols[^\n]{0,200})?`)
)

// unwrapped takes the words of the failure out of what a program puts around
// them: the records of mail servers, traces, and lists of guesses.
func unwrapped(text string) string {
	if strings.Contains(text, "status=") {
		text = delivery().ReplaceAllStringFunc(text, func(record string) string {
			m := delivery().FindStringSubmatch(record)
			if m[1] == "sent" {
				return ""
			}
			return m[2]
		})
	}
	if strings.Contains(text, "dsn=") || strings.Contains(text, "delay=") {
		text = bookkeeping().ReplaceAllString(text, "")
	}
	for hint, p := range map[string]func() *regexp.Regexp{"temporarily suspended": suspended, "4.4.31": lastError, "following reasons": guesses} {
		if strings.Contains(text, hint) {
			text = p().ReplaceAllString(text, "")
		}
	}
	return text
}
