package export

import (
	"io/fs"
	"strings"
	"testing"

	"mailready/wizard/settings"
)

var ann = settings.Mailbox{Sender: "ann@contoso.example", Login: "ann@contoso.example", Host: "smtp.office365.com", Port: 587,
	Client: "11111111-2222-4333-8444-555555555555", Tenant: "99999999-2222-4333-8444-555555555555"}

// Every file is in the order and has a whole header; every text can be made, on
// both ports, with the credentials that the program takes, and names the server.
func TestEveryExport(t *testing.T) {
	paths, err := fs.Glob(files, "templates/*.tmpl")
	if err != nil || len(paths) != len(order) {
		t.Errorf("%d files and %d names in the order: %v", len(paths), len(order), err)
	}
	for _, e := range All() {
		for key, value := range map[string]string{"for": e.For, "group": e.Group, "secret": e.Secret, "proof": e.Proof, "source": e.Source} {
			if value == "" {
				t.Errorf("%s: the header has no %s", e.Name, key)
			}
		}
		if !strings.Contains(" command file typed none ", " "+e.Secret+" ") {
			t.Errorf("%s: secret: %s", e.Name, e.Secret)
		}
		password, token := e.Takes()
		for credential, takes := range map[string]bool{"": password, settings.SignIn: token} {
			for _, port := range []int{587, 465} {
				m := ann
				m.Credential, m.Port = credential, port
				text, err := e.Text(m, "mailready")
				if !takes {
					if err == nil {
						t.Errorf("%s takes %q all the same", e.Name, credential)
					}
					continue
				}
				if err != nil || !strings.Contains(text, m.Host) || !strings.HasSuffix(text, "\n") || strings.Contains(text, "no value") {
					t.Errorf("%s on %d: %v\n%s", e.Name, port, err, text)
				}
				asks := strings.Contains(text, "mailready password") || strings.Contains(text, `"mailready", "password"`) || strings.Contains(text, "'mailready', 'password'") ||
					strings.Contains(text, "'mailready' 'password'") || strings.Contains(text, "\n    \"password\"")
				if credential == "" && e.Secret != "typed" && !asks && !strings.Contains(text, "git-credential") {
					t.Errorf("%s does not say how to get the password:\n%s", e.Name, text)
				}
				if credential != "" && (asks || strings.Contains(text, "app password")) {
					t.Errorf("%s speaks of a password on the other road:\n%s", e.Name, text)
				}
			}
		}
	}
}
