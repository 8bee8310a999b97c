package desk

import (
	"encoding/json"
	"strings"
	"testing"

	"mailready/wizard/checklist"
)

// What is no code and no error is said to be such, and a wrong code is not
// taken for an error.
func TestAskTellsKinds(t *testing.T) {
	for text, want := range map[string]string{
		"": "empty", " \n": "empty", "8NDQ-8GN6": "code", "8ndq8gn6": "code", "8MDQ-8GN6": "wrong", "8NDQ-8GN": "wrong", "8NDQ": "wrong",
		"eight november delta quebec eight golf november six": "code", "AUTH-WRONG": "cause", "535": "cause", "KEY-LOCKED": "cause",
		"535 5.7.3 Authentication unsuccessful": "cause", "nothing works": "cause", "printer": "cause",
	} {
		if a := Ask(text); a.Kind != want {
			t.Errorf("%q is taken for %q, want %q: %s", text, a.Kind, want, a.Recognised)
		}
	}
}

// Every cause has an answer, and a ticket holds nothing that was pasted.
func TestAskKnowsAllCauses(t *testing.T) {
	for _, c := range checklist.Catalogue() {
		a := Ask(c.Code)
		if a.Cause != c.Code || a.Owner != string(c.Owner) || len(a.Parts) != 1 || len(a.Todo) == 0 {
			t.Errorf("%s: %+v", c.Code, a)
		}
	}
	ticket := Ticket([]Entry{{At: "10:00:00", Ask: "AUTH-WRONG", Note: "<b>\n# tall"}}, true)
	if !strings.Contains(ticket, "Note: \\<b\\> \\# tall") || !strings.Contains(ticket, "AUTH-WRONG") {
		t.Errorf("the ticket:\n%s", ticket)
	}
}

func FuzzServe(f *testing.F) {
	for name := range wishes {
		f.Add(name, `{"Text":"8NDQ-8GN6","Cause":"AUTH-WRONG","Mailbox":"a@contoso.example","Entries":[{"Ask":"AUTH-WRONG"}]}`)
	}
	f.Add("none", "{")
	f.Fuzz(func(t *testing.T, name, request string) {
		if answer := Serve(name, request); !json.Valid([]byte(answer)) {
			t.Errorf("%q is no JSON", answer)
		}
	})
}
