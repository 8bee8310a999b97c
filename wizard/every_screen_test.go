package wizard

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
	"mailready/wizard/letter"
)

// somebody is a person of whom much is known, on a fixed day.
func somebody() (checklist.State, *checklist.Env) {
	s := checklist.Begin("anna@contoso.example")
	s.Recipient, s.Mode = s.Sender, checklist.SendMail
	s.Sees, s.Client, s.Tenant = checklist.Yes, "11111111-2222-3333-4444-555555555555", "99999999-8888-7777-6666-555555555555"
	s.Items.Put(causes.ItemTwoStep, checklist.Said)
	s.Items.Put(causes.ItemAppPassword, checklist.Said)
	now := func() time.Time { return time.Date(2026, 11, 27, 10, 30, 0, 0, time.UTC) }
	s.CheckedAt, s.MessageID = now(), "<example@contoso.example>"
	paper := checklist.Paper{Body: []string{"Dear admin,", "Please tick Authenticated SMTP."}, Text: "Dear admin"}
	return s, &checklist.Env{Now: now, Keys: keystore.Memory(), Dates: letter.Dates,
		Letter:    func(checklist.State) checklist.Paper { return paper },
		Report:    func(checklist.State, *smtpcheck.Report) checklist.Paper { return paper },
		Write:     func(name, _ string) (string, error) { return name, nil },
		Open:      func(string) error { return nil },
		OtherWays: func(string) []string { return []string{"Another way to send."} },
		Code:      func(checklist.State, checklist.Screen) string { return "K7QM-2F4D" },
		Spell:     func(string) string { return "kilo seven" }, Mailboxes: []checklist.State{s, s}}
}

// everyScreen are all questions, pieces of work, panels and failures, by name.
func everyScreen(t *testing.T) (names []string, all map[string]checklist.Screen) {
	s, env := somebody()
	all = map[string]checklist.Screen{}
	add := func(name, step, key string, cause causes.Cause) {
		screen, ok := checklist.ScreenAt(s, env, step, key, cause)
		if !ok {
			return
		}
		screen.Code, screen.Spoken = "K7QM-2F4D", "kilo seven"
		if screen.Kind != checklist.Working && screen.Kind != checklist.Finished && len(names) > 0 {
			screen.CanBack, screen.CanMenu = true, screen.Key == "trouble" || !strings.HasPrefix(name, "panel")
		}
		if screen.Trouble != nil && cause.Example+cause.SignIn != "" {
			screen.Trouble.Speaker, screen.Trouble.Reply = cause.Speaker(), []string{cause.Example + cause.SignIn}
		}
		names = append(names, name)
		all[name] = screen
	}
	for _, step := range checklist.Steps() {
		for _, f := range step.Fields {
			if f.Key == "why" {
				continue // of each finding below
			}
			add(step.ID+" "+f.Key, step.ID, f.Key, causes.Cause{})
		}
		add(step.ID+" old", step.ID, "old", causes.Cause{})
	}
	for _, key := range []string{"menu", "steps", "set-up", "admin", "report", "pick", "resume", "finish"} {
		add("panel "+key, "check", key, causes.Unknown)
	}
	for _, q := range checklist.NoAppPassword.Questions {
		for _, a := range q.Answers {
			if a.Finding != "" {
				s.Sees, s.Reasons = checklist.No, checklist.NoAppPassword.Answers(a.Finding)
				add("finding "+a.Finding, "two-step", "why", causes.Cause{})
			}
		}
	}
	s, _ = somebody()
	for _, cause := range checklist.Catalogue() {
		add("failure "+cause.Code, "check", "trouble", cause)
	}
	if len(names) < 150 {
		t.Fatalf("only %d screens", len(names))
	}
	return names, all
}

// TestEveryScreen holds every screen of the wizard, at three sizes, against
// what was looked at; and to rules: nothing too wide, the call code in sight,
// choices of one line at 80 columns, the same words with and without colour.
func TestEveryScreen(t *testing.T) {
	names, all := everyScreen(t)
	for _, size := range [][2]int{{80, 24}, {40, 12}, {120, 40}} {
		for _, k := range []palette{{plain: true}, {plain: true, ascii: true}} {
			var b bytes.Buffer
			for _, name := range names {
				m := shown(t, all[name], size[0], size[1], k)
				colour := shown(t, all[name], size[0], size[1], palette{ascii: k.ascii})
				text := m.frame.String()
				if ansi.Strip(colour.frame.String()) != text {
					t.Errorf("%s at %v: colour changes the words", name, size)
				}
				if len(m.frame.lines) >= size[1] {
					t.Errorf("%s at %v: %d rows", name, size, len(m.frame.lines))
				}
				for _, l := range m.frame.lines {
					if ansi.StringWidth(l) >= size[0] {
						t.Errorf("%s at %v: too wide: %q", name, size, l)
					}
				}
				if all[name].Kind != checklist.Finished && !strings.Contains(text, "Call code: K7QM-2F4D") {
					t.Errorf("%s at %v: no call code in sight:\n%s", name, size, text)
				}
				for _, o := range all[name].Options {
					if lines := hang("1  ", 3, o.Label, 80-1-beside-1); len(lines) > 1 {
						t.Errorf("%s: choice %q is not on one line", name, o.Label)
					}
				}
				fmt.Fprintf(&b, "######## %s\n", name)
				for _, l := range m.queue {
					fmt.Fprintln(&b, strings.TrimRight(l, " "))
				}
				fmt.Fprintf(&b, "-------- drawn below\n%s\n", text)
			}
			name := fmt.Sprintf("every-%dx%d", size[0], size[1])
			if k.ascii {
				name += "-ascii"
			}
			same(t, filepath.Join("testdata", name+".txt"), b.String())
		}
	}
}

// same compares a text with the one that was saved.
func same(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a, b := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Errorf("%s has changed at line %d; run the test with -update and look at the difference\n got: %s\nwant: %s", path, i+1, b[i], a[i])
			return
		}
	}
	if len(a) != len(b) {
		t.Errorf("%s has %d lines, and now there are %d; run the test with -update", path, len(a), len(b))
	}
}
