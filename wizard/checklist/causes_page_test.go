package checklist

import (
	"flag"
	"fmt"
	"mailready/smtpcheck/causes"
	"os"
	"slices"
	"strings"
	"testing"
)

var updatePage = flag.Bool("update", false, "write docs/causes.md anew")

// TestCausesPage keeps docs/causes.md, the catalogue as a page, up to date.
func TestCausesPage(t *testing.T) {
	const path = "../../docs/causes.md"
	want := causesPage()
	if *updatePage {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(path)
	if err != nil || string(have) != want {
		t.Errorf("%s is not up to date: run go generate ./wizard/checklist (%v)", path, err)
	}
}

var families = []struct{ prefix, title string }{
	{"NET", "The network"}, {"TLS", "Encryption"}, {"SMTP", "The conversation with the server"}, {"AUTH", "The login"}, {"SEND", "Sending, after the login"},
	{"OAUTH", "Signing in with Microsoft"},
	{"KEY", "The keychain"}, {"CFG", "The settings"}, {"IN", "What was typed"}, {"CODE", "Call codes"}, {"TTY", "The terminal"},
}

var owners = map[causes.Owner]string{causes.You: "you", causes.Admin: "your admin", causes.Network: "whoever runs your network", causes.Microsoft: "Microsoft"}

var retries = map[causes.Retry]string{
	causes.RetryNever: "no", causes.RetryOnce: "once, by hand", causes.RetryLater: "after a wait", causes.RetryAfter: "after the change",
}

func causesPage() string {
	var b strings.Builder
	b.WriteString(`# Causes

Everything that mailready can name as the reason of a failure. The codes are
stable: scripts and people on the phone may rely on them. Words in capitals in
commands, such as MAILBOX, stand for your own.

` + "`mailready explain CODE`" + ` shows one of these, ` + "`mailready explain TEXT`" + ` finds it for the
text of an error, and ` + "`mailready practice --cause CODE`" + ` plays what a mail server says.

Made from the catalogue by ` + "`go generate ./wizard/checklist`" + `; do not edit.

`)
	all := Catalogue()
	for _, f := range families {
		fmt.Fprintf(&b, "## %s\n\n| code | | whose turn | exit code |\n|---|---|---|---|\n", f.title)
		for _, c := range all {
			if strings.HasPrefix(c.Code, f.prefix+"-") {
				fmt.Fprintf(&b, "| [%s](#%s) | %s | %s | %d |\n", c.Code, strings.ToLower(c.Code), c.Title, c.Owner, c.Exit)
			}
		}
		b.WriteString("\n")
		for _, c := range all {
			if strings.HasPrefix(c.Code, f.prefix+"-") {
				writeCause(&b, c)
			}
		}
	}
	return b.String()
}

func writeCause(b *strings.Builder, c causes.Cause) {
	n := causes.Names{}
	fmt.Fprintf(b, "### %s\n\n%s Turn of: %s. Try again: %s.", c.Code, n.Fill(c.Happened), owners[c.Owner], retries[c.Retry])
	if c.Takes != "" {
		fmt.Fprintf(b, " How long: %s.", c.Takes)
	}
	b.WriteString("\n\n")
	if len(c.Refutes) > 0 {
		fmt.Fprintf(b, "Refutes the item `%s`: %s\n\n", strings.Join(c.Refutes, "`, `"), lowerFirst(c.Proof))
	} else if c.Proof != "" {
		fmt.Fprintf(b, "Refutes no item of the checklist. %s\n\n", c.Proof)
	}
	writeActions(b, "What to do", c.Try)
	writeActions(b, "What the admin does", c.AdminTry)
	for _, v := range c.Variants {
		fmt.Fprintf(b, "**%s.** %s\n\n", circumstance(v), n.Fill(v.Happened))
		writeActions(b, "What to do then", v.Try)
		writeActions(b, "What the admin does then", v.AdminTry)
	}
	if c.Example != "" {
		fmt.Fprintf(b, "Example, at the stage `%s`:\n\n```\n%s\n```\n\n", c.Stage, strings.ReplaceAll(c.Example, "\r\n", "\n"))
	}
	if c.SignIn != "" {
		fmt.Fprintf(b, "Example, at Microsoft's sign-in page or in its answer:\n\n```\n%s\n```\n\n", c.SignIn)
	}
	fmt.Fprintf(b, "Source: %s.\n\n", c.Source)
}

func writeActions(b *strings.Builder, title string, actions []string) {
	if len(actions) == 0 {
		return
	}
	fmt.Fprintf(b, "%s:\n\n", title)
	for i, action := range actions {
		text, typed, _ := strings.Cut(causes.Names{}.Fill(action), "\n")
		fmt.Fprintf(b, "%d. %s\n", i+1, text)
		if typed != "" {
			b.WriteString("   ```\n")
			for line := range strings.SplitSeq(typed, "\n") {
				fmt.Fprintf(b, "   %s\n", strings.TrimSpace(line))
			}
			b.WriteString("   ```\n")
		}
	}
	b.WriteString("\n")
}

// circumstance says when a variant holds.
func circumstance(v causes.Variant) string {
	var when []string
	if v.AppOnly {
		when = append(when, "With an app that signs in as itself")
	}
	if v.Account == causes.AccountConsumer {
		when = append(when, "With a personal account, such as outlook.com")
	}
	if !v.Since.IsZero() {
		when = append(when, "From the end of "+v.Since.Format("January 2006")+" on")
	}
	if v.Elsewhere {
		when = append(when, "With another provider's server")
	}
	if v.Token {
		when = append(when, "With a sign-in token")
	}
	switch v.Name {
	case "":
	case "cut":
		when = append(when, "Where the text breaks off")
	case "unknown words":
		when = append(when, "Where the words after 5.7.139 are unknown")
	case "tenant":
		when = append(when, "Where the whole organisation is named")
	case "switch":
		when = append(when, "Where another provider has sending switched off")
	case "expired":
		when = append(when, "Where the certificate has expired")
	case "space":
		when = append(when, "Where a space stands behind the server's name")
	case "port":
		when = append(when, "Where the port is 25 or 465")
	case "revocation":
		when = append(when, "Where it could not be asked whether the certificate was revoked")
	case "connector":
		when = append(when, "Where a connector does not know the server that sends")
	case "own relay":
		when = append(when, "Where a mail server of one's own refuses")
	case "own server":
		when = append(when, "At an Exchange server of one's own")
	case "bounce":
		when = append(when, "In the report of a mail server")
	case "program":
		when = append(when, "Where the program could not get a token")
	case "hybrid":
		when = append(when, "Between two mail servers")
	default:
		panic("no words for the variant " + v.Name)
	}
	return strings.Join(when, ", ")
}

func TestFamiliesAreAll(t *testing.T) {
	for _, c := range Catalogue() {
		if !slices.ContainsFunc(families, func(f struct{ prefix, title string }) bool { return strings.HasPrefix(c.Code, f.prefix+"-") }) {
			t.Errorf("%s has no place on the page", c.Code)
		}
	}
}
