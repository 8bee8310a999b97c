//go:build linux

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
)

// said is one question of a journey, by words that stand on its screen, and
// the answer: a number for a choice, a text, or nothing for Enter alone.
// PASSWORD and CODE stand for the canary and for the code of the last mail.
type said struct{ question, answer string }

// The usual answers up to the settings, to the password, and to the end.
var (
	toSettings = []said{{"Sender address", "user@contoso.example"}, {"How does this mailbox sign in?", "1"}, {"How far are you?", "1"},
		{"do you see \"App password\"", "1"}, {"Is SMTP AUTH on", "1"}}
	toPassword = []said{{"Use these settings?", "1"}, {"Is the new password on", ""}, {"Paste it, or type it", "PASSWORD"}}
	toEnd      = []said{{"What should be done?", "1"}, {"Has it arrived?", "1"}, {"The code from the mail", "CODE"}}
)

func inTurn(parts ...[]said) (all []said) {
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

// refuses is a server that plays a cause.
func refuses(code string) func() *simserver.Server {
	return func() *simserver.Server {
		cause, _ := causes.Find(code)
		return simserver.For(cause)
	}
}

func good() *simserver.Server { return &simserver.Server{} }

// journeys are walked in both drivers, which must leave the same behind.
var journeys = map[string]struct {
	server func() *simserver.Server
	says   []said
}{
	"confirmed":  {good, inTurn(toSettings, toPassword, toEnd)},
	"skipped":    {good, inTurn(toSettings, toPassword, toEnd[:1], []said{{"Has it arrived?", "3"}})},
	"login only": {good, inTurn(toSettings, toPassword, []said{{"What should be done?", "2"}})},
	"not arrived": {good, inTurn(toSettings, toPassword, toEnd[:1], []said{{"Has it arrived?", "2"},
		{"Is it in the inbox", "1"}, {"Is it in Junk", "2"}, {"The code from the mail", "CODE"}})},
	"wrong address first": {good, inTurn([]said{{"Sender address", "user@@contoso.example"}}, toSettings, toPassword, toEnd)},
	"other login": {good, inTurn(toSettings[:1], []said{{"How does this mailbox sign in?", "2"}, {"Sign-in name", "shared@contoso.example"}},
		toSettings[2:], toPassword, toEnd)},
	"another cloud": {good, inTurn(toSettings[:1], []said{{"How does this mailbox sign in?", "3"}, {"Which cloud?", "1"}, {"Sign-in name", ""}},
		toSettings[2:], toPassword, toEnd)},
	"has one already": {good, inTurn(toSettings[:2], []said{{"How far are you?", "2"}}, toSettings[4:], toPassword[:1], toPassword[2:], toEnd)},
	"no app password": {good, inTurn(toSettings[:3], []said{{"do you see \"App password\"", "2"}, {"Which account stands", "1"}, {"Is Microsoft Authenticator", "1"},
		{"Can you look into", "1"}, {"Does a colleague", "2"}, {"How do you want to go on?", "3"}}, toSettings[4:], toPassword, toEnd)},
	"smtp auth is off": {good, inTurn(toSettings[:4], []said{{"Is SMTP AUTH on", "3"}, {"How do you want to go on?", "2"}}, toPassword, toEnd)},
	"other recipient": {good, inTurn(toSettings, []said{{"Use these settings?", "6"}, {"Recipient of the test", "boss@contoso.example"}}, toPassword,
		[]said{{"What should be done?", "1"}}, toEnd[1:])},
	"odd password":   {good, inTurn(toSettings, toPassword[:2], []said{{"Paste it, or type it", "PASSWORDx"}, {"How do you want to go on?", "2"}}, toEnd)},
	"password again": {good, inTurn(toSettings, toPassword[:2], []said{{"Paste it, or type it", "PASSWORDx"}, {"How do you want to go on?", "1"}, toPassword[2]}, toEnd)},
	"gmail":          {good, inTurn([]said{{"Sender address", "user@gmail.com"}, {"How do you want to go on?", "1"}}, toSettings, toPassword, toEnd)},
	"admin's turn":   {refuses("AUTH-MAILBOX-OFF"), inTurn(toSettings, toPassword, toEnd[:1], []said{{"AUTH-MAILBOX-OFF", "LEAVE"}})},
	"policy":         {refuses("AUTH-POLICY"), inTurn(toSettings, toPassword, toEnd[:1], []said{{"AUTH-POLICY", "LEAVE"}})},
	"wrong password": {refuses("AUTH-WRONG"), inTurn(toSettings, toPassword, toEnd[:1], []said{{"AUTH-WRONG", "LEAVE"}})},
	"not allowed":    {refuses("SEND-AS"), inTurn(toSettings, toPassword, toEnd[:1], []said{{"SEND-AS", "LEAVE"}})},
	"basic is gone":  {refuses("AUTH-BASIC-GONE"), inTurn(toSettings, toPassword, toEnd[:1], []said{{"AUTH-BASIC-GONE", "LEAVE"}})},
	"temporary":      {refuses("AUTH-TEMP"), inTurn(toSettings, toPassword, toEnd[:1], []said{{"AUTH-TEMP", "LEAVE"}})},
}

// left is what a journey leaves behind.
type left struct {
	code                         int
	settings, progress, keychain string
	logins, mails                int
}

// TestBothDriversDoTheSame walks every journey in both drivers.
func TestBothDriversDoTheSame(t *testing.T) {
	for name, j := range journeys {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			line := walked(t, j.server(), j.says, false)
			full := walked(t, j.server(), j.says, true)
			if line != full {
				t.Errorf("line by line: %+v\nfull screen:  %+v", line, full)
			}
			if strings.Contains(line.settings, "user@contoso.example") == false || line.keychain == "" {
				t.Errorf("the journey left no settings or no password: %+v", line)
			}
			t.Attr("parity", "1")
		})
	}
}

// whatChanges is what differs from one run to the next: times and ids.
var whatChanges = regexp.MustCompile(`"(at|since|message_id|queue_id|receipt|reply)": "[^"]*"`)

func walked(t *testing.T, server *simserver.Server, says []said, fullScreen bool) left {
	w := newWorld(t)
	w.keychain()
	w.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22") // no browser
	args := []string{"setup", "--connect", w.serve(server)}
	if !fullScreen {
		args = append(args, "--plain")
	}
	screen := w.terminal(80, 40, args...)
	screen.walk(server, says)
	l := left{code: screen.exit(), logins: len(server.Logins()), mails: len(server.Accepted())}
	l.kept(w)
	return l
}

// kept reads what was saved, without times and ids, and the keychain's entry.
func (l *left) kept(w *world) {
	read := func(path string) string {
		b, err := os.ReadFile(filepath.Join(w.Home, path))
		if err != nil {
			w.Fatal(err)
		}
		return whatChanges.ReplaceAllString(string(b), `"$1": ""`)
	}
	l.settings, l.progress = read(".config/mailready/settings.toml"), read(".local/state/mailready/state.json")
	for _, login := range []string{"user@contoso.example", "shared@contoso.example"} {
		kept, _ := w.secretTool("lookup", "service", "mailready smtp.office365.com:587", "username", login)
		l.keychain += strings.ReplaceAll(kept, w.Password, "PASSWORD")
	}
}

// waiting is the end of what stands there when an answer is awaited line by
// line. Other lines end in a colon too, and output may come in pieces.
var waiting = regexp.MustCompile(`\n((Number|Enter for)[^\n]*:|>)$`)

// walk answers the questions one after the other.
func (t *terminal) walk(server *simserver.Server, says []said) {
	t.w.Helper()
	answered := map[string]int{} // how often a question stood there when it was answered
	for _, s := range says {
		last, times := "", 0
		t.until(s.question, func(screen string) bool {
			last = screen[max(0, strings.LastIndex(screen, "Step ")):]
			if !strings.Contains(last, s.question) || s.answer == "LEAVE" && !optionNumber.MatchString(last) {
				return false // not there yet, or not all of it
			}
			if strings.HasSuffix(last, "quit") {
				return true // the full screen shows one question at a time
			}
			// Line by line, an answered question stays where it was.
			times = t.wrote(s.question)
			return times > answered[s.question] && waiting.MatchString(last)
		})
		answered[s.question] = times
		t.press(server, s.answer, last)
	}
}

// press types one answer, as the driver on the screen wants it.
func (t *terminal) press(server *simserver.Server, answer, screen string) {
	t.w.Helper()
	if answer == "LEAVE" {
		answer = optionNumber.FindStringSubmatch(screen)[1]
	}
	if answer == "CODE" {
		mails := server.Accepted()
		answer, _ = receiptCode(mails[len(mails)-1].Data)
	}
	answer = strings.ReplaceAll(answer, "PASSWORD", t.w.Password)
	choice := len(answer) == 1
	if strings.HasSuffix(strings.TrimSpace(screen), "quit") { // the key line: full screen
		if choice {
			t.keys(answer)
			return
		}
		if answer != "" {
			t.keys("\x15" + answer) // Ctrl-U first
		}
	} else {
		t.keys(answer)
	}
	t.keys("\r")
}

// optionNumber finds the number of the way to leave.
var optionNumber = regexp.MustCompile(`(\d)[.) ] Stop here, and come back later`)
