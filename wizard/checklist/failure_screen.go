package checklist

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
)

// failed shows a failure, and keeps what it proves. What the user stopped is
// no failure: the question before is shown again.
func (r *Run) failed(f *Field, err error) {
	var failure *Failure
	if !errors.As(err, &failure) {
		r.Back()
		return
	}
	v := failure.Verdict
	r.trouble = &trouble{field: f, verdict: v, sent: failure.Sent}
	r.state.refused(v, r.env.Now())
	r.saveProgress()
}

// refused keeps what a refusal shows.
func (s *State) refused(v causes.Verdict, now time.Time) {
	s.Items.refused(v.Cause)
	_, words := v.Said()
	s.Failed = Failed{Cause: v.Cause.Code, Reply: words, At: now}
}

// Turns say whose turn it is, word for word on screen and on the phone.
var Turns = map[causes.Owner]string{
	causes.You:       "It is your turn.",
	causes.Admin:     "It is your admin's turn.",
	causes.Network:   "It is the turn of whoever runs your network.",
	causes.Microsoft: "It is Microsoft's turn.",
}

func (r *Run) troubleScreen() Screen {
	step := r.steps[r.at]
	t := NewTrouble(r.trouble.verdict, r.state, r.trouble.sent)
	t.Dialled(r.env.Connect)
	s := Screen{Step: r.at + 1, ID: step.ID, Key: "trouble", Title: r.state.Title(step.ID), Kind: Choice,
		Trouble: &t, Label: "How do you want to go on?"}
	if r.trouble.field.Key == "check" {
		s.Body = append(s.Body, lockWarning(r.state)...)
		s.Body = append(s.Body, "  "+strings.Join(r.state.evidenceLines(), "\n  "))
	}
	for _, w := range r.ways() {
		s.Options = append(s.Options, w.Option)
	}
	s.Default = s.Options[0].Value
	return s
}

// lockWarning is said after two refused logins in a row, over all runs: more
// of them lock the account (Microsoft Entra smart lockout).
func lockWarning(s State) []string {
	if s.Wrong < 2 {
		return nil
	}
	return []string{"The server has refused " + strconv.Itoa(s.Wrong) + " logins in a row. More tries can lock the account.",
		"Change something before you try again."}
}

// Dialled says which address was really dialled, where the network failed on
// the way to one that stands in for the server's. An empty connect says none.
func (t *Trouble) Dialled(connect string) {
	if connect != "" && strings.HasPrefix(t.Verdict.Cause.Code, "NET-") {
		t.Happened += " The address dialled was " + connect + ", as --connect says."
	}
}

// NewTrouble makes a verdict ready to show.
func NewTrouble(v causes.Verdict, s State, sent smtpcheck.Delivery) Trouble {
	n := s.Names()
	t := Trouble{Verdict: v, Happened: n.Fill(v.Cause.Happened) + detail(v.Err), Turn: Turns[v.Cause.Owner], Takes: v.Cause.Takes, Kept: kept(s, sent)}
	for _, line := range v.Cause.Try {
		t.Next = append(t.Next, n.Fill(line))
	}
	t.inStore(s)
	if who, words := v.Said(); words != "" {
		t.Speaker, t.Reply = who, []string{words}
	}
	return t
}

// kept says what was sent and what was stored.
func kept(s State, sent smtpcheck.Delivery) string {
	said := "Nothing was sent."
	switch sent {
	case smtpcheck.WasSent:
		said = "The test email was sent."
	case smtpcheck.MaybeSent:
		said = "The test email may or may not have been sent. It is not sent again by itself."
	}
	switch {
	case s.Practice:
		return said + " This is practice: nothing is kept."
	case s.Held == s.entry() && s.Held != "":
		return said + " The " + s.Credential.String() + " is stored in " + s.yourPlace() + "."
	case s.Credential == AppOnly:
		return said + " No key and no token was stored."
	case s.Credential == SignIn:
		return said + " No sign-in was stored."
	}
	return said + " No new app password was stored."
}

// ways are the choices after a failure, the most promising first.
func (r *Run) ways() []Way {
	c := r.trouble.verdict.Cause
	var ways []Way
	add := func(value, label string, take func(*State)) {
		ways = append(ways, Way{Option: Option{value, label}, Take: take})
	}
	if len(c.AdminTry) > 0 {
		add("admin", "Show the message for your admin", nil)
	}
	// In the browser nothing can be tried again without the person.
	if c.Owner == causes.Admin && r.steps[r.at].ID != stepAppPassword {
		add("wait", "Wait, and check every few minutes", nil)
	}
	if r.env.OtherWays != nil && len(r.env.OtherWays(c.Code)) > 0 {
		add("ways", "Show other ways to send", nil)
	}
	if signInHelps[c.Code] && !r.state.Credential.ByToken() {
		add("sign-in", signInInstead, nil)
	}
	if r.trouble.field.Ways != nil {
		ways = append(ways, r.trouble.field.Ways(r.state, r.trouble.verdict)...)
	}
	if i := r.stepIndex(c.Fix); i >= 0 && i <= r.at && (i != r.at || r.trouble.field.Key == "check") {
		add("fix", "Fix it: go to step "+strconv.Itoa(i+1)+", "+lowerFirst(r.state.Title(c.Fix)), nil)
	}
	again := "Try again"
	if c.Retry == causes.RetryNever && c.Owner == causes.You {
		again = "Try again, after you changed something"
	}
	add("again", again, nil)
	add("leave", "Stop here, and come back later", nil)
	// The most promising way comes first, since Enter takes it.
	first := "fix"
	switch {
	case c.Retry == causes.RetryLater:
		first = "again"
	case c.Owner == causes.Admin:
		first = "admin"
	}
	slices.SortStableFunc(ways, func(a, b Way) int {
		return cmp.Compare(rank(a.Value == first), rank(b.Value == first))
	})
	return ways
}

func rank(first bool) int {
	if first {
		return 0
	}
	return 1
}

// way takes one of the choices after a failure.
func (r *Run) way(value string) {
	for _, w := range r.ways() {
		if w.Value == value && w.Ask != "" {
			r.trouble = nil
			r.state.askAgain(r.steps[r.at].ID, w.Ask)
			return
		}
		if w.Value == value && w.Take != nil {
			f := r.trouble.field
			r.trouble = nil
			w.Take(&r.state)
			if w.Again {
				return
			}
			r.state.Asked = r.state.Asked.With(r.key(f))
			r.advance()
			return
		}
	}
	switch value {
	case "again":
		r.trouble = nil
	case "fix":
		r.fix(r.trouble.verdict.Cause.Fix)
	case "admin":
		r.panel = letterPanel()
	case "ways":
		r.panel = waysPanel(r.trouble.verdict.Cause.Code)
	case "wait":
		r.startWaiting()
	case "sign-in":
		r.take(SignIn)
	case "leave":
		r.remember()
		r.left = true
	}
}

// fix goes to the step that mends the cause. A wrong password is entered anew.
func (r *Run) fix(id string) {
	if id == stepAppPassword {
		r.state.Renew, r.state.Held = true, ""
	}
	r.Goto(id)
}

// Renew asks for a new app password where one is held. The old one stays until
// the new one is stored. Where nothing is saved yet it changes nothing.
func (r *Run) Renew() {
	if r.state.Saved != "" {
		r.fix(stepAppPassword)
	}
}

func (r *Run) stepIndex(id string) int {
	for i, s := range r.steps {
		if s.ID == id && id != "" {
			return i
		}
	}
	return -1
}

// remember notes who is waited for, so that the next start can offer it.
func (r *Run) remember() {
	if r.trouble == nil {
		return
	}
	c := r.trouble.verdict.Cause
	if c.Owner == causes.Admin && r.state.Waiting.Cause != c.Code {
		r.state.Waiting = Waiting{Cause: c.Code, Since: r.env.Now()}
	}
}

func lowerFirst(s string) string {
	if s == "" || strings.HasPrefix(s, "SMTP") || strings.HasPrefix(s, "2-") {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// Kept says what was sent and what was stored so far.
func (r *Run) Kept() string { return kept(r.state, r.state.Sent) }

// GoOn says how to go on another time.
func (r *Run) GoOn() string {
	if r.env.Practice {
		return "To start again, type: mailready practice"
	}
	if r.state.Sender == "" {
		return "To start again, type: mailready"
	}
	return "To go on, type: mailready setup " + r.state.Sender
}
