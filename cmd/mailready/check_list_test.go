//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
)

// Whatever a list holds, what is checked are mailboxes that are set up, each
// once; otherwise nothing is, and the answer names the line.
func TestListsOfMailboxes(t *testing.T) {
	w := newWorld(t)
	w.many(3)
	s := &simserver.Server{Password: w.Password}
	addr := w.serve(s)
	const one, two = "user0000@contoso.example", "user0001@contoso.example"
	wide := func(text string) string { // as Windows writes "Unicode"
		var b strings.Builder
		for _, u := range utf16.Encode([]rune("\ufeff" + text)) {
			b.WriteByte(byte(u))
			b.WriteByte(byte(u >> 8))
		}
		return b.String()
	}
	for name, c := range map[string]struct {
		text  string
		code  int
		tried int
		says  string
	}{
		"plain":               {one + "\n" + two + "\n", causes.ExitOK, 2, ""},
		"no last line end":    {one + "\n" + two, causes.ExitOK, 2, ""},
		"Windows":             {"\ufeff" + one + "\r\n" + two + "\r\n", causes.ExitOK, 2, ""},
		"a mark, a comment":   {"\ufeff# of Monday\n\n  " + one + "\t\n", causes.ExitOK, 1, ""},
		"the same again":      {strings.Repeat(one+"\n"+strings.ToUpper(one)+"\n", 5000), causes.ExitOK, 1, ""},
		"empty":               {"", causes.ExitConfig, 0, "names no mailbox"},
		"comments":            {"# " + one + "\n#\n\n", causes.ExitConfig, 0, "names no mailbox"},
		"another":             {one + "\n\nnobody@contoso.example\n" + two, causes.ExitConfig, 0, `line 3: "nobody@contoso.example" is not set up`},
		"a comment behind":    {one + " # the first\n", causes.ExitConfig, 0, "line 1:"},
		"two in a line":       {one + ", " + two, causes.ExitConfig, 0, "line 1:"},
		"NUL":                 {one + "\x00\n", causes.ExitFile, 0, "line 1: this is no text in UTF-8"},
		"UTF-16":              {wide(one + "\n"), causes.ExitFile, 0, "line 1: this is no text in UTF-8"},
		"a long line":         {one + "\n" + strings.Repeat("x", 1<<20) + "\n" + two, causes.ExitFile, 0, "line 2: this is longer than an address"},
		"an escape":           {"\x1b[2J" + one, causes.ExitConfig, 0, `line 1: "\x1b[2J` + one + `" is not set up`},
		"bytes that are none": {"\xff\xfe\x80" + one, causes.ExitConfig, 0, "line 1:"},
	} {
		list := filepath.Join(w.Home, "list")
		if err := os.WriteFile(list, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		before := len(s.Logins())
		got := w.run("", "check", "--from-file", list, "--json", "--connect", addr)
		if tried := len(s.Logins()) - before; got.Code != c.code || tried != c.tried || !strings.Contains(got.Stderr, c.says) || strings.Contains(got.Stderr, "\x1b") {
			t.Errorf("%s: exit %d, %d tried, %.400s", name, got.Code, tried, got.Stderr)
		}
	}
	for _, list := range []string{w.Home, filepath.Join(w.Home, "nowhere"), "/dev/zero"} {
		if got := w.run("", "check", "--from-file", list, "--connect", addr); got.Code != causes.ExitFile || !strings.Contains(got.Stderr, list) {
			t.Errorf("%s: %+v", list, got)
		}
	}
	// A list may come through a pipe, as a shell's <(...) does.
	if got := w.run(one+"\n", "check", "--from-file", "/dev/stdin", "--json", "--connect", addr); got.Code != causes.ExitOK || strings.Count(got.Stdout, "\n") != 2 {
		t.Errorf("through a pipe: %+v", got)
	}
}
