//go:build linux

package keystore_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"mailready/keystore"
)

// needReal skips, or fails where real parts are required, unless all the
// programs are installed.
func needReal(t *testing.T, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("MAILREADY_REQUIRE_REAL") == "1" {
				t.Fatalf("required: %v", err)
			}
			t.Skipf("needs %s, which is not installed", program)
		}
	}
}

// realKeyring starts a session bus and an unlocked gnome-keyring of its own
// and leads this process to them.
func realKeyring(t *testing.T) {
	t.Helper()
	needReal(t, "dbus-daemon", "gnome-keyring-daemon", "secret-tool")
	privateBus(t, "")
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_DATA_HOME", home)
	keyring := exec.Command("gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground")
	keyring.Stdin = strings.NewReader("only for this test")
	background(t, keyring)
	waitForName(t, "org.freedesktop.secrets")
	waitForKeyring(t)
}

func TestRealKeyring(t *testing.T) {
	realKeyring(t)
	store := keystore.System()
	ctx := t.Context()
	item := keystore.Item{Host: "smtp.office365.com", Port: 587, Login: "o'brien+x@contoso.example"}

	if err := store.Probe(ctx); err != nil {
		t.Fatalf("Probe: %v", err)
	}
	if out := secretTool(t, "search", "--all", "service", "mailready probe"); out != "" {
		t.Errorf("Probe left an entry behind:\n%s", out)
	}
	if _, err := store.Get(ctx, item); !errors.Is(err, keystore.ErrNotFound) {
		t.Fatalf("Get before Set: %v", err)
	}
	for _, password := range []string{"jqrxdybl" + strings.ToLower(rand.Text()[:8]), "second one"} {
		if err := store.Set(ctx, item, keystore.NewSecret([]byte(password))); err != nil {
			t.Fatalf("Set: %v", err)
		}
		if got := secretTool(t, "lookup", "service", item.Service(), "username", item.Login); got != password {
			t.Errorf("secret-tool reads %d bytes, not the ones that were stored", len(got))
		}
		secret, err := store.Get(ctx, item)
		if err != nil || !secret.Equal(keystore.NewSecret([]byte(password))) {
			t.Errorf("Get: not what was stored: %v", err)
		}
	}
	label := fmt.Sprintf("label = Password for '%s' on '%s'", item.Login, item.Service())
	if out := secretTool(t, "search", "service", item.Service()); !strings.Contains(out, label) {
		t.Errorf("the entry is not called what Where says:\n%s", out)
	}
	if err := store.Delete(ctx, item); err != nil {
		t.Fatalf("Delete: %v", err)
	}
	if err := store.Delete(ctx, item); !errors.Is(err, keystore.ErrNotFound) {
		t.Errorf("second Delete: %v", err)
	}
	if out := secretTool(t, "search", "--all", "service", item.Service()); out != "" {
		t.Errorf("Delete left behind:\n%s", out)
	}
}

func secretTool(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "secret-tool", args...).Output()
	if _, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok {
		t.Fatal(err)
	}
	return string(out)
}

// background starts the command and ends it with the test; it returns what
// the command has written as the test ends.
func background(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	var said bytes.Buffer
	if cmd.Stdout == nil {
		cmd.Stdout = io.Discard
	}
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		if t.Failed() {
			t.Logf("%s said:\n%s", cmd.Path, said.String())
		}
	})
}
