package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
	"mailready/wizard/report"
)

// reportFlags are how the report is wanted.
type reportFlags struct {
	json, full, offline bool
	output              string
}

func reportCommand(a *app) *cobra.Command {
	var f reportFlags
	c := &cobra.Command{Use: "report [ADDRESS]", Example: "  mailready report name@company.com\n  mailready report --json",
		Short: "The report for the helpdesk, for you to read first", Args: cobra.MaximumNArgs(1),
		Long: `Report prints what the helpdesk needs to know about one mailbox: what is set up,
what was proved, the last failure, and a fresh look at the way to the server,
without a login. It holds no password, and addresses are shortened. It is sent
nowhere. With --output it is shown first, and saved when you say yes.`}
	c.Flags().BoolVar(&f.json, "json", false, "print one JSON object")
	c.Flags().BoolVar(&f.full, "full", false, "do not shorten addresses")
	c.Flags().BoolVar(&f.offline, "offline", false, "do not look at the way to the server")
	c.Flags().StringVar(&f.output, "output", "", "save it as this new `FILE`, after you have read it")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		address := ""
		if len(args) == 1 {
			typed, _, p := checklist.ParseAddress(args[0])
			if p != nil {
				return wrong(p)
			}
			address = typed
		}
		return a.report(cmd.Context(), f, address)
	}
	return c
}

func (a *app) report(ctx context.Context, f reportFlags, address string) error {
	s, _, err := a.saved(address)
	if err != nil {
		return exitFor(err)
	}
	if s.Sender == "" && address == "" {
		return errNone
	}
	if s.Sender == "" {
		s = checklist.Begin(address)
	}
	from := report.Source{Program: a.program(false), State: s, Now: time.Now(), Full: f.full}
	from.Keychain, from.Password = a.inKeychain(ctx, s)
	if !f.offline {
		from.Look = true
		seen, err := a.lookAt(ctx, s)
		from.Check, from.Err = &seen, err
	}
	support := report.NewSupport(from)
	text := []byte(support.Text())
	if f.json {
		if text, err = support.JSON(); err != nil {
			return &exit{causes.ExitInternal, err.Error()}
		}
	}
	if f.output == "" {
		if _, err := a.out.Write(text); err != nil {
			return cannotWrite(err)
		}
		return nil
	}
	return a.reviewed(ctx, text, f.output)
}

// inKeychain tells the kind of keychain, "none" where none answers to its
// name, and whether it holds the password. It asks nobody to unlock it.
func (a *app) inKeychain(ctx context.Context, s checklist.State) (kind, password string) {
	if s.Login == "" {
		return "", "" // there is nothing to look for, so nothing is known
	}
	if !s.InKeychain() {
		return report.KeyFile, certificateWord(s)
	}
	keys := a.keysOf(s)
	ctx, cancel := context.WithTimeout(keystore.WithoutAsking(ctx), 5*time.Second)
	defer cancel()
	secret, err := keys.Get(ctx, s.Item())
	secret.Destroy()
	switch {
	case err == nil:
		return keys.Kind(), "there"
	case errors.Is(err, keystore.ErrNotFound):
		return keys.Kind(), "missing"
	case errors.Is(err, keystore.ErrAbsent):
		return "none", "missing"
	}
	return keys.Kind(), "unknown"
}

// lookAt is a run of the handshake up to where a login would come. The saved
// password is not sent: it is there to be hidden where a server repeats it.
func (a *app) lookAt(ctx context.Context, s checklist.State) (smtpcheck.Report, error) {
	c := smtpcheck.Check{Host: s.Host, Port: s.Port, Connect: a.connect,
		Resolver: net.DefaultResolver, Patience: smtpcheck.Patience{Session: a.timeout}}
	if s.Login != "" && s.InKeychain() {
		quick, cancel := context.WithTimeout(keystore.WithoutAsking(ctx), 5*time.Second)
		secret, err := a.keysOf(s).Get(quick, s.Item())
		cancel()
		defer secret.Destroy()
		if err == nil {
			c.Auth = &smtpcheck.Auth{User: s.Login, Password: secret.Use}
		}
	}
	session, err := smtpcheck.Open(ctx, c, nil)
	session.Close()
	return session.Report(), err
}

// reviewed shows the report and saves it when the person says yes.
func (a *app) reviewed(ctx context.Context, text []byte, file string) error {
	if !isTerminal(a.in) {
		return &exit{causes.ExitUsage, "the report is shown before it is saved, and that needs a terminal. Nothing was saved.\n" +
			"Without one: mailready report > FILE"}
	}
	if _, err := a.out.Write(text); err != nil {
		return cannotWrite(err)
	}
	fmt.Fprint(a.out, "\nSave this as a file?\n  "+shown(file)+"\nType yes to save it: ")
	answer, err := bufio.NewReader(io.LimitReader(a.typed(ctx), 1000)).ReadString('\n')
	if err != nil && err != io.EOF || !strings.EqualFold(strings.TrimSpace(answer), "yes") {
		a.say("Not saved.")
		return quietly(causes.ExitInterrupted)
	}
	if err := writeFile(file, string(text)); errors.Is(err, fs.ErrExist) {
		return &exit{causes.ExitFile, file + " is there already; name another file, or remove it"}
	} else if err != nil {
		return cannotWrite(err)
	}
	a.say("[OK] Saved. Nothing was sent.")
	return nil
}

// program is what the report says of this program and its terminal.
func (a *app) program(practice bool) report.Program {
	p := report.Program{Version: programVersion(), Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH, Practice: practice}
	if isTerminal(a.out.file) {
		p.Terminal = a.env("TERM")
		p.Columns, p.Rows, _ = term.GetSize(int(a.out.file.Fd()))
		p.Driver = "full screen"
		if a.wantsPlain() || a.plain() {
			p.Driver = "plain"
		}
	}
	return p
}
