package main

import (
	"crypto/rand"
	"crypto/tls"
	"net"
	"runtime"
	"sync"
	"time"

	"github.com/cli/browser"

	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/smtpcheck/signin"
	"mailready/wizard/call"
	"mailready/wizard/checklist"
	"mailready/wizard/letter"
	"mailready/wizard/report"
)

// environment is the real world, as the steps need it.
func (a *app) environment() *checklist.Env {
	env := words()
	env.Keys, env.Stores, env.Resolver, env.Connect = keystore.System(), a.stores, net.DefaultResolver, a.connect
	env.TLS = &tls.Config{ClientSessionCache: a.resumed, MinVersion: tls.VersionTLS12}
	env.Patience, env.Random = smtpcheck.Patience{Session: a.timeout}, rand.Reader
	env.Computer, env.Version = computer(), programVersion()
	env.Save, env.Write = func(s checklist.State) error { return a.save(s) }, writePaper
	env.Code = func(s checklist.State, shown checklist.Screen) string {
		return call.Encode(call.Of(s, shown, env.KeysOf(s).Kind(), runtime.GOOS, env.Practice))
	}
	env.Report = func(s checklist.State, last *smtpcheck.Report) checklist.Paper {
		return report.Paper(report.Source{Program: a.program(env.Practice), State: s, Check: last, Keychain: env.KeysOf(s).Kind(), Now: env.Now()})
	}
	signingIn(env, signin.App{})
	env.Alone = a.folder().LockSignIn
	if !a.overSSH() {
		env.Open = openPage
	}
	return env
}

// fixedDay is set by the linker for the pictures of the documentation, whose words
// depend on the day; otherwise it is empty.
var fixedDay string

// now is the time for which the words are made.
func now() time.Time {
	if fixed, err := time.Parse(time.DateOnly, fixedDay); err == nil {
		return fixed.Add(10 * time.Hour)
	}
	return time.Now()
}

// clock is the time as the program takes it.
func (a *app) clock() time.Time { return now() }

// words are the clock and the words that both ends of a call share.
func words() *checklist.Env {
	env := call.Words()
	env.Now, env.Letter = now, func(s checklist.State) checklist.Paper { return letter.Paper(s, now()) }
	return env
}

// quietBrowser keeps the browser's words out of our screen. They go to nowhere
// and not into a buffer: the end of a buffer would be waited for until the
// browser itself ends, long after the program that opens the page.
var quietBrowser = sync.OnceFunc(func() { browser.Stdout, browser.Stderr = nil, nil })

// openPage opens a page in the browser. It waits for the program that opens it,
// which can be the browser itself.
func openPage(url string) error {
	quietBrowser()
	return browser.OpenURL(url)
}
