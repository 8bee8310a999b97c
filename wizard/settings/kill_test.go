//go:build unix

package settings_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mailready/wizard/settings"
)

// Killed at any named moment of a change, a process leaves each file old or
// new, and the next one carries on and sweeps.
func TestKilledAtEveryMoment(t *testing.T) {
	var moments []string
	f := folder(t).At(func(moment string) { moments = append(moments, moment) })
	unlock, err := f.Lock()
	if err != nil {
		t.Fatal(err)
	}
	unlock()
	m, p := version(1)
	save(t, f, &m, p)
	t.Logf("%d moments: %s", len(moments), strings.Join(moments, ", "))
	if names := slices.Compact(slices.Sorted(slices.Values(moments))); len(names) < 12 {
		t.Errorf("only %d moments have a name", len(names))
	}
	outcomes := map[string]int{}
	for at, name := range moments {
		for _, fresh := range []bool{true, false} {
			f := folder(t)
			if !fresh {
				m, p := version(1)
				save(t, f, &m, p)
			}
			if out, err := child(t, "", order{Do: "die", Folder: f, Moment: at}).Output(); err == nil || len(out) > 0 {
				t.Fatalf("the child was not killed at %q: %s", name, out)
			}
			port, wrong := versions(t, f)
			first := 1
			if fresh {
				first = 0
			}
			if port != first && port != 2 || wrong != first && wrong != 2 || wrong > port {
				t.Errorf("killed at %q: settings of version %d, progress of %d", name, port, wrong)
			}
			outcomes[strconv.Itoa(port)+"/"+strconv.Itoa(wrong)]++
			recovered(t, f)
		}
	}
	t.Logf("settings/progress after the kill: %v", outcomes)
	t.Attr("killed", strconv.Itoa(2*len(moments)))
}

// Whoever is killed while it renews a sign-in leaves word of it, once, and
// nobody waits for it.
func TestKilledWhileRenewing(t *testing.T) {
	f := folder(t)
	if out, err := child(t, "", order{Do: "renew", Folder: f}).Output(); err == nil || len(out) > 0 {
		t.Fatalf("the child was not killed: %s", out)
	}
	for _, want := range []string{"login-1@contoso.example", ""} {
		release, cutOff, err := f.LockSignIn(t.Context(), "login-2@contoso.example")
		if err != nil || cutOff != want {
			t.Fatalf("%q is said to be cut off, want %q (%v)", cutOff, want, err)
		}
		release()
	}
	t.Attr("killed", "1")
}

// The same at moments that nobody chose.
func TestKilledAnywhere(t *testing.T) {
	rounds := 60
	if testing.Short() {
		rounds = 10
	}
	f := folder(t)
	for range rounds {
		cmd, lines, _ := started(t, order{Do: "loop", Folder: f})
		for range 1 + rand.IntN(20) {
			if line, err := lines.ReadString('\n'); err != nil {
				t.Fatalf("the child ended: %s", line)
			} else if _, err := strconv.Atoi(strings.TrimSpace(line)); err != nil {
				t.Fatalf("the child said: %s", line)
			}
		}
		cmd.Process.Kill()
		cmd.Wait()
		if port, wrong := versions(t, f); port != wrong && port != wrong+1 && port != 1 {
			t.Errorf("settings of version %d, progress of %d", port, wrong)
		}
	}
	recovered(t, f)
	t.Attr("killed", strconv.Itoa(rounds))
}

// versions reads which version each file has, 0 for none. All parts of a file
// must be of one version.
func versions(t *testing.T, f settings.Folder) (port, wrong int) {
	t.Helper()
	kept, err := f.Load()
	if err != nil {
		t.Fatalf("after the kill: %v", err)
	}
	if len(kept) == 0 {
		return 0, 0
	}
	if m := kept[0].Mailbox; m != nil {
		port = m.Port
		if want, _ := version(port); *m != want {
			t.Errorf("mixed settings: %+v", *m)
		}
	}
	p := kept[0].Progress
	if p.Wrong != 0 && p.Said["n"] != strconv.Itoa(p.Wrong) {
		t.Errorf("mixed progress: %+v", p)
	}
	return port, p.Wrong
}

// recovered checks that the next process can work as if nothing had been.
func recovered(t *testing.T, f settings.Folder) {
	t.Helper()
	unlock, err := f.Lock()
	if err != nil {
		t.Fatalf("Lock after the kill: %v", err)
	}
	defer unlock()
	m, p := version(3)
	save(t, f, &m, p)
	if port, wrong := versions(t, f); port != 3 || wrong != 3 {
		t.Errorf("after the next save: %d, %d", port, wrong)
	}
	only(t, f)
}
