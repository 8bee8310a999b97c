//go:build linux

package main

import (
	"strings"
	"testing"

	"mailready/smtpcheck/simlogin"
	"mailready/smtpcheck/simserver"
)

// Both drivers lead the road of signing in to the same end, whichever way the
// browser's answer comes, and leave the same behind.
func TestBothDriversSignIn(t *testing.T) {
	for _, way := range []string{"browser", "pasted back", "page says no"} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			line, full := signedInBy(t, way, false), signedInBy(t, way, true)
			if line != full {
				t.Errorf("line by line: %+v\nfull screen:  %+v", line, full)
			}
			if want := map[bool]int{true: 0, false: 78}[way != "page says no"]; line.code != want || !strings.Contains(line.settings, testClient) {
				t.Errorf("%+v", line)
			}
		})
	}
}

func signedInBy(t *testing.T, way string, fullScreen bool) left {
	w := newWorld(t)
	w.keychain()
	login := &simlogin.Server{Access: newToken()}
	w.hide(login.Access)
	server := &simserver.Server{Token: login.Access}
	addr := w.serve(server)
	authority, _ := w.login(login)
	w.trust(append(server.CA(), authority...))
	w.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22") // no browser opens by itself
	term := w.wizard(80, 40, !fullScreen, "setup", "--connect", addr)
	term.toSignIn("user@contoso.example")
	term.see("Waiting for you in the browser")
	page := signInPage.FindString(string(term.raw))
	switch way {
	case "browser":
		personAt(login, "user@contoso.example")(page)
	case "pasted back":
		back, _ := login.Visit(page, "user@contoso.example")
		term.keys(back + "\r")
	default:
		term.keys("Sorry, but we're having trouble signing you in. AADSTS700016: no such application\r")
		term.see("OAUTH-APP")
		term.see("Stop here, and come back later")
		term.keys(optionNumber.FindStringSubmatch(term.text())[1] + map[bool]string{true: "", false: "\r"}[fullScreen])
		l := left{code: term.exit()}
		l.kept(w)
		return l
	}
	term.choose("What should be done?", 1)
	term.choose("Has it arrived?", 3)
	l := left{code: term.exit(), logins: len(server.Logins()), mails: len(server.Accepted())}
	l.kept(w)
	if kept, found := w.secretTool("lookup", "service", "mailready sign-in smtp.office365.com:587", "username", "user@contoso.example"); !found {
		t.Error("no sign-in is kept")
	} else {
		w.hide(kept)
	}
	return l
}
