//go:build unix

package wizard

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/term"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

const address = "anna@contoso.example"

// TestJourney goes the whole way, question by question.
func TestJourney(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {40, 12}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			p := sit(t, size[0], size[1])
			toCheck(p)
			p.sees("What should be done?")
			p.types("1")
			p.sees("Has it arrived?")
			p.types("3")
			r := p.leaves(0)
			if r.Sender != address || r.Login != address || r.Sees != checklist.Yes || !r.LoggedIn {
				t.Errorf("%+v", r)
			}
			all := p.all()
			for _, line := range []string{"SMTP Server      smtp.office365.com", "Sender Email     " + address, "✓ Step 6 of 7"} {
				if !strings.Contains(all, line) {
					t.Errorf("not in the scrollback: %s", line)
				}
			}
			for _, gone := range []string{"Enter choose", "Call code", "How far are you?", "What should be done?", "Has it arrived?"} {
				if strings.Contains(all, gone) {
					t.Errorf("left behind: %s\n%s", gone, all)
				}
			}
			if n := strings.Count(all, "Sender Password"); n != 1 {
				t.Errorf("the card is there %d times:\n%s", n, all)
			}
		})
	}
}

// toPassword answers everything up to the app password.
func toPassword(p *person) {
	p.t.Helper()
	p.sees("Sender address")
	p.types(address + "\r")
	for _, question := range []string{"How does this mailbox sign in?", "How far are you?", "do you see \"App password\" in the list?",
		"Is SMTP AUTH on for this mailbox?", "Use these settings?", "Is the new password on Microsoft's page now?"} {
		p.sees(question)
		p.types("1")
	}
	p.sees("App password Paste it")
}

// toCheck answers everything up to the check. The password is pasted as it
// comes from Microsoft's page.
func toCheck(p *person) {
	p.t.Helper()
	toPassword(p)
	w := p.password
	p.types(pasteStart + w[:4] + " " + w[4:8] + "\u00a0" + w[8:12] + " " + w[12:] + "\r\n" + pasteEnd)
	p.sees("16 of 16 letters")
	p.pause()
	p.types("\r")
	p.sees("What should be done?")
}

// TestLongTextIsWhole prints more than a window holds, with lines that must
// not be broken, of every length around the window's width.
func TestLongTextIsWhole(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {40, 12}, {40, 10}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			var body []string
			for n := 36; n < 500; n += max(1, n/15) {
				line := fmt.Sprintf("  <%d ", n)
				body = append(body, line+strings.Repeat("x", n-len(line)-1)+">", fmt.Sprintf("Paragraph %d.", n))
			}
			p := sit(t, size[0], size[1], "WIZARD_BODY="+strings.Join(body, "|"))
			p.sees(body[len(body)-1])
			p.sees("Is it all there?")
			p.types("\x03")
			p.leaves(causes.ExitInterrupted)
			all := strings.Join(strings.Fields(p.all()), "")
			at := 0
			for _, line := range body {
				i := strings.Index(all[at:], strings.Join(strings.Fields(line), ""))
				if i < 0 {
					t.Fatalf("lost: %s\n%s", line, p.all())
				}
				at += i
			}
		})
	}
}

// TestBurst sends all keys up to each piece of work at once, the first before
// the program has drawn anything.
func TestBurst(t *testing.T) {
	p := sit(t, 80, 24)
	p.types(address + "\r11111")
	p.sees("Is the new password on Microsoft's page now?")
	p.types("\r" + p.password + "\r")
	p.sees("What should be done?")
	p.types("\x1b[B\x1b[A\r")
	p.sees("Has it arrived?")
	p.types("\x1b[B\x1b[B\r")
	r := p.leaves(0)
	if r.Sender != address || r.Sees != checklist.Yes || !r.LoggedIn || r.Sent != string(smtpcheck.WasSent) {
		t.Errorf("%+v\n%s", r, p.all())
	}
}

// TestPasteCannotPressAButton pastes an end of paste and keys behind it.
func TestPasteCannotPressAButton(t *testing.T) {
	p := sit(t, 80, 24)
	p.sees("Sender address")
	p.types(pasteStart + "mallory@contoso.example" + pasteEnd + "\r1\r1\r1\r" + pasteEnd)
	p.sees("That came with the paste.")
	p.sees("Sender address")
	p.types("\x03")
	if r := p.leaves(causes.ExitInterrupted); r.Sender != "" {
		t.Errorf("the paste answered: %+v", r)
	}
}

// TestEscape goes back out of running work, and forward again.
func TestEscape(t *testing.T) {
	p := sit(t, 80, 24, "WIZARD_HANG="+string(smtpcheck.Greeting))
	toCheck(p)
	p.types("2")
	p.sees("Checking")
	p.types("xyz\r\t?o1")
	p.types("\x1b")
	p.sees("What should be done?")
	p.types("\t")
	p.sees("Where do you want to go?")
	p.types("\x1b")
	p.sees("What should be done?")
	p.types("\x03")
	if r := p.leaves(causes.ExitInterrupted); r.LoggedIn {
		t.Errorf("%+v", r)
	}
}

// TestLeaving ends the program at rest and in work, by key and by signal.
func TestLeaving(t *testing.T) {
	for _, end := range []struct {
		name string
		do   func(*person)
	}{
		{"Ctrl-C", func(p *person) { p.types("\x03") }},
		{"TERM", func(p *person) { p.cmd.Process.Signal(syscall.SIGTERM) }},
		{"HUP", func(p *person) { p.cmd.Process.Signal(syscall.SIGHUP) }},
		{"INT", func(p *person) { p.cmd.Process.Signal(syscall.SIGINT) }},
	} {
		t.Run(end.name+" at rest", func(t *testing.T) {
			p := sit(t, 80, 24)
			p.sees("Sender address")
			end.do(p)
			p.leaves(causes.ExitInterrupted)
		})
		t.Run(end.name+" in work", func(t *testing.T) {
			p := sit(t, 80, 24, "WIZARD_HANG="+string(smtpcheck.Login))
			toCheck(p)
			p.types("2")
			p.sees("a refusal can take 5 s")
			end.do(p)
			p.leaves(causes.ExitInterrupted)
		})
	}
}

// TestSuspend stops the program as a job of a shell and fetches it back, time
// and again; what was typed stays.
func TestSuspend(t *testing.T) {
	shell, err := exec.LookPath("bash")
	if err != nil {
		missing(t, "no shell with job control", err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := sitAt(t, exec.Command(shell, "--norc", "--noprofile", "-i"), 80, 24, "PS1=ready> ", "HISTFILE=", "WIZARD_PROGRAM="+exe)
	p.sees("ready>")
	p.types("$WIZARD_PROGRAM\r")
	p.sees("Sender address")
	for i := range 5 {
		p.types(fmt.Sprint(i))
		p.sees("> " + "01234"[:i+1])
		p.types("\x1a")
		p.sees("Stopped")
		p.types("clear; stty -a | grep -o -e '-*icanon'; echo back\r")
		p.sees("icanon back")
		p.types("clear; fg\r")
		p.sees("> " + "01234"[:i+1])
	}
	p.types("\x03")
	p.sees("Stopped. ")
	p.types("exit 0\r")
	p.leaves(0)
}

// TestSuspendWithoutAShell: where nobody could fetch it back, it goes on.
func TestSuspendWithoutAShell(t *testing.T) {
	p := sit(t, 80, 24)
	p.sees("Sender address")
	p.types("\x1a")
	p.until("the screen comes back", func() bool { return strings.Count(p.stream(), "Sender address") > 1 })
	p.types(address + "\r")
	p.sees("How does this mailbox sign in?")
	p.types("\x03")
	p.leaves(causes.ExitInterrupted)
}

// TestHangUp closes the terminal: the program ends, also where the signal that
// tells of it is ignored.
func TestHangUp(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for name, cmd := range map[string]*exec.Cmd{"told": exec.Command(exe), "not told": exec.Command("sh", "-c", `trap "" HUP; exec "$0"`, exe)} {
		t.Run(name, func(t *testing.T) {
			p := sitAt(t, cmd, 80, 24)
			p.sees("Sender address")
			p.slave.Close()
			p.tty.Close()
			p.ends()
		})
	}
}

// TestDeafTerminal ends the program with a signal while its terminal takes no
// output any more.
func TestDeafTerminal(t *testing.T) {
	p := sit(t, 80, 24, "WIZARD_BODY="+strings.Repeat("  "+strings.Repeat("x", 78)+"|", 1000))
	p.sees("Is it all there?")
	p.mu.Lock() // stops reading
	defer p.mu.Unlock()
	p.types(strings.Repeat("?", 1000))
	p.pause()
	p.cmd.Process.Signal(syscall.SIGTERM)
	p.ends()
	if after, err := term.GetState(p.slave.Fd()); err != nil || *after != *p.before {
		t.Errorf("the terminal is not as it was: %v, %v", after, err)
	}
}

// TestPanic: the terminal is restored, the note holds no value.
func TestPanic(t *testing.T) {
	p := sit(t, 80, 24, "WIZARD_PANIC=1")
	p.types(address + "\r1")
	p.sees("How far are you?")
	p.types("o")
	r := p.leaves(causes.ExitInternal)
	if !strings.HasPrefix(r.Error, "internal error (string) at ") || strings.Contains(r.Error, p.password) {
		t.Errorf("%q", r.Error)
	}
}

// TestResize changes the window all the time; what was typed stays.
func TestResize(t *testing.T) {
	p := sit(t, 80, 24)
	p.sees("Sender address")
	p.types("anna")
	p.sees("> anna")
	sizes := []int{1, 5, 20, 39, 40, 80, 200}
	for i := range 300 {
		p.size(sizes[i%len(sizes)], sizes[(i/len(sizes))%len(sizes)])
		if i == 150 {
			p.types("\x1b[F")
		}
	}
	p.pause() // a hand that has let the window go
	before := len(p.stream())
	p.size(80, 24)
	p.until("a frame that answers to keys", func() bool { return strings.Contains(p.stream()[before:], "Ctrl-C quit") })
	p.types("@contoso.example\r")
	p.sees("How does this mailbox sign in?")
	p.types("\x03")
	if r := p.leaves(causes.ExitInterrupted); r.Sender != address {
		t.Errorf("%+v", r)
	}
}

// TestHugePaste pastes ten million letters, none of which a canary has.
func TestHugePaste(t *testing.T) {
	huge := pasteStart + strings.Repeat("e", 10<<20) + pasteEnd
	p := sit(t, 80, 24)
	p.sees("Sender address")
	go p.tty.WriteString(huge)
	p.sees("IN-TOOLONG: Only the first 254 characters were kept.")
	p.types("\x03")
	p.leaves(causes.ExitInterrupted)
}

// TestNoColor: no colour reaches the terminal, and all is said in words.
func TestNoColor(t *testing.T) {
	p := sit(t, 80, 24, "NO_COLOR=1")
	toCheck(p)
	p.types("2")
	p.sees("mailready")
	p.leaves(0)
	for _, s := range []string{"\x1b[3", "\x1b[9", "\x1b[1m", "\x1b[7m"} {
		if strings.Contains(strings.ReplaceAll(p.stream(), "\x1b[3A", ""), s) && strings.Contains(p.stream(), s+"m") {
			t.Errorf("colour without colour: %q", s)
		}
	}
}

// TestASCII: a terminal that shows no more gets no more, whatever is typed.
func TestASCII(t *testing.T) {
	p := sit(t, 80, 24, "WIZARD_ASCII=1")
	p.sees("Sender address")
	p.types("j\u00f6rg@\u4e2d\u6587.example\r")
	p.sees("> j?rg@??.example")
	p.sees("IN-EMAIL")
	p.types("\x03")
	p.leaves(causes.ExitInterrupted)
	for _, r := range p.stream() {
		if r > '~' {
			t.Fatalf("the terminal got %q", r)
		}
	}
}

// TestEveryTerminalType starts on terminals of many kinds, none of which
// answers a question.
func TestEveryTerminalType(t *testing.T) {
	for _, kind := range []string{"xterm", "xterm-256color", "screen", "tmux-256color", "linux", "vt100", "no-such-terminal"} {
		p := sit(t, 80, 24, "TERM="+kind, "COLORTERM=truecolor")
		p.sees("Sender address")
		p.types("\x03")
		p.leaves(causes.ExitInterrupted)
	}
}

// TestTheEnvironmentWritesNoFile: variables that make the libraries write what
// they see into files have no effect.
func TestTheEnvironmentWritesNoFile(t *testing.T) {
	trace := t.TempDir() + "/trace"
	p := sit(t, 80, 24, "TEA_TRACE="+trace, "TEA_DEBUG=1", "UV_DEBUG="+trace)
	toCheck(p)
	p.types("\x03")
	p.leaves(causes.ExitInterrupted)
	if _, err := os.Stat(trace); err == nil {
		t.Error("a trace was written")
	}
}
