package call

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"mailready/wizard/checklist"
)

// anyCall is a call of which every part was chosen at random.
func anyCall(random *rand.Rand) Call {
	var c Call
	c.Step, c.Question, _ = strings.Cut(screens()[random.IntN(len(screens()))], "/")
	c.Cause = causeNames()[random.IntN(len(causeNames()))]
	for _, e := range []*checklist.Evidence{&c.TwoStep, &c.SMTPAuth, &c.AppPassword} {
		*e = evidence[random.IntN(len(evidence))]
	}
	if c.AppPassword == checklist.Proved {
		c.AppPassword, c.SignIn = "", true // no answer proves one: its place tells of those who sign in
	}
	c.Keychain = keychains[random.IntN(len(keychains))]
	c.setRealm(realms[random.IntN(len(realms))])
	c.OS = systems[random.IntN(len(systems))]
	c.Outcome = outcomes[random.IntN(len(outcomes))]
	c.Refused, c.Practice = random.IntN(2) == 1, random.IntN(2) == 1
	return c
}

func TestCallComesBack(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		want := anyCall(random)
		got, err := Decode(Encode(want))
		if err != nil || got != want {
			t.Fatalf("%+v came back as %+v, %v", want, got, err)
		}
	}
}

func TestCodeLooksLikeOne(t *testing.T) {
	code := Encode(Call{Step: "check", Question: "trouble", Cause: "AUTH-MAILBOX-OFF", OS: "linux"})
	if len(code) != 9 || code[4] != '-' || strings.Trim(code, checklist.Alphabet+"-") != "" {
		t.Errorf("%q is not two groups of four", code)
	}
}

// Whatever is not in a table is left out, so no free text can get into a code.
func TestUnknownWordsAreLeftOut(t *testing.T) {
	got, err := Decode(Encode(Call{Step: "check", Question: "office@contoso.example", Cause: "hunter2", Keychain: "attic", Cloud: "mine", OS: "plan9"}))
	if want := (Call{Step: "check", TwoStep: checklist.Todo, SMTPAuth: checklist.Todo, AppPassword: checklist.Todo}); err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}

func TestCodeIsForgiven(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		want := anyCall(random)
		code := Encode(want)
		for _, typed := range []string{
			strings.ToLower(code), strings.ReplaceAll(code, "-", ""), strings.ReplaceAll(code, "-", " "), "  " + strings.Join(strings.Split(code, ""), " ") + "\n",
			strings.ReplaceAll(code, "0", "O"), strings.ReplaceAll(code, "0", "o"),
			strings.ReplaceAll(code, "1", "I"), strings.ReplaceAll(code, "1", "l"),
			strings.ReplaceAll(code, "-", "\u2013"),
		} {
			if got, err := Decode(typed); err != nil || got != want {
				t.Fatalf("%q for %q: %+v, %v", typed, code, got, err)
			}
		}
	}
}

func mustBeBad(t *testing.T, code string) {
	t.Helper()
	if c, err := Decode(code); problem(err) != "CODE-BAD" {
		t.Fatalf("%q: %+v, %v", code, c, err)
	}
}

func problem(err error) string {
	var p *checklist.Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}

// readable is how many of the numbers of 35 bits are calls of this version.
func readable() float64 {
	n := float64(len(evidence)*len(evidence)*len(evidence)) * float64(len(causeNames())*len(keychains)*len(realms)*len(systems)*len(outcomes)*2*2)
	return n * float64(len(screens()))
}

// A random code of eight symbols is taken once in 32 times the share of
// numbers that mean something.
func TestRandomCodes(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	const codes = 1_000_000
	taken, old := 0, 0
	code := make([]byte, symbols)
	for range codes {
		for i := range code {
			code[i] = checklist.Alphabet[random.IntN(32)]
		}
		switch _, err := Decode(string(code)); problem(err) {
		case "CODE-OLD":
			old++
		case "":
			if err != nil {
				t.Fatalf("%s: %v is no problem", code, err)
			}
			taken++
		}
	}
	stated := codes * readable() / most / 32
	t.Logf("taken %d of %d, stated %.0f; of another version %d", taken, codes, stated, old)
	if low, high := stated*0.9, stated*1.1; float64(taken) < low || float64(taken) > high {
		t.Errorf("%d random codes were taken, want %.0f to %.0f", taken, low, high)
	}
	if limit := codes / 32; taken+old > limit+limit/20 {
		t.Errorf("%d random codes passed the check symbol, want about %d at most", taken+old, limit)
	}
}

func TestCodeOfAnotherVersion(t *testing.T) {
	n := 0
	for _, f := range fields[1:] {
		n = n*f.room + 0
	}
	size := 1
	for _, f := range fields[1:] {
		size *= f.room
	}
	for _, rev := range []int{2, 3} {
		if _, err := unpack(rev*size + n); problem(err) != "CODE-OLD" {
			t.Errorf("revision %d: %v", rev, err)
		}
	}
	if _, err := unpack(0); problem(err) != "CODE-BAD" {
		t.Errorf("no revision: %v", err)
	}
	if _, err := unpack(most - 1); problem(err) != "CODE-BAD" {
		t.Errorf("out of room: %v", err)
	}
	newer := Call{Step: "check"}
	save := causeNames
	later := append(slices.Clone(causeNames()), "LATER-CAUSE") // a release to come
	causeNames = func() []string { return later }
	newer.Cause = "LATER-CAUSE"
	code := Encode(newer)
	causeNames = save
	if _, err := Decode(code); problem(err) != "CODE-OLD" {
		t.Errorf("a cause of a later release: %v", err)
	}
}

func TestTablesFitTheirRoom(t *testing.T) {
	room := 1.0
	for _, f := range fields {
		room *= float64(f.room)
	}
	if room > most {
		t.Errorf("the fields need %.0f numbers, the symbols have %d", room, most)
	}
	for name, l := range map[string][2]int{"screens": {len(screens()), 184}, "causes": {len(causeNames()), 128}, "evidence": {len(evidence), 5},
		"keychains": {len(keychains), 4}, "realms": {len(realms), 9}, "systems": {len(systems), 4}, "outcomes": {len(outcomes), 5}} {
		if l[0] > l[1] {
			t.Errorf("%s has %d words, room for %d", name, l[0], l[1])
		}
	}
	for name, table := range map[string][]string{"screens": screens(), "causes": causeNames(), "realms": realms, "systems": systems} {
		seen := map[string]bool{}
		for _, w := range table {
			if seen[w] {
				t.Errorf("%s has %q twice", name, w)
			}
			seen[w] = true
		}
	}
}

func TestCodesThatAreNone(t *testing.T) {
	for typed, want := range map[string]string{
		"":                         "type the call code",
		"   ":                      "type the call code",
		"K7Q2":                     "only 4",
		"K7Q2-F9XM-A":              "has more",
		"K7Q2-F9XU":                "'U' does not occur",
		"K7Q2-F9X#":                "'#' does not occur",
		strings.Repeat("A", 10000): "has more",
	} {
		_, err := Decode(typed)
		if problem(err) != "CODE-BAD" || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v, want %q", typed, err, want)
		}
	}
}

func TestSpell(t *testing.T) {
	if got, want := Spell("K7Q2-F9XM"), "kilo seven quebec two, foxtrot nine x-ray mike"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(spokenSymbols) != len(checklist.Alphabet) {
		t.Fatalf("%d words for %d symbols", len(spokenSymbols), len(checklist.Alphabet))
	}
	for i, w := range spokenSymbols[10:] {
		if !strings.HasPrefix(strings.ToUpper(w), checklist.Alphabet[10+i:11+i]) {
			t.Errorf("%q is said for %c", w, checklist.Alphabet[10+i])
		}
	}
}

// What the caller reads aloud can be typed as it is heard.
func TestDecodeTakesWords(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	for range 2000 {
		want := anyCall(random)
		code := Encode(want)
		said := Spell(code)
		mixed := strings.Fields(said)
		for i := range mixed {
			if random.IntN(2) == 0 {
				mixed[i] = strings.ReplaceAll(code, "-", "")[i : i+1]
			}
		}
		other := strings.NewReplacer("alpha", "Alfa", "juliett", "juliet", "whiskey", "whisky", "x-ray", "x ray", "zero", "oh", "nine", "niner", ",", " dash").Replace(said)
		for _, typed := range []string{said, strings.ToUpper(said), strings.Join(mixed, " "), strings.ReplaceAll(said, "x-ray", "xray"), other} {
			if got, err := Decode(typed); err != nil || got != want {
				t.Fatalf("%q for %s: %+v, %v", typed, code, got, err)
			}
		}
	}
	for typed, want := range map[string]string{
		"bravo juliett sierra":                              "only 3",
		"bravo jullie sierra seven golf zero november":      `"jullie" is no word of the spelling alphabet`,
		"uniform juliett sierra seven golf zero nine tango": "'U' does not occur",
	} {
		if _, err := Decode(typed); problem(err) != "CODE-BAD" || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", typed, err, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add("K7Q2-F9XM")
	f.Add(Encode(Call{Step: "check", Cause: "AUTH-WRONG"}))
	f.Fuzz(func(t *testing.T, typed string) {
		c, err := Decode(typed)
		if err != nil {
			if problem(err) == "" {
				t.Errorf("%v is no problem", err)
			}
			return
		}
		again, err := Decode(Encode(c))
		if err != nil || again != c {
			t.Errorf("%+v came back as %+v, %v", c, again, err)
		}
		Spell(typed)
	})
}
