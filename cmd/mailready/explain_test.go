//go:build unix

package main

import (
	"encoding/json"
	"strings"
	"testing"

	"mailready/smtpcheck/causes"
	"mailready/wizard/call"
	"mailready/wizard/checklist"
	"mailready/wizard/explain"
)

// explainJSON runs explain --json and reads its one object.
func (w *world) explainJSON(stdin string, args ...string) explain.Result {
	w.Helper()
	r := w.run(stdin, append([]string{"explain", "--json"}, args...)...)
	var e explain.Result
	if err := json.Unmarshal([]byte(r.Stdout), &e); err != nil || r.Code != 0 || strings.Count(r.Stdout, "\n") != 1 {
		w.Fatalf("exit %d, %v: %s%s", r.Code, err, r.Stdout, r.Stderr)
	}
	return e
}

func TestExplainFromStandardInput(t *testing.T) {
	w := newWorld(t)
	const python = `smtplib.SMTPAuthenticationError: (535, b"5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information.")`
	for _, args := range [][]string{{"-"}, {}} {
		e := w.explainJSON(python, args...)
		if e.Cause != "AUTH-MAILBOX-OFF" || e.Owner != causes.Admin || e.Recognised != "SmtpClientAuthentication is disabled for the Mailbox" {
			t.Errorf("explain %v: %+v", args, e)
		}
		if e.Reply == nil || e.Reply.Code != 535 || e.Reply.Enhanced != "5.7.139" || !strings.HasSuffix(e.Reply.Text, "for more information.") {
			t.Errorf("reply %+v", e.Reply)
		}
	}
}

func TestExplainTakesCodesAndTexts(t *testing.T) {
	w := newWorld(t)
	for _, c := range checklist.Catalogue() {
		if testing.Short() && !strings.HasPrefix(c.Code, "KEY-") {
			continue
		}
		if e := explain.Of(explain.Text(strings.ToLower(c.Code), causes.Facts{}), causes.Names{}); e.Cause != c.Code || e.Title != c.Title {
			t.Errorf("%s is explained as %s", c.Code, e.Cause)
		}
	}
	if e := w.explainJSON("", "key-locked"); e.Cause != "KEY-LOCKED" || e.Reply != nil {
		t.Errorf("key-locked: %+v", e)
	}
	if e := w.explainJSON("", "535", "5.7.3", "Authentication", "unsuccessful"); e.Cause != "AUTH-REFUSED" {
		t.Errorf("several arguments: %+v", e)
	}
	e := w.explainJSON("", "nothing works")
	if e.Cause != "UNKNOWN" || e.Recognised != "" || len(e.Try) == 0 || e.AdminTry == nil {
		t.Errorf("unknown: %+v", e)
	}
}

func TestExplainTakesCallCodes(t *testing.T) {
	w := newWorld(t)
	code := call.Encode(call.Call{Step: "check", Question: "trouble", Cause: "AUTH-TENANT-OFF", Account: causes.AccountWork})
	if e := w.explainJSON("", strings.ToLower(code)); e.Cause != "AUTH-TENANT-OFF" || e.Owner != causes.Admin || e.Recognised != code {
		t.Errorf("%s: %+v", code, e)
	}
	if r := w.run("", "explain", code); r.Code != 0 || !strings.Contains(r.Stdout, "AUTH-TENANT-OFF") || !strings.Contains(r.Stdout, "ASK NEXT") {
		t.Errorf("%s: %+v", code, r)
	}
	quiet := call.Encode(call.Call{Step: "two-step"})
	if e := w.explainJSON("", quiet); e.Cause != "OK" {
		t.Errorf("a call without a failure, %s: %+v", quiet, e)
	}
}

func TestExplainFitsTheAddress(t *testing.T) {
	w := newWorld(t)
	const reply = "535 5.7.139 Authentication unsuccessful, basic authentication is disabled."
	work := w.explainJSON("", "--from", "jane@contoso.example", reply)
	if work.Owner != causes.Admin || !strings.Contains(strings.Join(work.AdminTry, "\n"), "Get-User jane@contoso.example") {
		t.Errorf("work: %+v", work)
	}
	home := w.explainJSON("", "--from", "jane@outlook.com", reply)
	if home.Cause != work.Cause || home.Owner != causes.You || len(home.AdminTry) != 0 {
		t.Errorf("personal account: %+v", home)
	}
	if r := w.run("", "explain", "--from", "jane", reply); r.Code != causes.ExitInput || !strings.Contains(r.Stderr, "IN-EMAIL") {
		t.Errorf("bad address: %+v", r)
	}
}

func TestExplainInWords(t *testing.T) {
	w := newWorld(t)
	r := w.run("", "explain", "530 5.7.57 Client not authenticated to send mail. Error: 535 5.7.139 Authentication unsuccessful, account locked. Contact your administrator.")
	for _, want := range []string{"AUTH-LOCKED: account locked", "It is your turn.", "1. Stop every program", "What the admin does:", "Recognised by: Authentication unsuccessful, account locked", "535 5.7.139"} {
		if !strings.Contains(r.Stdout, want) {
			t.Errorf("does not say %q:\n%s", want, r.Stdout)
		}
	}
	if r := w.run("hostile \x1b]0;title\x07 535 5.7.3 Authentication \x1b[2Junsuccessful \u202e", "explain"); strings.ContainsAny(r.Stdout, "\x1b\x07\u202e") || r.Code != 0 {
		t.Errorf("shows what it was given: %q", r.Stdout)
	}
	if r := w.run("", "explain", "--list"); r.Code != 0 || strings.Count(r.Stdout, "\n") != len(checklist.Catalogue()) || !strings.Contains(r.Stdout, "SEND-VERIFY") {
		t.Errorf("list: %+v", r)
	}
}

// What a log tells of the login must not come out again.
func TestExplainShowsNoPassword(t *testing.T) {
	w := newWorld(t)
	log := "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YUBjb250b3NvLmV4YW1wbGU=\nS: 334 UGFzc3dvcmQ6\nC: " + w.Password + "\nS: 535 5.7.3 Authentication unsuccessful\nC: AUTH PLAIN " + w.Password + "\nC: QUIT\n"
	for _, args := range [][]string{{"explain"}, {"explain", "--json"}} {
		if r := w.run(log, args...); !strings.Contains(r.Stdout, "AUTH-REFUSED") {
			t.Errorf("%v: %+v", args, r)
		}
	}
}

// Explain tells a program which program the text is from, and what else it
// tells; and it knows what keychains say.
func TestExplainTellsWhatThePasteTells(t *testing.T) {
	w := newWorld(t)
	got := w.run("fsockopen(): unable to connect to ssl://smtp.office365.com:465 (Connection timed out) in SMTP.php", "explain", "--json", "-")
	var e explain.Result
	if err := json.Unmarshal([]byte(got.Stdout), &e); err != nil || e.Cause != "NET-PORT" || e.Program != "PHP" || e.Facts == nil || e.Facts.Host != "smtp.office365.com" || e.Facts.Port != 465 {
		t.Errorf("%v: %s", err, got.Stdout)
	}
	got = w.run("failed to store token in keychain: The name org.freedesktop.secrets was not provided by any .service files", "explain", "--json", "-")
	if err := json.Unmarshal([]byte(got.Stdout), &e); err != nil || e.Cause != "KEY-ABSENT" || e.Owner != causes.You {
		t.Errorf("%v: %s", err, got.Stdout)
	}
}
