package wizard

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// screens has one of every kind, with texts as long as the wizard's own.
var screens = map[string]checklist.Screen{
	"text": {Step: 1, ID: "mailbox", Key: "sender", Title: "Your mailbox", Kind: checklist.Text, Items: items, Code: "K7QM-2F4D", CanMenu: true,
		Body:  []string{"Type the address that the mail is to come from.", "The wizard then looks for the server and tests the way to it. No password is used for that."},
		Label: "Sender address", Hint: "Your full Microsoft 365 address, such as name@company.com", Value: "anna@contoso.example"},
	"choice": {Step: 2, ID: "two-step", Key: "sees", Title: "2-step verification", Kind: checklist.Choice, Items: items, Code: "K7QM-2F4D", CanMenu: true, CanBack: true,
		Notices: []checklist.Note{{Mark: checklist.OK, Text: "The way to smtp.office365.com is open."}},
		Body:    []string{"Open this page in your browser and sign in as anna@contoso.example."},
		Links:   []string{"https://mysignins.microsoft.com/security-info"},
		Label:   "Under Add sign-in method, do you see App password in the list?",
		Options: []checklist.Option{{Value: "yes", Label: "Yes, App password is in the list"}, {Value: "no", Label: "No, it is not there"}, {Value: "have", Label: "I already have an app password for this mailbox"}}, Default: "no"},
	"menu": {ID: "two-step", Key: "menu", Items: items, Title: "Menu", Kind: checklist.Choice, CanBack: true,
		List:  true,
		Label: "Where do you want to go?",
		Options: []checklist.Option{{Value: "back", Label: "Back to where I was"}, {Value: "1", Label: "Step 1: Your mailbox"}, {Value: "2", Label: "Step 2: 2-step verification"},
			{Value: "3", Label: "Step 3: SMTP AUTH"}, {Value: "4", Label: "Step 4: The settings"}, {Value: "5", Label: "Step 5: The app password"}, {Value: "6", Label: "Step 6: The check"},
			{Value: "admin", Label: "The message for my admin"}, {Value: "report", Label: "The report for the helpdesk"}, {Value: "over", Label: "Start over with another address"}}, Default: "back"},
	"secret": {Step: 5, ID: "app-password", Key: "password", Title: "The app password", Kind: checklist.Secret, Letters: 16, Items: items, CanMenu: true, CanBack: true, Code: "K7QM-2F4D",
		Body: []string{"Create the app password on Microsoft's page, then paste it here."}, Links: []string{"https://mysignins.microsoft.com/security-info"},
		Label: "App password", Hint: "16 letters, with or without spaces"},
	"working": {Step: 6, ID: "check", Key: "check", Title: "The check", Kind: checklist.Working, Label: "Checking", CanBack: true, Code: "K7QM-2F4D", Items: items,
		Body: []string{"Nothing is sent before the last stage."},
		Stages: []checklist.Stage{{Name: "Find the server", Mark: checklist.OK, Took: 3e6}, {Name: "Connect", Mark: checklist.OK, Took: 24e6, Text: "IPv6"},
			{Name: "Greeting", Mark: checklist.OK, Took: 31e6}, {Name: "Encryption", Mark: checklist.OK, Took: 58e6, Text: "TLS 1.3, certificate by DigiCert Inc"},
			{Name: "Log in", Mark: checklist.WAIT, Text: "a refusal can take 5 s"}, {Name: "Sender"}, {Name: "Recipient"}, {Name: "Hand over the mail"}}},
	"waiting": {Step: 6, ID: "check", Key: "wait", Title: "Waiting for the change", Kind: checklist.Working, Label: "Waiting for the change", CanBack: true,
		Body: []string{"AUTH-TENANT-OFF: SMTP AUTH is off for the organisation. It is your admin's turn.", "You need not press anything. Each try is the check as you chose it: with the test email, or only the login."}, Code: "K7QM-2F4D", Items: items},
	"trouble": {Step: 6, ID: "check", Key: "trouble", Title: "The check", Kind: checklist.Choice, CanBack: true, CanMenu: true, Items: items, Code: "K7QM-2F4D",
		Trouble: &checklist.Trouble{Verdict: causes.Verdict{Cause: &causes.Cause{Code: "AUTH-TENANT-OFF"}},
			Happened: "SMTP AUTH is switched off for the whole organisation.", Turn: "It is your admin's turn.",
			Next:    []string{"Send your admin the message that this program has written.", "Wait until your admin has switched it on, then check again."},
			Kept:    "Nothing was sent. The app password is stored in your keychain.",
			Speaker: "Server", Reply: []string{"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. " +
				"Visit https://aka.ms/smtp_auth_disabled for more information."}},
		Label:   "How do you want to go on?",
		Options: []checklist.Option{{Value: "admin", Label: "Show the message for your admin"}, {Value: "wait", Label: "Wait, and check every few minutes"}, {Value: "again", Label: "Try again"}}, Default: "admin"},
	"wide": {Step: 3, ID: "smtp-auth", Key: "admin", Title: "The message for your admin", Kind: checklist.Choice, CanBack: true,
		Body:  []string{"Copy these lines.", "  Set-CASMailbox -Identity anna@contoso.example -SmtpClientAuthenticationDisabled $false"},
		Label: "Ready?", Options: []checklist.Option{{Value: "back", Label: "Back"}}, Default: "back"},
	"finished": {Step: 7, ID: "test-email", Key: "finish", Title: "All done", Kind: checklist.Finished,
		Body: []string{"Confirmed: the test email arrived. This mailbox is ready to send mail."},
		Card: []checklist.Row{{Name: "SMTP Server", Value: "smtp.office365.com"}, {Name: "Sender Email", Value: "anna@contoso.example"},
			{Name: "Kept in", Value: "the keychain of this computer, entry mailready:smtp.office365.com:587"},
			{Value: "Microsoft never shows an app password again. If it is lost, delete it on Microsoft's page and create a new one."}},
		Commands: []checklist.Row{{Name: "To check again later", Value: "mailready check anna@contoso.example"}}},
}

// items are the steps of somebody who has come to the live check.
var items = []checklist.Item{
	{Number: 1, Title: "Your mailbox", Mark: checklist.OK, Known: "anna@contoso.example"},
	{Number: 2, Title: "2-step verification", Mark: checklist.OK, Known: "App password is in the list", Evidence: "you say so"},
	{Number: 3, Title: "SMTP AUTH for this mailbox", Mark: checklist.FAIL, Known: "off, when the server was asked", Evidence: "the server refused it"},
	{Number: 4, Title: "Mail settings", Mark: checklist.OK, Known: "smtp.office365.com, port 587, saved"},
	{Number: 5, Title: "The app password", Mark: checklist.SKIP, Known: "kept for this session only", Evidence: "not tried yet"},
	{Number: 6, Title: "The live check", Here: true, Known: "the way to the server is open"},
	{Number: 7, Title: "The test email"},
}

// shown lays a screen out as the program does.
func shown(t *testing.T, s checklist.Screen, width, height int, k palette) *model {
	t.Helper()
	m := newModel(t.Context(), nil, k)
	m.width, m.height, m.screen, m.printed = width, height, s, map[string]bool{}
	m.field = newField(s, k.ascii)
	if s.Kind == checklist.Working {
		m.work = &work{say: "Logging in as anna@contoso.example", waited: 5, elapsed: 5}
	}
	m.layout()
	return m
}

func TestScreens(t *testing.T) {
	wrong := screens["text"]
	wrong.Value = "anna"
	for _, look := range []struct {
		name          string
		width, height int
		palette       palette
	}{
		{"80x24", 80, 24, palette{}}, {"40x12", 40, 12, palette{}}, {"120x40", 120, 40, palette{}},
		{"80x24-plain", 80, 24, palette{plain: true}}, {"40x12-plain", 40, 12, palette{plain: true}}, {"120x40-plain", 120, 40, palette{plain: true}},
		{"80x24-ascii", 80, 24, palette{plain: true, ascii: true}}, {"40x12-ascii", 40, 12, palette{plain: true, ascii: true}}, {"120x40-ascii", 120, 40, palette{plain: true, ascii: true}},
	} {
		for name, s := range screens {
			m := shown(t, s, look.width, look.height, look.palette)
			golden(t, name+"-"+look.name, m)
		}
		m := shown(t, wrong, look.width, look.height, look.palette)
		m.problem = &checklist.Problem{Code: "IN-EMAIL", Text: "Type the full address, such as name@company.com."}
		m.layout()
		golden(t, "wrong-"+look.name, m)
	}
}

// golden compares what was printed and what is drawn with the saved picture.
func golden(t *testing.T, name string, m *model) {
	t.Helper()
	var b strings.Builder
	for _, l := range m.queue {
		fmt.Fprintln(&b, strings.TrimRight(l, " "))
	}
	fmt.Fprintf(&b, "-- printed above, drawn below; cursor %d,%d --\n", m.frame.x, m.frame.y)
	fmt.Fprintln(&b, m.frame)
	got := strings.ReplaceAll(b.String(), "\x1b", "^")
	path := filepath.Join("testdata", "screens", name+".txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s has changed; run the test with -update and look at the difference\n got:\n%s\nwant:\n%s", path, got, want)
	}
}

// TestLayout holds every screen to the rules at every size.
func TestLayout(t *testing.T) {
	for name, s := range screens {
		for _, size := range [][2]int{{40, 10}, {40, 12}, {53, 15}, {80, 24}, {132, 50}} {
			for _, k := range []palette{{}, {plain: true}, {ascii: true}} {
				m := shown(t, s, size[0], size[1], k)
				what := fmt.Sprintf("%s at %v", name, size)
				plain := ansi.Strip(m.frame.String())
				if len(m.frame.lines) > size[1]-1 {
					t.Errorf("%s: the frame has %d rows", what, len(m.frame.lines))
				}
				for _, l := range m.frame.lines {
					if lipgloss.Width(l) > size[0]-1 {
						t.Errorf("%s: line too wide: %q", what, l)
					}
				}
				if k.plain && strings.Contains(strings.Join(m.queue, "")+m.frame.String(), "\x1b") {
					t.Errorf("%s: escape sequences without colour", what)
				}
				all := strings.Join(m.queue, "\n") + "\n" + plain
				lines := strings.Split(ansi.Strip(all), "\n")
				for _, link := range s.Links {
					if !contains(lines, link) {
						t.Errorf("%s: the link is not whole on its line", what)
					}
				}
				joined := strings.Join(strings.Fields(strings.ReplaceAll(ansi.Strip(all), k.glyphs().rail+" ", "")), " ")
				for _, text := range append([]string{s.Title}, s.Body...) {
					if !strings.Contains(joined, strings.Join(strings.Fields(text), " ")) {
						t.Errorf("%s: lost: %s", what, text)
					}
				}
				if s.Kind == checklist.Choice || s.Kind == checklist.Text || s.Kind == checklist.Secret {
					if n := max(strings.Count("\n"+plain, "\n"+k.glyphs().point+" "), strings.Count("\n"+plain, "\n"+prompt)); n != 1 {
						t.Errorf("%s: %d focus markers", what, n)
					}
					if !strings.Contains(strings.Join(strings.Fields(plain), " "), s.Label) {
						t.Errorf("%s: the question is not in the frame:\n%s", what, plain)
					}
					if !strings.HasPrefix(strings.Split(plain, "\n")[m.frame.y], k.glyphs().point) && s.Kind == checklist.Choice {
						t.Errorf("%s: the cursor is not at the marked choice", what)
					}
				}
			}
		}
	}
}

func contains(lines []string, line string) bool {
	for _, l := range lines {
		if l == line {
			return true
		}
	}
	return false
}

func TestSmallWindow(t *testing.T) {
	for _, w := range []int{0, 1, 5, 20, 39, 40, 80, 200} {
		for _, h := range []int{0, 1, 5, 9, 10, 20, 200} {
			m := shown(t, screens["text"], w, h, palette{})
			said := strings.Join(strings.Fields(m.frame.String()), "")
			if tooSmall := w < minWidth || h < minHeight; tooSmall != strings.Contains(said, "(need40x10)") {
				t.Errorf("%dx%d: %q", w, h, m.frame)
			}
		}
	}
}
