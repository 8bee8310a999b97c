package guide

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

var stepIDs = []string{"mailbox", "two-step", "smtp-auth", "settings", "app-password", "check", "test-email"}

func TestEveryStepHasItsSection(t *testing.T) {
	sections := Sections()
	if len(sections) != len(stepIDs) {
		t.Fatalf("%d sections, want %d", len(sections), len(stepIDs))
	}
	for i, id := range stepIDs {
		s := sections[i]
		if s.ID != id || s.Number != i+1 {
			t.Errorf("section %d is %d %q, want %q", i+1, s.Number, s.ID, id)
		}
		if len(s.Title) == 0 || len(s.Title) > 50 {
			t.Errorf("%s: title %q has %d characters, want 1 to 50", id, s.Title, len(s.Title))
		}
		for name, part := range map[string][]string{"Screen": s.Screen, "ByHand": s.ByHand, "Ask": s.Ask, "Wrong": s.Wrong, "Say": s.Say} {
			if len(part) == 0 {
				t.Errorf("%s: nothing under %s", id, name)
			}
		}
	}
}

func TestScreenTextIsShort(t *testing.T) {
	for _, s := range Sections() {
		lines := 0
		for _, p := range s.Screen {
			lines += len(wrap(p, 80))
		}
		if lines > 6 {
			t.Errorf("%s: %d lines at 80 columns, want at most 6", s.ID, lines)
		}
	}
}

// Everything is read aloud on the phone, so no sentence may be long.
func TestSentencesAreShort(t *testing.T) {
	end := regexp.MustCompile(`[.?!:;]"?(\s|$)`)
	for _, s := range Sections() {
		for _, text := range slices.Concat(s.Screen, s.ByHand, s.Ask, s.Wrong, s.Say, s.SignIn) {
			for _, sentence := range end.Split(text, -1) {
				spoken := 0
				for _, word := range strings.Fields(sentence) {
					if strings.ContainsAny(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") {
						spoken++
					}
				}
				path := strings.Contains(sentence, " > ") || strings.Contains(sentence, "PowerShell")
				if spoken > 20 && !path {
					t.Errorf("%s: %d words: %s", s.ID, spoken, sentence)
				}
			}
		}
	}
}

func TestPlainASCII(t *testing.T) {
	for i, r := range source {
		if r > '~' || r < ' ' && r != '\n' {
			t.Fatalf("byte %d: %q is not plain ASCII", i, r)
		}
	}
}

// What somebody needs who leads a caller without the wizard.
func TestGuideIsComplete(t *testing.T) {
	for _, want := range []string{
		"smtp.office365.com", "587", "STARTTLS", "https://mysignins.microsoft.com/security-info",
		"8 characters", "once", "16 lower-case letters", "Manage email apps", "Authenticated SMTP",
		"Set-CASMailbox", "Enforced", "Conditional Access", "security defaults", "Message trace",
		"We will never ask you to read this password aloud", "MC786329", "16 September 2024",
		"SMTP Server", "Sender Password", "Authenticator",
	} {
		if !strings.Contains(source, want) {
			t.Errorf("the guide does not say %q", want)
		}
	}
}

func TestFind(t *testing.T) {
	byID, ok := Find("check")
	byNumber, ok2 := Find("6")
	if !ok || !ok2 || byID.Title != byNumber.Title || byID.Number != 6 {
		t.Errorf("check: %v %q; 6: %v %q", ok, byID.Title, ok2, byNumber.Title)
	}
	if _, ok := Find("8"); ok {
		t.Error("there is no step 8")
	}
}

func TestQuestionFor(t *testing.T) {
	s, _ := Find("two-step")
	if got := s.For("sees"); !strings.Contains(got, "App password") || strings.Contains(got, "{") {
		t.Errorf("sees: %q", got)
	}
	if got := s.For("no such key"); got != s.Ask[0] {
		t.Errorf("an unknown key gives %q, want the first question", got)
	}
	if got := s.For(""); got != s.Ask[0] {
		t.Errorf("no key gives %q, want the first question", got)
	}
}

func TestParseTellsTheLine(t *testing.T) {
	for text, want := range map[string]string{
		"# T\n\n## No id\n":               "guide.md:3",
		"# T\n## A {#a}\n### Nonsense\n":  "guide.md:3",
		"# T\n## A {#a}\nloose\n":         "guide.md:3",
		"# T\n## A {#a}\n### Ask\nitem\n": "guide.md:4",
		"# T\n### Ask\n- item\n":          "guide.md:2",
	} {
		if _, err := parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(source)
	f.Add("## A {#a}\n### Ask\n- x {")
	f.Fuzz(func(t *testing.T, text string) {
		b, err := parse(text)
		if err != nil {
			return
		}
		for _, s := range b.sections {
			if len(s.keys) != len(s.Ask) {
				t.Errorf("%d keys for %d questions", len(s.keys), len(s.Ask))
			}
			s.For("x")
		}
	})
}
