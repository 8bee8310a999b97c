package checklist

import (
	"mailready/smtpcheck/causes"
	"maps"
	"slices"
	"testing"
)

// ways calls visit with every way of answers through the table.
func ways(t *testing.T, qs Questions, given map[string]string, visit func(map[string]string, *Finding)) {
	if len(given) > len(qs.Questions) {
		t.Fatalf("the questions go round in a circle: %v", given)
	}
	q, f := qs.Walk(given)
	if (q == nil) == (f == nil) {
		t.Fatalf("Walk(%v) = %v, %v; want exactly one", given, q, f)
	}
	if f != nil {
		visit(given, f)
		return
	}
	for _, a := range q.Answers {
		next := maps.Clone(given)
		next[q.Key] = a.Value
		ways(t, qs, next, visit)
	}
}

func TestNoAppPasswordLeadsSomewhere(t *testing.T) {
	found, asked := map[string]bool{}, map[string]bool{}
	n, longest := 0, 0
	ways(t, NoAppPassword, map[string]string{}, func(given map[string]string, f *Finding) {
		n++
		found[f.Key] = true
		keys := NoAppPassword.Asked(given)
		longest = max(longest, len(keys))
		if len(keys) != len(given) || keys[0] != NoAppPassword.First {
			t.Errorf("%v was asked in the order %v", given, keys)
		}
		for _, k := range keys {
			asked[k] = true
		}
		// Back: without the last answer its question is asked again.
		back := maps.Clone(given)
		last := keys[len(keys)-1]
		delete(back, last)
		if q, _ := NoAppPassword.Walk(back); q == nil || q.Key != last {
			t.Errorf("back from %v asks %v", given, q)
		}
	})
	if len(found) != len(NoAppPassword.Findings) || len(asked) != len(NoAppPassword.Questions) {
		t.Errorf("%d ways reach findings %v by questions %v; some are never reached", n, slices.Sorted(maps.Keys(found)), slices.Sorted(maps.Keys(asked)))
	}
	if longest > 6 {
		t.Errorf("the longest way has %d questions", longest)
	}
}

func TestNoAppPasswordReasons(t *testing.T) {
	for _, c := range []struct {
		name    string
		answers map[string]string
		finding string
		turn    causes.Owner
		admin   []AdminItem
	}{
		{"wrong account", map[string]string{"account": "other"}, "other-account", causes.You, nil},
		{"private account", map[string]string{"account": "consumer"}, "consumer", causes.You, nil},
		{"no second step", map[string]string{"account": "mine", "method": "no"}, "no-method", causes.You, nil},
		{"a colleague has it", map[string]string{"account": "mine", "method": "yes", "admin": "no", "colleague": "yes"},
			"not-enforced", causes.Admin, []AdminItem{AdminPerUserMFA}},
		{"policy by place", map[string]string{"account": "mine", "method": "yes", "admin": "no", "colleague": "no", "asked": "some"},
			"conditional", causes.Admin, []AdminItem{AdminPerUserMFA, AdminAllow, AdminConditional}},
		{"security defaults, seen", map[string]string{"account": "mine", "method": "yes", "admin": "yes", "defaults": "on"},
			"defaults", causes.Admin, []AdminItem{AdminDefaults, AdminPerUserMFA, AdminAllow}},
		{"switch off", map[string]string{"account": "mine", "method": "yes", "admin": "yes", "defaults": "off", "state": "enforced", "allow": "no"},
			"not-allowed", causes.Admin, []AdminItem{AdminAllow}},
		{"an answer of another version", map[string]string{"account": "mine", "method": "perhaps"}, "", "", nil},
	} {
		q, f := NoAppPassword.Walk(c.answers)
		if c.finding == "" {
			if f != nil || q.Key != "method" {
				t.Errorf("%s: %v, %v", c.name, q, f)
			}
			continue
		}
		if f == nil || f.Key != c.finding || f.Turn != c.turn || !slices.Equal(f.Admin, c.admin) {
			t.Errorf("%s: %+v", c.name, f)
		}
	}
}

func TestNoAppPasswordWords(t *testing.T) {
	for _, q := range NoAppPassword.Questions {
		sentences(t, q.Label)
		sentences(t, q.Hint)
		if (q.Old != "") != (len(q.Body()) == 1) {
			t.Errorf("%s: no older guide says %q", q.Key, q.Old)
		}
		if len(q.Answers) < 2 || len(q.Options()) != len(q.Answers) {
			t.Errorf("%s is no question", q.Key)
		}
		seen := map[string]bool{}
		for _, a := range q.Answers {
			sentences(t, a.Label)
			if seen[a.Value] || a.Label == "" || (a.Next == "") == (a.Finding == "") {
				t.Errorf("%s: answer %+v", q.Key, a)
			}
			seen[a.Value] = true
		}
	}
	for _, f := range NoAppPassword.Findings {
		if len(f.Lines) == 0 || len(f.Lines) > 3 {
			t.Errorf("%s: %d lines", f.Key, len(f.Lines))
		}
		for _, l := range f.Lines {
			sentences(t, l)
		}
		if (f.Turn == causes.Admin) != (len(f.Admin) > 0) {
			t.Errorf("%s: turn %s, items %v", f.Key, f.Turn, f.Admin)
		}
		if f.Again && f.NoWay {
			t.Errorf("%s: look again, and no way", f.Key)
		}
	}
}

func TestOldGuides(t *testing.T) {
	steps := []string{"mailbox", "two-step", "smtp-auth", "settings", "app-password", "check", "test-email"}
	n := 0
	for _, step := range steps {
		for _, o := range OldGuidesAt(step) {
			n++
			sentences(t, o.Line())
		}
	}
	if n != len(OldGuides) {
		t.Errorf("%d of %d corrections belong to a step", n, len(OldGuides))
	}
}
