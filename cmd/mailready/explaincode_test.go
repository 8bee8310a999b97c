//go:build unix

package main

import (
	"regexp"
	"strings"
	"testing"

	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
	"mailready/wizard/explain"
)

// A number without its sentence names a cause only where no other shares it.
func TestExplainNumberAlone(t *testing.T) {
	w := newWorld(t)
	for number, want := range map[string]string{
		"535": "UNKNOWN", "5.7.139": "UNKNOWN", "535 5.7.139": "UNKNOWN", "535-5.7.139": "UNKNOWN",
		"5.7.30": "AUTH-BASIC-GONE", "5.7.57": "AUTH-REQUIRED", "530 5.7.57": "AUTH-REQUIRED",
	} {
		if v := explain.Text(number, causes.Facts{}); v.Cause.Code != want {
			t.Errorf("%s is explained as %s, want %s", number, v.Cause.Code, want)
		}
	}
	r := w.run("", "explain", "535")
	for _, want := range []string{"the server refused the login", "the sentence behind the number", "It is your turn.", "mailready explain \"535 ", "AUTH-TENANT-OFF", "AUTH-WRONG"} {
		if r.Code != 0 || !strings.Contains(r.Stdout, want) {
			t.Errorf("does not say %q:\n%s", want, r.Stdout)
		}
	}
}

func TestExplainNamesTheNearestCode(t *testing.T) {
	w := newWorld(t)
	for typed, want := range map[string]string{"AUTH-TENANT-OF": "AUTH-TENANT-OFF", "auth_wrnog": "AUTH-WRONG", "AUTH MAILBOX OF": "AUTH-MAILBOX-OFF", "KEY-LOCKT": "KEY-LOCKED"} {
		r := w.run("", "explain", typed)
		if r.Code != 0 || !strings.Contains(r.Stdout, "Perhaps "+want+" is meant") || !strings.Contains(r.Stdout, "mailready explain "+want) {
			t.Errorf("%s: exit %d, %s is missing in\n%s", typed, r.Code, want, r.Stdout)
		}
	}
	if r := w.run("", "explain", "auth mailbox off"); !strings.Contains(r.Stdout, "Recognised by: AUTH-MAILBOX-OFF") || strings.Contains(r.Stdout, "Perhaps") {
		t.Errorf("a code with blanks:\n%s", r.Stdout)
	}
	if r := w.run("", "explain", "nothing works"); !strings.Contains(r.Stdout, "It is your turn.") || strings.Contains(r.Stdout, "Perhaps") {
		t.Errorf("what nobody knows:\n%s", r.Stdout)
	}
}

func TestExplainNamesTheAdminRequest(t *testing.T) {
	w := newWorld(t)
	for code, want := range map[string]bool{"AUTH-TENANT-OFF": true, "AUTH-WRONG": false} {
		if r := w.run("", "explain", code); strings.Contains(r.Stdout, "mailready admin-request --cause "+code) != want {
			t.Errorf("%s, want the command %v:\n%s", code, want, r.Stdout)
		}
	}
}

// The advice is a sentence also where no name is known.
func TestAdviceWithoutNames(t *testing.T) {
	doubled := regexp.MustCompile(`(?i)\b(user|mailbox|domain|recipient) the (user|mailbox|domain|recipient)\b|\bthe the\b|[{}]`)
	for _, c := range checklist.Catalogue() {
		r := explain.Of(causes.Verdict{Cause: &c}, causes.Names{})
		for _, text := range append(append([]string{r.Happened}, r.Try...), r.AdminTry...) {
			if line, _, _ := strings.Cut(text, "\n"); doubled.MatchString(line) {
				t.Errorf("%s: %q", c.Code, line)
			}
		}
	}
}
