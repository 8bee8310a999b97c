//go:build linux

package main

import (
	"bufio"
	"context"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"mailready/smtpcheck/simserver"
)

// A talker answers the wizard line by line through pipes, whatever it asks.
type talker struct {
	w     *world
	s     *simserver.Server
	cmd   *exec.Cmd
	in    io.WriteCloser
	out   *bufio.Reader
	asked []string // every question so far, with the text before it
}

func (w *world) talk(s *simserver.Server, addr string) *talker {
	w.Helper()
	ctx, stop := context.WithTimeout(w.Context(), hangGuard)
	w.Cleanup(stop)
	p := &talker{w: w, s: s, cmd: w.command(ctx, "setup", "--plain", "--connect", addr)}
	in, err := p.cmd.StdinPipe()
	if err != nil {
		w.Fatal(err)
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		w.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		w.Fatal(err)
	}
	p.in, p.out = in, bufio.NewReader(out)
	return p
}

// listen reads up to the next question; false means that the wizard ended.
func (p *talker) listen() bool {
	p.w.Helper()
	var text strings.Builder
	for {
		b, err := p.out.ReadByte()
		if err != nil {
			return false
		}
		text.WriteByte(b)
		if said := text.String(); strings.HasSuffix(said, "\n> ") || strings.HasSuffix(said, "Enter for 1: ") {
			p.w.search("stdout", []byte(said))
			p.asked = append(p.asked, said)
			return true
		}
	}
}

// answer answers the last question.
func (p *talker) answer() {
	p.w.Helper()
	question, line := p.asked[len(p.asked)-1], ""
	switch {
	case strings.Contains(question, "Your full Microsoft 365 address"):
		line = sender
	case strings.Contains(question, "It is not shown."):
		line = p.w.Password
	case strings.Contains(question, "Five letters and digits"):
		mails := p.s.Accepted()
		line = receipt.FindStringSubmatch(string(mails[len(mails)-1].Data))[1]
	}
	if _, err := io.WriteString(p.in, line+"\n"); err != nil {
		p.w.Fatalf("answering: %v", err)
	}
}

var receipt = regexp.MustCompile(`(?m)^Subject: .*\b([0-9A-Z]{5})\b`)

// finish answers everything to the end, which must be a good one.
func (p *talker) finish() {
	p.w.Helper()
	for p.listen() {
		if len(p.asked) > 30 {
			p.w.Fatalf("the wizard asks without end:\n%s", strings.Join(p.asked[25:], "\n"))
		}
		p.answer()
	}
	if code := exitCode(p.w.T, p.cmd.Wait()); code != 0 {
		p.w.Fatalf("ended with %d after\n%s", code, strings.Join(p.asked, "\n"))
	}
}

// Killed while it works on any answer, the wizard goes on from what is known:
// nothing is torn, no password is in the keychain that no settings name, and
// the next start leads to a mailbox that is ready.
func TestKilledWizard(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.keychain()
	s := &simserver.Server{User: sender, Password: w.Password}
	addr := w.serve(s)
	first := w.talk(s, addr)
	first.finish()
	questions := len(first.asked)
	var more []int
	for k := 1; k <= questions; k++ {
		if got := w.run("", "forget", sender); got.Code != 0 {
			t.Fatalf("forget: %+v", got)
		}
		p := w.talk(s, addr)
		for range k {
			if !p.listen() {
				t.Fatalf("the wizard ended before question %d", k)
			}
			p.answer()
		}
		p.cmd.Process.Kill()
		p.cmd.Wait()

		_, stored := w.secretTool("lookup", "service", service)
		if file := w.mentions(sender); stored && file == "" {
			t.Errorf("killed at question %d: the keychain holds a password that no settings name", k)
		}
		if got := w.run("", "status", "--json"); got.Code != 0 {
			t.Errorf("killed at question %d: status: %+v", k, got)
		}
		again := w.talk(s, addr)
		again.finish()
		more = append(more, len(again.asked))
		if len(again.asked) > questions {
			t.Errorf("killed at question %d of %d: asked %d more", k, questions, len(again.asked))
		}
		if left, _ := filepath.Glob(filepath.Join(w.Home, "*", "mailready", ".*.tmp")); len(left) > 0 {
			t.Errorf("killed at question %d: %v", k, left)
		}
		if got, _ := w.secretTool("lookup", "service", service, "username", sender); got != w.Password {
			t.Errorf("killed at question %d: the keychain holds %d bytes in the end", k, len(got))
		}
	}
	t.Attr("killed", strconv.Itoa(questions))
	// Answers as fast as these may be lost; what was saved at step 4 is not.
	if last := more[len(more)-2:]; last[0] > questions-5 || last[1] > questions-5 {
		t.Errorf("of %d questions, asked again after a kill at each: %v", questions, more)
	}
}
