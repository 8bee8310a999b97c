//go:build unix

package settings_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"mailready/wizard/settings"
)

// The second wizard learns who the first is; when the first is gone, however
// it went, the lock is free.
func TestTwoWizards(t *testing.T) {
	f := folder(t)
	for round := range 20 {
		cmd, lines, input := started(t, order{Do: "hold", Folder: f})
		if line, err := lines.ReadString('\n'); line != "locked\n" {
			t.Fatalf("%s %v", line, err)
		}
		_, err := f.Lock()
		wantCode(t, err, settings.Busy)
		if e, ok := err.(*settings.Error); ok && e.Holder != cmd.Process.Pid {
			t.Errorf("held by %d, not %d", e.Holder, cmd.Process.Pid)
		}
		if err != nil && !strings.Contains(err.Error(), fmt.Sprint(cmd.Process.Pid)) {
			t.Errorf("the error does not name the process: %v", err)
		}
		m, p := version(1)
		save(t, f, &m, p) // a check beside the wizard may note its result
		if round%2 == 0 {
			cmd.Process.Kill()
		} else {
			input.Close()
		}
		cmd.Wait()
		unlock, err := f.Lock()
		if err != nil {
			t.Fatalf("Lock after the other one ended: %v", err)
		}
		unlock()
	}
}

// A process id that a crash left in the file holds nobody up.
func TestOldProcessID(t *testing.T) {
	f := folder(t)
	unlock, err := f.Lock()
	if err != nil {
		t.Fatal(err)
	}
	unlock()
	if err := os.WriteFile(filepath.Join(f.State, "wizard.lock"), []byte(fmt.Sprintln(os.Getppid())), 0o600); err != nil {
		t.Fatal(err)
	}
	if unlock, err = f.Lock(); err != nil {
		t.Fatalf("Lock: %v", err)
	}
	unlock()
}

// Changes at the same time are all kept.
func TestChangesDoNotGetLost(t *testing.T) {
	f := folder(t)
	const writers, saves = 8, 5
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			m := mailbox(fmt.Sprintf("%d@contoso.example", w))
			for n := range saves {
				p := progress(m)
				p.Wrong = n
				if err := f.Save(&m, nil, p); err != nil {
					t.Errorf("Save: %v", err)
				}
			}
		})
	}
	all.Wait()
	kept, err := f.Load()
	if err != nil || len(kept) != writers {
		t.Fatalf("%d mailboxes of %d, %v", len(kept), writers, err)
	}
	for _, k := range kept {
		if k.Mailbox == nil || k.Progress.Wrong != saves-1 {
			t.Errorf("%+v", k)
		}
	}
	only(t, f)
}

// A change that another one holds up for good is given up.
func TestHeldUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := folder(t)
		release, err := f.HoldWriting()
		if err != nil {
			t.Fatal(err)
		}
		m, p := version(1)
		wantCode(t, f.Save(&m, nil, p), settings.Busy)
		release()
		if err := f.Save(&m, nil, p); err != nil {
			t.Error(err)
		}
	})
}
