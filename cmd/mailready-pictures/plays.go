//go:build unix

package main

// play is a picture: what is run in which window, and what is pressed.
type play struct {
	name, title string // of the file, and of the picture
	cols, rows  int
	args        []string
	keys        []press
	until, end  string // the picture is taken when this stands on the screen, and the end below it
	aside       *play  // another window beside it
}

// press waits for a text, then presses keys.
type press struct{ see, keys string }

// The way through practice: the answers of somebody for whom all goes well.
var (
	toStepTwo = []press{{"Sender address", "anna@contoso.example\r"}, {"How does this mailbox sign in?", "1"}, {"The way to smtp.office365.com is open", ""}}
	toCheck   = append(toStepTwo[:2:2], press{"How far are you?", "1"}, press{"in the list?", "1"}, press{"Is SMTP AUTH on", "1"}, press{"Use these settings?", "1"},
		press{"Is the new password", "1"}, press{"App password", "jqkvwxzgpjqkvwxz\r"}, press{"What should be done?", "1"})
	toFailure = append(toCheck[:len(toCheck):len(toCheck)], press{"It is your admin's turn.", ""})
)

// quit is the end of the line of keys.
const quit = "Ctrl-C quit"

// plays are all pictures.
var plays = []play{
	{name: "question", title: "A question of the wizard, with the checklist and the call code in sight", cols: 80, rows: 24,
		args: []string{"practice"}, keys: toStepTwo, until: "How far are you?", end: quit},
	{name: "high", title: "The same in a high window: the checklist as a list", cols: 100, rows: 34,
		args: []string{"practice"}, keys: append(toCheck[:6:6], press{"Is the new password", ""}), until: "Is the new password", end: quit},
	{name: "narrow", title: "The same in a very small window", cols: 40, rows: 12,
		args: []string{"practice"}, keys: toStepTwo[:2], until: "How far are you?", end: quit},
	{name: "check", title: "The live check while it runs", cols: 80, rows: 24,
		args: []string{"practice", "--cause", "SMTP-SLOW"}, keys: toCheck, until: "  3 s", end: quit},
	{name: "failure", title: "A failure: what happened, whose turn it is, what to do next", cols: 80, rows: 24,
		args: []string{"practice", "--cause", "AUTH-TENANT-OFF"}, keys: toFailure, until: "How do you want to go on?", end: quit},
	{name: "admin", title: "The message for the admin", cols: 80, rows: 40,
		args: []string{"practice", "--cause", "AUTH-TENANT-OFF"}, keys: append(toFailure[:len(toFailure):len(toFailure)], press{"How do you want to go on?", "1"}), until: "Ready?", end: quit},
	{name: "end", title: "The end: a card to keep", cols: 80, rows: 34,
		args: []string{"practice"}, keys: append(toCheck[:len(toCheck):len(toCheck)], press{"Has it arrived?", "3"}), until: "The real thing:", end: "mailready"},
	{name: "call", title: "A call: the caller's screen, and what the helper's follow makes of its code", cols: 80, rows: 24,
		args: []string{"practice", "--cause", "AUTH-TENANT-OFF"}, keys: toFailure, until: "How do you want to go on?", end: quit,
		aside: &play{cols: 80, rows: 44, args: []string{"follow"}, keys: []press{{"code", "CALLCODE\r"}}, until: "The call has taken", end: "ends the call):"}},
}
