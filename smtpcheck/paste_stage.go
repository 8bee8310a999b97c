package smtpcheck

import (
	"regexp"
	"slices"
	"strings"
)

var (
	commandBefore = regexp.MustCompile(`(?i)\b(mail from|rcpt to|auth (?:login|plain|xoauth2|cram|ntlm)|auth command|starttls|ehlo|helo|end of data|data command|bdat|smtpauthenticationerror|smtpsenderrefused|smtprecipientsrefused|smtpdataerror)\b`)
	answered      = regexp.MustCompile(`(?:^|[^\d.])(?:2[1-5]\d|354|[45]\d\d)[ -](?:[245]\.\d|[A-Z])`)
	commandAfter  = regexp.MustCompile(`(?i)"?command"?\s*[:=]\s*['"]?(mail|rcpt|auth|starttls|ehlo|helo|data|bdat|conn)`)

	commandStages = map[string]Stage{
		"mail": Sender, "rcpt": Recipient, "auth": Login, "smtpauthenticationerror": Login, "starttls": StartTLS, "ehlo": Hello, "helo": Hello,
		"data": Data, "bdat": Data, "end": Data, "smtpsenderrefused": Sender, "smtprecipientsrefused": Recipient, "smtpdataerror": Data, "conn": Greeting,
	}
)

// stageAround guesses from the text around a reply which command it answered.
func stageAround(text string, from, to int) Stage {
	if m := commandAfter.FindStringSubmatch(text[from:min(len(text), to+200)]); m != nil {
		return commandStages[strings.ToLower(m[1])]
	}
	before := text[max(0, from-300):from]
	lines := strings.Split(before, "\n")
	for _, line := range slices.Backward(lines) {
		if answered.MatchString(line) {
			return "" // the command before was answered already
		}
		if m := commandBefore.FindAllStringSubmatch(line, -1); m != nil {
			word, _, _ := strings.Cut(strings.ToLower(m[len(m)-1][1]), " ")
			return commandStages[word]
		}
	}
	return ""
}
