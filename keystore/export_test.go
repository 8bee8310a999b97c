package keystore

import "testing"

// SmallEntries lets an entry take no more than n bytes, as on Windows, until
// restore is called.
func SmallEntries(n int) (restore func()) {
	roomFor = func(string, string, string) int { return n }
	return func() { roomFor = room }
}

// Hasten makes the tries of a passphrase cheap for the length of a test.
func Hasten(t testing.TB) {
	before := WorkFactor
	WorkFactor = 10
	t.Cleanup(func() { WorkFactor = before })
}
