package causes

import (
	"mailready/smtpcheck"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzExplain gives any text: the verdict must be one of the catalogue, what
// was recognised must come from the text, and nothing of it may do harm on a
// terminal.
func FuzzExplain(f *testing.F) {
	for _, k := range corpus(f)[:40] {
		f.Add(k.Reply)
	}
	for _, p := range pasted {
		f.Add(p.text)
	}
	for _, w := range wrappings {
		f.Add(w.wrap("535 5.7.139 Authentication unsuccessful, account locked."))
	}
	f.Fuzz(func(t *testing.T, text string) {
		v := Explain(text, Facts{})
		if v.Cause == nil || v.Cause.Code == "" || len(v.Cause.Try) == 0 {
			t.Fatalf("no cause: %+v", v)
		}
		if v.Cause.Code == Unknown.Code && (v.Recognised != "" || v.Reply.Code != 0) {
			t.Fatalf("unknown, and yet recognised: %+v", v)
		}
		shown := v.Recognised + v.Reply.String()
		if !utf8.ValidString(shown) || strings.ContainsFunc(shown, unicode.IsControl) {
			t.Fatalf("not safe to show: %q", shown)
		}
	})
}

// FuzzDiagnose gives any reply at any stage.
func FuzzDiagnose(f *testing.F) {
	for i, k := range corpus(f) {
		f.Add(uint8(i), 0, k.Reply)
	}
	f.Fuzz(func(t *testing.T, stage uint8, code int, text string) {
		reply := smtpcheck.Reply{Code: code, Lines: []smtpcheck.Text{smtpcheck.SafeText([]byte(text))}}
		v := Diagnose(&smtpcheck.Error{Stage: smtpcheck.Stages[int(stage)%len(smtpcheck.Stages)], Reply: reply}, Facts{})
		if v.Cause == nil || v.Cause.Code == Fine.Code {
			t.Fatalf("%+v", v)
		}
		if code >= 400 && code < 600 && v.Cause.Code == Unknown.Code {
			t.Fatalf("a refusal without a cause: %+v", reply)
		}
	})
}

// Long texts made to be slow must not be: the work grows with the length of
// the text and not faster. The test hangs where that is not so.
func TestExplainIsBounded(t *testing.T) {
	for name, unit := range map[string]string{
		"beginnings of a sentence": "basic authentication ", "replies": "535 5.7.139 Authentication unsuccessful\n", "different replies": "535 5.7.139 x\n550 5.1.1 y\n",
		"codes": "535 ", "bare codes": "\n550 no mail", "escapes": `\u0041\n\"`, "tags": "<b ", "entities": "&amp;", "quote marks": "> > > > ", "spaces": " ",
		"lead-ins": "server responded: ", "dots": "5.7.", "digits": "5", "long line": "x", "commands": "\nAUTH LOGIN dXNlcg==", "brackets": "[Hostname=", "escape sequences": "\x1b[",
		"starred": "SmtpClientAuthentication ", "colours": "\x1b]0;", "stages": "MAIL FROM 550 \n", "base64": "\nQUJDREVGR0g=", "equals": "=\n", "zero": "\x00a",
	} {
		t.Run(name, func(t *testing.T) {
			Explain(strings.Repeat(unit, (1<<20)/64/len(unit)+1), Facts{})
		})
	}
}
