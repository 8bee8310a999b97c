package keystore

// SmallEntries lets an entry take no more than n bytes, as on Windows, until
// restore is called.
func SmallEntries(n int) (restore func()) {
	roomFor = func(string, string, string) int { return n }
	return func() { roomFor = room }
}
