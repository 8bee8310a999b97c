package call

import (
	"strings"

	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/road"
	"mailready/wizard/checklist"
	"mailready/wizard/guide"
)

// Following is what a call code tells the person on the other end of the
// phone: the caller's screen in the caller's own words, whose turn it is, and
// what to ask next. What the caller typed is not in a code; it stands in
// angle brackets.
type Following struct {
	Screen checklist.Screen
	Known  bool   // false: this version knows the step and not the question
	Turn   string // whose turn it is
	Ask    string // the next question to ask
	Say    []string
	Facts  []string // what else the code tells, one line each
}

// Part is one part of what the helper reads beside the screen.
type Part struct {
	Heading string
	Lines   []string
}

// Sees is the heading of the caller's screen.
func (f Following) Sees() string {
	if f.Known {
		return "THE CALLER SEES"
	}
	return "THE CALLER IS AT THIS STEP; this version does not know the question"
}

// Parts are what stands beside the screen, in the order in which it is read.
func (f Following) Parts() []Part {
	return []Part{{"WHOSE TURN", []string{f.Turn}}, {"ASK NEXT", []string{f.Ask}}, {"SAY", f.Say}, {"WHAT THE CODE ALSO TELLS", f.Facts}}
}

// Typed values, as they stand in the screen that is made from a code.
const (
	TheAddress  = "<the caller's address>"
	TheDomain   = "<the caller's domain>"
	TheProvider = "<the caller's provider>"
	TheServer   = "<the server that the caller typed>"
	TheTime     = "<day and time>"
	TheWords    = "<the server's own words: ask for them>"
	TheNumber   = "<some>"
	ThePlace    = "<where the computer keeps passwords>"
	TheMessage  = "<the Message-ID of the mail>"
	TheOddity   = "<what is odd about the password>"
	TheOldLogin = "<the sign-in of before, and its server>"
	TheProblem  = "<one sentence on what is wrong with it>"
)

// Follow makes the helper's view of a call. Of env it takes the clock and the
// words: what a cause means can depend on the day.
func Follow(c Call, env *checklist.Env) Following {
	s, replace := c.standIn()
	code, variant, _ := strings.Cut(c.Cause, ":")
	if code == "IN-CODE" {
		code = "CODE-BAD" // what earlier versions called it
	}
	cause, _ := checklist.Find(code)
	if code == causes.Unknown.Code {
		cause = causes.Unknown
	}
	cause = cause.In(variant, s.Facts(env.Now()))
	if cause.Worded == "" {
		cause.Worded = variant // a wording of the look at the road, which is not in the catalogue
	}
	question, _, _ := strings.Cut(c.Question, ":")
	var f Following
	f.Screen, f.Known = checklist.ScreenAt(s, c.env(env, s), c.Step, question, cause)
	section, _ := guide.Find(c.Step)
	if !f.Known {
		f.Screen = checklist.Screen{Step: section.Number, ID: section.ID, Title: section.Title, Body: section.Screen}
	}
	if t := f.Screen.Trouble; t != nil {
		switch {
		case cause.Example != "":
			t.Speaker, t.Reply = cause.Speaker(), []string{TheWords}
		case cause.SignIn != "":
			t.Speaker, t.Reply = "Microsoft's sign-in", []string{TheWords}
		}
		cause = *t.Verdict.Cause // the look at the way to the server has words of its own
	}
	if strings.HasPrefix(code, "IN-") || code == "CODE-BAD" {
		f.Screen.Problem = &checklist.Problem{Code: code, Text: TheProblem}
	}
	if question == "sender" && !c.typedAddress() {
		f.Screen.Value = ""
	}
	for i := range f.Screen.Items { // a code tells how well a step is known, and not by which answer
		if i > 0 {
			f.Screen.Items[i].Known = ""
		}
	}
	replace.screen(&f.Screen)
	replacer{strings.NewReplacer(env.Now().Format("2 January 2006, 15:04"), TheTime)}.screen(&f.Screen) // the caller's clock is meant
	f.Turn = turn(f.Screen, cause)
	f.Ask, f.Say = section.For(question), section.Say
	if c.SignIn && len(section.SignIn) > 0 {
		f.Say = section.SignIn
	}
	if ask, ok := panelAsk[question]; ok {
		f.Ask = ask
	}
	if code != "" {
		f.about(cause, func(text string) string { return replace.Replace(s.Names().Fill(text)) })
	}
	f.Facts = c.facts(f.Screen, cause)
	return f
}

// env is the helper's own world without any of its places: nothing in it
// touches a keychain, a file or a browser.
func (c Call) env(words *checklist.Env, s checklist.State) *checklist.Env {
	env := &checklist.Env{
		Now: words.Now, Letter: func(s checklist.State) checklist.Paper { return letterOf(s, words.Now()) }, Report: words.Report, Spell: words.Spell, Dates: words.Dates, OtherWays: words.OtherWays,
		Practice: c.Practice, Keys: checklist.Somewhere(ThePlace), Mailboxes: []checklist.State{s},
		Code:  func(checklist.State, checklist.Screen) string { return Encode(c) },
		Open:  func(string) error { return nil },
		Write: func(string, string) (string, error) { return "", nil },
	}
	if c.Practice {
		env.Write = nil // practice writes no file, and does not offer to
	}
	return env
}

// panelAsk is what to ask while something stands in front of the step.
var panelAsk = map[string]string{
	"admin":  "Who is your admin, and how will you send this message?",
	"resume": "Has anything changed since you stopped the last time?",
	"menu":   "Where do you want to go? Enter goes back to where you were.",
	"report": "Do you want to save the report? Read it before you pass it on.",
	"pick":   "Which of the mailboxes in the list is it?",
}

func turn(s checklist.Screen, cause causes.Cause) string {
	switch {
	case s.Kind == checklist.Finished:
		return "Nobody's turn: the caller is done."
	case s.Kind == checklist.Working && s.Key != "wait" && !s.Listens:
		return "The computer is at work. Wait with the caller."
	case s.Problem == nil:
		if t := turns[cause.Owner]; t != "" {
			return t
		}
	}
	return "It is the caller's turn."
}

// turns say whose turn it is to somebody who is not the caller.
var turns = map[causes.Owner]string{
	causes.You:       "It is the caller's turn.",
	causes.Admin:     "It is the turn of the caller's admin.",
	causes.Network:   "It is the turn of whoever runs the caller's network.",
	causes.Microsoft: "It is Microsoft's turn.",
}

// facts are what the screen itself does not say.
func (c Call) facts(shown checklist.Screen, cause causes.Cause) []string {
	var facts []string
	for _, id := range checklist.ItemIDs {
		e := map[string]checklist.Evidence{causes.ItemTwoStep: c.TwoStep, causes.ItemSMTPAuth: c.SMTPAuth, causes.ItemAppPassword: c.AppPassword}[id]
		facts = append(facts, checklist.ItemTitles[id]+": "+evidenceWords[e])
	}
	if !c.Practice {
		facts = append(facts, "The password itself: "+c.kept())
	}
	facts = append(facts, "Last check: "+outcomeWords[c.Outcome])
	if other, ok := road.FindCloud(c.Cloud); ok {
		facts = append(facts, "Cloud: "+other.Name)
	}
	if c.OS != "" {
		facts = append(facts, "Computer: "+systemWords[c.OS])
	}
	if cause.Code != "" && shown.Trouble == nil {
		facts = append(facts, "Cause: "+cause.Code+" "+cause.Title)
	}
	if c.Refused {
		facts = append(facts, "Two logins or more were refused in a row. More tries can lock the account.")
	}
	if c.Practice {
		facts = append(facts, "This is practice: a simulated server, and nothing is kept.")
	}
	return facts
}

var evidenceWords = map[checklist.Evidence]string{
	checklist.Todo: "nothing is known", checklist.Said: "the caller says so", checklist.Fits: "the server's answer fits",
	checklist.Proved: "the server showed it", checklist.Refuted: "the server showed that it is not so",
}

// kept says where the app password is, as far as the caller's side knows.
func (c Call) kept() string {
	if c.Keychain == NotStored && strings.HasSuffix(c.Question, ":saved") {
		return "not looked up yet, since the caller has just come back"
	}
	return keychainWords[c.Keychain]
}

// typedAddress tells whether the code shows that the caller has given an
// address: something in it is known only after that.
func (c Call) typedAddress() bool {
	known := func(e checklist.Evidence) bool { return e != "" && e != checklist.Todo }
	return c.Account != causes.AccountUnknown || c.Cloud != "" || c.Keychain != NotStored || c.Outcome != Unchecked ||
		known(c.TwoStep) || known(c.SMTPAuth) || known(c.AppPassword)
}

var keychainWords = map[Keychain]string{
	NotStored: "not stored in this session so far", InMemory: "typed, and stored nowhere so far",
	InSystem: "stored in the computer's keychain", Elsewhere: "stored, not in the computer's own keychain",
}

var outcomeWords = map[Outcome]string{
	Unchecked: "no success yet", LoggedIn: "the server took the login", Sent: "the server took the test email",
	MaybeSent: "the test email may or may not have been sent", Confirmed: "the test email arrived",
}

var systemWords = map[string]string{"linux": "Linux", "darwin": "a Mac", "windows": "Windows"}
