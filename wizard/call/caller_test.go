package call

import (
	"context"
	"fmt"
	mathrand "math/rand/v2"
	"net"
	"regexp"
	"strings"
	"testing"
	"time"

	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/smtpcheck/road"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/checklist"
	"mailready/wizard/letter"
)

// noMail answers that nothing is known about where a domain's mail goes.
type noMail struct{ *simserver.Server }

func (noMail) LookupMX(context.Context, string) ([]*net.MX, error) { return nil, nil }
func (noMail) LookupTXT(context.Context, string) ([]string, error) { return nil, nil }

// stuck is a keychain that refuses a few times, and then works.
type stuck struct {
	keystore.Store
	times int
	err   error
}

var stuckErrors = []error{keystore.ErrLocked, keystore.ErrAbsent, keystore.ErrDenied, keystore.ErrTooBig, keystore.ErrMismatch}

func (s *stuck) refuses() error {
	if s.times--; s.times >= 0 {
		return s.err
	}
	return nil
}

func (s *stuck) Probe(ctx context.Context) error {
	if err := s.refuses(); err != nil {
		return err
	}
	return s.Store.Probe(ctx)
}

func (s *stuck) Set(ctx context.Context, item keystore.Item, secret keystore.Secret) error {
	if err := s.refuses(); err != nil {
		return err
	}
	return s.Store.Set(ctx, item, secret)
}

// callers are senders of every kind of account.
var callers = []string{"office@contoso.example", "office@contoso.onmicrosoft.com", "office@hotmail.com", "office@gmail.com", "office@yahoo.com"}

// words are the parts of a world that both ends share.
func words() *checklist.Env {
	return &checklist.Env{Now: time.Now, Dates: letter.Dates, OtherWays: letter.OAuthCures, Spell: Spell,
		Letter: func(s checklist.State) checklist.Paper { return letterOf(s, time.Now()) },
		Report: func(checklist.State, *smtpcheck.Report) checklist.Paper {
			return checklist.Paper{Body: []string{"<the report>"}, Text: "text"}
		}}
}

// caller is a person who answers at random, on a run against a server.
type caller struct {
	t      *testing.T
	r      *checklist.Run
	random *mathrand.Rand
	sender string
	seen   map[string]bool // screens that were compared
	way    []string        // the screens of this walk, and the answers
}

// walk goes through the wizard for so many screens and gives each screen's
// code to the helper's side.
func (c *caller) walk(screens int) {
	ctx, cancel := context.WithTimeout(c.t.Context(), 12*time.Hour)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			c.t.Fatalf("%v after %v", p, c.way)
		}
	}()
	answer := func(value string) {
		c.way = append(c.way, "="+value)
		c.r.Answer(value)
	}
	for range screens {
		for _, job := range c.r.Background() {
			c.r.Apply(job.Do(ctx, func(checklist.Note) {}))
		}
		if c.r.Left() {
			return
		}
		s := c.r.Screen()
		c.way = append(c.way, s.ID+"/"+s.Key)
		c.compare(s)
		c.r.Shown()
		switch {
		case s.Kind == checklist.Finished:
			return
		case s.Kind == checklist.Working:
			c.r.Apply(c.r.Work().Do(ctx, func(checklist.Note) {}))
		case s.CanBack && c.random.IntN(12) == 0:
			c.way = append(c.way, "<back")
			c.r.Back()
		case s.CanMenu && c.random.IntN(12) == 0:
			c.r.Menu()
		case s.Kind == checklist.Secret:
			c.r.AnswerSecret([]byte([]string{"abcdefghijklmnop", "abcdefghijklmnop", "Normal-Passw0rd"}[c.random.IntN(3)]))
		case s.Key == "cloud" && c.sender != callers[0]:
			answer("worldwide") // no consumer mailbox lives in another cloud
		case s.Kind == checklist.Choice:
			answer(s.Options[c.random.IntN(len(s.Options))].Value)
		default:
			answer(c.typed(s))
		}
	}
}

// typed is what the caller types at a question.
func (c *caller) typed(s checklist.Screen) string {
	if c.random.IntN(8) == 0 {
		return "nonsense @"
	}
	switch s.Key {
	case "sender":
		return c.sender
	case "port":
		return "587"
	case "host":
		return []string{c.r.State().Host, "mail.contoso.example"}[c.random.IntN(2)]
	case "code":
		return []string{"00000", c.r.State().Receipt, ""}[c.random.IntN(3)]
	}
	if s.Value == "" {
		return c.r.State().Host // the question that asks for the server once more
	}
	return s.Value
}

// compare makes the helper's screen from the code and holds it against the
// caller's, word for word but for typed values.
func (c *caller) compare(s checklist.Screen) {
	c.t.Helper()
	if s.Key == "spell" {
		return // shows the code of the screen below
	}
	call := Of(c.r.State(), s, "memory", "linux", c.r.State().Practice)
	read, err := Decode(s.Code)
	if err != nil {
		c.t.Fatalf("%s/%s: %v", s.ID, s.Key, err)
	}
	if read != call {
		c.t.Errorf("%s/%s: the code lost something: %+v became %+v", s.ID, s.Key, call, read)
	}
	f := Follow(read, words())
	if !f.Known {
		c.t.Errorf("%s/%s is not known to the helper's side", s.ID, s.Key)
		return
	}
	if f.Ask == "" || f.Turn == "" {
		c.t.Errorf("%s/%s: nothing to ask, or nobody's turn", s.ID, s.Key)
	}
	want, got := c.plainWords(s), c.plainWords(f.Screen)
	c.seen[s.ID+"/"+read.Question] = true
	if want != got {
		c.t.Errorf("%s/%s, code %s\n--- the caller sees\n%s\n--- the helper sees\n%s", s.ID, read.Question, Encode(call), want, got)
		c.t.Log(c.way)
	}
}

// plainWords is everything that a screen says, with what was typed, measured
// or said by a server taken out.
func (c *caller) plainWords(s checklist.Screen) string {
	var words []string
	words = append(words, fmt.Sprintf("step %d %s %s kind %d", s.Step, s.ID, s.Title, s.Kind))
	for _, p := range s.Body {
		if s.Key == "menu" {
			p = strings.Join(strings.Split(p, "\n")[:s.Step], "\n") // a code does not tell what is done of the steps to come
		}
		if s.Key == "missing-trace" && strings.Contains(p, ":  ") {
			continue // the particulars of the mail
		}
		words = append(words, p)
	}
	if t := s.Trouble; t != nil {
		words = append(words, t.Verdict.Cause.Code, t.Happened, t.Turn, strings.Join(t.Next, "\n"), t.Takes, t.Kept)
	}
	words = append(words, s.Links...)
	words = append(words, s.Label, s.Hint)
	for _, o := range s.Options {
		words = append(words, "("+o.Value+") "+o.Label)
	}
	text := strings.Join(words, "\n")
	state := c.r.State()
	domain := state.Sender[strings.LastIndexByte(state.Sender, '@')+1:]
	pairs := []string{}
	if state.OldEntry != (keystore.Item{}) {
		pairs = append(pairs, state.OldEntry.Login+" at "+state.OldEntry.Host, TheOldLogin)
	}
	for _, p := range [][2]string{{state.Sender, TheAddress}, {domain, TheDomain}, {"Yahoo", TheProvider}, {keystore.Memory().Where(state.Item()), ThePlace}, {"mail.contoso.example", c.theServer(s)}} {
		if p[0] != "" {
			pairs = append(pairs, p[0], p[1])
		}
	}
	text = strings.NewReplacer(pairs...).Replace(text)
	text = regexp.MustCompile(`\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d+ [A-Z][a-z]+, \d\d:\d\d`).ReplaceAllString(text, TheTime)
	text = regexp.MustCompile(`\b\d\d:\d\d\b`).ReplaceAllString(text, TheTime)
	text = regexp.MustCompile(`refused \d+ logins`).ReplaceAllString(text, "refused "+TheNumber+" logins")
	if s.Key == "odd" {
		text = strings.ReplaceAll(text, state.Odd, TheOddity)
	}
	return text
}

// theServer is how the helper's screen names a server that the caller typed:
// a code has no settings, so it is the usual server but where it is asked for.
func (c *caller) theServer(s checklist.Screen) string {
	if s.Key == "strange" || s.Trouble != nil && s.Trouble.Verdict.Cause.Worded == "elsewhere" {
		return TheServer
	}
	cloud, _ := road.FindCloud(c.r.State().Cloud)
	return cloud.Host
}
