package causes

import (
	"encoding/json"
	"mailready/smtpcheck"
	"os"
	"strings"
	"testing"
)

// known is one line of testdata/replies.jsonl: a reply that was captured,
// quoted, documented or inferred, the stage at which it comes (empty: any),
// and the cause that it must be taken for.
type known struct {
	ID, Cause, Reply, Source string
	Stage                    smtpcheck.Stage
}

func corpus(t testing.TB) []known {
	raw, err := os.ReadFile("testdata/replies.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var all []known
	for line := range strings.Lines(string(raw)) {
		var k known
		if err := json.Unmarshal([]byte(line), &k); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		all = append(all, k)
	}
	if len(all) < 200 {
		t.Fatalf("the corpus has %d lines only", len(all))
	}
	return all
}

// answer takes a reply apart as the engine does.
func answer(t *testing.T, raw string) smtpcheck.Reply {
	r, ok := smtpcheck.ParseReply(raw)
	if !ok {
		t.Fatalf("%q is no reply", raw)
	}
	return r
}

func TestDiagnoseKnowsTheCorpus(t *testing.T) {
	for _, k := range corpus(t) {
		if k.Cause == Fine.Code || k.Reply[3] != ' ' && k.Reply[3] != '-' {
			continue // no failure, or quoted without its code, which no engine sees
		}
		v := Diagnose(&smtpcheck.Error{Stage: k.Stage, Reply: answer(t, k.Reply)}, Facts{Account: AccountWork, Host: "smtp.office365.com"})
		if v.Cause.Code != k.Cause {
			t.Errorf("%s at %q: %s, because of %q: %s", k.ID, k.Stage, v.Cause.Code, v.Recognised, k.Reply)
		}
		if v.Recognised == "" || v.Reply.Code == 0 {
			t.Errorf("%s: recognised %q of %v", k.ID, v.Recognised, v.Reply)
		}
	}
}

func TestExplainKnowsTheCorpus(t *testing.T) {
	for _, k := range corpus(t) {
		v := Explain(k.Reply, Facts{})
		if v.Cause.Code != k.Cause {
			t.Errorf("%s: %s, because of %q: %s", k.ID, v.Cause.Code, v.Recognised, k.Reply)
		}
	}
}
