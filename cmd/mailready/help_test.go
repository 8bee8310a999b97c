package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// Every command shows an example of itself, and every variable of the
// environment that counts is named.
func TestHelpIsWhole(t *testing.T) {
	root := (&app{}).root()
	for _, c := range described(root) {
		if !strings.Contains(c.Example, "  mailready ") {
			t.Errorf("%s has no example", c.Name())
		}
		for line := range strings.Lines(c.Example) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "mailready "+c.Name()) && c.Name() != "git-credential" {
				t.Errorf("%s has the example %q", c.Name(), line)
			}
		}
	}
	var topic *cobra.Command
	for _, c := range root.Commands() {
		if c.Name() == "environment" {
			topic = c
		}
	}
	reads := regexp.MustCompile(`(?:\benv|Getenv|LookupEnv)\("([A-Z_]+)"\)`)
	named := 0
	for _, dir := range []string{".", "../../wizard", "../../wizard/plain", "../../keystore", "../../smtpcheck"} {
		files, _ := filepath.Glob(filepath.Join(dir, "*.go"))
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, m := range reads.FindAllStringSubmatch(string(text), -1) {
				if named++; !strings.Contains(topic.Long, m[1]) && m[1] != "HOME" {
					t.Errorf("%s reads %s, which mailready help environment does not name", file, m[1])
				}
			}
		}
	}
	if named < 8 {
		t.Errorf("only %d variables are read", named)
	}
}
