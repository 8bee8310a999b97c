package smtpcheck_test

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"mailready/smtpcheck"
)

var facts = smtpcheck.TestMailFacts{
	From: "anna@contoso.example", To: "ben@example.com", Computer: "desk-7", Version: "1.2", Code: "7KQ2F",
	Date: time.Date(2026, time.November, 22, 9, 30, 0, 0, time.FixedZone("", 3600)),
}

// parts reads a mail as a mail program would.
func parts(t *testing.T, m smtpcheck.Mail) (h mail.Header, subject string, bodies map[string]string) {
	t.Helper()
	got, err := mail.ReadMessage(bytes.NewReader(m.Message))
	if err != nil {
		t.Fatal(err)
	}
	if subject, err = new(mime.WordDecoder).DecodeHeader(got.Header.Get("Subject")); err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(got.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatal(kind, err)
	}
	bodies = map[string]string{}
	for r := multipart.NewReader(got.Body, params["boundary"]); ; {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return got.Header, subject, bodies
		}
		if err != nil {
			t.Fatal(err)
		}
		if e := p.Header.Get("Content-Transfer-Encoding"); e != "quoted-printable" {
			t.Errorf("encoding %q", e)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		bodies[p.Header.Get("Content-Type")] = string(body)
	}
}

func TestTestMail(t *testing.T) {
	m := smtpcheck.TestMail(facts)
	h, subject, bodies := parts(t, m)
	for name, want := range map[string]string{
		"From": "<anna@contoso.example>", "To": "<ben@example.com>", "Auto-Submitted": "auto-generated",
		"Mime-Version": "1.0", "Message-Id": m.MessageID, "X-Mailer": "mailready 1.2",
	} {
		if got := h[name]; len(got) != 1 || got[0] != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	if d, err := h.Date(); err != nil || !d.Equal(facts.Date) {
		t.Errorf("date %v, %v", d, err)
	}
	if !strings.HasPrefix(m.MessageID, "<") || !strings.HasSuffix(m.MessageID, "@contoso.example>") || m.From != facts.From || m.To != facts.To {
		t.Errorf("%q from %q to %q", m.MessageID, m.From, m.To)
	}
	if subject != "mailready test email from desk-7: code 7KQ2F" {
		t.Errorf("subject %q", subject)
	}
	if len(bodies) != 2 {
		t.Fatalf("bodies %q", bodies)
	}
	for kind, body := range bodies {
		for _, want := range []string{"test email", "mailready", "anna@contoso.example", "desk-7", "Sunday, 22 November 2026, 09:30 +0100", "7KQ2F"} {
			if !strings.Contains(body, want) {
				t.Errorf("%s does not say %q", kind, want)
			}
		}
	}
	if other := smtpcheck.TestMail(facts); other.MessageID == m.MessageID {
		t.Error("two mails have the same id")
	}
}

// TestTestMailOnTheWire: ASCII, CRLF, no line over 78 characters, whatever
// the computer is called.
func TestTestMailOnTheWire(t *testing.T) {
	for _, name := range []string{"", "desk-7", "Empfang Süd 3", "受付の" + strings.Repeat("コンピュータ", 12), strings.Repeat("very long name ", 12),
		"a\r\nBcc: eve@example.com", "<script>alert(1)</script>", "\x1b[2J\u202eevil"} {
		f := facts
		f.Computer = name
		m := smtpcheck.TestMail(f)
		for line := range strings.SplitSeq(string(m.Message), "\r\n") {
			if len(line) > 78 || strings.ContainsAny(line, "\r\n") || strings.ContainsFunc(line, func(r rune) bool { return r > '~' || r < ' ' }) {
				t.Errorf("%q: line %q", name, line)
			}
		}
		h, subject, bodies := parts(t, m)
		want := strings.TrimSpace(string(smtpcheck.SafeText([]byte(name))))
		if name == "" {
			want = "this computer"
		}
		if !strings.Contains(subject, want) || len(h) != 9 {
			t.Errorf("%q: subject %q, headers %v", name, subject, h)
		}
		if html := bodies["text/html; charset=utf-8"]; strings.Contains(html, "<script") {
			t.Errorf("%q: %s", name, html)
		}
		if text := bodies["text/plain; charset=utf-8"]; !strings.Contains(text, want) {
			t.Errorf("%q: %s", name, text)
		}
	}
}

// TestTestMailRepeats: with the same random source it is the same mail.
func TestTestMailRepeats(t *testing.T) {
	f := facts
	build := func() string {
		f.Random = bytes.NewReader(make([]byte, 64))
		return string(smtpcheck.TestMail(f).Message)
	}
	if first, second := build(), build(); first != second {
		t.Error("they differ")
	}
	f.Random = strings.NewReader("too short")
	if m := smtpcheck.TestMail(f); strings.Contains(m.MessageID, "000000000000") {
		t.Errorf("id %q", m.MessageID)
	}
}
