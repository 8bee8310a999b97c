package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPapersNeverOverwrite(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for i, want := range []string{"admin-request.txt", "admin-request-2.txt", "admin-request-3.txt"} {
		path, err := writePaper("admin-request.txt", want)
		if err != nil || filepath.Base(path) != want {
			t.Fatalf("paper %d: %q, %v", i+1, path, err)
		}
		if text, err := os.ReadFile(filepath.Join(dir, want)); err != nil || string(text) != want {
			t.Errorf("paper %d: %q, %v", i+1, text, err)
		}
	}
	if _, err := writePaper(filepath.Join("no", "folder.txt"), "x"); err == nil {
		t.Error("a paper in a folder that is not there was written")
	}
}
