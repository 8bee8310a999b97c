package settings

import (
	"strings"
	"testing"
)

// Every format is there for a mailbox that signs in, and asks for no password:
// it names the command that prints a token, or the app.
func TestEveryFormatSignsIn(t *testing.T) {
	m := Mailbox{Sender: "ann@contoso.example", Login: "ann@contoso.example", Host: "smtp.office365.com", Port: 587,
		Credential: SignIn, Client: "11111111-2222-4333-8444-555555555555", Tenant: "99999999-2222-4333-8444-555555555555"}
	for _, f := range Formats {
		text := f.Text(m, "mailready")
		asks := strings.Contains(text, "mailready token -- ann@contoso.example") || strings.Contains(text, "git-credential") ||
			f.Name == "json" && strings.Contains(text, `"token"`) || f.Name == "card" && strings.Contains(text, m.Client)
		if !asks || strings.Contains(text, "mailready password") || !strings.Contains(text, m.Host) {
			t.Errorf("%s:\n%s", f.Name, text)
		}
		m := m
		m.Port = 465
		if text := f.Text(m, "mailready"); !strings.Contains(text, "465") || strings.Contains(text, "starttls = true") {
			t.Errorf("%s on port 465:\n%s", f.Name, text)
		}
	}
}
