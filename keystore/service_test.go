//go:build linux

package keystore_test

import (
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"
)

// service is a Secret Service on the bus of a test. It speaks enough of the
// API (draft 0.2) for one collection, and misbehaves as it is told to.
type service struct {
	// What it does wrong; changed with becomes while it serves.
	locked   bool                          // the keyring is locked and asks
	prompt   func(s *service, path string) // what the person does at the window
	creating func()                        // called before an entry is stored
	twist    func([]byte) []byte           // what it keeps instead
	refuse   string                        // the D-Bus error name of every CreateItem
	yes      bool                          // says yes to CreateItem and Delete, and does nothing
	bare     bool                          // no keyring has been made

	// What was done to it.
	shown     chan string // windows that were opened
	dismissed chan string // windows that were closed by us

	bus *dbus.Conn
	mu  sync.Mutex
	all map[dbus.ObjectPath]*stored
	n   int
}

type stored struct {
	attributes map[string]string
	value      []byte
}

const (
	root       = dbus.ObjectPath("/org/freedesktop/secrets")
	collection = root + "/collection/login"
	window     = root + "/prompt/1"
	session    = root + "/session/1"
	none       = dbus.ObjectPath("/")
)

type wireSecret struct {
	Session     dbus.ObjectPath
	Parameters  []byte
	Value       []byte
	ContentType string
}

// serve puts the service on the bus of this test.
func (s *service) serve(t *testing.T) {
	t.Helper()
	s.shown, s.dismissed, s.all = make(chan string, 4), make(chan string, 4), map[dbus.ObjectPath]*stored{}
	bus, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { bus.Close() })
	s.bus = bus
	for _, export := range []struct {
		what any
		path dbus.ObjectPath
		face string
	}{
		{serviceFace{s}, root, "org.freedesktop.Secret.Service"}, {serviceFace{s}, root, "org.freedesktop.DBus.Properties"},
		{collectionFace{s}, collection, "org.freedesktop.Secret.Collection"}, {collectionFace{s}, collection, "org.freedesktop.DBus.Properties"},
		{promptFace{s}, window, "org.freedesktop.Secret.Prompt"}, {sessionFace{}, session, "org.freedesktop.Secret.Session"},
	} {
		if err := bus.Export(export.what, export.path, export.face); err != nil {
			t.Fatal(err)
		}
	}
	if reply, err := bus.RequestName("org.freedesktop.secrets", dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("the name is not ours: %v, %v", reply, err)
	}
}

// becomes changes what it does wrong.
func (s *service) becomes(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}

// entries is how many entries are stored.
func (s *service) entries() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.all)
}

// complete ends the unlock window as a person would.
func (s *service) complete(dismissed bool) {
	s.mu.Lock()
	s.locked = dismissed
	s.mu.Unlock()
	s.bus.Emit(window, "org.freedesktop.Secret.Prompt.Completed", dismissed, dbus.MakeVariant([]dbus.ObjectPath{collection}))
}

func unlocks(s *service, _ string) { s.complete(false) }
func closes(s *service, _ string)  { s.complete(true) }
func ignores(*service, string)     {}
func crashes(s *service, _ string) { s.bus.ReleaseName("org.freedesktop.secrets") }

type serviceFace struct{ s *service }

func (f serviceFace) Get(_, property string) (dbus.Variant, *dbus.Error) {
	if f.s.bare {
		return dbus.MakeVariant([]dbus.ObjectPath{}), nil
	}
	return dbus.MakeVariant([]dbus.ObjectPath{collection}), nil
}

func (f serviceFace) ReadAlias(string) (dbus.ObjectPath, *dbus.Error) {
	if f.s.bare {
		return none, nil
	}
	return collection, nil
}

func (f serviceFace) OpenSession(string, dbus.Variant) (dbus.Variant, dbus.ObjectPath, *dbus.Error) {
	return dbus.MakeVariant(""), session, nil
}

func (f serviceFace) Unlock(objects []dbus.ObjectPath) ([]dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	f.s.mu.Lock()
	defer f.s.mu.Unlock()
	if f.s.locked {
		return []dbus.ObjectPath{}, window, nil
	}
	return objects, none, nil
}

type promptFace struct{ s *service }

func (f promptFace) Prompt(id string) *dbus.Error {
	f.s.shown <- id
	f.s.mu.Lock()
	defer f.s.mu.Unlock()
	go f.s.prompt(f.s, id)
	return nil
}

func (f promptFace) Dismiss() *dbus.Error {
	f.s.dismissed <- ""
	f.s.complete(true)
	return nil
}

type sessionFace struct{}

func (sessionFace) Close() *dbus.Error { return nil }

type collectionFace struct{ s *service }

func (f collectionFace) Get(_, property string) (dbus.Variant, *dbus.Error) {
	f.s.mu.Lock()
	defer f.s.mu.Unlock()
	return dbus.MakeVariant(f.s.locked), nil
}

func (f collectionFace) SearchItems(want map[string]string) ([]dbus.ObjectPath, *dbus.Error) {
	f.s.mu.Lock()
	defer f.s.mu.Unlock()
	found := []dbus.ObjectPath{}
	for path, one := range f.s.all {
		if one.attributes["service"] == want["service"] && one.attributes["username"] == want["username"] {
			found = append(found, path)
		}
	}
	return found, nil
}

func (f collectionFace) CreateItem(properties map[string]dbus.Variant, secret wireSecret, replace bool) (dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	s := f.s
	s.mu.Lock()
	creating := s.creating
	s.mu.Unlock()
	if creating != nil {
		creating()
	}
	s.mu.Lock()
	refuse := s.refuse
	s.mu.Unlock()
	if refuse != "" {
		return none, none, dbus.NewError(refuse, []any{"no"})
	}
	if s.yes {
		return collection + "/nothing", none, nil
	}
	var attributes map[string]string
	properties["org.freedesktop.Secret.Item.Attributes"].Store(&attributes)
	if s.twist != nil {
		secret.Value = s.twist(secret.Value)
	}
	if found, _ := f.SearchItems(attributes); replace && len(found) > 0 {
		s.mu.Lock()
		s.all[found[0]].value = secret.Value
		s.mu.Unlock()
		return found[0], none, nil
	}
	s.mu.Lock()
	s.n++
	path := collection + dbus.ObjectPath("/"+string(rune('a'+s.n)))
	s.all[path] = &stored{attributes, secret.Value}
	s.mu.Unlock()
	s.bus.Export(itemFace{s, path}, path, "org.freedesktop.Secret.Item")
	return path, none, nil
}

type itemFace struct {
	s    *service
	path dbus.ObjectPath
}

func (f itemFace) GetSecret(session dbus.ObjectPath) (wireSecret, *dbus.Error) {
	f.s.mu.Lock()
	defer f.s.mu.Unlock()
	return wireSecret{session, nil, f.s.all[f.path].value, "text/plain"}, nil
}

func (f itemFace) Delete() (dbus.ObjectPath, *dbus.Error) {
	f.s.mu.Lock()
	defer f.s.mu.Unlock()
	if !f.s.yes {
		delete(f.s.all, f.path)
	}
	return none, nil
}
