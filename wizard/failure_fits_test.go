package wizard

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

// Every failure that a server or the login service can answer with stays
// together in sight: its code, whose turn it is, the call code, and at 80x24
// the first action, what was kept, and the first choice too. The key r tells
// all of it.
func TestFailureFits(t *testing.T) {
	env := &checklist.Env{Now: time.Now, Keys: keystore.Memory(), Letter: func(checklist.State) checklist.Paper { return checklist.Paper{} },
		OtherWays: func(string) []string { return []string{"another way"} }, Code: func(checklist.State, checklist.Screen) string { return "K7QM-2F4D" }}
	for _, cause := range causes.All() {
		s := checklist.Begin("anna@contoso.example")
		s.Host, s.Port, s.Recipient = "smtp.office365.com", 587, s.Sender
		screen, ok := checklist.ScreenAt(s, env, "check", "trouble", cause)
		if !ok || screen.Trouble == nil {
			t.Fatalf("%s: no screen", cause.Code)
		}
		if screen.Trouble.Speaker, screen.Trouble.Reply = "Server", []string{smtpcheck.Reply{Code: 535, Lines: []smtpcheck.Text{smtpcheck.Text(cause.Example + cause.SignIn)}}.String()}; cause.Example+cause.SignIn == "" {
			screen.Trouble.Reply = nil
		}
		for _, size := range [][2]int{{80, 24}, {120, 40}, {40, 12}, {40, 10}} {
			for _, k := range []palette{{}, {plain: true, ascii: true}} {
				if k.plain && size[0] > 40 {
					continue // the words are the same
				}
				m := shown(t, screen, size[0], size[1], k)
				text := strings.Join(strings.Fields(ansi.Strip(m.frame.String())), " ")
				wants := []string{cause.Code, screen.Trouble.Turn}
				if size[1] > 10 {
					wants = append(wants, "K7QM-2F4D")
				}
				if size[1] >= 24 {
					wants = append(wants, "1. "+strings.Join(strings.Fields(screen.Trouble.Next[0]), " "), screen.Options[0].Label, screen.Label, screen.Trouble.Kept)
				}
				for _, want := range wants {
					if !strings.Contains(text, want) {
						t.Errorf("%s at %v: %q is not in sight:\n%s", cause.Code, size, want, m.frame)
					}
				}
				if len(m.frame.lines) > size[1]-1 || len(m.queue) > 0 {
					t.Errorf("%s at %v: %d rows, %d lines above", cause.Code, size, len(m.frame.lines), len(m.queue))
				}
				for _, line := range m.frame.lines {
					if ansi.StringWidth(line) > size[0]-1 {
						t.Errorf("%s at %v: too wide: %q", cause.Code, size, line)
					}
				}
			}
		}
	}
}
