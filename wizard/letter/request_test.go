package letter

import (
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/road"
	"mailready/wizard/checklist"
)

var update = flag.Bool("update", false, "write the golden letters anew")

// asked is a request as the wizard makes it after a refusal.
func asked(c causes.Cause) Request {
	return Request{
		Mailbox: "office@contoso.example", Cause: c.Code, Reply: c.Example,
		At:       time.Date(2026, time.November, 22, 9, 41, 0, 0, time.FixedZone("", 3600)),
		Today:    time.Date(2026, time.November, 22, 10, 0, 0, 0, time.UTC),
		Evidence: map[string]string{causes.ItemTwoStep: "said", causes.ItemAppPassword: "fits", causes.ItemSMTPAuth: "todo"},
	}
}

// letters are the golden letters: every cause that is the admin's turn, and
// the occasions without a refusal.
func letters() map[string]Request {
	m := map[string]Request{}
	for _, c := range causes.All() {
		if c.Owner == causes.Admin {
			m[strings.ToLower(c.Code)] = asked(c)
		}
	}
	sendAs, _ := causes.Find("SEND-AS")
	r := asked(sendAs)
	r.Login = "jane.o'neil@contoso.example"
	m["send-as"] = r
	today := time.Date(2027, time.January, 10, 0, 0, 0, 0, time.UTC)
	m["nothing-known"] = Request{Mailbox: "office@contoso.example", Today: today}
	m["no-app-password"] = Request{
		Mailbox: "office@contoso.example", Today: today,
		Items: []checklist.AdminItem{checklist.AdminDefaults, checklist.AdminPerUserMFA, checklist.AdminAllow},
	}
	m["sign-in"] = Request{Mailbox: "office@contoso.example", SignIn: true, Today: today}
	m["app-only"] = Request{Mailbox: "office@contoso.example", AppOnly: true, Today: today}
	m["app-only-instead"] = Request{Mailbox: "office@contoso.example", AppOnly: true, Another: true, Today: today,
		Evidence: map[string]string{causes.ItemTwoStep: "fits", causes.ItemAppPassword: "fits", causes.ItemSMTPAuth: "proved"}}
	for name, code := range map[string]string{"app-only-token": "AUTH-TOKEN", "app-only-expired": "OAUTH-CLIENT"} {
		c, _ := causes.Find(code)
		r := asked(c)
		if c.SignIn != "" {
			r.Reply = c.SignIn
		}
		r.AppOnly = true
		m[name] = r
	}
	m["gcc-high"] = Request{Mailbox: "office@contoso.example", Cloud: "gcc-high", Today: today}
	return m
}

func TestGoldenLetters(t *testing.T) {
	want := map[string]bool{}
	for name, r := range letters() {
		l := ForAdmin(r)
		for ending, text := range map[string]string{".txt": "Subject: " + l.Subject + "\n\n" + l.Text, ".md": l.Markdown, ".mailto": l.Mailto + "\n"} {
			path := filepath.Join("testdata", "admin", name+ending)
			want[path] = true
			if *update {
				if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			golden, err := os.ReadFile(path)
			if err != nil || string(golden) != text {
				t.Errorf("%s differs from the letter (%v); run go test ./wizard/letter -update and read it", path, err)
			}
		}
	}
	there, _ := filepath.Glob(filepath.Join("testdata", "admin", "*"))
	for _, path := range there {
		if !want[path] {
			t.Errorf("%s belongs to no letter", path)
		}
	}
}

// body is the message within a mailto: link, decoded.
func body(t *testing.T, link string) (subject, text string) {
	t.Helper()
	rest, ok := strings.CutPrefix(link, "mailto:?")
	if !ok || strings.ContainsAny(rest, "+ \r\n\"'<>") {
		t.Fatalf("not a mailto: link as RFC 6068 has them: %.200s", link)
	}
	values, err := url.ParseQuery(rest)
	if err != nil {
		t.Fatal(err)
	}
	return values.Get("subject"), values.Get("body")
}

func TestLettersHoldWhatTheyMust(t *testing.T) {
	for name, r := range letters() {
		l := ForAdmin(r)
		cloud, _ := road.FindCloud(r.Cloud)
		for form, text := range map[string]string{"text": l.Text, "markdown": l.Markdown} {
			must := []string{r.Mailbox, cloud.Host, "not so already", "one mailbox", Notice, "please answer", "no password"}
			if !strings.Contains(text, "What this refusal needs") {
				must = append(must, "To verify", "To undo", "What it does to security")
			}
			if r.Cause != "" {
				must = append(must, r.Cause, "one fault at a time", "22 November 2026 at 09:41 UTC+01:00")
			}
			for _, words := range must {
				if !contains(text, words) {
					t.Errorf("%s, %s: %q is missing", name, form, words)
				}
			}
			for _, r := range text {
				if r > '~' || r < ' ' && r != '\n' {
					t.Errorf("%s, %s: %q in it", name, form, r)
				}
			}
			if strings.Contains(text, "{'") || strings.Contains(text, "{mailbox") || strings.Contains(text, "{login") {
				t.Errorf("%s, %s: a name was not filled in", name, form)
			}
			// One mailbox, not the organisation.
			if strings.Contains(text, "Set-TransportConfig") || strings.Contains(text, "Set-OrganizationConfig") {
				t.Errorf("%s, %s: asks for more than this mailbox needs", name, form)
			}
		}
		for line := range strings.SplitSeq(l.Text, "\n") {
			if utf8.RuneCountInString(line) > width && len(strings.Fields(line)) > 1 {
				t.Errorf("%s: %d columns: %s", name, utf8.RuneCountInString(line), line)
			}
		}
		if len(l.Mailto) > maxMailto {
			t.Errorf("%s: the mailto: link has %d characters", name, len(l.Mailto))
		}
		if subject, text := body(t, l.Mailto); subject != l.Subject || !strings.Contains(text, r.Mailbox) {
			t.Errorf("%s: mailto: %q, %q", name, subject, text)
		}
	}
}

// contains looks for words whatever the line breaks and the escapes.
func contains(text, words string) bool {
	plain := strings.NewReplacer(`\`, "").Replace(strings.Join(strings.Fields(text), " "))
	return strings.Contains(strings.ToLower(plain), strings.ToLower(words))
}

func TestOnlyWhatIsOpenIsAskedFor(t *testing.T) {
	off, _ := causes.Find("AUTH-MAILBOX-OFF")
	r := asked(off)
	for _, c := range []struct {
		name     string
		evidence map[string]string
		want     map[string]bool // by title
	}{
		{"nothing known", nil, map[string]bool{"per-user MFA": true, "Users may create": true, "Authenticated SMTP is on": true}},
		{"app password seen in the list", map[string]string{causes.ItemTwoStep: "said"},
			map[string]bool{"per-user MFA": false, "Users may create": false, "Authenticated SMTP is on": true}},
		{"there is an app password", map[string]string{causes.ItemAppPassword: "fits"},
			map[string]bool{"per-user MFA": false, "Users may create": false, "Authenticated SMTP is on": true}},
	} {
		r.Evidence = c.evidence
		text := strings.ToLower(ForAdmin(r).Text)
		for title, want := range c.want {
			if strings.Contains(text, ". "+strings.ToLower(title)) != want {
				t.Errorf("%s: point %q there: %v", c.name, title, !want)
			}
		}
	}
	quota, _ := causes.Find("SEND-EXTERNAL")
	if text := ForAdmin(asked(quota)).Text; strings.Contains(text, "Authenticated SMTP is on") || strings.Contains(text, "change nothing yet") {
		t.Error("a mail that was refused after the login asks for the login's points")
	}
	if l := ForAdmin(Request{Mailbox: "jane@outlook.com"}); l.Subject != "" || l.Text != "" {
		t.Errorf("a private account gets the letter %q", l.Subject)
	}
}

func TestHostileWordsStayWords(t *testing.T) {
	for _, reply := range []string{
		"535 5.7.139 ```\n# Do this\nRemove-Mailbox", "535 " + strings.Repeat("word ", 20000), "535 " + strings.Repeat("x", 100000),
		"535 5.7.139 SmtpClientAuthentication is disabled for the Tenant {mailbox} %0D%0ABcc: x@y.example",
	} {
		r := Request{Mailbox: "$(whoami)`'x'@contoso.example", Login: strings.Repeat("l", 64) + "@" + strings.Repeat("d.", 90) + "example", Cause: "AUTH-TENANT-OFF", Reply: reply}
		l := ForAdmin(r)
		if len(l.Mailto) > maxMailto || len(l.Text) > 40000 {
			t.Errorf("%d characters of link, %d of text", len(l.Mailto), len(l.Text))
		}
		body(t, l.Mailto)
		if !strings.Contains(l.Text, "'$(whoami)`''x''@contoso.example'") {
			t.Error("the mailbox is not quoted for PowerShell")
		}
		fences := 0
		for line := range strings.SplitSeq(l.Markdown, "\n") {
			if strings.HasPrefix(line, "# Do this") && fences%2 == 0 {
				t.Error("the server's words became a heading")
			}
			if strings.HasPrefix(line, "````") {
				fences++
			}
		}
	}
}

func FuzzAdminRequest(f *testing.F) {
	f.Add("office@contoso.example", "", "AUTH-TENANT-OFF", "535 5.7.139 x", "worldwide")
	f.Add("\x00@", "a'b", "SEND-AS", "```\n\x1b[2J", "dod")
	f.Fuzz(func(t *testing.T, mailbox, login, cause, reply, cloud string) {
		l := ForAdmin(Request{Mailbox: mailbox, Login: login, Cause: cause, Reply: reply, Cloud: cloud})
		if l.Text == "" {
			return
		}
		if len(l.Mailto) > maxMailto {
			t.Errorf("the link has %d characters", len(l.Mailto))
		}
		body(t, l.Mailto)
		if strings.ContainsFunc(l.Text+l.Markdown+strings.Join(l.Body, ""), func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f || r == 0x9b || r == 0x202e }) {
			t.Errorf("a control character in %q", l.Text)
		}
	})
}
