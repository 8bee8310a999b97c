//go:build linux || netbsd || openbsd

package keystore

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/godbus/dbus/v5"
)

// lookTime bounds the look at what is there; nobody is asked for anything
// while it runs. A bus answers within milliseconds, but not on a computer that
// is busy: a second has been seen to be too short.
const lookTime = 5 * time.Second

// connect opens a connection of its own to the session bus, once it is sure
// that somebody there keeps secrets or can be started to. It returns
// [ErrAbsent] where that is not so: at once where nothing is there, within the
// given time where something is that does not answer.
func connect(ctx context.Context, within time.Duration) (*dbus.Conn, error) {
	address := busAddress()
	if address == "" {
		return nil, fmt.Errorf("%w: there is no session bus", ErrAbsent)
	}
	look, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	conn, err := dbus.Dial(address)
	if err != nil {
		return nil, fmt.Errorf("%w: the session bus cannot be reached: %w", ErrAbsent, err)
	}
	// The first words with the bus know no context: closing ends them.
	stop := context.AfterFunc(look, func() { conn.Close() })
	err = greet(look, conn)
	if !stop() || err != nil {
		conn.Close()
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if err == nil {
			err = look.Err()
		}
		return nil, fmt.Errorf("%w: %w", ErrAbsent, err)
	}
	return conn, nil
}

func greet(ctx context.Context, conn *dbus.Conn) error {
	if err := conn.Auth(nil); err != nil {
		return err
	}
	if err := conn.Hello(); err != nil {
		return err
	}
	var owned bool
	if err := conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.NameHasOwner", 0, secretsName).Store(&owned); err != nil {
		return err
	}
	if owned {
		return nil
	}
	var startable []string
	if err := conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.ListActivatableNames", 0).Store(&startable); err != nil {
		return err
	}
	if !slices.Contains(startable, secretsName) {
		return fmt.Errorf("no program here keeps secrets")
	}
	return nil
}

// busAddress is the address of the session bus, empty where there is none.
// Where only the usual socket is there it also tells the library, by the
// environment: the library would look elsewhere, and then start dbus-launch,
// which writes on the screen and leaves a bus behind that nobody else uses.
func busAddress() string {
	const name = "DBUS_SESSION_BUS_ADDRESS"
	if address := os.Getenv(name); address != "" && address != "autolaunch:" {
		return address
	}
	for _, folder := range []string{os.Getenv("XDG_RUNTIME_DIR"), "/run/user/" + strconv.Itoa(os.Getuid())} {
		socket := filepath.Join(folder, "bus")
		if info, err := os.Stat(socket); folder != "" && err == nil && info.Mode().Type() == os.ModeSocket {
			address := "unix:path=" + dbus.EscapeBusAddressValue(socket)
			os.Setenv(name, address)
			return address
		}
	}
	return ""
}
