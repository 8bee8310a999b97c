//go:build linux

package main

import (
	"context"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"mailready/smtpcheck/causes"
)

// A command that reads what never ends is stopped at once, and says what it left
// undone.
func TestStoppedWhileReading(t *testing.T) {
	for _, line := range []string{
		"setup ann@contoso.example --password-stdin --store age --connect 127.0.0.1:1",
		"rotate ann@contoso.example --password-stdin --store age --connect 127.0.0.1:1",
		"check --from ann@contoso.example --password-stdin --connect 127.0.0.1:1",
		"check --from ann@contoso.example --token-stdin --connect 127.0.0.1:1",
		"explain -",
		"admin-request --mailbox ann@contoso.example --cause AUTH-TENANT-OFF --reply -",
		"follow",
		"git-credential get",
		"check --from-file /dev/stdin",
	} {
		for name, signal := range map[string]syscall.Signal{"Ctrl-C": syscall.SIGINT, "systemd": syscall.SIGTERM, "hang-up": syscall.SIGHUP} {
			t.Run(line+", "+name, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				ctx, stop := context.WithTimeout(t.Context(), hangGuard)
				defer stop()
				r, input, err := os.Pipe()
				if err != nil {
					t.Fatal(err)
				}
				defer input.Close()
				var said strings.Builder
				cmd := w.command(ctx, strings.Fields(line)...)
				cmd.Stdin, cmd.Stdout, cmd.Stderr = r, &said, &said
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				if _, err := input.WriteString("# \n"); err != nil {
					t.Fatal(err)
				}
				for waiting := 1; waiting > 0 && ctx.Err() == nil; time.Sleep(time.Millisecond) {
					if waiting, err = unix.IoctlGetInt(int(r.Fd()), unix.TIOCINQ); err != nil {
						t.Fatal(err)
					}
				}
				r.Close()
				if err := cmd.Process.Signal(signal); err != nil {
					t.Fatal(err)
				}
				if code := exitCode(t, cmd.Wait()); code != causes.ExitInterrupted || !strings.Contains(said.String(), "stopped. Nothing was sent, and nothing was changed.") {
					t.Errorf("exit %d, %s", code, &said)
				}
			})
		}
	}
}
