//go:build linux

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mailready/wizard/settings"
)

// Everything that can be typed stands in the manual, and nothing in it is
// taken for a command of the formatter.
func TestManual(t *testing.T) {
	w := newWorld(t)
	got := w.run("", "man")
	if got.Code != 0 || got.Stderr != "" {
		t.Fatalf("%+v", got)
	}
	root := (&app{}).root()
	for _, c := range root.Commands() {
		if !c.IsAvailableCommand() || c.Name() == "help" {
			continue
		}
		if !strings.Contains(got.Stdout, "\n.SS mailready "+roff(c.Name())) {
			t.Errorf("%s is missing", c.Name())
		}
	}
	for _, want := range []string{`\-\-password\-stdin`, `\-\-plain`, `\-v, \-\-verbose`, ".SH EXIT CODES", ".SH ENVIRONMENT", "XDG_CONFIG_HOME"} {
		if !strings.Contains(got.Stdout, want) {
			t.Errorf("%s is missing", want)
		}
	}
	folder := filepath.Join(t.TempDir(), "man1") // for everybody to read, so it is not in the home
	if got := w.run("", "man", "--folder", folder); got.Code != 0 {
		t.Fatalf("%+v", got)
	}
	macro := regexp.MustCompile(`^\.(TH|SH|SS|PP|TP|B|BR|br|nf|fi)( |$)`)
	pages := manuals(root)
	for name, page := range pages {
		for line := range strings.Lines(page) {
			if line = strings.TrimSuffix(line, "\n"); strings.HasPrefix(line, "'") || strings.HasPrefix(line, ".") && !macro.MatchString(line) {
				t.Errorf("%s: taken for a command: %q", name, line)
			}
		}
		if written, err := os.ReadFile(filepath.Join(folder, name+".1")); err != nil || string(written) != page {
			t.Errorf("%s: %v, %d bytes of %d", name, err, len(written), len(page))
		}
		if c, of, _ := strings.Cut(name, "-"); of != "" && w.run("", "man", of).Stdout != page {
			t.Errorf("%s man %s prints another page", c, of)
		}
	}
	if len(pages) != len(described(root))+1 {
		t.Errorf("%d pages for %d commands", len(pages), len(described(root)))
	}
	if got := w.run("", "man", "chek"); got.Code != 64 || !strings.Contains(got.Stderr, "no command \"chek\"") {
		t.Errorf("an unknown command: %+v", got)
	}
	if got := roff(".x\n'y \\ -"); got != "\\&.x\n\\&'y \\e \\-" {
		t.Errorf("roff: %q", got)
	}
}

// The shell completes the addresses that are known, and the formats.
func TestCompletion(t *testing.T) {
	w := newWorld(t)
	f := settings.Folder{Config: w.Home + "/.config/mailready", State: w.Home + "/.local/state/mailready"}
	for _, sender := range []string{"ann@contoso.example", "bob@contoso.example"} {
		m := mailboxOf(sender)
		if err := f.Save(&m, nil, settings.Progress{Mailbox: m}); err != nil {
			t.Fatal(err)
		}
	}
	const both = "ann@contoso.example\nbob@contoso.example\n:4\n"
	for args, want := range map[string]string{"forget ": both, "check ": both, "export msmtp ": both, "password ann@contoso.example ": ":4\n"} {
		if got := w.run("", append([]string{"__complete"}, strings.Split(args, " ")...)...); got.Stdout != want {
			t.Errorf("%s: %q", args, got.Stdout)
		}
	}
	if got := w.run("", "__complete", "export", "ms"); !strings.Contains(got.Stdout, "msmtp\tmsmtp: ~/.msmtprc\n") {
		t.Errorf("export: %q", got.Stdout)
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if got := w.run("", "completion", shell); got.Code != 0 || !strings.Contains(got.Stdout, "mailready") {
			t.Errorf("completion %s: code %d", shell, got.Code)
		}
	}
}
