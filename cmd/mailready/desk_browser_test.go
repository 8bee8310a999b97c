//go:build linux

package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mailready/wizard/call"
	"mailready/wizard/checklist"
)

var (
	enterFor = regexp.MustCompile(`(?m)^(.*\|) Enter for (.*):$`)
	askedFor = regexp.MustCompile(`(?m)^  \| (Number, or Enter for \d+:|>)$`)
	barred   = regexp.MustCompile(`(?m)^  \| ?`)
)

// followed is what follow says, in one line and without what only a terminal
// has: its margin and its prompts.
func followed(output string) string {
	output = enterFor.ReplaceAllString(output, "$1 $2")
	return oneLine(barred.ReplaceAllString(askedFor.ReplaceAllString(output, ""), ""))
}

// A rehearsed call: at eight screens of the caller's real wizard, full screen,
// the page says word for word what follow says.
func TestDeskFollowsACall(t *testing.T) {
	t.Parallel()
	p := newDeskPage(t)
	p.open("")
	caller, helper, codes := newWorld(t), newWorld(t), map[string]bool{}
	term := caller.wizard(80, 24, false, "practice", "--cause", "AUTH-MAILBOX-OFF")
	hear := func(words string) {
		t.Helper()
		term.see(words)
		all := codeOnScreen.FindAllStringSubmatch(term.text(), -1)
		code := all[len(all)-1][1]
		codes[code] = true
		want := followed(helper.run("", "follow", code).Stdout)
		if got := oneLine(p.ask(strings.ToLower(strings.ReplaceAll(code, "-", " "))).Words); got != want {
			t.Errorf("code %s: the page says\n%s\n--- follow says\n%s", code, got, want)
		}
	}
	hear("Your full Microsoft 365 address")
	term.fill("Your full Microsoft 365 address", sender)
	for _, screen := range []struct {
		words  string
		answer int
	}{{"How does this mailbox sign in?", 1}, {"How far are you?", 1}, {"in the list?", 1}, {"Is SMTP AUTH on for this mailbox?", 1},
		{"Use these settings?", 1}, {"Is the new password on Microsoft's page now?", 1}} {
		hear(screen.words)
		term.choose(screen.words, screen.answer)
	}
	hear("It is not shown.")
	term.fill("It is not shown.", caller.Password)
	term.choose("What should be done?", 1)
	hear("Try again")
	if len(codes) < 8 {
		t.Errorf("only %d codes", len(codes))
	}
	p.accessible("a code")
	p.do("fill", does{"at": "#line textarea", "text": "asked for the *printer*"})
	ticket := p.do("copied", does{"name": "Copy for the ticket"}).Text
	for code := range codes {
		if !strings.Contains(ticket, code) {
			t.Errorf("the ticket lacks %s", code)
		}
	}
	for _, want := range []string{"AUTH-MAILBOX-OFF", "It is the turn of the caller's admin.", "Note: asked for the *printer*", "The call took "} {
		if !strings.Contains(ticket, want) {
			t.Errorf("the ticket lacks %q:\n%s", want, ticket)
		}
	}
	if marked := p.do("copied", does{"name": "Copy as Markdown"}).Text; !strings.Contains(marked, `asked for the \*printer\*`) || !strings.HasPrefix(marked, "## ") {
		t.Errorf("in Markdown:\n%s", marked)
	}
}

// A paste of each family is explained in the words of explain.
func TestDeskExplains(t *testing.T) {
	t.Parallel()
	p, w := newDeskPage(t), newWorld(t)
	p.open("")
	families := map[string]bool{}
	for _, c := range checklist.Catalogue() {
		family, _, _ := strings.Cut(c.Code, "-")
		if families[family] {
			continue
		}
		families[family] = true
		text := c.Example
		if text == "" {
			text = c.Code
		}
		want := oneLine(w.run(text, "explain", "-").Stdout)
		got, source, _ := strings.Cut(oneLine(p.ask(text).Words), " Source: ")
		if got != want {
			t.Errorf("%s: the page says\n%s\n--- explain says\n%s", c.Code, got, want)
		}
		if source == "" && c.Source != "" {
			t.Errorf("%s: the source is not named", c.Code)
		}
	}
	if len(families) < 9 {
		t.Errorf("only the families %v", families)
	}
	p.ask("AUTH-TENANT-OFF")
	p.do("fill", does{"at": "#mailbox", "text": "scanner@contoso.example"})
	letter := p.do("click", does{"name": "Write it"}).Text
	if said := w.run("", "admin-request", "--mailbox", "scanner@contoso.example", "--cause", "AUTH-TENANT-OFF").Stdout; !strings.Contains(oneLine(letter), oneLine(said)) {
		t.Errorf("the message is\n%s\n--- admin-request says\n%s", letter, said)
	}
	if link := p.do("html", does{"at": "#answer"}).HTML; !strings.Contains(link, `href="mailto:?subject=`) {
		t.Error("there is no mailto: link")
	}
	p.accessible("a cause")
}

// What is pasted is text, a secret in it is not shown, and nothing of it is
// kept unless the helper says so.
func TestDeskIsSafe(t *testing.T) {
	t.Parallel()
	p := newDeskPage(t)
	opened := p.open("#8NDQ-8GN6")
	if !strings.Contains(opened.Text, "Call code 8NDQ-8GN6") || opened.Stored != 0 {
		t.Errorf("opened with a code: %+v", opened)
	}
	if opened.Paint < 0 || opened.Paint > opened.Ready {
		t.Errorf("painted at %d ms, ready at %d ms", opened.Paint, opened.Ready)
	}
	t.Logf("first paint %d ms, ready %d ms", opened.Paint, opened.Ready)
	canary := newCanary()
	got := p.ask(`<img src=x onerror=alert(1)> Error: 535 5.7.3 Authentication unsuccessful <b onclick=alert(1)>', auth: { user: 'a@contoso.example', pass: '` + canary + `' } </script>`)
	if !strings.Contains(got.Text, "AUTH-REFUSED") || strings.Contains(got.HTML, "<img") || strings.Contains(got.HTML, "onclick") {
		t.Errorf("hostile text: %s", got.HTML)
	}
	if kept := p.do("check", does{"at": "#keep"}).Stored; kept != 1 {
		t.Errorf("%d things are kept", kept)
	}
	if whole := p.do("html", does{"at": "body"}); strings.Contains(whole.HTML, canary) {
		t.Error("the password stands in the page")
	}
	if kept := p.do("check", does{"at": "#keep"}).Stored; kept != 0 {
		t.Errorf("%d things stay", kept)
	}
	p.do("click", does{"name": "New call"})
	near := p.ask("8MDQ 8GN6")
	if !strings.Contains(near.Text, "Group 1 looks wrong: M was heard, N may be meant. 8NDQ-8GN6") || !strings.Contains(near.Text, "CODE-BAD") {
		t.Errorf("a misheard code: %s", near.Text)
	}
	if got := p.ask("eight november delta quebec eight golf november six"); !strings.Contains(got.Text, "Call code 8NDQ-8GN6") {
		t.Errorf("a code in words: %s", got.Text)
	}
	p.do("click", does{"name": "Guide"})
	if at := p.do("press", does{"key": "/"}).Text; at != "text" {
		t.Errorf("the key leads to %q", at)
	}
	p.accessible("the guide")
	p.do("click", does{"name": "Causes"})
	if mine := p.do("select", does{"at": "#owner", "text": "microsoft"}).Text; strings.Contains(mine, "AUTH-TENANT-OFF") || !strings.Contains(mine, "SMTP-BUSY") {
		t.Errorf("the causes that are Microsoft's:\n%s", mine)
	}
	p.accessible("the causes")
}

var stepHeading = regexp.MustCompile(`Step \d of 7: .*`)

// On paper stand all seven steps, whatever is shown.
func TestDeskPrintsTheGuide(t *testing.T) {
	t.Parallel()
	realPart(t, "pdftotext")
	p := newDeskPage(t)
	p.open("")
	paper := filepath.Join(t.TempDir(), "guide.pdf")
	p.do("pdf", does{"file": paper})
	text, err := exec.Command("pdftotext", paper, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range stepHeading.FindAllString(newWorld(t).run("", "guide").Stdout, -1) {
		if !strings.Contains(oneLine(string(text)), step) {
			t.Errorf("%q is not on paper", step)
		}
	}
	if info, err := os.Stat(p.file); err != nil || info.Size() > 5<<20 {
		t.Errorf("the page has %d bytes, %v", info.Size(), err)
	}
}

// Firefox reads the same words from the same file: of a code at each step, of a
// failure, and of a pasted error.
func TestDeskInFirefox(t *testing.T) {
	t.Parallel()
	realPart(t, "firefox-esr")
	dir := browserParts(t)
	codes := []string{"8NDQ-8GN6", "AB76-105E", "D9Q3-PANR"}
	for _, step := range checklist.Steps() {
		codes = append(codes, call.Encode(call.Call{Step: step.ID, Question: step.Fields[0].Key, OS: "windows"}))
	}
	const pasted = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant."
	firefox := exec.CommandContext(t.Context(), "node", append([]string{filepath.Join(dir, "desk-firefox.mjs"), "file://" + deskFile(t)}, append(codes, pasted)...)...)
	own := t.TempDir()
	firefox.Env = append(os.Environ(), "HOME="+own, "TMPDIR="+own)
	out, err := firefox.CombinedOutput()
	var got struct {
		seen
		Answers []string
	}
	if err == nil {
		err = json.Unmarshal(out, &got)
	}
	if err != nil || len(got.Noise) > 0 || len(got.Answers) != len(codes)+1 {
		t.Fatalf("%v %s", err, out)
	}
	t.Logf("ready %d ms", got.Ready)
	w := newWorld(t)
	for i, code := range codes {
		if want := followed(w.run("", "follow", code).Stdout); oneLine(got.Answers[i]) != want {
			t.Errorf("%s: Firefox shows\n%s\n--- follow says\n%s", code, oneLine(got.Answers[i]), want)
		}
	}
	want := oneLine(w.run(pasted, "explain", "-").Stdout)
	if said, _, _ := strings.Cut(oneLine(got.Answers[len(codes)]), " Source: "); said != want {
		t.Errorf("Firefox shows\n%s\n--- explain says\n%s", said, want)
	}
}
