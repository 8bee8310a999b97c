//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Without the page the command says where to get it; with the page beside the
// program it opens it in the browser, unless the person sits elsewhere.
func TestDeskCommand(t *testing.T) {
	w := newWorld(t)
	if r := w.run("", "desk"); r.Code != 0 || !strings.Contains(r.Stdout, "Nothing was opened.") || !strings.Contains(r.Stdout, "go run ./cmd/mailready-desk") {
		t.Errorf("without the page: %+v", r)
	}
	dir := filepath.Join(t.TempDir(), "a folder #1")
	os.MkdirAll(dir, 0o755)
	program, page, opened := filepath.Join(dir, "mailready"), filepath.Join(dir, "desk.html"), filepath.Join(dir, "opened")
	self, _ := os.Executable() // runs as mailready where it is called so
	binary, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile(program, binary, 0o755)
	os.WriteFile(page, []byte("<p>the page"), 0o644)
	os.WriteFile(filepath.Join(dir, "xdg-open"), []byte("#!/bin/sh\necho \"$1\" > '"+opened+"'\n"), 0o755)
	for _, ssh := range []string{"127.0.0.1 1 127.0.0.1 2", ""} {
		c := exec.Command(program, "desk")
		c.Env = []string{"PATH=" + dir + ":" + os.Getenv("PATH"), "HOME=" + w.Home, "DISPLAY=:0", "SSH_CONNECTION=" + ssh}
		out, err := c.CombinedOutput()
		if err != nil || !strings.Contains(string(out), page) {
			t.Errorf("%v %s", err, out)
		}
		address, _ := os.ReadFile(opened)
		if ssh != "" && len(address) > 0 {
			t.Errorf("opened over SSH: %s", address)
		}
		if want := "/a%20folder%20%231/desk.html\n"; ssh == "" && (!strings.HasPrefix(string(address), "file:///") || !strings.HasSuffix(string(address), want)) {
			t.Errorf("opened %q\n%s", address, out)
		}
	}
}
