// Mailready-recipes writes the recipes of a release for Homebrew, Scoop and Arch
// Linux, with the checksums of its archives:
//
//	go run ./cmd/mailready-recipes -version 1.0.0 -base https://HOST/PATH -checksums dist/checksums.txt -o dist/recipes
//
// A recipe is one template in the folder recipes.
package main

import (
	"embed"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"
)

//go:embed recipes/*.tmpl
var recipes embed.FS

// release is what a recipe has to know.
type release struct {
	Version, Base, Home string
	sums                map[string]string // by the name of the archive
}

func main() {
	var r release
	checksums := flag.String("checksums", "dist/checksums.txt", "the `FILE` with the checksums of the release")
	folder := flag.String("o", "dist/recipes", "write the recipes into this `FOLDER`")
	flag.StringVar(&r.Version, "version", "", "the `VERSION` of the release, without a v")
	flag.StringVar(&r.Base, "base", "", "the `ADDRESS` under which the archives lie")
	flag.StringVar(&r.Home, "home", "", "the `ADDRESS` of the project; as the archives, where it is left out")
	flag.Parse()
	if err := r.write(*checksums, *folder); err != nil {
		fmt.Fprintln(os.Stderr, "mailready-recipes: "+err.Error())
		os.Exit(1)
	}
}

func (r release) write(checksums, folder string) error {
	if r.Version == "" || !strings.HasPrefix(r.Base, "https://") {
		return fmt.Errorf("give -version, and -base with https://")
	}
	if r.Home == "" {
		r.Home = r.Base
	}
	text, err := os.ReadFile(checksums)
	if err != nil {
		return err
	}
	r.sums = map[string]string{}
	for line := range strings.Lines(string(text)) {
		if words := strings.Fields(line); len(words) == 2 && len(words[0]) == 64 {
			r.sums[words[1]] = words[0]
		}
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	all, err := template.ParseFS(recipes, "recipes/*.tmpl")
	if err != nil {
		return err
	}
	for _, t := range all.Templates() {
		var b strings.Builder
		if err := t.Execute(&b, r); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, strings.TrimSuffix(t.Name(), ".tmpl")), []byte(b.String()), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Sum is the checksum of the archive for a system.
func (r release) Sum(system string) (string, error) {
	name := "mailready-" + r.Version + "-" + system
	sum, ok := r.sums[name]
	if !ok {
		return "", fmt.Errorf("there is no checksum of %s", name)
	}
	return sum, nil
}
