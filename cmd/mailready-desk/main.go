// Mailready-desk makes desk.html, the page for the person on the phone: one
// file that opens in any browser and needs no server and no network. What it
// knows is the same Go code that the program runs, compiled for the browser.
//
//	go run ./cmd/mailready-desk -o desk.html
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

var (
	//go:embed page/desk.html
	page string
	//go:embed page/desk.css
	style string
	//go:embed page/desk.js
	script string
)

func main() {
	file := flag.String("o", "desk.html", "write the page to this `FILE`")
	flag.Parse()
	if err := write(*file); err != nil {
		fmt.Fprintln(os.Stderr, "mailready-desk: "+err.Error())
		os.Exit(1)
	}
}

// write builds the program and puts the page together. The same sources and the
// same Go give the same file, byte for byte.
func write(file string) error {
	program, err := built()
	if err != nil {
		return err
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("go env GOROOT: %w", err)
	}
	loader, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	packed, err := compressed(program)
	if err != nil {
		return err
	}
	scripts := string(loader) + "\n" + script
	text := strings.NewReplacer(
		"{{script-hash}}", hash(scripts), "{{style-hash}}", hash(style),
		"{{style}}", style, "{{script}}", scripts, "{{program}}", base64.StdEncoding.EncodeToString(packed),
	).Replace(page)
	return os.WriteFile(file, []byte(text), 0o644)
}

// built is the program for the browser.
func built() ([]byte, error) {
	dir, err := os.MkdirTemp("", "mailready-desk")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "desk.wasm")
	build := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-o", out, "mailready/cmd/mailready-desk/program")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0", "GOFLAGS=", "GOWASM=")
	if said, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w\n%s", err, said)
	}
	return os.ReadFile(out)
}

// compressed is gzip with nothing in its header: no time and no name.
func compressed(data []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// hash is what a Content-Security-Policy calls a script or a style by.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
