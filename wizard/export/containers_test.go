//go:build unix

package export

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"mailready/wizard/settings"
)

// Docker Compose itself reads its export, whatever stands in the address: a
// YAML reader does not know that Compose puts variables in afterwards.
func TestComposeReadsTheExport(t *testing.T) {
	for _, program := range []string{"docker-compose", "ruby"} { // the second one reads what the first one shows
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("MAILREADY_REQUIRE_REAL") == "1" {
				t.Fatal(err)
			}
			t.Skip("no " + program + " here")
		}
	}
	e, _ := Find("docker-compose")
	for _, part := range hostile {
		t.Run(part, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			m := settings.Mailbox{Sender: part + "@contoso.example", Login: part + "@login.example", Host: "smtp.office365.com", Port: 587}.Filled()
			text, err := e.Text(m, "mailready")
			if err != nil {
				t.Skip(err) // refused, and said so
			}
			for name, text := range map[string]string{
				"base.yaml":     "services:\n  app:\n    image: mailready\n",
				"compose.yaml":  text,
				"smtp_password": "",
			} {
				if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			// What it shows is such a file again, with every $ doubled.
			shows := exec.Command("docker-compose", "-f", "base.yaml", "-f", "compose.yaml", "config")
			shows.Dir = folder
			read, err := shows.Output()
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			out, err := exec.Command("ruby", "-rjson", "-ryaml", "-e", `e = YAML.load(ARGV[0])["services"]["app"]["environment"]; puts e.values_at("SMTP_FROM", "SMTP_USER", "SMTP_HOST").map { |v| v.to_s.gsub("$$") { "$" } }.to_json`, string(read)).Output()
			var got []string
			if err == nil {
				err = json.Unmarshal(out, &got)
			}
			if err != nil || !slices.Equal(got, []string{m.Sender, m.Login, m.Host}) {
				t.Errorf("%v: Compose reads %q\n%s", err, got, read)
			}
		})
	}
}
