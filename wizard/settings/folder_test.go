package settings_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"mailready/wizard/settings"
)

func folder(t *testing.T) settings.Folder {
	dir := t.TempDir()
	return settings.Folder{Config: filepath.Join(dir, "config", "mailready"), State: filepath.Join(dir, "state", "mailready")}
}

func mailbox(sender string) settings.Mailbox {
	return settings.Mailbox{Sender: sender, Login: "upn@contoso.example", Cloud: "worldwide",
		Host: "smtp.office365.com", Port: 587, Recipient: "other@contoso.example"}
}

func progress(m settings.Mailbox) settings.Progress {
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	return settings.Progress{Mailbox: m, Said: map[string]string{"two-step": "yes"}, Evidence: map[string]string{"smtp-auth": "refuted"},
		Keychain: "secret-service", Wrong: 2, Waiting: &settings.Waiting{Cause: "AUTH-TENANT-OFF", Since: at},
		LastGood:  &settings.Check{At: at, Mode: "send", Sent: "yes", MessageID: "<1@contoso.example>", QueueID: "Q", Receipt: "K7", Confirmed: true},
		LastWrong: &settings.Refusal{At: at, Cause: "AUTH-WRONG", Reply: "535 5.7.139 Authentication unsuccessful\nsecond line"}}
}

func TestSaveLoad(t *testing.T) {
	f := folder(t)
	if kept, err := f.Load(); err != nil || kept != nil {
		t.Fatalf("Load of nothing: %v, %v", kept, err)
	}
	a, b := mailbox("a@contoso.example"), mailbox("b@contoso.example")
	begun := progress(b)
	save(t, f, nil, begun)
	save(t, f, &a, progress(a))
	want := []settings.Kept{{Mailbox: &a, Progress: progress(a)}, {Progress: begun}}
	check(t, f, want)

	b.Port = 465
	begun.Mailbox = b
	save(t, f, &b, begun)
	check(t, f, []settings.Kept{want[0], {Mailbox: &b, Progress: begun}})

	for path, mode := range map[string]os.FileMode{f.Config: 0o700, f.State: 0o700,
		f.Config + "/settings.toml": 0o600, f.State + "/state.json": 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: mode %v, want %v: %v", path, info.Mode().Perm(), mode, err)
		}
	}
	if err := f.Forget("A@contoso.example"); err != nil {
		t.Fatal(err)
	}
	check(t, f, []settings.Kept{{Mailbox: &b, Progress: begun}})
	if err := f.Forget("b@contoso.example"); err != nil {
		t.Fatal(err)
	}
	check(t, f, nil)
}

// A folder with nothing in it is not made by being looked at, and an address
// typed in other letters is the same mailbox.
func TestNothingNeedless(t *testing.T) {
	f := folder(t)
	f.Load()
	if _, err := os.Stat(filepath.Dir(f.Config)); !os.IsNotExist(err) {
		t.Errorf("Load made a folder: %v", err)
	}
	m := mailbox("a@contoso.example")
	save(t, f, &m, progress(m))
	before, _ := os.Stat(f.Config + "/settings.toml")
	p := progress(m)
	p.Wrong++
	save(t, f, &m, p)
	after, _ := os.Stat(f.Config + "/settings.toml")
	if !os.SameFile(before, after) {
		t.Error("settings.toml was written anew although no setting changed")
	}
	m.Sender = "A@contoso.example"
	save(t, f, &m, progress(m))
	if kept, err := f.Load(); err != nil || len(kept) != 1 || kept[0].Mailbox.Sender != m.Sender {
		t.Errorf("the same mailbox in other letters: %v, %v", kept, err)
	}
	if err := f.Try(); err != nil {
		t.Errorf("Try: %v", err)
	}
	only(t, f)
}

// What a server said cannot reach the screen from the file.
func TestControlsStayOut(t *testing.T) {
	f := folder(t)
	m := mailbox("a@contoso.example")
	p := progress(m)
	p.LastWrong.Reply = "535 \x1b[2J\u202e" + strings.Repeat("x", 10_000)
	save(t, f, nil, p)
	kept, err := f.Load()
	if err != nil {
		t.Fatal(err)
	}
	reply := kept[0].Progress.LastWrong.Reply
	if len(reply) > 2000 || strings.ContainsAny(reply, "\x1b\u202e") {
		t.Errorf("kept %d bytes: %.40q", len(reply), reply)
	}
	m.Host = "smtp\x1b[2J"
	if err := f.Save(&m, nil, p); err == nil {
		t.Error("a server name with an escape was saved")
	}
}

func save(t *testing.T, f settings.Folder, m *settings.Mailbox, p settings.Progress) {
	t.Helper()
	if err := f.Save(m, nil, p); err != nil {
		t.Fatalf("Save: %v", err)
	}
}

func check(t *testing.T, f settings.Folder, want []settings.Kept) {
	t.Helper()
	got, err := f.Load()
	if err != nil {
		t.Fatalf("Load: %v", err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Load:\n got %+v\nwant %+v", got, want)
	}
}

// only checks that nothing but the files of ours is left.
func only(t *testing.T, f settings.Folder) {
	t.Helper()
	for _, dir := range []string{f.Config, f.State} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			switch e.Name() {
			case "settings.toml", "state.json", "write.lock", "wizard.lock":
			default:
				t.Errorf("left behind: %s", filepath.Join(dir, e.Name()))
			}
		}
	}
}
