package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/licences.md anew")

// licences are what a module that is linked may come under, each told by words
// of its text. All of them let anybody use, change and pass on the program.
var licences = []struct{ name, words string }{
	{"Apache-2.0", "Apache License Version 2.0"},
	{"ISC", "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee"},
	{"BSD-3-Clause", "this software without specific prior written permission"},
	{"BSD-2-Clause", "Redistributions in binary form must reproduce the above copyright notice"},
	{"MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy of this software"},
}

// TestLicences holds docs/licences.md to what is linked into the program and the
// page, on all systems. Whoever passes the program on has to pass these texts on.
func TestLicences(t *testing.T) {
	modules := map[string]string{} // path and version: its folder
	for _, target := range []string{"linux/amd64 cmd/mailready", "darwin/arm64 cmd/mailready", "windows/amd64 cmd/mailready", "js/wasm wizard/desk"} {
		system, program, _ := strings.Cut(target, " ")
		goos, arch, _ := strings.Cut(system, "/")
		list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}", "mailready/"+program)
		list.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+arch, "CGO_ENABLED=0", "GOFLAGS=-buildvcs=false")
		out, err := list.Output()
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(out)) {
			if module, dir, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
				modules[module] = dir
			}
		}
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for name := range modules {
		names = append(names, name)
	}
	slices.Sort(names)
	var table, texts strings.Builder
	add := func(name, dir string) {
		text := licenceText(t, name, dir)
		fmt.Fprintf(&table, "| %s | %s |\n", name, licenceName(t, name, text))
		fmt.Fprintf(&texts, "\n## %s\n\n```text\n%s\n```\n", name, strings.TrimSpace(text))
	}
	add("the Go programming language and its library", strings.TrimSpace(string(root)))
	for _, name := range names {
		add(name, modules[name])
	}
	want := "# Licences\n\nMailready itself is under the MIT licence, see LICENSE. These parts of others are linked\n" +
		"into the program or into desk.html, and their licences ask that their texts go with it.\n\n| part | licence |\n|---|---|\n" + table.String() + texts.String()
	const file = "../../docs/licences.md"
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != want {
		t.Errorf("docs/licences.md is old (%v); renew it by: go test ./cmd/mailready -run Licences -update", err)
	}
}

// licenceText is what a module comes under, with the notice that goes with it.
func licenceText(t *testing.T, name, dir string) string {
	t.Helper()
	all := ""
	for _, pattern := range []string{"LICEN[CS]E*", "COPYING*", "NOTICE*"} {
		files, _ := filepath.Glob(filepath.Join(dir, pattern))
		for _, file := range files {
			if text, err := os.ReadFile(file); err == nil {
				all += string(text) + "\n"
			}
		}
	}
	if all == "" {
		t.Errorf("%s comes without a licence", name)
	}
	return strings.ReplaceAll(all, "\r\n", "\n")
}

func licenceName(t *testing.T, name, text string) string {
	t.Helper()
	plain := strings.Join(strings.Fields(text), " ")
	for _, l := range licences {
		if strings.Contains(plain, l.words) {
			return l.name
		}
	}
	t.Errorf("%s is under a licence that is not known here", name)
	return "unknown"
}
