// Package letter writes what goes from the user to the admin: one message with
// everything that is still open, how to do it, and what it means for security.
// What is known of a mailbox goes in; a subject, a text, Markdown and a mailto:
// link come out. The dates of Microsoft's plan and the other ways to send,
// which the message names, are kept here too. Nothing is sent.
package letter

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/road"
	"mailready/wizard/checklist"
)

// Request is what the message for the admin is made from. Only Mailbox must
// be set; what is not known is left out of the message or said to be open.
type Request struct {
	Mailbox string
	Login   string // empty: the mailbox
	Host    string // empty: that of the cloud
	Cloud   string // id of a [road.Cloud]; empty: worldwide

	Cause string    // code of the refusal, empty where there was none yet
	Reply string    // the server's literal answer, already made safe to show
	At    time.Time // when the server gave it

	// Evidence is what is known of the checklist items, by item id: "todo",
	// "said", "fits", "proved" or "refuted".
	Evidence map[string]string
	// Items are points that the user's answers showed to be open.
	Items []checklist.AdminItem

	// SignIn asks for what a program needs that signs in with Microsoft (OAuth)
	// instead of using a password. A refusal of such a sign-in sets it as well.
	SignIn bool
	// AppOnly asks for what an app needs that signs in as itself, on a server
	// where no person does. It goes with SignIn.
	AppOnly bool
	// Another tells that what is known was found out with another credential
	// than the one that is asked for: a login that worked proves nothing of it.
	Another bool

	Today time.Time // for the dates; zero words them without today
}

// Letter is one message in its forms. None of them holds a secret.
type Letter struct {
	Subject  string
	Text     string // plain, at most 76 columns but for links and addresses
	Markdown string
	Body     []string // paragraphs for a screen, see [checklist.Screen]
	Mailto   string   // a mailto: link with a short body, at most 1,800 characters

	// NothingOpen tells that there is nothing to ask: the rest is empty.
	NothingOpen bool
}

// NothingOpen is said where no message for the admin is needed.
var NothingOpen = []string{
	"Nothing is open for your admin: the server took the login, and it has refused nothing since.",
	"To write a message all the same, name the cause: mailready admin-request --cause CODE",
}

// AdminRequest writes the one message that asks the admin for everything that
// is still open: what Microsoft's answer names first, then what nobody has
// proved yet, each only if it is not so already, and never more than this one
// mailbox needs. A private account has no admin; its letter is empty, and so is
// one with nothing left to ask.
func ForAdmin(r Request) Letter {
	if kind, _ := road.Account(r.Mailbox); kind == causes.AccountConsumer {
		return Letter{}
	}
	q := newRequest(r)
	if q.verdict == nil && len(q.named)+len(q.open) == 0 {
		return Letter{NothingOpen: true}
	}
	blocks := q.letter()
	subject := q.fill("Microsoft 365: please let {mailbox} send mail from a program")
	if q.SignIn {
		subject = q.fill("Microsoft 365: please let {mailbox} send mail by signing in (OAuth)")
	}
	if q.AppOnly {
		subject = q.fill("Microsoft 365: please let an app send mail as {mailbox} (OAuth)")
	}
	return Letter{
		Subject:  subject,
		Text:     asText().written(blocks),
		Body:     onScreen(blocks),
		Markdown: "# " + escaped(subject) + "\n\n" + asMarkdown().written(blocks),
		Mailto:   q.mailto(subject),
	}
}

// request is a Request with everything looked up.
type request struct {
	Request
	cloud   road.Cloud
	verdict *causes.Verdict // nil where nothing was refused yet
	named   []checklist.AdminItem
	open    []checklist.AdminItem
	// loggedIn tells that the server let this mailbox log in: no rule refuses
	// that any more, and there is an app password.
	loggedIn bool
	names    *strings.Replacer
}

func newRequest(r Request) *request {
	if r.AppOnly && r.Another && len((&request{Request: r}).itemsFor(r.Cause)) == 0 {
		r.Cause, r.Reply = "", "" // it says nothing of an app
	}
	q := &request{Request: r}
	q.SignIn = q.SignIn || q.AppOnly
	q.cloud, _ = road.FindCloud(r.Cloud)
	q.Mailbox, q.Login, q.Host = safe(r.Mailbox), safe(or(r.Login, r.Mailbox)), safe(r.Host)
	q.Reply = safe(r.Reply)
	q.Host = or(q.Host, q.cloud.Host)
	q.verdict = q.diagnose()
	if q.verdict != nil && signsIn(q.verdict.Cause.Code) {
		q.SignIn = true
	}
	_, domain, _ := strings.Cut(q.Mailbox, "@")
	q.names = strings.NewReplacer(
		"{mailbox}", q.Mailbox, "{login}", q.Login, "{host}", q.Host, "{domain}", domain,
		"{'mailbox}", quoted(q.Mailbox), "{'login}", quoted(q.Login),
		"{'requirements}", quoted("beta/users/"+url.PathEscape(q.Login)+"/authentication/requirements"),
		"{'scope}", quoted(q.scopeName()), "{'filter}", quoted("PrimarySmtpAddress -eq "+quoted(q.Mailbox)),
		"{with}", q.with(), "{connect}", q.cloud.PowerShell, "{graph}", q.cloud.Graph, "{cloud}", q.cloud.Name,
		"{portal}", q.cloud.Portal,
		"{entra}", or(q.cloud.Entra, "the Microsoft Entra admin center"),
		"{exchange}", or(q.cloud.Exchange, "the Exchange admin center"),
		"{mfa-settings}", q.cloud.MFASettings, "{security-info}", q.cloud.SecurityInfo,
	)
	q.loggedIn = q.isSo(causes.ItemSMTPAuth, "proved") || q.verdict != nil && afterLogin(q.verdict.Cause.Code)
	q.sort()
	return q
}

// diagnose finds the cause again, from the reply where it still leads there,
// since the reply also tells between variants of a cause.
func (q *request) diagnose() *causes.Verdict {
	if q.Reply != "" {
		v := causes.Explain(q.Reply, causes.Facts{Host: q.Host, Today: q.Today, User: q.Login, Account: causes.AccountWork, Token: q.SignIn, AppOnly: q.AppOnly})
		if q.Cause == "" || v.Cause.Code == q.Cause {
			return &v
		}
	}
	if c, ok := causes.Find(q.Cause); ok {
		if q.AppOnly {
			c = c.In("", causes.Facts{Account: causes.AccountWork, Host: q.Host, Today: q.Today, Token: true, AppOnly: true})
		}
		return &causes.Verdict{Cause: &c}
	}
	return nil
}

// sort decides which points the message has: those that the refusal names, or
// the user's answers, and those that nobody has proved.
func (q *request) sort() {
	if q.verdict != nil {
		q.named = append(q.named, q.itemsFor(q.verdict.Cause.Code)...)
	}
	for _, item := range q.Items {
		if !slices.Contains(q.named, item) {
			q.named = append(q.named, item)
		}
	}
	add := func(items ...checklist.AdminItem) {
		for _, item := range items {
			if !slices.Contains(q.named, item) {
				q.open = append(q.open, item)
			}
		}
	}
	if q.loggedIn && !q.Another {
		return
	}
	if q.SignIn && (q.verdict == nil || slices.Contains(appless, q.verdict.Cause.Code) || !signsIn(q.verdict.Cause.Code)) {
		if q.AppOnly {
			add(checklist.AdminAppOnly, checklist.AdminAppRole)
		} else {
			add(checklist.AdminApp)
		}
	}
	if !q.loggedIn {
		add(checklist.AdminSMTPAuth)
	}
	if q.SignIn {
		return
	}
	// Who sees "App password" in the list, or has one, needs neither of these.
	if !q.isSo(causes.ItemTwoStep, "said", "fits", "proved") && !q.isSo(causes.ItemAppPassword, "said", "fits", "proved") {
		add(checklist.AdminPerUserMFA, checklist.AdminAllow)
	}
}

func (q *request) isSo(item string, evidence ...string) bool {
	return slices.Contains(evidence, q.Evidence[item])
}

// with is what the program logs in with.
func (q *request) with() string {
	if q.AppOnly {
		return "the token of the app, and no password"
	}
	if q.SignIn {
		return "the token of a sign-in, and no password"
	}
	return "a name and an app password, without a second step each time"
}

func (q *request) has(item checklist.AdminItem) bool {
	return slices.Contains(q.named, item) || slices.Contains(q.open, item)
}

func (q *request) fill(text string) string { return q.names.Replace(text) }

// quoted is s as a PowerShell string in which nothing is replaced: an address
// may hold $, ` and '.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// safe makes words from outside safe to show; line ends stay.
func safe(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = string(smtpcheck.SafeText([]byte(line)))
	}
	return strings.Join(lines, "\n")
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
