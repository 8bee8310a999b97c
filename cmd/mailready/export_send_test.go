//go:build linux

package main

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"mailready/wizard/settings"
)

// sending is a world whose mailbox is on a real Postfix on loopback, and the
// words that start mailready from a folder with a hostile name.
type sending struct {
	*world
	*postfix
	config string
}

// subject is how the mails of one program are told apart.
func subject(program string) string { return "by way of " + program }

// Each program sends a mail through Postfix with its export as it is printed.
// What a test adds to it names the authority of the test, or stands for what a
// person writes there too: a recipient, a text.
func TestExportsSend(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.keychain()
	p := w.postfix()
	_, port, _ := net.SplitHostPort(p.Addr)
	m := mailboxOf(obrien)
	m.Login, m.Recipient, m.Host = p.User, "boss@contoso.example", "localhost"
	m.Port, _ = strconv.Atoi(port)
	w.setUp(m)
	s := &sending{w, p, filepath.Join(w.Home, "a`touch pwned`$(touch pwned)';touch pwned;'\"\\ #{1}${HOME} b")}
	if err := (settings.Folder{Config: s.config, State: s.config}).Save(&m, nil, settings.Progress{Mailbox: m}); err != nil {
		t.Fatal(err)
	}
	for _, program := range []struct {
		export string
		parts  []string // the programs it takes
		send   func(t *testing.T, s *sending, text string)
	}{
		{"env", []string{"swaks"}, sendSwaks},
		{"msmtp", []string{"msmtp"}, sendMsmtp},
		{"msmtp-system", []string{"msmtp"}, sendMsmtpSystem},
		{"git", []string{"git"}, sendGit},
		{"mutt", []string{"mutt"}, sendMutt("mutt")},
		{"neomutt", []string{"neomutt"}, sendMutt("neomutt")},
		{"s-nail", []string{"s-nail"}, sendSNail},
		{"curl", []string{"curl"}, sendCurl},
		{"postfix", []string{"postfix", "swaks"}, sendPostfix},
		{"alertmanager", []string{"prometheus-alertmanager", "curl"}, sendAlertmanager},
		{"django", []string{"/usr/bin/python3"}, sendDjango},
		{"rails", []string{"/usr/bin/ruby"}, sendRails},
		{"gitlab", []string{"/usr/bin/ruby"}, sendGitLab},
		{"nodemailer", []string{"node"}, sendNodemailer},
		{"phpmailer", []string{"php"}, sendPHPMailer},
	} {
		t.Run(program.export, func(t *testing.T) {
			realPart(t, program.parts...)
			got := s.run("", "--config", s.config, "export", program.export)
			if got.Code != 0 || got.Stderr != "" {
				t.Fatalf("code %d: %s", got.Code, got.Stderr)
			}
			program.send(t, s, got.Stdout)
			mail := s.came(t, subject(program.export))
			if mail == "" {
				t.Fatal("no mail came")
			}
			if !strings.Contains(mail, "Return-Path: <"+obrien+">") || !strings.Contains(mail, "hello") {
				t.Errorf("another mail came:\n%s", mail)
			}
		})
		if _, err := os.Lstat(filepath.Join(s.Home, "pwned")); err == nil {
			t.Fatalf("%s ran a command out of the name of a folder", program.export)
		}
	}
}

// came waits for the mail with this subject; "" if none comes.
func (s *sending) came(t *testing.T, subject string) string {
	for end := time.Now().Add(hangGuard); time.Now().Before(end) && !t.Failed(); time.Sleep(20 * time.Millisecond) {
		found, _ := filepath.Glob(s.dir + "/mail/all/new/*")
		for _, name := range found {
			data, err := os.ReadFile(name)
			if err == nil && strings.Contains(string(data), "Subject: "+subject+"\n") {
				return string(data)
			}
		}
	}
	return ""
}

// file writes a file in the home of the world, for its owner alone.
func (s *sending) file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(s.Home, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// does runs a program that must end well.
func (s *sending) does(t *testing.T, stdin, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	var errs bytes.Buffer
	cmd.Env, cmd.Dir, cmd.Stdin, cmd.Stderr = s.env, s.Home, strings.NewReader(stdin), &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v: %s%s", name, err, out, &errs)
	}
	return string(out)
}

// secretFile runs the command of an export that fills a file, with the file in
// the world's own folder, and gives the export with that file. A group that is
// not here is left out.
func (s *sending) secretFile(t *testing.T, text, path string) string {
	t.Helper()
	here := filepath.Join(s.Home, filepath.Base(path))
	t.Cleanup(func() { os.Remove(here) }) // it holds the password
	for line := range strings.Lines(text) {
		if at := strings.Index(line, "(umask"); at >= 0 {
			line, _, _ = strings.Cut(line[at:], ") && chgrp ")
			line = strings.TrimSuffix(strings.TrimSpace(line), ")") + ")"
			s.does(t, "", "sh", "-c", strings.ReplaceAll(line, path, here))
		}
	}
	if info, err := os.Stat(here); err != nil || info.Mode().Perm()&0o027 != 0 {
		t.Errorf("the file of the secret: %v, %v", info, err)
	}
	return strings.ReplaceAll(text, path, here)
}

func plainMail(program string) string {
	return "From: <" + obrien + ">\nTo: boss@contoso.example\nSubject: " + subject(program) + "\n\nhello\n"
}
