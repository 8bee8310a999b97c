//go:build linux

package main

import (
	"context"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
)

// silentAfterDot takes the whole mail, and never says so.
func silentAfterDot() *simserver.Server { return &simserver.Server{HangAt: smtpcheck.Data} }

// TestStoppedAfterTheDot stops the wizard when the server has the whole mail
// and has not answered: nobody may say that nothing was sent.
func TestStoppedAfterTheDot(t *testing.T) {
	for name, key := range map[string]string{"Ctrl-C": "\x03", "Esc": "\x1b"} {
		t.Run(name, func(t *testing.T) {
			server := silentAfterDot()
			w := newWorld(t)
			w.keychain()
			screen := w.terminal(80, 40, "setup", "--connect", w.serve(server))
			screen.walk(server, inTurn(toSettings, toPassword, toEnd[:1]))
			screen.see("Hand over the mail")
			hasMail := func(s simserver.Session) bool { return s.Dot }
			for end := time.Now().Add(hangGuard); !slices.ContainsFunc(server.Sessions(), hasMail); time.Sleep(time.Millisecond) {
				if time.Now().After(end) {
					t.Fatal("the server never got the mail")
				}
			}
			screen.keys(key)
			screen.see("may or may not have been sent")
			if key == "\x1b" {
				screen.keys("\x03")
			}
			if code := screen.exit(); code != causes.ExitInterrupted {
				t.Errorf("exit code %d", code)
			}
		})
	}
}

// TestCheckStoppedAfterTheDot does the same to the command.
func TestCheckStoppedAfterTheDot(t *testing.T) {
	server := silentAfterDot()
	w := newWorld(t)
	addr := w.serve(server)
	ctx, stop := context.WithTimeout(t.Context(), hangGuard)
	defer stop()
	cmd := w.command(ctx, "check", "--json", "--password-stdin", "--from", "user@contoso.example", "--connect", addr)
	cmd.Stdin = strings.NewReader(w.Password)
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for len(server.Sessions()) == 0 || !server.Sessions()[0].Dot {
		if ctx.Err() != nil {
			t.Fatal("the server never got the mail")
		}
	}
	cmd.Process.Signal(syscall.SIGINT)
	if code := exitCode(t, cmd.Wait()); code != causes.ExitInterrupted {
		t.Errorf("exit code %d", code)
	}
	var result checkResult
	if err := json.Unmarshal([]byte(out.String()), &result); err != nil || result.OK || result.Sent != smtpcheck.MaybeSent {
		t.Errorf("%v: %s", err, out.String())
	}
	w.search("stdout", []byte(out.String()))
}
