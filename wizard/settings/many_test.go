package settings_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"mailready/wizard/settings"
)

// manyMailboxes is a folder with as many mailboxes.
func manyMailboxes(t testing.TB, n int) (f settings.Folder, changes []settings.Change) {
	dir := t.TempDir()
	f = settings.Folder{Config: dir, State: dir}
	var text strings.Builder
	for i := range n {
		m := mailbox(fmt.Sprintf("user%05d@contoso.example", i))
		fmt.Fprintf(&text, "[[mailbox]]\nsender = %q\nlogin = %q\ncloud = \"worldwide\"\nserver = %q\nport = 587\nrecipient = %q\n\n", m.Sender, m.Login, m.Host, m.Recipient)
		p := progress(m)
		p.LastWrong.Reply = strings.Repeat("x", 150)
		changes = append(changes, settings.Change{P: p})
	}
	if err := os.WriteFile(dir+"/settings.toml", []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return f, changes
}

// Ten thousand mailboxes fit, and ten times as many take about ten times as
// long.
func TestTenThousand(t *testing.T) {
	f, changes := manyMailboxes(t, 10000)
	if err := f.SaveMany(changes); err != nil {
		t.Fatal(err)
	}
	kept, err := f.Load()
	if err != nil || len(kept) != 10000 || kept[9999].Progress.Wrong != 2 {
		t.Fatalf("%d, %v", len(kept), err)
	}
}

func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			f, changes := manyMailboxes(b, n)
			if err := f.SaveMany(changes); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := f.Load(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/mailbox")
		})
	}
}
