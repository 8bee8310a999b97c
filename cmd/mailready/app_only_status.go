package main

import (
	"errors"
	"io/fs"
	"strings"
	"time"

	"mailready/smtpcheck/appcert"
	"mailready/wizard/checklist"
)

// What an app proves itself with, as status calls it.
const (
	appSecret      = "App's secret"
	appCertificate = "Certificate"
)

// soon is how long before its end a certificate is spoken of as ending: time
// enough for an admin to register the next one.
const soon = 30 * 24 * time.Hour

// lookAtCertificate finds out whether the file of the app's key can be used,
// and until when.
func (m *mailboxStatus) lookAtCertificate(s checklist.State) {
	m.kind, m.Keychain, m.Where = appCertificate, "", ""
	m.Password = certificateWord(s)
	if c, err := appcert.Read(s.Certificate); err == nil {
		m.Until = &c.Leaf.NotAfter
	} else {
		m.Where = strings.TrimPrefix(keyFileError(s.Certificate, err).Error(), s.Certificate+": ")
	}
}

// certificateWord tells of the file as of an entry of the keychain: "there",
// "missing", or "unknown" where it is there and cannot be used.
func certificateWord(s checklist.State) string {
	_, err := appcert.Read(s.Certificate)
	switch {
	case err == nil:
		return "there"
	case errors.Is(err, fs.ErrNotExist):
		return "missing"
	}
	return "unknown"
}

// certificateRows are the rows of a mailbox whose app has a certificate.
func (m *mailboxStatus) certificateRows(row func(name, value string)) {
	row(m.kind, shown(m.File))
	if m.Until == nil {
		row("", "cannot be used: "+shown(m.Where))
		return
	}
	left, until := time.Until(*m.Until), day(*m.Until)
	switch {
	case left <= 0:
		row("Certificate ends", "it ended on "+until+". Make a new one: mailready certificate NEWFILE")
	case left < soon:
		row("Certificate ends", until+". Make the next one now: mailready certificate NEWFILE")
	default:
		row("Certificate ends", until)
	}
}
