//go:build linux

package export

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"mailready/wizard/settings"
)

// systemd takes every line of its export, whatever stands in an address: it
// warns of nothing.
func TestSystemdTakesItsExport(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		if os.Getenv("MAILREADY_REQUIRE_REAL") == "1" {
			t.Fatal("systemd-analyze is required")
		}
		t.Skip("no systemd-analyze here")
	}
	e, _ := Find("systemd")
	folder := t.TempDir()
	args := []string{"verify", "--man=no"}
	for i, part := range hostile {
		m := settings.Mailbox{Sender: part + "@contoso.example", Login: hostile[(i+1)%len(hostile)] + "@contoso.example", Host: "smtp.example", Port: 587}
		text, err := e.Text(m, "mailready", "--config", "/srv/"+part)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(folder, "mail"+string(rune('a'+i/10))+string(rune('a'+i%10))+".service")
		if err := os.WriteFile(file, []byte("[Service]\nExecStart=/bin/true\n"+text), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	if out, err := exec.Command("systemd-analyze", args...).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
	broken := filepath.Join(folder, "broken.service")
	if err := os.WriteFile(broken, []byte("[Service]\nExecStart=/bin/true\nEnvironment=\"A=b\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, _ := exec.Command("systemd-analyze", "verify", "--man=no", broken).CombinedOutput(); len(out) == 0 {
		t.Error("systemd-analyze finds no fault anywhere")
	}
}
