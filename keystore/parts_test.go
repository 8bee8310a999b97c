//go:build linux

package keystore_test

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"mailready/keystore"
)

func long(n int) keystore.Secret {
	return keystore.NewSecret([]byte(strings.Repeat("0.AXkAmVd-", n/10)))
}

// A secret that is longer than an entry lies in several, and comes back whole.
func TestLongSecretInTheRealKeyring(t *testing.T) {
	realKeyring(t)
	t.Cleanup(keystore.SmallEntries(200))
	store := keystore.System()
	for _, n := range []int{200, 210, 1500, 900, 16, 1600, 160} {
		if err := store.Set(t.Context(), item, long(n)); err != nil {
			t.Fatalf("%d bytes: %v", n, err)
		}
		if got, err := store.Get(t.Context(), item); err != nil || !got.Equal(long(n)) {
			t.Errorf("%d bytes: not what was stored: %v", n, err)
		}
		search := secretTool(t, "search", "--all", "--unlock", "username", item.Login)
		for line := range strings.SplitSeq(search, "\n") {
			if len(line) > 200+len("secret = ") {
				t.Errorf("%d bytes: an entry of %d", n, len(line))
			}
		}
		if parts := strings.Count(search, "label ="); n <= 200 && parts != 1 || n > 200 && parts < n/200 || parts > n/150+1 {
			t.Errorf("%d bytes in %d entries:\n%s", n, parts, search)
		}
	}
	if err := store.Set(t.Context(), item, long(2000)); !errors.Is(err, keystore.ErrTooBig) {
		t.Errorf("2000 bytes: %v", err)
	}
	if got, err := store.Get(t.Context(), item); err != nil || !got.Equal(long(160)) {
		t.Errorf("what was there is lost: %v", err)
	}
	store.Set(t.Context(), item, long(1000))
	if err := store.Delete(t.Context(), item); err != nil {
		t.Fatal(err)
	}
	if out := secretTool(t, "search", "--all", "username", item.Login); out != "" {
		t.Errorf("Delete left behind:\n%s", out)
	}
}

// A keychain that takes only some of the parts keeps the old secret, and
// nothing of the new one.
func TestLongSecretBreaksOff(t *testing.T) {
	t.Cleanup(keystore.SmallEntries(200))
	for stop := int64(1); stop < 5; stop++ {
		s := start(t, &service{})
		store := keystore.System()
		if err := store.Set(t.Context(), item, long(400)); err != nil {
			t.Fatal(err)
		}
		var made atomic.Int64
		s.becomes(func() {
			s.creating = func() {
				if made.Add(1) == stop {
					s.becomes(func() { s.refuse = "org.freedesktop.DBus.Error.LimitsExceeded" })
				}
			}
		})
		err := store.Set(t.Context(), item, long(700))
		s.becomes(func() { s.refuse, s.creating = "", nil })
		got, gotErr := store.Get(t.Context(), item)
		if gotErr != nil || err == nil && !got.Equal(long(700)) || err != nil && !got.Equal(long(400)) {
			t.Errorf("stopped at entry %d (%v): what is kept is neither the old nor the new secret: %v", stop, err, gotErr)
		}
		if err := store.Delete(t.Context(), item); err != nil || s.entries() != 0 {
			t.Errorf("stopped at entry %d: %d entries left, %v", stop, s.entries(), err)
		}
	}
}
