//go:build linux || netbsd || openbsd

package keystore

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/godbus/dbus/v5"
)

const kind = "secret-service"

func where(service, account string) string {
	return fmt.Sprintf("In \"Passwords and Keys\" (Seahorse), look for: Password for '%s' on '%s'.", account, service)
}

// Names of the Secret Service (Secret Service API Draft 0.2).
const (
	secretsName    = "org.freedesktop.secrets"
	secretsPath    = dbus.ObjectPath("/org/freedesktop/secrets")
	loginPath      = dbus.ObjectPath("/org/freedesktop/secrets/collection/login")
	noPath         = dbus.ObjectPath("/")
	serviceFace    = "org.freedesktop.Secret.Service"
	collectionFace = "org.freedesktop.Secret.Collection"
	promptFace     = "org.freedesktop.Secret.Prompt"
)

// open finds the keyring that the library is going to use and has it
// unlocked. The library could do that itself, but not be stopped: it would
// leave the window open for a person who has already given up, and store the
// password when it is unlocked an hour later.
func open(ctx context.Context) error {
	bus, err := connect(ctx, lookTime)
	if err != nil {
		return err
	}
	defer bus.Close()
	collection, err := find(ctx, bus)
	if err != nil {
		return err
	}
	locked, err := property(ctx, bus.Object(secretsName, collection), collectionFace, "Locked")
	if err != nil {
		return err
	}
	if locked == false {
		return nil
	}
	if ctx.Value(askNobody{}) != nil {
		return fmt.Errorf("%w: nobody was asked", ErrLocked)
	}
	return unlock(ctx, bus, collection)
}

// find chooses as the library does: the collection "login" where there is
// one, the default one elsewhere.
func find(ctx context.Context, bus *dbus.Conn) (dbus.ObjectPath, error) {
	service := bus.Object(secretsName, secretsPath)
	all, err := property(ctx, service, serviceFace, "Collections")
	if err != nil {
		return "", err
	}
	if paths, ok := all.([]dbus.ObjectPath); ok && slices.Contains(paths, loginPath) {
		return loginPath, nil
	}
	var path dbus.ObjectPath
	if err := service.CallWithContext(ctx, serviceFace+".ReadAlias", 0, "default").Store(&path); err != nil {
		return "", spoken(ctx, err)
	}
	if path == noPath {
		return "", fmt.Errorf("%w: no keyring has been made yet", ErrAbsent)
	}
	return path, nil
}

func property(ctx context.Context, of dbus.BusObject, face, name string) (any, error) {
	var value dbus.Variant
	if err := of.CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get", 0, face, name).Store(&value); err != nil {
		return nil, spoken(ctx, err)
	}
	return value.Value(), nil
}

func unlock(ctx context.Context, bus *dbus.Conn, collection dbus.ObjectPath) error {
	service := bus.Object(secretsName, secretsPath)
	var unlocked []dbus.ObjectPath
	var prompt dbus.ObjectPath
	err := service.CallWithContext(ctx, serviceFace+".Unlock", 0, []dbus.ObjectPath{collection}).Store(&unlocked, &prompt)
	if err != nil {
		return spoken(ctx, err)
	}
	if prompt == noPath {
		if slices.Contains(unlocked, collection) {
			return nil
		}
		return ErrLocked
	}
	return answer(ctx, bus, prompt)
}

// answer shows the unlock window and waits for the person. When ctx ends the
// window is closed again.
func answer(ctx context.Context, bus *dbus.Conn, path dbus.ObjectPath) error {
	news := make(chan *dbus.Signal, 8)
	bus.Signal(news)
	for _, match := range [][]dbus.MatchOption{
		{dbus.WithMatchObjectPath(path), dbus.WithMatchInterface(promptFace)},
		{dbus.WithMatchInterface("org.freedesktop.DBus"), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, secretsName)},
	} {
		if err := bus.AddMatchSignalContext(ctx, match...); err != nil {
			return spoken(ctx, err)
		}
	}
	prompt := bus.Object(secretsName, path)
	asked := prompt.GoWithContext(ctx, promptFace+".Prompt", 0, make(chan *dbus.Call, 1), "").Done
	for {
		select {
		case <-ctx.Done():
			prompt.Go(promptFace+".Dismiss", dbus.FlagNoReplyExpected, nil)
			return context.Cause(ctx)
		case call := <-asked:
			asked = nil
			if call.Err != nil && ctx.Err() == nil { // else the window may be open all the same
				return spoken(ctx, call.Err)
			}
		case signal, ok := <-news:
			if !ok {
				return fmt.Errorf("%w: the session bus went away", ErrAbsent)
			}
			switch signal.Name {
			case promptFace + ".Completed":
				if signal.Path != path {
					continue
				}
				if len(signal.Body) > 0 && signal.Body[0] == false {
					return nil
				}
				return fmt.Errorf("%w: the unlock window was closed, or could not be shown", ErrLocked)
			case "org.freedesktop.DBus.NameOwnerChanged":
				return fmt.Errorf("%w: the keyring service ended", ErrAbsent)
			}
		}
	}
}

// spoken is what err means before any entry was named, or the reason ctx
// ended where that is why.
func spoken(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	means := meaning(err)
	if means == ErrNotFound { // the keyring itself
		means = ErrAbsent
	}
	return fmt.Errorf("%w: %w", means, err)
}

// meaning reads the error names of the bus and of the Secret Service.
func meaning(err error) error {
	if errors.Is(err, dbus.ErrClosed) {
		return ErrAbsent
	}
	said, ok := errors.AsType[dbus.Error](err)
	if !ok {
		// The library's own words, when a person closed the unlock window.
		if strings.HasPrefix(err.Error(), "failed to unlock") {
			return ErrLocked
		}
		return ErrDenied
	}
	const bus = "org.freedesktop.DBus.Error."
	switch said.Name {
	case "org.freedesktop.Secret.Error.IsLocked":
		return ErrLocked
	case "org.freedesktop.Secret.Error.NoSuchObject":
		return ErrNotFound
	case bus + "LimitsExceeded":
		return ErrTooBig
	case bus + "ServiceUnknown", bus + "NameHasNoOwner", bus + "NoServer", bus + "Disconnected",
		bus + "NoReply", bus + "TimedOut", bus + "Timeout":
		return ErrAbsent
	}
	if strings.HasPrefix(said.Name, bus+"Spawn.") {
		return ErrAbsent
	}
	return ErrDenied
}
