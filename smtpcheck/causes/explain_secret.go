package causes

import (
	"strings"
)

// hidden stands where a secret stood.
const hidden = "[hidden]"

const secretKey = `(?:[\w.-]*(?:pass|passwd|password|passphrase|passwort|kennwort|pwd|secret|token|apikey|api_key|api-key|credentials?)|authorization|auth|bearer|contrase\x{f1}a|mot de passe)`

var (
	// literalEnd is where the string literal or the record that held a reply
	// ends, and the program's own fields begin.
	literalEnd = pattern("[\"'`]\\s*(?:[,;)}\\]]|\\n|$)|(?i)[\\s,;{(\\[]+[\"'`]?" + secretKey + "[\"'`]?\\s*(?:=|[:=]\\s*[\"'`{(\\[])")
	// keyed is a value that its key calls a secret, or gives an app password
	// after such a word.
	keyed = pattern("(?i)(\\b" + secretKey + "[\"'`]?\\s*(?:[:=]+>?|\\bis|\\bwas)\\s*)((?-i:[a-z]{4}(?:[ -][a-z]{4}){3})\\b|\"[^\"]*\"|'[^']*'|[^\\s\"',;)}\\]]+)")
	// stated is such a word with "is" in front of ordinary words.
	stated      = pattern(`(?i)\b(?:is|was)\s*$`)
	sent        = pattern(`(?i)\b(AUTH[ =]+(?:LOGIN|PLAIN|XOAUTH2|OAUTHBEARER|CRAM-MD5)\s+)[A-Za-z0-9+/=_-]{4,}`)
	groups      = pattern(`\b[a-z]{4}(?:[ -][a-z]{4}){3}\b`)
	blob        = pattern(`[A-Za-z0-9+/_-]{16,}(?:={1,2}\B)?|[A-Za-z0-9+/_-]{7,}={1,2}\B`)
	appPassword = pattern(`^["']?[a-z]{16}["']?$`)
)

// withoutSecrets blacks out what can be a password or a token in a text that
// is to be shown: values whose key says so, app passwords in groups, and
// base64.
func withoutSecrets(text string) string {
	text = sent().ReplaceAllString(text, "${1}"+hidden)
	text = keyed().ReplaceAllStringFunc(text, func(found string) string {
		m := keyed().FindStringSubmatch(found)
		if stated().MatchString(m[1]) && !strings.ContainsAny(m[2], "0123456789\"'") && !groups().MatchString(m[2]) && !appPassword().MatchString(m[2]) {
			return found
		}
		return m[1] + hidden
	})
	text = groups().ReplaceAllString(text, hidden)
	return blob().ReplaceAllStringFunc(text, func(s string) string {
		if encoded(s) {
			return hidden
		}
		return s
	})
}

// encoded tells base64 from long words, paths and the numbers that servers
// give their answers: it has capitals, small letters, and digits or padding.
func encoded(s string) bool {
	return strings.ContainsAny(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") && strings.ContainsAny(s, "abcdefghijklmnopqrstuvwxyz") && strings.ContainsAny(s, "0123456789=") &&
		strings.Count(s, "-")+strings.Count(s, "_") < 3
}
