package settings_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"mailready/wizard/settings"
)

// A wizard that is open and a check beside it write about the same mailbox.
// Whoever comes second, nothing of either is lost.
func TestTwoWritersLoseNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 4))
	m := settings.Mailbox{Sender: "anna@contoso.example", Login: "anna@contoso.example", Host: "smtp.office365.com", Port: 587, Recipient: "anna@contoso.example"}
	start := time.Date(2026, time.November, 26, 9, 0, 0, 0, time.UTC)
	for i := range 100 {
		before := settings.Progress{Mailbox: m, Wrong: random.IntN(3), Said: map[string]string{"two-step": "yes"},
			Evidence: map[string]string{"two-step": "said"}, LastGood: &settings.Check{At: start, Mode: "send", Sent: "yes"}}
		at := func() time.Time { return start.Add(time.Duration(1+random.IntN(1000)) * time.Minute) }
		wizard, check := before, before
		wizard.Said, wizard.Evidence = maps.Clone(before.Said), maps.Clone(before.Evidence)
		check.Said, check.Evidence = maps.Clone(before.Said), maps.Clone(before.Evidence)
		wizard.Said["sees"], wizard.Evidence["app-password"] = fmt.Sprint(i), "said"
		wizard.Waiting = &settings.Waiting{Cause: "AUTH-TENANT-OFF", Since: at()}
		wizard.LastWrong, wizard.Wrong = &settings.Refusal{At: at(), Cause: "AUTH-TENANT-OFF"}, before.Wrong+1
		check.Evidence["smtp-auth"], check.Wrong = "refuted", before.Wrong+1
		check.LastWrong = &settings.Refusal{At: at(), Cause: "AUTH-WRONG"}

		later := wizard.LastWrong
		if check.LastWrong.At.After(later.At) {
			later = check.LastWrong
		}
		var kept []settings.Progress
		for _, order := range [][]settings.Progress{{wizard, check}, {check, wizard}} {
			f := settings.Folder{Config: t.TempDir(), State: t.TempDir()}
			if err := f.Save(&m, nil, before); err != nil {
				t.Fatal(err)
			}
			for _, p := range order {
				if err := f.Save(&m, &before, p); err != nil {
					t.Fatal(err)
				}
			}
			all, err := f.Load()
			if err != nil || len(all) != 1 {
				t.Fatal(err, all)
			}
			kept = append(kept, all[0].Progress)
		}
		p := kept[0]
		if wizard.LastWrong.At != check.LastWrong.At && !reflect.DeepEqual(kept[0], kept[1]) {
			t.Fatalf("the order decides:\n%+v\n%+v", kept[0], kept[1])
		}
		if p.Said["sees"] != fmt.Sprint(i) || p.Said["two-step"] != "yes" || p.Evidence["app-password"] != "said" || p.Evidence["smtp-auth"] != "refuted" ||
			p.Wrong != before.Wrong+2 || p.Waiting == nil || p.LastGood == nil || !p.LastWrong.At.Equal(later.At) {
			t.Fatalf("lost: %+v", p)
		}
	}
}

// A success overcomes the refusals before it, and none that came after.
func TestSuccessBesideARefusal(t *testing.T) {
	m := settings.Mailbox{Sender: "anna@contoso.example", Login: "anna@contoso.example", Host: "smtp.office365.com", Port: 587, Recipient: "anna@contoso.example"}
	noon := time.Date(2026, time.November, 26, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		refused time.Time
		left    bool
	}{{noon.Add(-time.Hour), false}, {noon.Add(time.Hour), true}} {
		f := settings.Folder{Config: t.TempDir(), State: t.TempDir()}
		before := settings.Progress{Mailbox: m, Wrong: 1, LastWrong: &settings.Refusal{At: noon.Add(-2 * time.Hour), Cause: "AUTH-WRONG"}}
		refused, good := before, before
		refused.Wrong, refused.LastWrong = 2, &settings.Refusal{At: c.refused, Cause: "AUTH-WRONG"}
		good.Wrong, good.LastWrong, good.LastGood = 0, nil, &settings.Check{At: noon, Mode: "login"}
		for i, p := range []settings.Progress{before, refused, good} {
			was := &before
			if i == 0 {
				was = nil
			}
			if err := f.Save(&m, was, p); err != nil {
				t.Fatal(err)
			}
		}
		all, err := f.Load()
		if err != nil {
			t.Fatal(err)
		}
		if p := all[0].Progress; (p.LastWrong != nil) != c.left || p.LastGood == nil {
			t.Errorf("refused at %v: %+v", c.refused, p)
		}
	}
}
