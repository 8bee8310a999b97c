//go:build unix

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// keychain gives the world a real keychain of its own: a session bus and a
// gnome-keyring whose files lie in the world's home. Both end with the test.
func (w *world) keychain() {
	w.Helper()
	realPart(w.T, "dbus-daemon", "dbus-send", "gnome-keyring-daemon", "secret-tool")
	// A socket's path has 107 bytes at most, and a test's own folder has the
	// test's name in it.
	runtime, err := os.MkdirTemp("", "mailready")
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { os.RemoveAll(runtime) })
	w.setenv("XDG_RUNTIME_DIR", runtime)

	// A bus that starts nothing by itself: a second keychain would ask for a
	// password in a window.
	config := filepath.Join(runtime, "bus.conf")
	if err := os.WriteFile(config, []byte(fmt.Sprintf(busConfig, runtime)), 0o600); err != nil {
		w.Fatal(err)
	}
	bus := exec.Command("dbus-daemon", "--config-file="+config, "--nofork", "--nopidfile", "--print-address=1")
	bus.Env = w.env
	printed, err := bus.StdoutPipe()
	if err != nil {
		w.Fatal(err)
	}
	w.background(bus)
	address, err := bufio.NewReader(printed).ReadString('\n')
	if err != nil {
		w.Fatalf("no session bus: %v", err)
	}
	w.setenv("DBUS_SESSION_BUS_ADDRESS", strings.TrimSpace(address))

	daemon := exec.Command("gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground",
		"--control-directory="+runtime)
	daemon.Env = w.env
	daemon.Stdin = strings.NewReader("keychain of a test")
	w.background(daemon)
	for end := time.Now().Add(hangGuard); ; time.Sleep(5 * time.Millisecond) {
		ask := exec.Command("dbus-send", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets",
			"org.freedesktop.Secret.Service.ReadAlias", "string:default")
		ask.Env = w.env
		out, err := ask.CombinedOutput()
		if err == nil && bytes.Contains(out, []byte("collection/login")) {
			return
		}
		if time.Now().After(end) {
			w.Fatalf("no keychain: %v: %s", err, out)
		}
	}
}

const busConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=%s/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

// background starts a program and ends it with the test.
func (w *world) background(cmd *exec.Cmd) {
	w.Helper()
	var said bytes.Buffer
	if cmd.Stderr == nil {
		cmd.Stderr = &said
	}
	if err := cmd.Start(); err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		if w.Failed() && said.Len() > 0 {
			w.Logf("%s: %s", cmd.Args[0], &said)
		}
	})
}

// secretTool runs libsecret's own program, which knows nothing of us.
func (w *world) secretTool(args ...string) (output string, ok bool) {
	w.Helper()
	cmd := exec.Command("secret-tool", args...)
	cmd.Env = w.env
	out, err := cmd.Output()
	return string(out), err == nil
}

func TestKeychainHarness(t *testing.T) {
	w := newWorld(t)
	w.keychain()
	store := exec.Command("secret-tool", "store", "--label=test", "service", "mailready test", "username", "ann@contoso.example")
	store.Env, store.Stdin = w.env, strings.NewReader(w.Password)
	if out, err := store.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got, ok := w.secretTool("lookup", "service", "mailready test"); !ok || got != w.Password {
		t.Errorf("got %q, want %q", got, w.Password)
	}
}
