//go:build unix

package main

import (
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"

	"mailready/smtpcheck/signin"
	"mailready/smtpcheck/simlogin"
	"mailready/wizard/checklist"
)

// typing signs in without a browser on this computer: what says is given each
// line of news, and gives back what the person types, or nothing.
func typing(t *testing.T, r *checklist.Run, says func(line string) string) (shown string) {
	ride(t, r, signInAnswers, "registration")
	if p := r.Answer(signInAnswers["registration"]); p != nil {
		t.Fatal(p)
	}
	for r.Screen().Key == "sign-in" && r.Screen().Trouble == nil {
		if s := r.Screen(); s.Kind != checklist.Working || !s.Listens || s.Hint == "" {
			t.Fatalf("%+v", s)
		}
		notes := make(chan string)
		job := r.Work()
		end := make(chan checklist.Update)
		go func() {
			end <- job.Do(t.Context(), func(n checklist.Note) { notes <- n.Text })
		}()
		for ended := false; !ended; {
			select {
			case line := <-notes:
				shown += line + "\n"
				if typed := says(line); typed != "" {
					r.Answer(typed)
				}
			case u := <-end:
				r.Apply(u)
				ended = true
			}
		}
	}
	return shown
}

// noPlace lets a sign-in begin that no browser of this computer comes back to.
func noPlace() ([]net.Listener, int, error) { return nil, 50123, nil }

func TestAddressIsPastedBack(t *testing.T) {
	login := &simlogin.Server{}
	env, server := signInWorld(t, login)
	env.Open = nil
	r := checklist.Start(checklist.Steps(), checklist.State{}, env)
	page := ""
	shown := typing(t, r, func(line string) string {
		switch {
		case strings.HasPrefix(line, "http"):
			page = line
		case strings.HasPrefix(line, "Waiting for you"):
			return "http://localhost:1/?code=another&state=another"
		case strings.HasPrefix(line, "That is not the address"):
			back, _ := login.Visit(page, practiceAddress)
			return back
		}
		return ""
	})
	if ride(t, r, signInAnswers, ""); r.Exit() != 0 || len(server.Accepted()) != 1 || !strings.Contains(shown, "on any computer") {
		t.Errorf("exit %d, %d mails\n%s", r.Exit(), len(server.Accepted()), shown)
	}
}

// A page of Microsoft that leads nowhere ends the wait as soon as its text is
// pasted.
func TestPageIsPasted(t *testing.T) {
	for text, code := range map[string]string{
		"Sorry, but we're having trouble signing you in. AADSTS700016: Application with identifier 'x' was not found": "OAUTH-APP",
		"You cannot access this right now. Error Code: 53003":                                                         "OAUTH-POLICY",
		"Need admin approval": "OAUTH-CONSENT",
	} {
		env, _ := signInWorld(t, &simlogin.Server{})
		env.Open = func(string) error { return io.EOF }
		r := checklist.Start(checklist.Steps(), checklist.State{}, env)
		shown := typing(t, r, func(line string) string {
			if strings.HasPrefix(line, "No browser could be opened") {
				return text
			}
			return ""
		})
		if trouble := r.Screen().Trouble; trouble == nil || trouble.Verdict.Cause.Code != code || strings.Join(trouble.Reply, "") != text {
			t.Errorf("%s: %+v\n%s", code, trouble, shown)
		}
		if code == "OAUTH-APP" { // a slip in the ids: they can be changed, and the sign-in comes after that
			if p := r.Answer("ids"); p != nil || r.Screen().Key != "registration" {
				t.Errorf("leads to %s: %v", r.Screen().Key, p)
			}
			r.Answer(signInAnswers["registration"])
			if s := r.Screen(); s.Key != "sign-in" || s.Trouble != nil {
				t.Errorf("then to %+v", s)
			}
		}
	}
}

// With no browser at all a code leads to the same end, and is told with a
// warning.
func TestSignInWithACode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		login := &simlogin.Server{Pending: 2}
		env, server := signInWorld(t, login)
		env.Open = nil
		signingIn(env, signin.App{HTTP: login.Client(), Listen: noPlace})
		r := checklist.Start(checklist.Steps(), checklist.State{}, env)
		page := ""
		shown := typing(t, r, func(line string) string {
			switch {
			case strings.HasPrefix(line, "Waiting for you"):
				return "Code"
			case strings.HasPrefix(line, "http"):
				page = line
			case regexp.MustCompile(`^[A-Z0-9]{9}$`).MatchString(line):
				client := login.Client()
				answer, err := client.PostForm(page, url.Values{"code": {line}, "user": {practiceAddress}})
				if err != nil || answer.StatusCode != http.StatusOK {
					t.Errorf("the page: %v %v", answer, err)
				}
				return line // typed here too, as many will
			}
			return ""
		})
		if ride(t, r, signInAnswers, ""); r.Exit() != 0 || len(server.Accepted()) != 1 {
			t.Errorf("exit %d, %d mails", r.Exit(), len(server.Accepted()))
		}
		for _, want := range []string{"Only type the code that stands here", "on the page, not here", "15 minutes at most"} {
			if !strings.Contains(shown, want) {
				t.Errorf("no %q in\n%s", want, shown)
			}
		}
	})
}
