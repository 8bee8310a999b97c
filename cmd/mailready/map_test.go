package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The map names files. One that is gone or has another name is found here.
func TestMapIsTrue(t *testing.T) {
	page, err := os.ReadFile("../../docs/map.md")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`\b(?:cmd|wizard|smtpcheck|keystore)/[\w/*.-]+\.(?:go|md)`).FindAllString(string(page), -1)
	if len(named) < 30 {
		t.Fatalf("only %d files are named", len(named))
	}
	for _, file := range named {
		if strings.Contains(file, "NAME") {
			continue
		}
		if found, _ := filepath.Glob("../../" + file); len(found) == 0 {
			t.Errorf("docs/map.md names %s, which is not there", file)
		}
	}
}
