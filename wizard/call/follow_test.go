package call

import (
	"crypto/rand"
	mathrand "math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/checklist"
	"mailready/wizard/guide"
)

// Whatever the caller answers, and whatever the server says, both ends see
// the same screen.
func TestBothEndsSeeTheSame(t *testing.T) {
	seen := map[string]bool{}
	plays := append([]causes.Cause{{}}, causes.Plays()...)
	for n := range 80 {
		synctest.Test(t, func(t *testing.T) {
			server := &simserver.Server{}
			if cause := plays[n%len(plays)]; cause.Code != "" {
				server = simserver.For(cause)
				server.Then, server.ThenAfter = &simserver.Server{}, 1+n%3
			}
			defer server.Close()
			env := words()
			env.Keys, env.Dial, env.Resolver, env.TLS = keystore.Memory(), server.Dial, noMail{server}, server.TLS()
			if n%5 == 3 {
				env.Keys = &stuck{Store: keystore.Memory(), times: n % 4, err: stuckErrors[n%len(stuckErrors)]}
			}
			env.Random, env.Computer, env.Version, env.Practice = rand.Reader, "here", "test", n%2 == 0
			env.Open = func(string) error { return nil }
			if !env.Practice { // practice writes no file
				env.Write = func(string, string) (string, error) { return "report.txt", nil }
			}
			env.Code = func(s checklist.State, shown checklist.Screen) string {
				return Encode(Of(s, shown, env.Keys.Kind(), "linux", env.Practice))
			}
			c := &caller{t: t, random: mathrand.New(mathrand.NewPCG(uint64(n), 1)), sender: callers[n%len(callers)], seen: seen}
			if n%3 == 0 {
				c.sender = callers[0]
			}
			c.r = checklist.Start(checklist.Steps(), checklist.State{}, env)
			c.walk(80)
			if s := c.r.State(); s.Sender != "" {
				c.r = checklist.Start(checklist.Steps(), s, env) // and comes back later
				c.walk(20)
			}
		})
		if t.Failed() {
			return
		}
	}
	var missed []string
	for _, name := range screens() {
		if step, key, _ := strings.Cut(name, "/"); key != "" && !seen[step+"/"+key] {
			missed = append(missed, name)
		}
	}
	slices.Sort(missed)
	t.Logf("%d screens were compared, %d not reached: %v", len(seen), len(missed), missed)
	if len(seen) < 50 {
		t.Errorf("only %d different screens were reached", len(seen))
	}
}

// Every question of the steps has its place in the code, and every finding of
// the branch.
func TestTablesKnowEveryScreen(t *testing.T) {
	for _, step := range checklist.Steps() {
		for _, f := range step.Fields {
			if !slices.Contains(screens(), step.ID+"/"+f.Key) && f.Key != "why" {
				t.Errorf("%s/%s is missing in the table of screens; add it at the end", step.ID, f.Key)
			}
		}
	}
	for _, f := range checklist.NoAppPassword.Findings {
		if !slices.Contains(screens(), "two-step/why:"+f.Key) {
			t.Errorf("the finding %s is missing in the table of screens; add it at the end", f.Key)
		}
	}
}

// Every cause has its place in the code, and every variant that the rest of
// the code does not tell.
func TestTablesKnowEveryCause(t *testing.T) {
	for _, list := range [][]causes.Cause{causes.All(), checklist.Causes(), {causes.Unknown}} {
		for _, c := range list {
			names := []string{c.Code}
			for _, v := range c.Variants {
				if v.Elsewhere {
					names = append(names, c.Code+":elsewhere")
				} else if v.Name != "" {
					names = append(names, c.Code+":"+v.Name)
				}
			}
			for _, name := range names {
				if !slices.Contains(causeNames(), name) {
					t.Errorf("%s is missing in the table of causes; add it at the end", name)
				}
			}
		}
	}
}

// What the guide asks at a question belongs to a question that there is.
func TestGuideAsksAtRealQuestions(t *testing.T) {
	for _, section := range guide.Sections() {
		for _, key := range section.Keys() {
			if !slices.Contains(screens(), section.ID+"/"+key) {
				t.Errorf("the guide has something to ask at %s/%s, which is no question", section.ID, key)
			}
		}
	}
}

func TestEveryFindingIsShown(t *testing.T) {
	for _, finding := range checklist.NoAppPassword.Findings {
		call, err := Decode(Encode(Call{Step: "two-step", Question: "why:" + finding.Key}))
		f := Follow(call, words())
		if err != nil || !f.Known || !slices.Equal(f.Screen.Body, finding.Lines) {
			t.Errorf("%s: %v, known %v, shown %q, want %q", finding.Key, err, f.Known, f.Screen.Body, finding.Lines)
		}
	}
}

func TestStepAlone(t *testing.T) {
	f := Follow(Call{Step: "check", Cause: "AUTH-LOCKED"}, words())
	if f.Known || f.Screen.Title == "" || len(f.Screen.Body) == 0 || f.Ask == "" {
		t.Errorf("a step without its question shows %+v", f)
	}
	if !slices.ContainsFunc(f.Facts, func(fact string) bool { return strings.HasPrefix(fact, "Cause: AUTH-LOCKED ") }) {
		t.Errorf("the cause is missing in %q", f.Facts)
	}
}

// Whatever a code says, also one that was made up: the helper's side shows
// something, and none of the stand-ins.
func TestFollowAnyCode(t *testing.T) {
	random := mathrand.New(mathrand.NewPCG(13, 14))
	for range 3000 {
		call := anyCall(random)
		f := Follow(call, words())
		s := f.Screen
		text := strings.Join(slices.Concat(s.Body, s.Links, f.Facts, f.Say, []string{s.Title, s.Label, s.Hint, s.Value, f.Ask, f.Turn}), "\n")
		for _, o := range s.Options {
			text += "\n" + o.Label
		}
		if s.Trouble != nil {
			text += "\n" + s.Trouble.Happened + s.Trouble.Turn + strings.Join(s.Trouble.Next, "\n") + s.Trouble.Kept
		}
		for _, bad := range []string{".invalid", "987654", "caller.onmicrosoft", "outlook.com.vn", "googlemail", "sbcglobal", "2999", "{", "stand-in"} {
			if strings.Contains(text, bad) {
				t.Fatalf("%+v shows %q:\n%s", call, bad, text)
			}
		}
		if f.Turn == "" || call.Step != "" && (f.Ask == "" || s.Title == "") {
			t.Fatalf("%+v shows %+v", call, f)
		}
	}
}
