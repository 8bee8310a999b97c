// Package checklist is the wizard without a screen: the seven steps as data,
// the state they fill, and the run that leads through them. Two drivers show
// it, one full-screen and one line by line; both show the same [Screen] and
// give the same answers back, so they cannot differ in what they do.
package checklist

import "mailready/smtpcheck/causes"

// Kind is how a screen is answered.
type Kind int

const (
	Choice   Kind = iota // pick one of Options
	Text                 // type one line; Value is prefilled
	Secret               // type a password; never shown
	Working              // run [Run.Work], Esc cancels; nothing to answer but where Listens
	Finished             // the last screen: show and end
)

// Screen is what a driver shows now. It is a plain value made anew by
// [Run.Screen]; a driver adds nothing to its words but its own key line.
type Screen struct {
	Step  int    // 1 to 7
	ID    string // the step's id
	Key   string // the question's name within the step, stable: "sender", "trouble", "menu"
	Title string // the step's title, from the guide
	Kind  Kind

	Done    []Note   // finished steps since the screen before, each printed once
	Notices []Note   // what work in the background found, shown above the body
	Body    []string // paragraphs; one that begins with two spaces is kept as it is, unwrapped
	Trouble *Trouble // what failed; shown after the body
	Links   []string // web pages, each whole on a line of its own; [Run.Open] opens the first

	Label   string // the question
	Hint    string // one line below it
	Value   string // the prefilled answer
	Copy    string // public text that the copy key puts on the clipboard; empty: nothing to copy
	Options []Option
	Default string   // the Value of the option that Enter takes
	Problem *Problem // why the last answer was not taken, beside the field
	Listens bool     // a Working screen that takes typed lines meanwhile; Hint says which
	Letters int      // how many letters the answer to a Secret has; 0: any number
	Long    bool     // the answer may be long, and may hold line ends: they count as spaces

	Card     []Row // what to keep at the end; a row without a name is a paragraph
	Commands []Row // what can be typed later: what it does, and the command

	Items  []Item  // the steps, with what is known of each
	List   bool    // the screen is about the items: they are shown as a list
	Stages []Stage // of work that can tell how far it has come, all from the start

	Code    string // the call code, empty where there is none
	Spoken  string // the call code in words, to be read aloud
	CanBack bool
	CanMenu bool
}

// Row is a value with its name.
type Row struct{ Name, Value string }

// Option is one choice. Value is what [Run.Answer] takes.
type Option struct{ Value, Label string }

// Mark is the word in front of a line of news: OK, FAIL, WARN, SKIP, WAIT.
type Mark string

const (
	OK   Mark = "OK"
	FAIL Mark = "FAIL"
	WARN Mark = "WARN"
	SKIP Mark = "SKIP"
	WAIT Mark = "WAIT"
	INFO Mark = "" // no mark
)

// Note is one line of news. A WAIT note stands until the next note replaces
// it on a screen that can do so.
type Note struct {
	Mark Mark
	Text string
	// Quiet marks a WAIT that says what is being done: worth a line of its
	// own only when it lasts.
	Quiet bool
	// Hint takes the place of the screen's hint from then on; empty: it stays.
	Hint string
	// Stages are the stages of the screen that the news is about, as they are now.
	Stages []Stage
}

// Problem says why an answer was not taken: a cause code and one sentence.
type Problem struct {
	Code string // "IN-EMAIL"
	Text string
}

// Secret tells that what was typed into a field that shows it looks like a
// password: the driver empties the field.
func (p *Problem) Secret() bool { return p.Code == codePassword }

func (p *Problem) Error() string { return p.Code + ": " + p.Text }

// Trouble is a failure made ready to show: what happened, whose turn it is,
// what to do next, what was sent and stored, and the literal reply.
type Trouble struct {
	Verdict  causes.Verdict
	Happened string
	Turn     string   // "It is your admin's turn."
	Next     []string // numbered actions
	Takes    string   // how long a change takes to work, empty where that does not matter
	Kept     string   // "Nothing was sent. The app password is stored."
	Speaker  string   // who said the reply: "Server", "Microsoft's sign-in"
	Reply    []string // the literal reply, empty where there was none
}
