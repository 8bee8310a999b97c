// Package export writes the settings of a mailbox in the form of another
// program. Each form is one file in the folder templates: a header that says
// what it is, and the text. None holds a password or a token: each says how the
// program asks mailready for it, or reads it from a place that only it can read.
package export

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"text/template"

	"mailready/wizard/settings"
)

//go:embed templates/*.tmpl
var files embed.FS

// Export is one form.
type Export struct {
	Name  string // as it is typed
	For   string // the program, and its file: "msmtp: ~/.msmtprc"
	Group string // "a person", "mail programs", "servers", "programming languages", "devices"
	// Secret says where the secret comes from: "command" (the program runs it),
	// "file" (a command fills it), "typed" (by a person), "none".
	Secret string
	File   string // where --write appends it, with ~ for the home; empty: nowhere
	Proof  string // the real program that has sent with it in the tests; "not run" where none has
	Source string // the page that documents the names of the settings

	password, token string // the texts; empty where the program cannot use that credential
}

// ErrCredential is for a program that cannot use what the mailbox signs in with.
var ErrCredential = errors.New("this program cannot sign in so")

// ErrName is for a name with characters that the program's file has no way to
// write.
var ErrName = errors.New("it has characters that this program cannot read")

// order is the order of the list.
var order = strings.Fields(`card json env
	msmtp git mutt neomutt aerc s-nail curl
	postfix msmtp-system systemd docker-compose kubernetes alertmanager grafana gitlab nextcloud wordpress home-assistant
	django laravel rails spring nodemailer phpmailer dotnet powershell
	printer`)

// All are all exports, in the order of the list.
var All = sync.OnceValue(func() []Export {
	var all []Export
	for _, name := range order {
		text, err := fs.ReadFile(files, "templates/"+name+".tmpl")
		if err != nil {
			panic(err) // a test reads every name
		}
		all = append(all, read(name, string(text)))
	}
	return all
})

// Find finds an export by its name.
func Find(name string) (Export, bool) {
	for _, e := range All() {
		if e.Name == name {
			return e, true
		}
	}
	return Export{}, false
}

// read takes a file apart: lines "key: value", an empty line, and the texts
// behind the lines "=== password", "=== token" or "=== both".
func read(name, text string) Export {
	e := Export{Name: name}
	head, body, _ := strings.Cut(text, "\n\n")
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		switch key {
		case "for":
			e.For = value
		case "group":
			e.Group = value
		case "secret":
			e.Secret = value
		case "file":
			e.File = value
		case "proof":
			e.Proof = value
		case "source":
			e.Source = value
		}
	}
	for part := range strings.SplitSeq(body, "=== ") {
		kind, text, _ := strings.Cut(part, "\n")
		if kind == "password" || kind == "both" {
			e.password = text
		}
		if kind == "token" || kind == "both" {
			e.token = text
		}
	}
	return e
}

// Takes tells which credentials the program can use.
func (e Export) Takes() (password, token bool) { return e.password != "", e.token != "" }

// data is what a template can name.
type data struct {
	settings.Mailbox
	command []string
}

// Text is the mailbox in this form. Mailready is the words that start mailready,
// such as "mailready" or "mailready --config /srv/mail". [ErrCredential] tells
// that the program cannot use the mailbox's credential.
func (e Export) Text(m settings.Mailbox, mailready ...string) (string, error) {
	d := data{m.Filled(), mailready}
	text := e.password
	if m.ByToken() {
		text = e.token
	}
	if text == "" {
		return "", fmt.Errorf("%s: %w", e.Name, ErrCredential)
	}
	t, err := template.New(e.Name).Funcs(quotes).Option("missingkey=error").Parse(text)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if err := t.Execute(&b, d); err != nil {
		return "", err
	}
	return b.String(), nil
}

// Password is the shell command that writes the app password.
func (d data) Password() string { return d.shell("password", "--", d.Sender) }

// Token is the shell command that writes an access token.
func (d data) Token() string { return d.shell("token", "--", d.Sender) }

// Helper is the shell command of git's credential helper.
func (d data) Helper() string { return d.shell("git-credential") }

// Words are the words of the command that writes the secret.
func (d data) Words() []string {
	name := "password"
	if d.ByToken() {
		name = "token"
	}
	return append(append([]string{}, d.command...), name, "--", d.Sender)
}

func (d data) shell(more ...string) string {
	var words []string
	for _, word := range append(append([]string{}, d.command...), more...) {
		words = append(words, shell(word))
	}
	return strings.Join(words, " ")
}

// By is one of two words, as TLS begins on this port: after STARTTLS, or from
// the start.
func (d data) By(startTLS, fromTheStart string) string {
	if d.Port == 465 {
		return fromTheStart
	}
	return startTLS
}

// Relay is the server as Postfix names it: with brackets, so that it is not
// looked up as a domain.
func (d data) Relay() string { return fmt.Sprintf("[%s]:%d", d.Host, d.Port) }
