package checklist

import (
	"mailready/smtpcheck/causes"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const promisedCodes = `KEY-LOCKED KEY-ABSENT KEY-DENIED KEY-TOOBIG KEY-MISMATCH KEY-MISSING KEY-FILE
CFG-READONLY CFG-FULL CFG-CORRUPT CFG-NEWER CFG-BUSY CFG-UNSAFE
IN-EMAIL IN-PASSWORD IN-HOST IN-PORT IN-TOOLONG CODE-BAD CODE-OLD TTY-NONE TTY-SMALL`

func TestLocalCausesAreComplete(t *testing.T) {
	var codes []string
	for _, c := range Causes() {
		codes = append(codes, c.Code)
	}
	if want := strings.Fields(promisedCodes); !slices.Equal(codes, want) {
		t.Errorf("have %v, promised %v", codes, want)
	}
	for _, c := range Catalogue() {
		if found, ok := Find(" " + strings.ToLower(c.Code)); !ok || found.Code != c.Code {
			t.Errorf("%s is not found", c.Code)
		}
	}
	if _, ok := Find("KEY-"); ok {
		t.Error("half a code is found")
	}
}

func TestLocalCausesCanBeReadAloud(t *testing.T) {
	end := regexp.MustCompile(`[.:;!?](?:\s|$)`)
	for _, c := range Causes() {
		if c.Title == "" || c.Exit == 0 || c.Retry == "" || c.Owner != causes.You || len(c.Try) == 0 || c.Source == "" {
			t.Errorf("%s is not complete", c.Code)
		}
		for _, text := range append([]string{c.Title, c.Happened}, c.Try...) {
			for _, s := range end.Split(text, -1) {
				if len(strings.Fields(s)) > 20 || strings.ContainsFunc(s, func(r rune) bool { return r > '~' || r < ' ' }) {
					t.Errorf("%s: too long or not plain: %s", c.Code, s)
				}
			}
		}
	}
	for code, word := range map[string]string{
		"KEY-LOCKED": "nothing was saved", "KEY-ABSENT": "nothing was saved", "KEY-DENIED": "nothing was saved", "KEY-TOOBIG": "nothing was saved", "KEY-MISMATCH": "nothing was saved",
		"CFG-FULL": "disk is full", "IN-EMAIL": "name@company.com", "IN-PASSWORD": "16 letters", "IN-PORT": "587 or 465", "IN-TOOLONG": "254", "CODE-BAD": "one character",
	} {
		c, _ := Find(code)
		if !strings.Contains(strings.ToLower(c.Happened+" "+strings.Join(c.Try, " ")), strings.ToLower(word)) {
			t.Errorf("%s does not say %q", code, word)
		}
	}
}
