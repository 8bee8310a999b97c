package explain

import (
	"encoding/json"
	"strings"
	"testing"

	"mailready/smtpcheck/causes"
	"mailready/wizard/call"
	"mailready/wizard/checklist"
)

// Each way of writing what went wrong is recognised as what it is.
func TestText(t *testing.T) {
	for text, want := range map[string]string{
		"AUTH-TENANT-OFF":   "AUTH-TENANT-OFF",
		" auth tenant off ": "AUTH-TENANT-OFF",
		"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.": "AUTH-TENANT-OFF",
		"535":                          causes.Unknown.Code, // several causes share it
		"5.7.139":                      causes.Unknown.Code,
		"AUTH-TENNANT-OFF":             causes.Unknown.Code, // the nearest is named
		"the printer is out of paper":  causes.Unknown.Code,
		"":                             causes.Unknown.Code,
		strings.Repeat("\x00", 100000): causes.Unknown.Code,
	} {
		v := Text(text, causes.Facts{})
		if v.Cause == nil || v.Cause.Code != want {
			t.Errorf("%.60q: %+v, want %s", text, v.Cause, want)
		}
	}
	if v := Text("AUTH-TENNANT-OFF", causes.Facts{}); !strings.Contains(strings.Join(v.Cause.Try, " "), "AUTH-TENANT-OFF") {
		t.Errorf("the nearest code is not named: %q", v.Cause.Try)
	}
	if v := Text("5.7.139", causes.Facts{}); !strings.Contains(v.Cause.Happened, "the server refused the login") {
		t.Errorf("what the causes of a number have in common: %q", v.Cause.Happened)
	}
}

// Every call code that the wizard makes is a call code, and words that look
// like one are none.
func TestCallCode(t *testing.T) {
	for _, step := range checklist.Steps() {
		for _, field := range step.Fields {
			c := call.Call{Step: step.ID, Question: field.Key}
			code := call.Encode(c)
			for _, typed := range []string{code, " " + strings.ToLower(code) + "\n", call.Spell(code)} {
				if _, ok := CallCode(typed); !ok {
					t.Errorf("%q is no call code", typed)
				}
			}
			if v := OfCall(c, causes.Facts{}); v.Cause.Code != causes.Fine.Code || v.Recognised != code {
				t.Errorf("%s tells of %s", code, v.Cause.Code)
			}
		}
	}
	for _, word := range []string{"passwords", "relaying", "", "AUTH-TENANT-OFF", "5.7.139"} {
		if _, ok := CallCode(word); ok {
			t.Errorf("%q was taken for a call code", word)
		}
	}
	if v := OfCall(call.Call{Step: "check", Question: "trouble", Cause: "AUTH-TENANT-OFF"}, causes.Facts{}); v.Cause.Code != "AUTH-TENANT-OFF" {
		t.Errorf("a call about AUTH-TENANT-OFF tells of %s", v.Cause.Code)
	}
}

// Of every cause it is said what happened, whose turn it is and what to do, with
// the names put in; and the same stands in the JSON.
func TestEveryCauseIsSaid(t *testing.T) {
	names := causes.Names{Mailbox: "scanner@contoso.example", Login: "login@contoso.example", Host: "smtp.office365.com", Port: 587, Recipient: "boss@contoso.example"}
	for _, c := range checklist.Catalogue() {
		r := Of(causes.Verdict{Cause: &c, Recognised: c.Code}, names)
		var said []string
		for _, p := range r.Parts() {
			said = append(append(said, p.Say...), p.Actions...)
		}
		all := strings.Join(said, "\n")
		for _, want := range append([]string{r.Happened, checklist.Turns[c.Owner]}, r.Try...) {
			if c.Code != causes.Fine.Code && (want == "" || !strings.Contains(all, want)) {
				t.Errorf("%s: %q is not said", c.Code, want)
			}
		}
		if len(r.Try) == 0 || strings.ContainsAny(all, "{}") {
			t.Errorf("%s: %s", c.Code, all)
		}
		if r.HasLetter() != strings.Contains(all, "mailready admin-request --cause "+c.Code) {
			t.Errorf("%s: the message for the admin is named or not, and it should be the other way", c.Code)
		}
		text, err := json.Marshal(r)
		var back map[string]any
		if err != nil || json.Unmarshal(text, &back) != nil || back["cause"] != c.Code || back["schema"] != 1.0 || back["try"] == nil || back["admin_try"] == nil {
			t.Errorf("%s: %v %s", c.Code, err, text)
		}
	}
}
