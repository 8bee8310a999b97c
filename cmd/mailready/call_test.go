//go:build unix

package main

import (
	"regexp"
	"strings"
	"testing"
)

// A call is a caller at the wizard and a helper who sees nothing but the call
// codes that are read aloud.
type rehearsal struct {
	*testing.T
	caller *terminal
	helper *world
	codes  map[string]bool
}

var codeOnScreen = regexp.MustCompile(`Call code: ([0-9A-Z]{4}-[0-9A-Z]{4})`)

// hear waits for a screen, types its code into follow at the other end, and
// holds what the helper sees against what the caller sees.
func (c *rehearsal) hear(words string) string {
	c.Helper()
	c.caller.see(words)
	codes := codeOnScreen.FindAllStringSubmatch(c.caller.text(), -1)
	if len(codes) == 0 {
		c.Fatalf("no call code on the screen:\n%s", c.caller.text())
	}
	code := codes[len(codes)-1][1]
	c.codes[code] = true
	r := c.helper.run("", "follow", strings.ToLower(strings.ReplaceAll(code, "-", " "))) // as it is typed
	if r.Code != 0 || r.Stderr != "" {
		c.Fatalf("follow %s: %+v", code, r)
	}
	caller := oneLine(bare.Replace(c.caller.text()))
	for _, unit := range callerUnits(r.Stdout) {
		for _, part := range unknown.Split(strings.ReplaceAll(unit, "<the caller's address>", sender), -1) {
			part = oneLine(bare.Replace(part))
			if !strings.Contains(caller, part) {
				c.Errorf("code %s: the helper sees %q\n--- the caller sees\n%s", code, part, c.caller.text())
			}
		}
	}
	return r.Stdout
}

// bare leaves the words of a screen, without rails, borders and marks.
var bare = strings.NewReplacer("│", "", "╭", "", "╮", "", "╰", "", "╯", "", "─", "", "✗", "", "[FAIL]", "")

var (
	unknown  = regexp.MustCompile(`<[a-z][^<>]*>`) // what a code does not hold
	numbered = regexp.MustCompile(`^\d+\) `)
	prompts  = regexp.MustCompile(`^(Number, or Enter for \d+:|Enter for .*:|>)$`)
)

// callerUnits are the paragraphs and choices of the screen that follow shows.
func callerUnits(output string) []string {
	var units []string
	fresh := true
	for line := range strings.Lines(output) {
		text, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), "  |")
		text = strings.TrimSpace(text)
		switch {
		case !ok || prompts.MatchString(text):
			continue
		case text == "":
			fresh = true
			continue
		case numbered.MatchString(text):
			text, fresh = numbered.ReplaceAllString(text, ""), true
		}
		if fresh {
			units = append(units, text)
		} else {
			units[len(units)-1] += " " + text
		}
		fresh = false
	}
	return units
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// A rehearsed call: SMTP AUTH is off for the mailbox, the admin switches it
// on, and the test mail is sent. Both ends see the same at every screen.
func TestRehearsedCall(t *testing.T) {
	for name, plain := range map[string]bool{"plain": true, "full screen": false} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			c := &rehearsal{T: t, helper: newWorld(t), codes: map[string]bool{}}
			c.caller = w.wizard(80, 120, plain, "practice", "--cause", "AUTH-MAILBOX-OFF")

			c.hear("Your full Microsoft 365 address")
			c.caller.fill("Your full Microsoft 365 address", sender)
			c.hear("How does this mailbox sign in?")
			c.caller.keys(map[bool]string{true: "spell\n", false: "s"}[plain])
			c.caller.see("sierra") // every code of this step begins so
			c.caller.choose("How does this mailbox sign in?", 1)
			c.hear("How far are you?")
			c.caller.choose("How far are you?", 1)
			c.hear("in the list?")
			c.caller.choose("in the list?", 1)
			c.hear("Is SMTP AUTH on for this mailbox?")
			c.caller.choose("Is SMTP AUTH on for this mailbox?", 1)
			c.hear("Use these settings?")
			c.caller.choose("Use these settings?", 1)
			c.hear("Is the new password on Microsoft's page now?")
			c.caller.choose("Is the new password on Microsoft's page now?", 1)
			if said := c.hear("It is not shown."); !strings.Contains(said, "We will never ask you to read this password aloud") {
				t.Error("the helper is not told that the password is never read aloud")
			}
			c.caller.fill("It is not shown.", w.Password)
			c.hear("What should be done?")
			c.caller.choose("What should be done?", 1)

			said := c.hear("Try again")
			for _, want := range []string{"AUTH-MAILBOX-OFF", "It is the turn of the caller's admin.", "SMTP AUTH: the server showed that it is not so", "Who is your admin?"} {
				if !strings.Contains(said, want) {
					t.Errorf("the helper does not see %q:\n%s", want, said)
				}
			}
			if strings.Contains(said, sender) || strings.Contains(said, "contoso") {
				t.Errorf("the helper sees the address:\n%s", said)
			}
			c.caller.choose("Try again", 5)
			c.caller.until("the second refusal", func(screen string) bool {
				failed := map[bool]string{true: "[FAIL] Log in (", false: "✗ Log in "}[plain]
				return strings.Count(screen, failed) >= 2 && strings.Contains(screen, "Try again")
			})
			c.caller.choose("Try again", 5) // the simulated admin has acted
			c.hear("Has it arrived?")
			c.caller.choose("Has it arrived?", 2)
			c.hear("Is it in the inbox of the recipient now?")
			c.caller.choose("Is it in the inbox of the recipient now?", 1)
			if said := c.hear("Is it in Junk Email?"); !strings.Contains(said, "the server took the test email") {
				t.Errorf("the helper does not see that the mail was accepted:\n%s", said)
			}
			c.caller.choose("Is it in Junk Email?", 3)
			c.caller.see("Sent, not confirmed", "SMTP Server")
			if code := c.caller.exit(); code != 0 {
				t.Errorf("exit code %d", code)
			}
			if len(c.codes) < 13 {
				t.Errorf("%d different codes at 13 screens", len(c.codes))
			}
		})
	}
}

// During a call the helper types code after code; a code that is none ends
// nothing.
func TestFollowTakesCodeAfterCode(t *testing.T) {
	w := newWorld(t)
	r := w.run("8NDQ-8GN6\nnonsense\n8ndq8gn6\n\n", "follow")
	for _, want := range []string{"Step 2 of 7", "CODE-BAD", "The call has taken 0 s.", "The call took"} {
		if !strings.Contains(r.Stdout, want) {
			t.Errorf("%q is missing in\n%s", want, r.Stdout)
		}
	}
	if r.Code != 0 || strings.Count(r.Stdout, "THE CALLER SEES") != 2 {
		t.Errorf("exit %d:\n%s", r.Code, r.Stdout)
	}
	if r := w.run("", "follow", "8NDQ-8GN7"); r.Code != 65 || !strings.Contains(r.Stderr, "CODE-BAD") || r.Stdout != "" {
		t.Errorf("a wrong code: %+v", r)
	}
}

func TestExplainCallCode(t *testing.T) {
	w := newWorld(t)
	for code, want := range map[string]string{"8NDQ-8GN6": "NET-DNS", "8ndq 8gn6": "NET-DNS", "D9Q3-PANR": "Is the new password on Microsoft's page now?"} {
		if r := w.run("", "explain", code); r.Code != 0 || !strings.Contains(r.Stdout, want) {
			t.Errorf("%s: %+v, want %s", code, r, want)
		}
	}
}

func TestGuideCommand(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		args, want string
		code       int
	}{
		{"guide", "Step 7 of 7: The test email", 0}, {"guide 3", "Step 3 of 7", 0}, {"guide smtp-auth", "Step 3 of 7", 0},
		{"guide --format markdown", "## Step 1 of 7", 0}, {"guide --format html", "</html>", 0},
		{"guide 8", "there is no step 8", 64}, {"guide --format pdf", "there is no form pdf", 64},
	} {
		r := w.run("", strings.Fields(c.args)...)
		if r.Code != c.code || !strings.Contains(r.Stdout+r.Stderr, c.want) {
			t.Errorf("%s: exit %d, want %d and %q\n%s%s", c.args, r.Code, c.code, c.want, r.Stdout, r.Stderr)
		}
	}
}
