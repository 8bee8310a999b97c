package settings

import (
	"slices"
	"strings"
	"testing"
)

// Whatever a settings file holds, it is read or refused; what is read is fit
// for a screen, and a change changes that mailbox and nothing else.
func FuzzSettings(f *testing.F) {
	const box = "[[mailbox]]\nsender = \"a@contoso.example\"\nserver = \"smtp.office365.com\"\n"
	for _, text := range []string{"", heading, box, "schema=1\n" + box + "port = 465 # note\n[mailbox.x]\ny=1\n",
		box + strings.ReplaceAll(box, "a@", "b@") + "[z]\n", "mailbox = [{sender='a@b', server='c'}]", "\uFEFF" + box,
		"# note\n\n# mine\n[[ \"mailbox\" ]]\r\n'sender' = '''a@b'''\nserver=\"c\"", "mailbox.x = 1", "[[mailbox.x]]\n", "schema = 2"} {
		f.Add(text, "a@contoso.example", 465)
	}
	f.Fuzz(func(t *testing.T, text, sender string, port int) {
		before, err := parseSettings([]byte(text))
		if err != nil {
			if !fitForScreen(err.Error()) {
				t.Errorf("error %q", err)
			}
			return
		}
		for _, m := range before {
			if m.valid() != nil || !plain(m.Host) {
				t.Errorf("read %+v", m)
			}
		}
		m := Mailbox{Sender: sender, Host: "smtp.example.com", Port: port}.Filled()
		others := func(all []Mailbox) []Mailbox { return slices.DeleteFunc(slices.Clone(all), m.same) }
		changed, err := put([]byte(text), m)
		if err == nil {
			after, err := parseSettings(changed)
			if err != nil || !slices.Contains(after, m) || !slices.Equal(others(after), others(before)) {
				t.Errorf("put %+v: %v, %v", m, after, err)
			}
		}
		if changed, err = remove([]byte(text), sender); err == nil {
			after, err := parseSettings(changed)
			if err != nil || !slices.Equal(after, others(before)) {
				t.Errorf("remove %q: %v, %v", sender, after, err)
			}
		}
	})
}

// Whatever a state file holds, it is read or refused; what is read is fit for
// a screen.
func FuzzState(f *testing.F) {
	for _, text := range []string{"", "{}", `{"schema":1,"mailboxes":[{"mailbox":{"sender":"a@b","port":-1},"said":{"a":"\u001b"},
		"last_wrong":{"at":"2026-11-22T10:00:00Z","cause":"X","reply":"\u202e"},"waiting":{},"last_good":{}}]}`, `{"schema":9}`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		all, err := parseState(data)
		if err != nil {
			return
		}
		for _, p := range all {
			texts := []string{p.Mailbox.Sender, p.Mailbox.Host, p.Keychain}
			for key, text := range p.Said {
				texts = append(texts, key, text)
			}
			if p.LastWrong != nil {
				texts = append(texts, p.LastWrong.Reply, p.LastWrong.Cause)
			}
			for _, text := range texts {
				if !fitForScreen(text) {
					t.Errorf("read %q", text)
				}
			}
		}
	})
}

func fitForScreen(text string) bool { return plain(strings.ReplaceAll(text, "\n", "")) }
