package export

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the page about exports anew")

// The page about exports has all of them, as their headers say it.
func TestPage(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "exports.md")
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(page), "| name |")
	var b strings.Builder
	b.WriteString(head + "| name | for | sign-in with Microsoft | secret | proof | documented in |\n|---|---|---|---|---|---|\n")
	for _, e := range All() {
		token := "no"
		if _, takes := e.Takes(); takes {
			token = "yes"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s |\n", e.Name, e.For, token, e.Secret, e.Proof, e.Source)
	}
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(page) != b.String() {
		t.Error("docs/exports.md is old; renew it by: go test ./wizard/export -run Page -update")
	}
}
