package causes

import (
	"mailready/smtpcheck"
	"slices"
	"strings"
)

var (
	commandBefore = pattern(`(?i)\b(mail from|rcpt to|auth (?:login|plain|xoauth2|cram|ntlm)|auth command|starttls|ehlo|helo|end of data|data command|bdat|smtpauthenticationerror|smtpsenderrefused|smtprecipientsrefused|smtpdataerror)\b`)
	answered      = pattern(`(?:^|[^\d.])(?:2[1-5]\d|354|[45]\d\d)[ -](?:[245]\.\d|[A-Z])`)
	commandAfter  = pattern(`(?i)"?command"?\s*[:=]\s*['"]?(mail|rcpt|auth|starttls|ehlo|helo|data|bdat|conn)`)

	commandStages = map[string]smtpcheck.Stage{
		"mail": smtpcheck.Sender, "rcpt": smtpcheck.Recipient, "auth": smtpcheck.Login, "smtpauthenticationerror": smtpcheck.Login, "starttls": smtpcheck.StartTLS, "ehlo": smtpcheck.Hello, "helo": smtpcheck.Hello,
		"data": smtpcheck.Data, "bdat": smtpcheck.Data, "end": smtpcheck.Data, "smtpsenderrefused": smtpcheck.Sender, "smtprecipientsrefused": smtpcheck.Recipient, "smtpdataerror": smtpcheck.Data, "conn": smtpcheck.Greeting,
	}
)

// stageAround guesses from the text around a reply which command it answered.
func stageAround(text string, from, to int) smtpcheck.Stage {
	if m := commandAfter().FindStringSubmatch(text[from:min(len(text), to+200)]); m != nil {
		return commandStages[strings.ToLower(m[1])]
	}
	before := text[max(0, from-300):from]
	lines := strings.Split(before, "\n")
	for _, line := range slices.Backward(lines) {
		if answered().MatchString(line) {
			return "" // the command before was answered already
		}
		if m := commandBefore().FindAllStringSubmatch(line, -1); m != nil {
			word, _, _ := strings.Cut(strings.ToLower(m[len(m)-1][1]), " ")
			return commandStages[word]
		}
	}
	return ""
}
