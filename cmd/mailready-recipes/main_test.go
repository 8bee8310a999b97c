package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The recipes of a release have its checksums, and can be read by the programs
// they are for. One that lacks a checksum is not written.
func TestRecipes(t *testing.T) {
	folder := t.TempDir()
	sums := filepath.Join(folder, "checksums.txt")
	var text strings.Builder
	systems := []string{"darwin-arm64.tar.gz", "darwin-amd64.tar.gz", "linux-arm64.tar.gz", "linux-amd64.tar.gz", "windows-amd64.zip", "windows-arm64.zip"}
	for i, system := range systems {
		fmt.Fprintf(&text, "%064x  mailready-1.2.3-%s\n", i+1, system)
	}
	if err := os.WriteFile(sums, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	r := release{Version: "1.2.3", Base: "https://downloads.example/v1.2.3"}
	if err := r.write(sums, folder); err != nil {
		t.Fatal(err)
	}
	all := ""
	for _, name := range []string{"mailready.rb", "mailready.json", "PKGBUILD"} {
		recipe, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		all += string(recipe)
	}
	for i, system := range systems {
		if !strings.Contains(all, fmt.Sprintf("%064x", i+1)) {
			t.Errorf("the checksum of %s is in no recipe", system)
		}
	}
	if strings.Contains(all, "{{") || strings.Contains(all, "<no value>") {
		t.Error("a recipe has a gap")
	}
	var scoop map[string]any
	recipe, _ := os.ReadFile(filepath.Join(folder, "mailready.json"))
	if err := json.Unmarshal(recipe, &scoop); err != nil || scoop["version"] != "1.2.3" {
		t.Errorf("Scoop: %v", err)
	}
	for name, reads := range map[string][]string{"mailready.rb": {"ruby", "-c"}, "PKGBUILD": {"bash", "-n"}} {
		if _, err := exec.LookPath(reads[0]); err != nil {
			if os.Getenv("MAILREADY_REQUIRE_REAL") == "1" {
				t.Fatal(err)
			}
			continue
		}
		if out, err := exec.Command(reads[0], reads[1], filepath.Join(folder, name)).CombinedOutput(); err != nil {
			t.Errorf("%s: %v %s", name, err, out)
		}
	}
	if err := (release{Version: "1.2.4", Base: r.Base}).write(sums, t.TempDir()); err == nil || !strings.Contains(err.Error(), "no checksum of mailready-1.2.4-") {
		t.Errorf("a release without checksums: %v", err)
	}
}
