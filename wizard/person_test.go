//go:build unix

package wizard

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/checklist"
)

// TestMain is also the program that the tests run on a terminal: the real
// steps against the simulated server.
func TestMain(m *testing.M) {
	if path := os.Getenv("WIZARD_RESULT"); path != "" {
		os.Exit(wizardUnderTest(path))
	}
	os.Exit(m.Run())
}

// result is what the program under test leaves behind for the test.
type result struct {
	Sender, Login, Host string
	Sees                checklist.Claim
	LoggedIn            bool
	Sent                string
	Error               string
	Exit                int
}

func wizardUnderTest(path string) int {
	server := &simserver.Server{Password: os.Getenv("WIZARD_PASSWORD")}
	if stage := os.Getenv("WIZARD_HANG"); stage != "" {
		server.HangAt = smtpcheck.Stage(stage)
	}
	defer server.Close()
	env := &checklist.Env{Keys: keystore.Memory(), Practice: true, Dial: server.Dial, TLS: server.TLS(), Resolver: domain{server},
		Now: time.Now, Random: rand.Reader, Computer: "test", Version: "test",
		Letter: func(checklist.State) checklist.Paper {
			return checklist.Paper{Body: []string{"Dear admin"}, Text: adminLetter}
		},
		Code: func(checklist.State, checklist.Screen) string { return "K7QM-2F4D" },
		Open: func(string) error { return nil }}
	if os.Getenv("WIZARD_PANIC") != "" {
		env.Open = func(string) error { panic("the secret is " + os.Getenv("WIZARD_PASSWORD")) }
	}
	steps := checklist.Steps()
	if body := os.Getenv("WIZARD_BODY"); body != "" {
		steps = []checklist.Step{{ID: "mailbox", Done: func(checklist.State) bool { return false }, Fields: []checklist.Field{{
			Key: "body", Kind: checklist.Choice, Label: "Is it all there?",
			Body:    func(checklist.State) []string { return strings.Split(body, "|") },
			Options: func(checklist.State) []checklist.Option { return []checklist.Option{{Value: "yes", Label: "Yes"}} },
			Set:     func(*checklist.State, string) *checklist.Problem { return nil },
		}}}}
	}
	r := checklist.Start(steps, checklist.State{}, env)
	err := Run(context.Background(), r, Terminal{In: os.Stdin, Out: os.Stdout, NoColor: os.Getenv("NO_COLOR") != "", ASCII: os.Getenv("WIZARD_ASCII") != "", Environ: os.Environ()})
	s := r.State()
	res := result{Sender: s.Sender, Login: s.Login, Host: s.Host, Sees: s.Sees, LoggedIn: s.LoggedIn, Sent: string(s.Sent), Exit: r.Exit()}
	if err != nil {
		res.Error, res.Exit = err.Error(), causes.ExitInternal
	}
	b, _ := json.Marshal(res)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		return 99
	}
	return res.Exit
}

type domain struct{ *simserver.Server }

func (domain) LookupMX(context.Context, string) ([]*net.MX, error) {
	return []*net.MX{{Host: "contoso-example.mail.protection.outlook.com."}}, nil
}

func (domain) LookupTXT(context.Context, string) ([]string, error) {
	return []string{"v=spf1 include:spf.protection.outlook.com -all"}, nil
}

// adminLetter is the message for the admin, as the copy key copies it.
const adminLetter = "Dear admin,\nplease tick Authenticated SMTP.\n"

// person sits at a terminal in which the program runs.
type person struct {
	t        testing.TB
	cmd      *exec.Cmd
	tty      *os.File // the person's end
	slave    *os.File
	before   *term.State
	result   string
	password string
	copies   string // the one sequence that may reach the clipboard

	mu    sync.Mutex
	emu   *vt.Emulator
	raw   bytes.Buffer
	news  chan struct{}
	ended chan struct{}
}

// canary is a password of the right shape, new for each test. Its letters are
// such as hardly stand together in words, so that no word is taken for it.
func canary() string {
	b := make([]byte, 16)
	rand.Read(b)
	for i := range b {
		b[i] = "jkqvwxzgp"[int(b[i])%9]
	}
	return string(b)
}

// sit starts the program on a terminal of the given size that answers no
// query, as the plainest terminals do.
func sit(t testing.TB, width, height int, env ...string) *person {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return sitAt(t, exec.Command(exe), width, height, env...)
}

// sitAt starts another program, such as a shell, in its place.
func sitAt(t testing.TB, cmd *exec.Cmd, width, height int, env ...string) *person {
	t.Helper()
	p := &person{t: t, result: filepath.Join(t.TempDir(), "result.json"), password: canary(),
		emu: vt.NewEmulator(width, height), news: make(chan struct{}, 1), ended: make(chan struct{})}
	var err error
	if p.tty, p.slave, err = pty.Open(); err != nil {
		missing(t, "no pseudo terminal here", err)
	}
	t.Cleanup(func() { p.tty.Close(); p.slave.Close() })
	p.tty = pollable(t, p.tty)
	p.size(width, height)
	if p.before, err = term.GetState(p.slave.Fd()); err != nil {
		t.Fatal(err)
	}
	p.cmd = cmd
	// What the race detector finds goes into a file: a terminal that takes nothing
	// would hold up the program that tells of it.
	races := filepath.Join(filepath.Dir(p.result), "race")
	p.cmd.Env = append(append(os.Environ(), "GORACE=atexit_sleep_ms=0 log_path="+races, "TERM=xterm-256color", "NO_COLOR=", "WIZARD_RESULT="+p.result, "WIZARD_PASSWORD="+p.password), env...)
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = p.slave, p.slave, p.slave
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go p.read()
	go p.drop()
	t.Cleanup(func() {
		p.cmd.Process.Kill()
		found, _ := filepath.Glob(races + ".*")
		for _, file := range found {
			text, _ := os.ReadFile(file)
			t.Errorf("%s", text)
		}
	})
	return p
}

// pollable gives the same terminal as a file whose Close ends a Read.
func pollable(t testing.TB, f *os.File) *os.File {
	defer f.Close()
	fd, err := syscall.Dup(int(f.Fd()))
	if err == nil {
		err = syscall.SetNonblock(fd, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	syscall.CloseOnExec(fd)
	return os.NewFile(uintptr(fd), f.Name())
}

// drop throws away what the emulator would answer.
func (p *person) drop() {
	buf := make([]byte, 1024)
	for {
		if _, err := p.emu.Read(buf); err != nil {
			return
		}
	}
}

func (p *person) read() {
	buf := make([]byte, 1<<16)
	for {
		n, err := p.tty.Read(buf)
		p.mu.Lock()
		p.raw.Write(buf[:n])
		p.emu.Write(buf[:n])
		p.mu.Unlock()
		select {
		case p.news <- struct{}{}:
		default:
		}
		if err != nil {
			close(p.ended)
			return
		}
	}
}

func (p *person) size(width, height int) {
	p.mu.Lock()
	p.emu.Resize(width, height)
	p.mu.Unlock()
	if err := pty.Setsize(p.tty, &pty.Winsize{Rows: uint16(height), Cols: uint16(width)}); err != nil {
		p.t.Fatal(err)
	}
}

func (p *person) types(keys string) {
	p.t.Helper()
	if _, err := p.tty.WriteString(keys); err != nil {
		p.t.Fatal(err)
	}
}

// screen is what the person sees now.
func (p *person) screen() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.emu.String()
}

// all is the screen with everything that was scrolled out of it.
func (p *person) all() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var b strings.Builder
	for _, l := range p.emu.Scrollback().Lines() {
		b.WriteString(strings.TrimRight(l.String(), " ") + "\n")
	}
	return b.String() + p.emu.String()
}

func (p *person) stream() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.raw.String()
}

// sees waits until the text is on the screen. Spaces and line ends count alike.
func (p *person) sees(text string) {
	p.t.Helper()
	p.until(text, func() bool {
		return strings.Contains(strings.Join(strings.Fields(p.screen()), " "), text)
	})
}

func (p *person) until(what string, ok func() bool) {
	p.t.Helper()
	late := time.After(20 * time.Second)
	for !ok() {
		select {
		case <-p.news:
		case <-late:
			p.t.Fatalf("never came: %s\non the screen:\n%s", what, p.all())
		}
	}
}

// ends waits for the program's end, whatever its exit code is.
func (p *person) ends() {
	p.t.Helper()
	hang := time.AfterFunc(20*time.Second, func() {
		p.t.Error("the program did not end")
		p.cmd.Process.Kill()
	})
	p.cmd.Wait()
	hang.Stop()
}

// pause is the pause of a hand that has just pasted.
func (p *person) pause() { <-time.After(quiet + quiet/2) }

// leaves waits for the program's end, holds what it left behind to the rules,
// and gives its result.
func (p *person) leaves(exit int) result {
	p.t.Helper()
	hang := time.AfterFunc(20*time.Second, func() { p.cmd.Process.Kill() })
	err := p.cmd.Wait()
	hang.Stop()
	if got := p.cmd.ProcessState.ExitCode(); got != exit {
		p.t.Errorf("exit code %d, want %d (%v)\n%s", got, exit, err, p.all())
	}
	after, err := term.GetState(p.slave.Fd())
	if err != nil {
		p.t.Fatal(err)
	}
	if *after != *p.before {
		p.t.Errorf("the terminal is not as it was: %v, before %v", after, p.before)
	}
	p.slave.Close()
	<-p.ended
	p.clean()
	var r result
	if b, err := os.ReadFile(p.result); err != nil {
		p.t.Error(err)
	} else if err := json.Unmarshal(b, &r); err != nil {
		p.t.Error(err)
	}
	return r
}

// allowed are the sequences that the program may write, besides colours,
// cursor moves and erasing. All but the first four are Bubble Tea's own.
var allowed = map[string]bool{
	"\x1b[?25l": true, "\x1b[?25h": true, "\x1b[?2004h": true, "\x1b[?2004l": true,
	"\x1b[?2026$p": true, "\x1b[?2027$p": true, "\x1b[?2026h": true, "\x1b[?2026l": true,
	"\x1bM": true, "\x1b[?5W": true, "\x1b[>4;2m": true, "\x1b[>4m": true, "\x1b[>1u": true, "\x1b[<1u": true, "\x1b[?u": true,
}

// clean looks through everything that was ever written to the terminal.
func (p *person) clean() {
	p.t.Helper()
	raw := p.stream()
	for i := 0; i+4 <= len(p.password); i++ {
		if strings.Contains(raw, p.password[i:i+4]) {
			p.t.Errorf("the terminal got a part of the password: %q", p.password[i:i+4])
			break
		}
	}
	var state byte
	parser := ansi.NewParser()
	for rest := raw; rest != ""; {
		seq, width, n, next := ansi.DecodeSequence(rest, state, parser)
		state, rest = next, rest[n:]
		switch {
		case seq == p.copies && seq != "":
		case width > 0 || allowed[seq] || seq == "\r" || seq == "\n" || seq == "\t" || seq == "\b":
		case strings.HasPrefix(seq, "\x1b[") && strings.IndexByte("ABCDGHIJKLMPXZdm@STb", seq[len(seq)-1]) >= 0 && !strings.ContainsAny(seq, "?>=<"):
			if seq[len(seq)-1] == 'm' && (strings.Contains(seq, "38;") || strings.Contains(seq, "48;")) {
				p.t.Errorf("a colour beyond the sixteen: %q", seq)
			}
		default:
			p.t.Errorf("sequence not allowed: %q", seq)
		}
	}
	for _, on := range []string{"?25", "?2004", "?2026"} {
		if i := strings.LastIndex(raw, "\x1b["+on); i >= 0 {
			want := map[string]byte{"?25": 'h', "?2004": 'l', "?2026": 'l'}[on]
			if c := raw[i+len("\x1b[")+len(on)]; c != want && c != '$' {
				p.t.Errorf("mode %s is left at %c", on, c)
			}
		}
	}
}

// missing skips a test whose real part is not here, with the reason. Where
// MAILREADY_REQUIRE_REAL=1 says that all must be here, it fails instead.
func missing(t testing.TB, why string, err error) {
	t.Helper()
	if os.Getenv("MAILREADY_REQUIRE_REAL") == "1" {
		t.Fatalf("required: %s: %v", why, err)
	}
	t.Skipf("%s: %v", why, err)
}
