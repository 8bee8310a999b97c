//go:build linux

package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// madeDesk is the page, made once by its own program.
var madeDesk = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "desk")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "desk.html")
	makes := exec.Command("go", "run", "../mailready-desk", "-o", file)
	makes.Env = append(os.Environ(), "GOFLAGS=") // the race detector has no part in it
	makes.Stderr = os.Stderr
	if err := makes.Run(); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
})

// deskFile is the page on the disk of one test.
func deskFile(t *testing.T) string {
	t.Helper()
	page, err := madeDesk()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "desk.html")
	if err := os.WriteFile(file, page, 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// deskPage is the page in a real browser with a helper at it.
type deskPage struct {
	*testing.T
	file string
	in   io.Writer
	out  *bufio.Scanner
}

// seen is what the helper sees after something was done.
type seen struct {
	Words, Text, HTML, Problem string
	Note                       string
	Ready, Paint, Stored       int
	Violations, Noise          []string
}

type does map[string]any

func newDeskPage(t *testing.T) *deskPage {
	t.Helper()
	dir := browserParts(t)
	file := deskFile(t)
	node := exec.Command("node", filepath.Join(dir, "desk.mjs"))
	own := t.TempDir()
	node.Env = append(os.Environ(), "HOME="+own, "TMPDIR="+own)
	node.Stderr = os.Stderr
	in, _ := node.StdinPipe()
	out, _ := node.StdoutPipe()
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	p := &deskPage{t, file, in, bufio.NewScanner(out)}
	p.out.Buffer(nil, 10<<20)
	t.Cleanup(func() {
		if noise := p.do("noise", nil).Noise; len(noise) > 0 {
			t.Errorf("the browser says: %q", noise)
		}
		in.Close()
		node.Wait()
	})
	return p
}

func (p *deskPage) do(name string, with does) (s seen) {
	p.Helper()
	request := does{"do": name}
	for k, v := range with {
		request[k] = v
	}
	line, _ := json.Marshal(request)
	p.in.Write(append(line, '\n'))
	if !p.out.Scan() {
		p.Fatalf("%s: the browser has ended: %v", name, p.out.Err())
	}
	if err := json.Unmarshal(p.out.Bytes(), &s); err != nil || s.Problem != "" {
		p.Fatalf("%s: %v %s", name, err, p.out.Bytes())
	}
	return s
}

func (p *deskPage) open(hash string) seen {
	p.Helper()
	return p.do("open", does{"page": "file://" + p.file + hash})
}

func (p *deskPage) ask(text string) seen { p.Helper(); return p.do("ask", does{"text": text}) }

// accessible looks for what people who cannot see, or use no mouse, stumble over.
func (p *deskPage) accessible(where string) {
	p.Helper()
	for _, v := range p.do("axe", nil).Violations {
		p.Errorf("%s: %s", where, v)
	}
	if over := p.do("wide", nil).Text; over != "0" {
		p.Errorf("%s: the page is %s px too wide", where, over)
	}
}
