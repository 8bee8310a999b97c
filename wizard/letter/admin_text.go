package letter

import (
	"slices"
	"strconv"
	"strings"

	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

// letter writes the whole message.
func (q *request) letter() []block {
	l := &letter{q: q}
	l.say("Hello,")
	l.say("I want to send mail from the mailbox {mailbox} with a program, through {host}, port 587. " +
		"As an admin of Microsoft 365 you can look at and change what that needs. " +
		"Please go through the points below. Each one is meant only if it is not so already, and as far as possible only for this one mailbox.")
	if q.Login != q.Mailbox {
		l.say("The program logs in as {login}.")
	}
	if l.q.AppOnly {
		l.say("It runs on a server, and no person can sign in there. So it is to sign in as itself, with a certificate (OAuth 2.0 client credentials).")
	}
	l.observed()
	l.points()
	l.alsoLook()
	l.dates()
	l.otherWays()
	l.answer()
	return l.blocks
}

// letter collects the blocks.
type letter struct {
	q      *request
	blocks []block
	count  int // numbered points so far
}

func (l *letter) add(kind blockKind, text string) {
	l.blocks = append(l.blocks, block{kind, l.q.fill(text)})
}
func (l *letter) say(text string) { l.add(paragraph, text) }

// observed tells what the server answered, and how to read it.
func (l *letter) observed() {
	l.add(heading, "What Microsoft answered")
	v := l.q.verdict
	if v == nil && l.q.loggedIn && l.q.Another {
		l.say("The login works today, in another way. The points are what the new way needs.")
		return
	}
	if v == nil && l.q.loggedIn {
		l.say("The login works: the server took it. The points are what I saw on Microsoft's page.")
		return
	}
	if v == nil {
		l.say("No answer of the server is known yet. The points are what such a login needs.")
		return
	}
	when := ""
	if !l.q.At.IsZero() {
		when = "On " + l.q.At.Format("2 January 2006 at 15:04 ") + zone(l.q.At.Format("-07:00")) + " "
	}
	if l.q.Reply != "" {
		who := "the server {host}"
		if strings.HasPrefix(v.Cause.Code, "OAUTH-") {
			who = "Microsoft's sign-in"
		}
		l.say(capital(when + who + " answered:"))
		l.blocks = append(l.blocks, block{quote, clipped(l.q.Reply, 1000)})
	} else if when != "" {
		l.say(when + "the check with {host} failed.")
	}
	if _, known := causes.Find(v.Cause.Code); known {
		l.say("What it means: " + v.Cause.Happened + " Cause code: " + v.Cause.Code + ".")
	} else {
		l.say("I could not find out what this means; the words are the server's own.")
	}
	more := "."
	if len(l.q.open) > 0 {
		more = ", so the points below also cover what has not been proved yet."
	}
	l.say("The server names one fault at a time. After this one is mended it may name another" + more)
}

// zone is a time zone as people write it.
func zone(offset string) string {
	if offset == "+00:00" {
		return "UTC"
	}
	return "UTC" + offset
}

// points writes what the refusal names, and then what is open.
func (l *letter) points() {
	l.add(heading, "What to look at")
	for _, item := range l.q.named {
		state := "What I see on Microsoft's page points to this."
		if l.q.verdict != nil && slices.Contains(l.q.itemsFor(l.q.verdict.Cause.Code), item) {
			state = "Microsoft's answer points to this."
			if len(l.q.itemsFor(l.q.verdict.Cause.Code)) > 1 {
				state = "Microsoft's answer can mean this."
			}
		}
		l.point(adminPoints[item], state)
	}
	l.ownActions()
	for _, item := range l.q.open {
		state := "Nobody has proved this yet."
		if item == checklist.AdminSMTPAuth && l.q.isSo(causes.ItemSMTPAuth, "said") {
			state = "I was told that this is so; the server has not shown it yet."
		}
		l.point(adminPoints[item], state)
	}
	if l.q.cloud.LessTested {
		l.say("The names of pages are those of the worldwide cloud. In {cloud} they may differ.")
	}
	if l.has("Connect-ExchangeOnline") {
		l.say("Connect-ExchangeOnline asks for the sign-in in a window. Its parameter -Credential ends in December 2026.")
	}
}

// has tells whether a command is used anywhere in the letter.
func (l *letter) has(command string) bool {
	for _, b := range l.blocks {
		if b.kind == code && strings.Contains(b.text, command) {
			return true
		}
	}
	return false
}

func (l *letter) point(p adminPoint, state string) {
	l.count++
	l.add(point, strconv.Itoa(l.count)+". "+p.title)
	l.say(state + " " + p.seen)
	l.commands(p.look)
	if p.path == "" {
		l.say(p.intro)
	} else {
		l.say("Only if it is not so: " + p.path)
	}
	if l.q.fill(p.link) != "" {
		l.add(link, p.link)
	}
	if p.path != "" && len(p.change) > 0 {
		l.say("Or in PowerShell:")
	}
	l.commands(p.change)
	if len(p.cli) > 0 {
		l.say(p.cliSays)
		l.commands(p.cli)
	}
	l.say(p.verify)
	l.say(p.undo)
	l.commands(p.undoBy)
	l.say(p.security)
}

func (l *letter) commands(lines []string) {
	if len(lines) > 0 {
		l.add(code, strings.Join(lines, "\n"))
	}
}

// ownActions writes the actions of a cause that names no point of the list.
func (l *letter) ownActions() {
	v := l.q.verdict
	if v == nil || len(l.q.itemsFor(v.Cause.Code)) > 0 || len(v.Cause.AdminTry) == 0 {
		return
	}
	names := causes.Names{Mailbox: l.q.Mailbox, Login: l.q.Login, Host: l.q.Host}
	l.count++
	l.add(point, strconv.Itoa(l.count)+". What this refusal needs: "+v.Cause.Title)
	for _, action := range v.Cause.AdminTry {
		text, commands, _ := strings.Cut(names.Fill(action), "\n")
		l.blocks = append(l.blocks, block{bullet, text})
		if commands = strings.TrimSpace(commands); commands != "" {
			var lines []string
			for line := range strings.SplitSeq(commands, "\n") {
				lines = append(lines, strings.TrimSpace(line))
			}
			l.blocks = append(l.blocks, block{code, strings.Join(lines, "\n")})
		}
	}
	if v.Cause.Takes != "" {
		l.say("How long: " + v.Cause.Takes)
	}
}

// capital begins a sentence.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// clipped keeps the first n characters.
func clipped(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + " ..."
	}
	return s
}
