//go:build linux

package keystore_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// hang is after how long a test that waits for another program is broken; it
// decides about no result.
const hang = 20 * time.Second

// privateBus starts a session bus of its own and leads this process to it.
// The services folder tells it what it may start; empty: nothing.
func privateBus(t *testing.T, services string) {
	t.Helper()
	needReal(t, "dbus-daemon")
	// A bus takes no commas in a path, and a socket no long one.
	dir, err := os.MkdirTemp("", "bus")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if services == "" {
		services = dir
	}
	config := filepath.Join(dir, "bus.conf")
	text := fmt.Sprintf(`<busconfig><type>session</type><listen>unix:dir=%s</listen><servicedir>%s</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`, dir, services)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	bus := exec.Command("dbus-daemon", "--config-file="+config, "--nofork", "--print-address")
	out, err := bus.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	background(t, bus)
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the bus did not start: %v", err)
	}
	leaveBus(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", strings.TrimSpace(address))
	t.Cleanup(func() { leaveBus(t) })
}

// leaveBus closes the connection that the library shares in this process, so
// that it opens a new one to the bus of the next test.
func leaveBus(t *testing.T) {
	t.Helper()
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") == "" {
		return
	}
	if shared, err := dbus.SessionBus(); err == nil {
		shared.Close()
	}
}

func uid() string { return strconv.Itoa(os.Getuid()) }

// waitForName waits until somebody on the bus owns the name.
func waitForName(t *testing.T, name string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), hang)
	defer cancel()
	bus, err := dbus.ConnectSessionBus(dbus.WithContext(ctx))
	if err != nil {
		t.Fatal(err)
	}
	defer bus.Close()
	news := make(chan *dbus.Signal, 16)
	bus.Signal(news)
	if err := bus.AddMatchSignal(dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, name)); err != nil {
		t.Fatal(err)
	}
	for {
		var owned bool
		if err := bus.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.NameHasOwner", 0, name).Store(&owned); err != nil {
			t.Fatal(err)
		}
		if owned {
			return
		}
		select {
		case <-news:
		case <-ctx.Done():
			t.Fatalf("nobody owns %s", name)
		}
	}
}

// waitForKeyring asks until the keyring is open; each answer takes the other
// program's time, not ours.
func waitForKeyring(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), hang)
	defer cancel()
	bus, err := dbus.ConnectSessionBus(dbus.WithContext(ctx))
	if err != nil {
		t.Fatal(err)
	}
	defer bus.Close()
	for {
		var path dbus.ObjectPath
		err := bus.Object("org.freedesktop.secrets", root).CallWithContext(ctx, "org.freedesktop.Secret.Service.ReadAlias", 0, "default").Store(&path)
		if err != nil {
			t.Fatalf("no keyring was opened: %v", err)
		}
		if path != none {
			return
		}
	}
}
