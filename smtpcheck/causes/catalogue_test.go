package causes

import (
	"mailready/smtpcheck"
	"slices"
	"strings"
	"testing"
)

// The codes that scripts, guides and people on the phone rely on. None may
// ever be renamed or dropped.
const promised = `NET-DNS NET-REFUSED NET-BLOCKED NET-RESET NET-PORTAL
TLS-STRIPPED TLS-INJECT TLS-UNTRUSTED TLS-NAME TLS-CLOCK TLS-OLD TLS-NOTTLS TLS-FAILED TLS-REQUIRED
SMTP-GARBLED SMTP-TOOLONG SMTP-SLOW SMTP-CLOSED SMTP-BUSY SMTP-HELLO SMTP-REJECTED
AUTH-WRONG AUTH-MAILBOX-OFF AUTH-TENANT-OFF AUTH-POLICY AUTH-DEFAULTS AUTH-BASIC-OFF AUTH-BASIC-GONE AUTH-LOCKED AUTH-ISSUE
AUTH-FEDERATION AUTH-ORG AUTH-REFUSED AUTH-NOMECH AUTH-TEMP AUTH-TOKEN AUTH-REQUIRED AUTH-OTHER-PROVIDER
SEND-AS SEND-THROTTLED SEND-BUSY SEND-RATE SEND-QUOTA SEND-FULL SEND-MANY SEND-BLOCKED SEND-TENANT SEND-ROUTE SEND-EXTERNAL
SEND-SIZE SEND-SETTLING SEND-RECIPIENT SEND-VERIFY SEND-FORWARD NET-PORT NET-REDIRECTED
OAUTH-CONSENT OAUTH-APP OAUTH-REDIRECT OAUTH-ACCOUNT OAUTH-ASSIGN OAUTH-POLICY OAUTH-AGAIN OAUTH-LOCKED OAUTH-DISABLED OAUTH-EXPIRED
OAUTH-CLIENT OAUTH-TENANT OAUTH-BUSY OAUTH-DEVICE OAUTH-BROWSER OAUTH-NET`

func TestCatalogueIsComplete(t *testing.T) {
	var codes []string
	for _, c := range All() {
		if slices.Contains(codes, c.Code) {
			t.Errorf("%s stands twice", c.Code)
		}
		codes = append(codes, c.Code)
	}
	want := strings.Fields(promised)
	for _, code := range want {
		if !slices.Contains(codes, code) {
			t.Errorf("%s is missing", code)
		}
	}
}

func TestEveryFaultHasOneCause(t *testing.T) {
	faults := []smtpcheck.Fault{smtpcheck.FaultDNS, smtpcheck.FaultRefused, smtpcheck.FaultBlocked, smtpcheck.FaultReset, smtpcheck.FaultPortal, smtpcheck.FaultStripped, smtpcheck.FaultInjected, smtpcheck.FaultUntrusted, smtpcheck.FaultName,
		smtpcheck.FaultClock, smtpcheck.FaultOld, smtpcheck.FaultNotTLS, smtpcheck.FaultTLS, smtpcheck.FaultGarbled, smtpcheck.FaultTooLong, smtpcheck.FaultSlow, smtpcheck.FaultClosed, smtpcheck.FaultNoMech}
	for _, f := range faults {
		var codes []string
		for _, c := range All() {
			if c.Fault == f {
				codes = append(codes, c.Code)
			}
		}
		if len(codes) != 1 {
			t.Errorf("fault %s has the causes %v", f, codes)
		}
	}
}

func TestEveryCauseSaysWhatToDo(t *testing.T) {
	steps := []string{"", "mailbox", "two-step", "smtp-auth", "settings", "app-password", "check", "test-email"}
	items := []string{ItemTwoStep, ItemSMTPAuth, ItemAppPassword}
	for _, c := range append(All(), Unknown, Fine) {
		switch {
		case c.Title == "" || c.Happened == "" || len(c.Try) == 0:
			t.Errorf("%s lacks words", c.Code)
		case !slices.Contains([]Owner{You, Admin, Network, Microsoft}, c.Owner):
			t.Errorf("%s: owner %q", c.Code, c.Owner)
		case !slices.Contains([]Retry{RetryNever, RetryOnce, RetryLater, RetryAfter}, c.Retry):
			t.Errorf("%s: retry %q", c.Code, c.Retry)
		case !slices.Contains(steps, c.Fix):
			t.Errorf("%s: no step %q", c.Code, c.Fix)
		case c.Owner == Admin && len(c.AdminTry) == 0:
			t.Errorf("%s is the admin's and tells the admin nothing", c.Code)
		case (c.Example == "") != (c.Stage == ""):
			t.Errorf("%s: example and stage belong together", c.Code)
		case c.Example == "" && c.Fault == "" && c.SignIn == "" && !slices.Contains([]string{"NET-PORT", "NET-REDIRECTED", "OAUTH-BROWSER", "OAUTH-NET"}, c.Code) && c.Exit != ExitOK && c.Code != Unknown.Code:
			t.Errorf("%s can neither be played nor provoked", c.Code)
		}
		for _, item := range c.Refutes {
			if !slices.Contains(items, item) || c.Proof == "" {
				t.Errorf("%s refutes %q, because %q", c.Code, item, c.Proof)
			}
		}
	}
	for _, code := range []string{"AUTH-WRONG", "AUTH-POLICY", "AUTH-REFUSED", "AUTH-BASIC-OFF", "AUTH-BASIC-GONE", "AUTH-LOCKED"} {
		if c, _ := Find(code); len(c.Refutes) > 0 || c.Proof == "" {
			t.Errorf("%s refutes %v, because %q", code, c.Refutes, c.Proof)
		}
	}
}

// said gives all texts of a cause that a person reads.
func said(c Cause) []string {
	texts := slices.Concat([]string{c.Title, c.Happened, c.Takes, c.Proof}, c.Try, c.AdminTry)
	for _, v := range c.Variants {
		texts = slices.Concat(texts, []string{v.Happened, v.Takes}, v.Try, v.AdminTry)
	}
	return texts
}

var (
	sentenceEnd = pattern(`[.:;!?](?:\s|$)`)
	anyName     = pattern(`\{[^}]*\}`)
)

func TestTextsCanBeReadAloud(t *testing.T) {
	known := []string{"{mailbox}", "{login}", "{host}", "{port}", "{domain}", "{recipient}"}
	for _, c := range append(All(), Unknown, Fine) {
		for _, text := range said(c) {
			for _, r := range text {
				if r > '~' || r < ' ' && r != '\n' {
					t.Errorf("%s: %q is not plain ASCII", c.Code, r)
				}
			}
			for _, name := range anyName().FindAllString(text, -1) {
				if !slices.Contains(known, name) {
					t.Errorf("%s: nothing fills %s", c.Code, name)
				}
			}
			for line := range strings.Lines(text) {
				if strings.HasPrefix(line, "  ") {
					continue // something to type
				}
				for _, s := range sentenceEnd().Split(line, -1) {
					if n := len(strings.Fields(s)); n > 20 {
						t.Errorf("%s: %d words: %s", c.Code, n, s)
					}
				}
			}
		}
		if strings.Count(c.Happened, ". ") > 0 || !strings.HasSuffix(c.Happened, ".") {
			t.Errorf("%s: what happened is not one sentence: %s", c.Code, c.Happened)
		}
	}
}

// What the person at the other end of the line must hear.
func TestKeyWordsAreSaid(t *testing.T) {
	for code, words := range map[string][]string{
		"NET-DNS": {"could not find"}, "NET-REFUSED": {"refused"}, "NET-BLOCKED": {"587", "network"}, "NET-PORTAL": {"browser"},
		"SMTP-SLOW": {"did not answer"}, "SMTP-GARBLED": {"not a mail server"}, "SMTP-TOOLONG": {"too long"},
		"TLS-STRIPPED": {"did not offer encryption", "nothing was sent"}, "TLS-INJECT": {"extra data"}, "TLS-CLOCK": {"clock"}, "TLS-NOTTLS": {"465", "587"},
		"TLS-UNTRUSTED": {"security software or the network may be intercepting"}, "SEND-AS": {"not allowed to send as"},
		"AUTH-REFUSED": {"app password"}, "AUTH-BASIC-GONE": {"Microsoft has switched off", "MC786329"}, "AUTH-DEFAULTS": {"security defaults"},
		"AUTH-TENANT-OFF":  {"Set-CASMailbox -Identity {mailbox} -SmtpClientAuthenticationDisabled $false", "Manage email apps"},
		"AUTH-MAILBOX-OFF": {"Set-CASMailbox -Identity {mailbox} -SmtpClientAuthenticationDisabled $false", "Manage email apps"},
		"AUTH-BASIC-OFF":   {"Set-AuthenticationPolicy -Identity POLICY -AllowBasicAuthSmtp", "MC786329"}, "AUTH-LOCKED": {"wait"},
	} {
		c, _ := Find(code)
		all := strings.ToLower(strings.Join(slices.Concat([]string{c.Happened}, c.Try, c.AdminTry), "\n"))
		for _, w := range words {
			if !strings.Contains(all, strings.ToLower(w)) {
				t.Errorf("%s does not say %q", code, w)
			}
		}
	}
	expired := All()[slices.IndexFunc(All(), func(c Cause) bool { return c.Code == "TLS-UNTRUSTED" })].worded("expired", Facts{})
	if !strings.Contains(expired.Happened, "expired") {
		t.Errorf("an expired certificate: %s", expired.Happened)
	}
}

func TestFill(t *testing.T) {
	text := "{mailbox} {login} {host} {port} {domain} {recipient}"
	if got := (Names{}).Fill(text + "\n  Get {mailbox}"); got != "the mailbox the user smtp.office365.com 587 the domain the recipient\n  Get MAILBOX" {
		t.Errorf("nothing known: %s", got)
	}
	got := Names{Mailbox: "a@contoso.example", Host: "mail.contoso.example", Port: 465}.Fill(text)
	if got != "a@contoso.example a@contoso.example mail.contoso.example 465 contoso.example a@contoso.example" {
		t.Errorf("all known: %s", got)
	}
}

// Where nothing is known of the mailbox, the plain words must not double what
// stands before them: "the mailbox the mailbox".
func TestNothingIsSaidTwice(t *testing.T) {
	for _, c := range append(All(), Unknown, Fine) {
		for _, text := range said(c) {
			words := strings.FieldsFunc(strings.ToLower(Names{}.Fill(text)), func(r rune) bool { return r == ' ' || r == '\n' })
			for i := range words {
				again := i > 0 && words[i] == words[i-1] && words[i] != "in" || i > 1 && words[i-1] == "the" && strings.Trim(words[i], ".,:;") == words[i-2]
				if again {
					t.Errorf("%s says %q twice: %s", c.Code, words[i], Names{}.Fill(text))
				}
			}
		}
	}
}

// A command keeps working whatever the mailbox is called.
func TestCommandsAreQuoted(t *testing.T) {
	const text = "Pick {mailbox}:\n  Get-CASMailbox -Identity {mailbox}"
	for mailbox, want := range map[string]string{
		"a.b@contoso.example":         "a.b@contoso.example",
		"o'neil@contoso.example":      "'o''neil@contoso.example'",
		"$(whoami)`x@contoso.example": "'$(whoami)`x@contoso.example'",
		"a;b c@contoso.example":       "'a;b c@contoso.example'",
		"o\u2019neil@contoso.example": "'o\u2019\u2019neil@contoso.example'",
		"-Force":                      "'-Force'",
	} {
		if got := (Names{Mailbox: mailbox}).Fill(text); got != "Pick "+mailbox+":\n  Get-CASMailbox -Identity "+want {
			t.Errorf("%s: %s", mailbox, got)
		}
	}
}
