package main

import (
	"bytes"
	"crypto/rand"
	"net"
	"time"

	"github.com/cli/browser"

	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/wizard/checklist"
	"mailready/wizard/report"
)

// world is the real world, as the steps need it.
func (a *app) world() *checklist.Env {
	env := &checklist.Env{
		Keys: keystore.System(), Resolver: net.DefaultResolver, Connect: a.connect,
		Patience: smtpcheck.Patience{Session: a.timeout}, Now: time.Now, Random: rand.Reader,
		Computer: computer(), Version: programVersion(),
		Save:   func(s checklist.State) error { return a.save(s) },
		Letter: func(s checklist.State) checklist.Paper { return report.AdminPaper(s, time.Now()) },
		Dates:  report.Dates, OtherWays: report.OtherWays, Write: writePaper,
	}
	if !a.overSSH() {
		env.Open = openPage
	}
	return env
}

// openPage opens a page in the browser, whose words stay out of our screen.
func openPage(url string) error {
	browser.Stdout, browser.Stderr = &bytes.Buffer{}, &bytes.Buffer{}
	return browser.OpenURL(url)
}
