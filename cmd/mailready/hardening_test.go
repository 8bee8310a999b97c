package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every test that docs/hardening.md names is there.
func TestHardeningIsTrue(t *testing.T) {
	page, err := os.ReadFile("../../docs/hardening.md")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	made := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	err = filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range made.FindAllSubmatch(text, -1) {
			there[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`((?:Test|Fuzz)\\w+)`").FindAllSubmatch(page, -1)
	for _, m := range named {
		if !there[string(m[1])] {
			t.Errorf("docs/hardening.md names %s, which is not there", m[1])
		}
	}
	for name := range there {
		if strings.HasPrefix(name, "Fuzz") && !strings.Contains(string(page), "`"+name+"`") {
			t.Errorf("%s holds something that docs/hardening.md does not name", name)
		}
	}
	if len(named) < 100 {
		t.Errorf("only %d tests are named", len(named))
	}
}
