package call

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"mailready/wizard/checklist"
)

// A code made by an older release must still mean the same. The words below
// were in use; they keep their places for good, and new ones come behind them.
func TestTablesOnlyGrow(t *testing.T) {
	const file = "testdata/callcode.txt"
	frozen, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	now := map[string][]string{"screen": screens, "cause": causeNames, "realm": realms, "system": systems}
	for _, e := range evidence {
		now["evidence"] = append(now["evidence"], string(e))
	}
	for _, k := range keychains {
		now["keychain"] = append(now["keychain"], string(k))
	}
	for _, o := range outcomes {
		now["outcome"] = append(now["outcome"], string(o))
	}
	count := map[string]int{}
	for line := range strings.Lines(string(frozen)) {
		table, word, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		i := count[table]
		count[table]++
		if i >= len(now[table]) || now[table][i] != word {
			t.Fatalf("%s %d was %q; leave it in its place, and add new words at the end", table, i, word)
		}
	}
	var missing strings.Builder
	for _, table := range []string{"screen", "cause", "realm", "system", "evidence", "keychain", "outcome"} {
		for _, word := range now[table][count[table]:] {
			fmt.Fprintf(&missing, "%s %s\n", table, word)
		}
	}
	if missing.Len() > 0 {
		t.Errorf("add to the end of %s:\n%s", file, &missing)
	}
}

// Codes as they were once read aloud.
func TestOldCodesStillMeanTheSame(t *testing.T) {
	for code, want := range map[string]Call{
		"AB76-105E": {Step: "check", Question: "trouble", Cause: "AUTH-MAILBOX-OFF", TwoStep: checklist.Said, SMTPAuth: checklist.Refuted,
			AppPassword: checklist.Said, Keychain: Elsewhere, OS: "linux", Practice: true},
		"D9Q3-PANR": {Step: "app-password", Question: "create", TwoStep: checklist.Said, SMTPAuth: checklist.Todo, AppPassword: checklist.Todo,
			OS: "linux", Practice: true},
	} {
		if got, err := Decode(code); err != nil || got != want {
			t.Errorf("%s means %+v, %v; it meant %+v", code, got, err, want)
		}
	}
}
