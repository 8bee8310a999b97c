//go:build linux

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simlogin"
)

// browserPerson is one real browser with a person at it.
type browserPerson struct {
	t   *testing.T
	in  io.Writer
	out *bufio.Reader
}

// saw is what the person saw at the end of a sign-in.
type saw struct{ At, Text, Problem string }

func newBrowserPerson(t *testing.T, user string) *browserPerson {
	t.Helper()
	node := exec.Command("node", filepath.Join(browserParts(t), "person.mjs"))
	own := t.TempDir()
	node.Env = append(os.Environ(), "PERSON="+user, "HOME="+own, "TMPDIR="+own)
	node.Stderr = os.Stderr
	in, _ := node.StdinPipe()
	out, _ := node.StdoutPipe()
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); node.Wait() })
	return &browserPerson{t, in, bufio.NewReader(out)}
}

// visit signs in on the pages behind an address.
func (p *browserPerson) visit(page string) (s saw) {
	p.t.Helper()
	fmt.Fprintln(p.in, page)
	line, err := p.out.ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &s)
	}
	if err != nil || s.Problem != "" {
		p.t.Fatalf("the browser: %v %s", err, line)
	}
	return s
}

var practicePage = regexp.MustCompile(`http://127\.0\.0\.1:\d+/[^\s\x1b]+&state=[\w-]+`)

// practiceSignIn begins a practice on the full screen and goes on to the wait
// for the browser. It gives the page that is to be opened.
func (w *world) practiceSignIn(args ...string) (*terminal, string) {
	w.Helper()
	w.setenv("SSH_CONNECTION", "127.0.0.1 1 127.0.0.1 2") // the test opens the pages
	term := w.wizard(80, 40, false, append([]string{"practice"}, args...)...)
	term.toSignIn(practiceAddress)
	return term, term.page(0)
}

// page is the address of the n-th sign-in so far, from 0.
func (t *terminal) page(n int) (page string) {
	t.w.Helper()
	t.until(fmt.Sprintf("page %d of the sign-in", n), func(string) bool {
		t.mu.Lock()
		pages := practicePage.FindAllString(string(t.raw), -1)
		t.mu.Unlock()
		if len(pages) <= n {
			return false
		}
		page = pages[n]
		return true
	})
	return page
}

var tryAgain = regexp.MustCompile(`(\d)[. ] Try again`)

// Practice with a real browser, through its own pages: the seven steps end with
// the card.
func TestPracticeInARealBrowser(t *testing.T) {
	t.Parallel()
	browserParts(t)
	w := newWorld(t)
	person := newBrowserPerson(t, practiceAddress)
	term, page := w.practiceSignIn()
	if got := person.visit(page); !strings.Contains(got.Text, "You can close this window") || !strings.HasPrefix(got.At, "http://localhost:") {
		t.Errorf("the browser ended with %+v", got)
	}
	term.see("Signed in as " + practiceAddress)
	term.choose("What should be done?", 1)
	term.choose("Has it arrived?", 3)
	if exit := term.exit(); exit != 0 || !strings.Contains(term.text(), "sign-in") {
		t.Errorf("exit code %d\n%s", exit, term.text())
	}
}

// Every refusal of the sign-in, in a real browser: on the page or on the
// screen stands its number or its cause, and after the simulated change the
// same program signs in.
func TestRefusalsInARealBrowser(t *testing.T) {
	t.Parallel()
	browserParts(t)
	person := newBrowserPerson(t, practiceAddress)
	for _, cause := range causes.All() {
		refusal := simlogin.For(cause.Code)
		if cause.SignIn == "" || refusal.Place == simlogin.AtDevice {
			continue
		}
		t.Run(cause.Code, func(t *testing.T) {
			w := newWorld(t)
			term, page := w.practiceSignIn("--cause", cause.Code)
			for try := range 3 {
				got := person.visit(page)
				if try == 2 {
					break
				}
				if refusal.Place == simlogin.OnPage {
					if number := fmt.Sprintf("AADSTS%d", refusal.Number); !strings.Contains(got.Text, number) {
						t.Fatalf("the page does not name %s: %s", number, got.Text)
					}
					term.keys(strings.Join(strings.Fields(got.Text), " ") + "\r")
				}
				term.see(cause.Code, "Try again")
				again := tryAgain.FindStringSubmatch(term.text())
				n, _ := strconv.Atoi(again[1])
				term.choose("Try again", n)
				page = term.page(try + 1)
			}
			term.see("Signed in as " + practiceAddress)
			term.choose("What should be done?", 2)
			if exit := term.exit(); exit != 0 {
				t.Errorf("exit code %d\n%s", exit, term.text())
			}
		})
	}
}
