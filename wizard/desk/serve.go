package desk

import (
	"encoding/json"
	"time"

	"mailready/smtpcheck/causes"
	"mailready/wizard/call"
	"mailready/wizard/checklist"
	"mailready/wizard/guide"
	"mailready/wizard/letter"
)

// wish is what the page asks for.
type wish struct {
	Text           string // for "ask"
	Cause, Mailbox string // for "letter"
	Milliseconds   int    // for "lasted"
	Entries        []Entry
	Markdown       bool
}

// wishes are what the page can ask for, by name.
var wishes = map[string]func(wish) any{
	"ask":       func(w wish) any { return Ask(w.Text) },
	"guide":     func(wish) any { return book() },
	"catalogue": func(wish) any { return catalogue() },
	"letter":    func(w wish) any { return message(w.Cause, w.Mailbox, time.Now()) },
	"ticket":    func(w wish) any { return Ticket(w.Entries, w.Markdown) },
	"lasted":    func(w wish) any { return call.Lasted(time.Duration(w.Milliseconds) * time.Millisecond) },
}

// Serve answers the page, in JSON. What is no wish is answered with null.
func Serve(name, request string) string {
	var w wish
	serve, ok := wishes[name]
	if err := json.Unmarshal([]byte(request), &w); err != nil || !ok {
		return "null"
	}
	out, err := json.Marshal(serve(w))
	if err != nil {
		return "null"
	}
	return string(out)
}

// chapter is one step of the guide.
type chapter struct {
	ID, Title string
	Screen    []string
	Seen      string
	Parts     []guide.Part
}

func book() (b struct {
	Title    string
	Intro    []Block
	Chapters []chapter
}) {
	b.Title, b.Intro = guide.Title(), paragraphs(guide.Intro())
	for _, s := range guide.Sections() {
		b.Chapters = append(b.Chapters, chapter{s.ID, heading(checklist.Screen{Step: s.Number, Title: s.Title})[0].Text, s.Screen, guide.Seen, s.Parts()})
	}
	return b
}

type entry struct{ Code, Owner, Title string }

func catalogue() []entry {
	var all []entry
	for _, c := range checklist.Catalogue() {
		all = append(all, entry{c.Code, string(c.Owner), c.Title})
	}
	return all
}

// message is the message for the admin about a cause, for a mailbox that the
// helper has typed in. Problem says why there is none.
func message(code, mailbox string, today time.Time) (m struct{ Problem, Subject, Text, Markdown, Mailto string }) {
	address, _, p := checklist.ParseAddress(mailbox)
	if p != nil {
		m.Problem = p.Error()
		return m
	}
	c, ok := causes.Find(code)
	if !ok {
		m.Problem = "There is no message for the admin about this."
		return m
	}
	l := letter.ForAdmin(letter.Request{Mailbox: address, Cause: c.Code, Today: today})
	if l.Text == "" {
		m.Problem = address + " is a private account; there is no admin to ask."
		return m
	}
	m.Subject, m.Text, m.Markdown, m.Mailto = l.Subject, "Subject: "+l.Subject+"\n\n"+l.Text, l.Markdown, l.Mailto
	return m
}
