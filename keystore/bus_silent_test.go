//go:build linux

package keystore

import (
	"errors"
	"net"
	"path/filepath"
	"testing"
	"time"
)

// A bus that takes the connection and never says a word is no keychain.
func TestSilentBus(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "bus")
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+socket)
	if _, err := connect(t.Context(), 50*time.Millisecond); !errors.Is(err, ErrAbsent) {
		t.Errorf("connect: %v", err)
	}
}
