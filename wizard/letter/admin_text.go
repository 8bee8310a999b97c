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

// alsoLook names the rules that could refuse the login next.
func (l *letter) alsoLook() {
	if l.q.loggedIn {
		return
	}
	var looks []string
	if l.q.AppOnly {
		l.add(heading, "Please look at this, and change nothing yet")
		l.say("It may refuse the app next. If it does, please tell me before anything is changed.")
		l.add(bullet, "Conditional Access for workload identities: a policy may let apps sign in from certain places only.")
		return
	}
	if l.q.SignIn {
		l.add(heading, "Please look at this, and change nothing yet")
		l.say("It may refuse the sign-in next. If it does, please tell me before anything is changed.")
		l.add(bullet, "Conditional Access: a policy may ask for a certain place or a managed device when {login} signs in.")
		return
	}
	if !l.q.has(checklist.AdminDefaults) {
		looks = append(looks, "Security defaults: {entra} > Overview > Properties > Manage security defaults. While they are on, this login is refused.")
	}
	if !l.q.has(checklist.AdminConditional) {
		looks = append(looks, "Conditional Access: a policy that blocks legacy authentication, also one that Microsoft manages, refuses this login.")
	}
	if !l.q.has(checklist.AdminAuthPolicy) {
		looks = append(looks, "Exchange's authentication policies: Get-AuthenticationPolicy | Format-List Name,AllowBasicAuthSmtp")
	}
	if len(looks) == 0 {
		return
	}
	l.add(heading, "Please look at these, and change nothing yet")
	l.say("They may refuse the login next. If one of them does, please tell me before anything is changed.")
	for _, look := range looks {
		l.add(bullet, look)
	}
}

func (l *letter) dates() {
	l.add(heading, "Dates")
	if l.q.SignIn {
		l.add(bullet, "At the end of December 2026 Microsoft switches off passwords over SMTP AUTH by default (notice "+Notice+"). Signing in, as here, goes on.")
		if l.q.AppOnly {
			l.add(bullet, "The certificate ends after a year. I then send you the next one, to be uploaded beside it; the old one can be deleted after that.")
			return
		}
		l.add(bullet, "A sign-in that is not used for 90 days ends. The person then signs in once more; there is nothing for you to do.")
		return
	}
	for _, line := range Dates(l.q.Today) {
		l.add(bullet, line)
	}
}

// otherWays offers what can be done instead, where the points ask for much.
func (l *letter) otherWays() {
	l.add(heading, "If you would rather not")
	if l.q.verdict != nil && !l.q.SignIn {
		for _, line := range OAuthCures(l.q.verdict.Cause.Code) {
			l.say(line)
		}
	}
	l.say("Other ways to send. Please tell me which one you prefer:")
	for _, a := range Alternatives {
		if l.q.SignIn && a.ID == "oauth" {
			continue // it is what this letter asks for
		}
		l.add(bullet, a.Name+": "+a.When)
	}
}

func (l *letter) answer() {
	l.add(heading, "Please answer")
	if l.q.has(checklist.AdminAppOnly) {
		l.add(bullet, "The Application (client) ID and the Directory (tenant) ID of the app. Neither is a secret.")
		l.add(bullet, "If you would rather give the app a client secret than a certificate: please hand over its Value by another way than mail, and tell me when it ends.")
	}
	if l.q.has(checklist.AdminApp) {
		l.add(bullet, "The Application (client) ID and the Directory (tenant) ID of the app. Neither is a secret.")
	}
	l.add(bullet, "Which points were so already, and which you have changed.")
	l.add(bullet, "Which point you do not want to change, and which other way you prefer.")
	l.add(bullet, "Anything else that you saw, such as a policy that would refuse this login.")
	l.say("I then run the check again. It takes a minute and tells whether something is left. Please send no password; none is needed for this.")
	l.say("Thank you")
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
