package keystore_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"mailready/keystore"
)

var item = keystore.Item{Host: "smtp.office365.com", Port: 587, Login: "a@contoso.example"}

func TestMemory(t *testing.T) {
	ctx := t.Context()
	store := keystore.Memory()
	if err := store.Probe(ctx); err != nil {
		t.Fatal(err)
	}
	given := secret()
	if err := store.Set(ctx, item, given); err != nil {
		t.Fatal(err)
	}
	given.Destroy()
	got, err := store.Get(ctx, item)
	if err != nil || !got.Equal(secret()) {
		t.Fatalf("Get: not what was stored: %v", err)
	}
	got.Destroy()
	if again, err := store.Get(ctx, item); err != nil || !again.Equal(secret()) {
		t.Errorf("a borrower emptied the store: %v", err)
	}
	other := item
	other.Host = "smtp.example.com"
	if _, err := store.Get(ctx, other); !errors.Is(err, keystore.ErrNotFound) {
		t.Errorf("another server got the password: %v", err)
	}
	if err := store.Set(ctx, other, keystore.Secret{}); !errors.Is(err, keystore.ErrEmpty) {
		t.Errorf("Set of nothing: %v", err)
	}
	if err := store.Delete(ctx, item); err != nil {
		t.Error(err)
	}
	if err := store.Delete(ctx, item); !errors.Is(err, keystore.ErrNotFound) {
		t.Errorf("second Delete: %v", err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if err := store.Set(ended, item, secret()); !errors.Is(err, context.Canceled) {
		t.Errorf("Set after the end: %v", err)
	}
}

// On macOS the names are part of a line of commands; a name that could begin
// one of its own never reaches a keychain.
func TestNames(t *testing.T) {
	bad := func(change func(*keystore.Item)) keystore.Item { i := item; change(&i); return i }
	refused := map[string]keystore.Item{"port 0": bad(func(i *keystore.Item) { i.Port = 0 }), "port 65536": bad(func(i *keystore.Item) { i.Port = 65536 })}
	for _, login := range []string{"", "-w@contoso.example", "a\ndelete-keychain@contoso.example", "a\r@b", "a\x00@b", "a b@c", "a\"@b", "a\\@b",
		"a`@b", "\u202ea@b", "é@b", strings.Repeat("a", 255)} {
		refused["login "+login] = bad(func(i *keystore.Item) { i.Login = login })
	}
	for _, host := range []string{"", "-h", "smtp\nx", "smtp.office365.com:587", "a b", "[::1]", "smtp.office365.com'", "ｓmtp", strings.Repeat("a", 254)} {
		refused["host "+host] = bad(func(i *keystore.Item) { i.Host = host })
	}
	for _, store := range []keystore.Store{keystore.Memory(), keystore.System()} {
		for name, item := range refused {
			if err := store.Set(t.Context(), item, secret()); !errors.Is(err, keystore.ErrName) {
				t.Errorf("%s: Set in %s took it: %v", name, store.Kind(), err)
			}
			if _, err := store.Get(t.Context(), item); !errors.Is(err, keystore.ErrName) {
				t.Errorf("%s: Get in %s took it: %v", name, store.Kind(), err)
			}
			if err := store.Delete(t.Context(), item); !errors.Is(err, keystore.ErrName) {
				t.Errorf("%s: Delete in %s took it: %v", name, store.Kind(), err)
			}
		}
	}
	for _, login := range []string{"o'brien+mail@contoso.example", "a.b_c-d#e~f@contoso.onmicrosoft.com", "scanner"} {
		if err := bad(func(i *keystore.Item) { i.Login = login }).Valid(); err != nil {
			t.Errorf("%s: %v", login, err)
		}
	}
}
