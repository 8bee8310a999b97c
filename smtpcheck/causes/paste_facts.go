package causes

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"mailready/smtpcheck"
)

// PasteFacts is what a pasted text tells beside its error, as somebody could
// have said with it: which server and port were used, by what kind of account.
type PasteFacts struct {
	Host    string          // the server that was dialled; empty: not told
	Port    int             // 0: not told
	Account Account         // of the address that signs in or sends
	Stage   smtpcheck.Stage // what the refused command was, where that is certain

	spaced   bool   // a space stands behind the server's name
	greeting string // the name in the greeting of the server that answered
	relay    bool   // a mail server tells it, and not a program
	private  bool   // the server has an address of a private network
}

var (
	dialled = pattern(`(?i)(?:opening to|lookup |enotfound |eai_again |getaddrinfo for |following server failed\s*:|failed to connect to|connect(?:ed|ing)? to|unable to connect to|host(?:name)?["']?\s*[:=]|server["']?\s*[:=]|smtp_host["']?\s*[:=]|relay=|dial tcp|(?:smtps?|ssl|tls|tcp)://)\s*["']?(?:(?:smtps?|ssl|tls|tcp)://)?([a-z0-9][\w-]*(?:\.[\w-]+)+)(?:\[[^\]\s]*\])?(?:( )?:(\d{2,5})|,? port:? (\d{2,5}))?`)
	// dialWords are what dialled cannot do without, in small letters.
	dialWords    = []string{"opening to", "lookup ", "enotfound ", "eai_again ", "getaddrinfo for ", "connect", "host", "server", "relay=", "dial tcp", "://"}
	portNamed    = pattern(`(?i)\bport["']?\s*[:=]?\s*\(?(\d{2,5})\b`)
	greetingName = pattern(`(?i)\b220[ -]([a-z0-9][\w-]*(?:\.[\w-]+)+)\b[^\n]{0,40}?\b(?:ESMTP|SMTP)\b`)
	ownAddress   = pattern(`(?i)(?:\b(?:user(?:name)?|login|from|from address|sender|account|auth(?:entication)? user)\b["']?\s*[:=]?\s*["'<(\[]?)([^\s"'<>@()]{1,64}@[a-z0-9.-]+)`)
	consumerName = pattern(`(?i)@(?:hotmail|outlook|live|msn|windowslive|passport|livemail)\.[a-z.]{2,7}$`)
	bracketed    = pattern(`\[(?:IPv6:)?([0-9a-fA-F.:]{7,45})\]`)
)

// readFacts reads what a text of a program tells beside its error.
func readFacts(text, program string) PasteFacts {
	p := PasteFacts{relay: slices.Contains(mailServers, program)}
	var places [][]string
	if low := strings.ToLower(text); slices.ContainsFunc(dialWords, func(word string) bool { return strings.Contains(low, word) }) {
		places = dialled().FindAllStringSubmatch(text, 20)
	}
	for _, m := range places {
		if p.Host == "" || p.Port == 0 && m[3]+m[4] != "" && strings.EqualFold(m[1], p.Host) {
			p.Host = strings.ToLower(strings.TrimSuffix(m[1], "."))
			p.spaced = m[2] != ""
			p.Port, _ = strconv.Atoi(m[3] + m[4])
		}
	}
	if p.Port == 0 {
		if m := portNamed().FindStringSubmatch(text); m != nil {
			p.Port, _ = strconv.Atoi(m[1])
		}
	}
	if p.Port > 65535 {
		p.Port = 0
	}
	// What a pattern cannot do without is looked for first.
	if strings.Contains(text, "220") {
		if m := greetingName().FindStringSubmatch(text); m != nil {
			p.greeting = strings.ToLower(m[1])
		}
	}
	if strings.Contains(text, "@") {
		for _, m := range ownAddress().FindAllStringSubmatch(text, 20) {
			if consumerName().MatchString(m[1]) {
				p.Account = AccountConsumer
			}
		}
	}
	if strings.HasPrefix(p.Host, "smtp-mail.outlook.") {
		p.Account = AccountConsumer
	}
	if !strings.Contains(text, "[") {
		return p
	}
	for _, m := range bracketed().FindAllStringSubmatch(text, 20) {
		if addr, err := netip.ParseAddr(m[1]); err == nil && addr.IsPrivate() {
			p.private = true
		}
	}
	return p
}

// told gives the facts with what the paste tells. What the caller said stays.
func (f Facts) told(p PasteFacts) Facts {
	if f.Account == AccountUnknown {
		f.Account = p.Account
	}
	return f
}

// mailServers are the programs that deliver to other servers, on port 25.
var mailServers = []string{"Postfix", "Exim", "Exchange"}

// unanswered are the causes of a connection that did not come about.
var unanswered = []string{"NET-BLOCKED", "NET-REFUSED", "SMTP-SLOW", "SMTP-CLOSED", "NET-RESET"}

// refine words a finding by what the paste tells of host, port and server.
func (b finding) refine(p PasteFacts) finding {
	microsoft := p.Host != "" && !Facts{Host: p.Host}.elsewhere()
	switch code := b.cause.Code; {
	case microsoft && p.greeting != "" && Facts{Host: p.greeting}.elsewhere():
		b.cause, b.variant, b.part = entry("NET-REDIRECTED"), "", p.greeting
	case microsoft && (p.Port == 465 || p.Port == 25) && slices.Contains(unanswered, code):
		b.cause, b.variant = entry("NET-PORT"), ""
	case code == "NET-BLOCKED" && (p.Port == 465 || p.Port == 25) && p.Host != "" && !p.relay:
		b.variant = "port"
	case code == "NET-DNS" && p.spaced:
		b.variant = "space"
	case code == "AUTH-TEMP" && (p.private || p.Host == "" && !tag().MatchString(b.reply.text) && strings.Contains(strings.ToUpper(b.reply.text), "PRX")):
		b.variant = "own server"
	}
	return b
}
