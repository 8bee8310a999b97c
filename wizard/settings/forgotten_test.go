package settings

import "testing"

// Whoever saves what it has read finds a mailbox forgotten that another
// process has forgotten meanwhile; whoever begins one anew finds it kept.
func TestForgottenStaysForgotten(t *testing.T) {
	dir := t.TempDir()
	f := Folder{Config: dir, State: dir}
	m := Mailbox{Sender: "ann@contoso.example", Host: "smtp.office365.com"}.Filled()
	p := Progress{Mailbox: m}
	kept := func() int {
		all, err := f.Load()
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	save := func(m *Mailbox, was *Progress) {
		if err := f.Save(m, was, p); err != nil {
			t.Fatal(err)
		}
	}
	save(&m, nil)
	if err := f.Forget(m.Sender); err != nil {
		t.Fatal(err)
	}
	save(&m, &p)
	save(nil, &p)
	if n := kept(); n != 0 {
		t.Errorf("%d mailboxes came back", n)
	}
	save(&m, nil)
	save(&m, &p)
	if n := kept(); n != 1 {
		t.Errorf("%d mailboxes are kept of one that was begun anew", n)
	}
}
