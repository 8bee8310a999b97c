package keystore

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
)

// What fits the limit makes a line that macOS takes, and one group of base64
// more would not.
func TestRoom(t *testing.T) {
	service, account := "mailready smtp.office365.com:587", "o'brien@contoso.example"
	line := func(n int) int {
		quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", `'"'"'`) + "'" }
		return len(fmt.Sprintf("add-generic-password -U -s %s -a %s -w %s\n", quote(service), quote(account),
			quote("go-keyring-base64:"+base64.StdEncoding.EncodeToString(make([]byte, n)))))
	}
	most := room("darwin", service, account)
	if line(most) > 4096 || line(most+3) <= 4096 {
		t.Errorf("%d bytes make a line of %d, 3 more %d", most, line(most), line(most+3))
	}
	if n := room("darwin", strings.Repeat("x", 5000), account); n != 0 {
		t.Errorf("room for %d bytes beside a name that fills the line", n)
	}
	if n := room("windows", service, account); n != 2560 {
		t.Errorf("Windows: %d", n)
	}
}
