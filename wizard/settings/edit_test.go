package settings_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mailready/wizard/settings"
)

// What a person wrote is still there, to the letter, after a change.
func TestPeoplesWordsStay(t *testing.T) {
	const before = "# My mailboxes. Ask the sales team before a change!\r\n" +
		"schema = 1\n" +
		"colour = \"green\"   # a key that mailready does not know\n" +
		"\n" +
		"# the invoices\n" +
		"[[mailbox]]\n" +
		"  server    = 'smtp.office365.com'   # as in the guide\n" +
		"  sender    = \"a@contoso.example\"\n" +
		"  port      = 0x24B # 587\n" +
		"  signature = '''\nport = 25\n[[mailbox]]\n'''\n" +
		"  [mailbox.printer]\n" +
		"  port = 9100\n" +
		"\n" +
		"# the shop\n" +
		"[[ mailbox ]]\n" +
		"sender = \"b@contoso.example\"\n" +
		"server = \"smtp.office365.com\"\n" +
		"[other]\n" +
		"sender = \"nobody\""
	a := settings.Mailbox{Sender: "a@contoso.example", Login: "upn@contoso.example", Host: "smtp.office365.com", Port: 465, Recipient: "a@contoso.example"}
	c := settings.Mailbox{Sender: "c@contoso.example", Login: `c"\@contoso.example`, Cloud: "china", Host: "smtp.partner.outlook.cn", Port: 587, Recipient: "c@contoso.example"}
	replace := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(before) }

	for name, test := range map[string]struct {
		do   func(settings.Folder) error
		want string
	}{
		"the same again": {func(f settings.Folder) error {
			m := settings.Mailbox{Sender: "b@contoso.example", Login: "b@contoso.example", Host: "smtp.office365.com", Port: 587, Recipient: "b@contoso.example"}
			return f.Save(&m, nil, settings.Progress{Mailbox: m})
		}, before},
		"a change": {func(f settings.Folder) error { return f.Save(&a, nil, settings.Progress{Mailbox: a}) },
			replace("0x24B # 587", "465 # 587", "[[mailbox]]\n'''\n", "[[mailbox]]\n'''\nlogin = \"upn@contoso.example\"\n")},
		"one more": {func(f settings.Folder) error { return f.Save(&c, nil, settings.Progress{Mailbox: c}) },
			before + "\n\n[[mailbox]]\nsender = \"c@contoso.example\"\nlogin = \"c\\\"\\\\@contoso.example\"\n" +
				"cloud = \"china\"\nserver = \"smtp.partner.outlook.cn\"\nport = 587\nrecipient = \"c@contoso.example\"\n"},
		"the first one less": {func(f settings.Folder) error { return f.Forget("a@contoso.example") },
			before[:strings.Index(before, "# the invoices")] + before[strings.Index(before, "# the shop"):]},
		"the second one less": {func(f settings.Folder) error { return f.Forget("B@contoso.example") },
			before[:strings.Index(before, "# the shop")] + before[strings.Index(before, "[other]"):]},
		"none of them": {func(f settings.Folder) error { return f.Forget("z@contoso.example") }, before},
	} {
		t.Run(name, func(t *testing.T) {
			f := written(t, before)
			if err := test.do(f); err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(filepath.Join(f.Config, "settings.toml"))
			if err != nil || string(got) != test.want {
				t.Errorf("%v; got:\n%s\nwant:\n%s", err, got, test.want)
			}
		})
	}
}

// Forms that cannot be changed in place are refused and left alone; a mailbox
// that is not in them can be read all the same.
func TestFormsLeftAlone(t *testing.T) {
	const inline = `mailbox = [{sender = "a@contoso.example", server = "smtp.office365.com"}]` + "\n"
	f := written(t, inline)
	m := mailbox("a@contoso.example")
	m.Port = 465
	err := f.Save(&m, nil, settings.Progress{Mailbox: m})
	wantCode(t, err, settings.Corrupt)
	if got, _ := os.ReadFile(filepath.Join(f.Config, "settings.toml")); string(got) != inline {
		t.Errorf("the file was changed:\n%s", got)
	}
	if kept, err := f.Load(); err != nil || len(kept) != 1 || kept[0].Mailbox.Port != 587 || kept[0].Mailbox.Login != "a@contoso.example" {
		t.Errorf("Load: %+v, %v", kept, err)
	}
}

// A byte order mark, as Windows editors write it, is no trouble.
func TestByteOrderMark(t *testing.T) {
	f := written(t, "\uFEFF[[mailbox]]\nsender = \"a@contoso.example\"\nserver = \"smtp.office365.com\"")
	m := mailbox("a@contoso.example")
	save(t, f, &m, progress(m))
	check(t, f, []settings.Kept{{Mailbox: &m, Progress: progress(m)}})
}

// written is a folder with this settings.toml.
func written(t *testing.T, text string) settings.Folder {
	t.Helper()
	f := folder(t)
	if err := os.MkdirAll(f.Config, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(f.Config, "settings.toml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return f
}

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	e, ok := err.(*settings.Error)
	if !ok || e.Code != code {
		t.Errorf("got %v (%T), want %s", err, err, code)
	}
}
