package call

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"mailready/wizard/checklist"
)

// A code made by an older release must still mean the same: the words that
// were in use keep their places for good, and new ones come behind them.
func TestTablesOnlyGrow(t *testing.T) {
	const inUse, sum = 6063, "07afc228dfa9b8f85b5b456a86243906d906deb48b07a3c06de8b988b07a8945" // of the release before; both may grow with a release
	if len(codeWords) < inUse {
		t.Fatal("words were taken out of code_words.txt")
	}
	if got := fmt.Sprintf("%x", sha256.Sum256([]byte(codeWords[:inUse]))); got != sum {
		t.Errorf("the words that were in use have changed; add new ones at the end of code_words.txt (%s)", got)
	}
	for line := range strings.Lines(codeWords) {
		if table, _, ok := strings.Cut(line, " "); !ok || table != "screen" && table != "cause" {
			t.Errorf("%q is of no table", line)
		}
	}
	if got := fmt.Sprint(evidence, keychains, realms, systems, outcomes); got != "[todo said fits proved refuted] [ memory system other] [ work consumer other google cloud gcc-high cloud dod cloud china] [ linux darwin windows] [ logged-in sent confirmed unknown]" {
		t.Error(got)
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
