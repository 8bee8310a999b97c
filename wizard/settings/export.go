package settings

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Format is one way to write the settings for another program. None holds
// the app password: each says how to ask mailready for it.
type Format struct {
	Name, For string
	text      func(m Mailbox, password command) string
	signIn    func(m Mailbox, token command) string // for a mailbox that signs in
}

// Formats are all formats, in the order of the help.
var Formats = []Format{
	{"card", "a person: the values to type into a program", card, card},
	{"env", "a program that reads variables", env, envToken},
	{"msmtp", "msmtp: ~/.msmtprc", msmtp, msmtpToken},
	{"git", "git send-email: ~/.gitconfig", git, gitToken},
	{"mutt", "mutt: ~/.muttrc", mutt, muttToken},
	{"neomutt", "neomutt: ~/.config/neomutt/neomuttrc", mutt, muttToken},
	{"aerc", "aerc: ~/.config/aerc/accounts.conf", aerc, aercToken},
	{"curl", "curl: a file for --config", curl, curlToken},
	{"postfix", "Postfix that hands all mail on: /etc/postfix/main.cf", postfix, postfixToken},
	{"json", "a program that reads JSON", asJSON, asJSON},
}

// Text is the mailbox in this format. Mailready is the words that start
// mailready, such as "mailready" or "mailready --config /srv/mail".
func (f Format) Text(m Mailbox, mailready ...string) string {
	if m.ByToken() {
		return f.signIn(m.filled(), mailready)
	}
	return f.text(m.filled(), mailready)
}

// command is the words that start mailready.
type command []string

// password is the shell command that writes the app password of m.
func (c command) password(m Mailbox) string { return c.shell("password", "--", m.Sender) }

// token is the shell command that writes an access token for m.
func (c command) token(m Mailbox) string { return c.shell("token", "--", m.Sender) }

func (c command) shell(more ...string) string {
	var words []string
	for _, word := range append(append([]string{}, c...), more...) {
		words = append(words, quoted(word))
	}
	return strings.Join(words, " ")
}

// Card is the settings with the names that programs give them, one a line.
func (m Mailbox) Card() string { return card(m.filled(), nil) }

func card(m Mailbox, _ command) string {
	lines := fmt.Sprintf("SMTP Server      %s\nPort             %d\nEncryption       %s\nSender Email     %s\n",
		m.Host, m.Port, m.encryption("STARTTLS", "TLS from the start"), m.Sender)
	if m.Login != m.Sender {
		lines += fmt.Sprintf("Username         %s\n", m.Login)
	}
	if m.ByToken() {
		return lines + fmt.Sprintf("Sign-in          with Microsoft (OAuth 2, XOAUTH2), no password\nClient ID        %s\nTenant ID        %s\n", m.Client, m.Tenant)
	}
	return lines + "Sender Password  your app password (16 letters)\n"
}

// env suits shells, docker and systemd alike, which is why only what a shell
// needs is quoted.
func env(m Mailbox, c command) string {
	return fmt.Sprintf("# The password is not here. In a shell: export SMTP_PASSWORD=\"$(%s)\"\n", c.password(m)) + variables(m)
}

func envToken(m Mailbox, c command) string {
	return fmt.Sprintf("# The token is not here, and is good for an hour. In a shell: export SMTP_TOKEN=\"$(%s)\"\n", c.token(m)) + variables(m) +
		fmt.Sprintf("SMTP_AUTH=xoauth2\nOAUTH_CLIENT_ID=%s\nOAUTH_TENANT_ID=%s\n", quoted(m.Client), quoted(m.Tenant))
}

func variables(m Mailbox) string {
	return fmt.Sprintf("SMTP_HOST=%s\nSMTP_PORT=%d\nSMTP_ENCRYPTION=%s\nSMTP_USER=%s\nSMTP_FROM=%s\n",
		quoted(m.Host), m.Port, m.encryption("starttls", "tls"), quoted(m.Login), quoted(m.Sender))
}

func asJSON(m Mailbox, c command) string {
	out := struct {
		Schema          int      `json:"schema"`
		Sender          string   `json:"sender"`
		Login           string   `json:"login"`
		Server          string   `json:"server"`
		Port            int      `json:"port"`
		Encryption      string   `json:"encryption"` // "starttls", "tls"
		Recipient       string   `json:"recipient"`
		Auth            string   `json:"auth"` // "password", "xoauth2"
		PasswordCommand []string `json:"password_command,omitempty"`
		ClientID        string   `json:"client_id,omitempty"`
		TenantID        string   `json:"tenant_id,omitempty"`
		TokenCommand    []string `json:"token_command,omitempty"`
	}{Schema: 1, Sender: m.Sender, Login: m.Login, Server: m.Host, Port: m.Port, Encryption: m.encryption("starttls", "tls"), Recipient: m.Recipient}
	words := func(name string) []string { return append(append([]string{}, c...), name, "--", m.Sender) }
	if m.ByToken() {
		out.Auth, out.ClientID, out.TenantID, out.TokenCommand = "xoauth2", m.Client, m.Tenant, words("token")
	} else {
		out.Auth, out.PasswordCommand = "password", words("password")
	}
	text, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		panic(err) // strings and numbers always encode
	}
	return string(text) + "\n"
}

// encryption is the word for the way TLS begins on this port.
func (m Mailbox) encryption(startTLS, fromTheStart string) string {
	if m.Port == 465 {
		return fromTheStart
	}
	return startTLS
}

// quoted is a word as a shell reads it, unchanged where nothing in it is
// special.
func quoted(word string) string {
	special := func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./_-", r)
	}
	if word != "" && strings.IndexFunc(word, special) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
