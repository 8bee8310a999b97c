//go:build linux

package export

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// systemd takes the drop-in for a service, whatever stands in the address.
func TestSystemdTakesTheDropIn(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		if os.Getenv("MAILREADY_REQUIRE_REAL") == "1" {
			t.Fatal(err)
		}
		t.Skip("no systemd-analyze here")
	}
	e, _ := Find("systemd")
	for _, part := range append([]string{"ann"}, hostile...) {
		sender := part + "@contoso.example"
		m := ann
		m.Sender, m.Login = sender, sender
		text, err := e.Text(m, "mailready")
		if err != nil {
			t.Fatal(err)
		}
		folder := t.TempDir()
		unit := filepath.Join(folder, "mail.service")
		for path, text := range map[string]string{unit: "[Service]\nExecStart=/bin/true\n", filepath.Join(unit+".d", "smtp.conf"): text} {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		out, err := exec.Command("systemd-analyze", "verify", "--man=no", unit).CombinedOutput()
		if err != nil || strings.Contains(string(out), "smtp.conf") {
			t.Errorf("%s: %v\n%s", sender, err, out)
		}
	}
}
