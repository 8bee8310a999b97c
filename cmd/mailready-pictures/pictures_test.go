//go:build unix

package main

import (
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The pictures in the repository show the words that the program has now.
func TestPicturesAreUpToDate(t *testing.T) {
	drawn, err := all(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join("..", "..", "docs", "pictures")
	for name, picture := range drawn {
		have, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Error(err)
			continue
		}
		if words := description(picture); description(string(have)) != words {
			t.Errorf("%s shows other words than the program; renew the pictures by: go run ./cmd/mailready-pictures\n%s", name, words)
		}
		if len(picture) > 60_000 {
			t.Errorf("%s has %d bytes", name, len(picture))
		}
		for d := xml.NewDecoder(strings.NewReader(picture)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("%s: %v", name, err)
				break
			}
		}
	}
}

// So does the contact sheet.
func TestContactSheetIsUpToDate(t *testing.T) {
	root := filepath.Join("..", "..")
	sheet, err := contactSheet(root)
	if err != nil {
		t.Fatal(err)
	}
	have, _ := os.ReadFile(filepath.Join(root, "docs", "pictures", "every-screen.html"))
	if string(have) != sheet {
		t.Error("every-screen.html is old; renew it by: go run ./cmd/mailready-pictures")
	}
}

var desc = regexp.MustCompile(`(?s)<desc id="d">(.*)</desc>`)

func description(picture string) string {
	if found := desc.FindStringSubmatch(picture); found != nil {
		return found[1]
	}
	return ""
}
