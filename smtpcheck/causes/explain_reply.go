package causes

import (
	"mailready/smtpcheck"
	"slices"
	"strconv"
	"strings"
)

// quoted is one reply of a server as it was found in a text.
type quoted struct {
	code     int             // 0 where the program dropped it
	enhanced string          // empty where there was none
	head     string          // the codes as they stand in the text
	text     string          // the whole reply, head included
	at, end  int             // where it stands
	stage    smtpcheck.Stage // what it answered, where the text around it tells
	loud     bool            // a word or its place says that the number is a server's code
	certain  bool            // the engine asked, so stage is certain and an answer out of place a fault
}

const (
	longestReply = 1500 // bytes of one quoted reply that are looked at
	mostReplies  = 2000 // different replies of one text that are looked at
)

var (
	// bothCodes is "535 5.7.139" and its kin: "(535, b'5.7.139", "535-5.7.8",
	// "SMTP550_5.2.253", "535" and "5.7.8" on two lines.
	bothCodes = pattern(`(?i)(?:^|[^\d.])([2-5]\d\d)(?:[ \t\n\-:,;#=|/\])>'"(\[_b]{1,8}|[ .]{1,2}additional smtp info: |, (?:enhanced(?:[ _-]?(?:status)?[ _-]?code)?|enhancedcode|status)["': =]{1,4})([245]\.\d{1,3}\.\d{1,3})(?:[^\d.]|\.[^\d]|\.?$)`)
	// bareEnhanced is "5.7.57" with the code in front of it dropped.
	bareEnhanced = pattern(`(?:^|[^\d.\w/@-])([45]\.[0-7]\.\d{1,3})(?:[^\d.\w]|\.[^\d\w]|\.?$)`)
	// bareCode is "535 text" where no enhanced code follows.
	bareCode = pattern(`(?:^|[^\d.\w/@-])([2-5]\d\d)(?:[ \t]?[-:,;]?[ \t]?(?:b?['"(])?[^\d\s.]|[ \t]?['")\],;:]|[ \t]*$|[ \t]*\n)`)

	// leadIn announces a reply whose codes the program may have dropped.
	leadIn = pattern(`(?i)\b(?:server|host|serverantwort|serveur|servidor|service|remote)\b[^.:\n]{0,40}?(?:response|responded|responds|reply|replied|said|says|answer|answered|message|antwort|lautete|war|returned|error|reponse|réponse|respuesta|resposta|risposta)\b[^.:\n]{0,20}:\s*[\["'(<]?`)
	// tag ends a reply of Exchange Online.
	tag = pattern(`(?i)\[(?:Hostname=)?[A-Za-z0-9.-]+\.(?:prod|sdf|gbl|protection|outlook|office365)[^\]\n]{0,120}\]`)

	// clientLine is where the program speaks again, which may be a password.
	clientLine = pattern(`(?im)\n[^\n]{0,60}?(?:\bC:|->|=>|>>>|~>|\bclient\b[^\n]{0,4}:)\s|\n[\s\d:.,TZ+-]*(?:MAIL FROM:|RCPT TO:|(?:EHLO|HELO) [^\s']+[ \t]*$|QUIT[ \t]*$)|\n[^\n]{0,80}?\bAUTH (?:LOGIN|PLAIN|XOAUTH2)(?: [A-Za-z0-9+/]{4,}|[ \t]*$)`)

	// unquoted is what a string literal leaves behind a reply.
	unquoted = pattern(`["'][)\]},;]+$`)
	// encodedLine is a line of nothing but base64.
	encodedLine = pattern(`(?m)\n[ \t]*[A-Za-z0-9+/]{0,200}[0-9+/=][A-Za-z0-9+/]{3,200}={0,2}[ \t]*$|\n[ \t]*[A-Za-z0-9+/]{4,200}={1,2}[ \t]*$`)

	codeWord   = pattern(`(?i)(?:code|status|error|err|response|reply|replied|responded|said|says|answer|smtp|server|returned|got|was|fehler|fehlercode|ndr|dsn|erreur|erro|errore|failed|refused|rejected|denied)[\s.:="'\x60\[(#<>-]{0,6}$`)
	codeMark   = pattern(`[:("'\x60=>\[#<,;|{~*-]\s*$`)
	tupleAfter = pattern(`^,\s*b?['"]`)
	// linePrefix is what logs put in front of a server's line.
	linePrefix = pattern(`(?i)^[\s\d:.,TZ+/\[\]()|*~<>=-]*(?:(?:s|server|recv|received|in|smtp|debug|info|error|warn|warning|<-|<<|\*\*)\s*[:>|-]*\s*)*$`)

	// knownCodes are the codes that mail servers do send (RFC 5321, RFC 4954).
	knownCodes = []int{211, 214, 220, 221, 235, 250, 251, 252, 334, 354, 420, 421, 430, 431, 432, 435, 441, 442, 450, 451, 452, 454, 455, 471,
		500, 501, 502, 503, 504, 510, 512, 521, 523, 530, 533, 534, 535, 538, 541, 550, 551, 552, 553, 554, 555, 556, 557, 571, 572, 573}

	// counted is what follows a number that counts something.
	counted = pattern(`(?i)^\s*(?:euros?|eur|usd|gbp|dollars?|pounds?|francs?|percent|people|persons|users|rows|items|pieces|pages|boxes|pens|invoices|orders|messages|mails|e-?mails|letters|days|hours|minutes|seconds|years|times|ms|km|kg|kb|mb|gb|bytes)\b`)

	webWords = pattern(`(?i)^\W*(?:internal server error|bad gateway|gateway time|service (?:temporarily )?unavailable(?:\s*$|<)|not found|forbidden|ok\s*$)`)
)

// findReplies cuts the replies out of a text. Each reaches to the next one,
// to an empty line, or to the tag with which Exchange Online ends a reply.
func findReplies(text string) []quoted {
	var heads []quoted
	taken := make(map[int]bool)
	for _, m := range bothCodes().FindAllStringSubmatchIndex(text, -1) {
		code, _ := strconv.Atoi(text[m[2]:m[3]])
		heads = append(heads, quoted{code: code, enhanced: text[m[4]:m[5]], head: text[m[2]:m[5]], at: m[2], loud: true})
		taken[m[2]], taken[m[4]] = true, true
	}
	for _, m := range bareEnhanced().FindAllStringSubmatchIndex(text, -1) {
		if _, ok := announced(text, m[2], m[3]); ok && !taken[m[2]] {
			heads = append(heads, quoted{enhanced: text[m[2]:m[3]], head: text[m[2]:m[3]], at: m[2], loud: true})
			taken[m[2]] = true
		}
	}
	for _, m := range bareCode().FindAllStringSubmatchIndex(text, -1) {
		code, _ := strconv.Atoi(text[m[2]:m[3]])
		if taken[m[2]] || !slices.Contains(knownCodes, code) || webWords().MatchString(text[m[3]:min(len(text), m[3]+60)]) || counted().MatchString(text[m[3]:min(len(text), m[3]+20)]) {
			continue
		}
		if loud, ok := announced(text, m[2], m[3]); ok {
			heads = append(heads, quoted{code: code, head: text[m[2]:m[3]], at: m[2], loud: loud})
			taken[m[2]] = true
		}
	}
	for _, m := range leadIn().FindAllStringIndex(text, -1) {
		if m[1] < len(text) && !taken[m[1]] {
			heads = append(heads, quoted{at: m[1]})
		}
	}
	byPlace := func(a, b quoted) int { return a.at - b.at }
	slices.SortStableFunc(heads, byPlace)
	heads = append(heads, tagged(text, heads)...)
	slices.SortStableFunc(heads, byPlace)
	return cutReplies(text, pairCodes(text, heads))
}

// announced reports whether a number at this place can be a server's code: it
// begins a line, or a mark or a word such as "code" stands before it. It is
// loud where it can hardly be anything else.
func announced(text string, at, end int) (loud, ok bool) {
	start := max(0, at-60)
	before := text[start:at]
	if i := strings.LastIndexByte(before, '\n'); i >= 0 {
		before = before[i+1:]
		start = 0
	}
	loud = start == 0 && linePrefix().MatchString(before) || codeWord().MatchString(before) || tupleAfter().MatchString(text[end:min(len(text), end+8)])
	return loud, loud || codeMark().MatchString(before)
}

// tagged finds the replies without codes that end in a tag of Exchange Online:
// nothing else does, so what stands before it is a reply all the same.
func tagged(text string, heads []quoted) []quoted {
	var found []quoted
	next, last := 0, -longestReply
	for _, m := range tag().FindAllStringIndex(text, -1) {
		for ; next < len(heads) && heads[next].at < m[0]; next++ {
			last = heads[next].at
		}
		if begin := lineBefore(text, m[0]); m[0]-last > longestReply/2 {
			found = append(found, quoted{at: begin})
		}
	}
	return found
}

// lineBefore is where the line begins that holds or precedes this place.
func lineBefore(text string, at int) int {
	line := strings.TrimRight(text[:at], " \t\n")
	begin := strings.LastIndexByte(line, '\n') + 1
	return begin + len(text[begin:]) - len(strings.TrimLeft(text[begin:], " \t"))
}

// pairCodes joins a code and an enhanced code of the same class that stand
// close together, as in two fields of one record.
func pairCodes(text string, heads []quoted) []quoted {
	var paired []quoted
	for _, q := range heads {
		if n := len(paired); n > 0 && q.code == 0 && q.enhanced != "" {
			last := &paired[n-1]
			if last.code != 0 && last.enhanced == "" && q.enhanced[0] == byte('0'+last.code/100) && q.at-last.at < 40 {
				last.enhanced, last.loud = q.enhanced, true
				last.head = text[last.at : q.at+len(q.enhanced)]
				continue
			}
		}
		paired = append(paired, q)
	}
	return paired
}

func cutReplies(text string, heads []quoted) []quoted {
	var replies []quoted
	seen := make(map[string]bool)
	for i := 0; i < len(heads); i++ {
		q := heads[i]
		end := len(text)
		// The further lines of one reply repeat its code ("535-5.7.8 ...").
		for ; i+1 < len(heads); i++ {
			next := heads[i+1]
			same := next.code == q.code && next.enhanced == q.enhanced && q.code != 0 && strings.HasPrefix(text[heads[i].at+3:], "-") ||
				next.code == 0 && next.enhanced == q.enhanced && q.enhanced != ""
			if end = next.at; !same {
				break
			}
			end = len(text)
		}
		end = min(end, q.at+longestReply)
		body := text[q.at:end]
		if m := tag().FindStringIndex(body); m != nil {
			body = body[:m[1]]
		}
		if m := clientLine().FindStringIndex(body); m != nil {
			body = body[:m[0]]
		}
		if blank := strings.Index(body, "\n\n"); blank > len(q.head)+2 {
			body = body[:blank]
		}
		if q.success() {
			body, _, _ = strings.Cut(body, "\n")
		}
		q.end = q.at + len(body)
		q.text = strings.TrimSpace(strings.ToValidUTF8(body, ""))
		words := tag().ReplaceAllString(q.text, "")
		if seen[words] {
			continue
		}
		if len(replies) == mostReplies {
			break
		}
		seen[words] = true
		q.stage = stageAround(text, q.at, q.at+len(body))
		replies = append(replies, q)
	}
	return withoutEchoes(replies)
}

// withoutEchoes drops codes that a program repeats by themselves, as in
// "responseCode: 535" or "SMTP code: 535": they belong to a reply that stands
// beside them, or give it the code that was dropped.
func withoutEchoes(replies []quoted) []quoted {
	var kept []quoted
	for i, q := range replies {
		echo := false
		if q.code != 0 && q.enhanced == "" && len(strings.Fields(q.text)) < 4 {
			for _, other := range replies {
				echo = echo || other.code == q.code && len(other.text) > len(q.text)
			}
			if !echo && i > 0 && replies[i-1].code == 0 && len(kept) > 0 {
				kept[len(kept)-1].code, echo = q.code, true
			}
		}
		if !echo {
			kept = append(kept, q)
		}
	}
	return kept
}

// success reports whether the reply refuses nothing.
func (q quoted) success() bool {
	if q.code != 0 {
		return q.code < 400
	}
	return strings.HasPrefix(q.enhanced, "2")
}

// reply is what was quoted, made ready to show. It ends before a line that
// can be a password on its way, as the log of a login has.
func (q quoted) reply() smtpcheck.Reply {
	text := strings.TrimPrefix(q.text, q.head)
	if m := encodedLine().FindStringIndex(text); m != nil {
		text = text[:m[0]]
	}
	text = withoutSecrets(text)
	for _, m := range literalEnd().FindAllStringIndex(text, 10) {
		if strings.TrimSpace(text[:m[0]]) != "" {
			text = text[:m[0]]
			break
		}
	}
	r := smtpcheck.Reply{Code: q.code, Enhanced: q.enhanced}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		line = strings.TrimPrefix(strings.TrimPrefix(line, q.head+" "), strings.Replace(q.head, "-", " ", 1)+" ")
		line = strings.TrimSpace(unquoted().ReplaceAllString(strings.Trim(line, " \t\"'"), ""))
		if line != "" {
			r.Lines = append(r.Lines, smtpcheck.SafeText([]byte(line)))
		}
	}
	return r
}
