package smtpcheck

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"html"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
	"time"
)

// TestMailFacts is what a test mail tells. Texts with characters that do not
// belong into a mail are made safe; addresses are checked by [Session.Send].
type TestMailFacts struct {
	From, To string
	Computer string    // the name of this computer; empty leaves it out
	Version  string    // of the program
	Date     time.Time // when it is sent, in the sender's time zone
	Code     string    // the receipt code, which proves that the mail arrived
	Random   io.Reader // nil means crypto/rand; a fixed one gives a fixed mail
}

// TestMail builds the whole test mail in wire form (RFC 5322, RFC 2045): text
// and HTML that say what it is, from which computer it was sent and when, and
// the receipt code in the subject and in both texts. It says of itself that a
// program sent it, so that nothing answers automatically (RFC 3834).
func TestMail(f TestMailFacts) Mail {
	random := make([]byte, 32)
	if f.Random == nil || !filled(f.Random, random) {
		rand.Read(random)
	}
	_, domain, _ := strings.Cut(f.From, "@")
	m := Mail{From: f.From, To: f.To, MessageID: fmt.Sprintf("<mailready.%s@%s>", hex.EncodeToString(random[:12]), header(domain))}
	computer := cmp.Or(header(f.Computer), "this computer")

	var b bytes.Buffer
	parts := multipart.NewWriter(&b)
	parts.SetBoundary(hex.EncodeToString(random[12:]))
	for _, h := range [][2]string{
		{"From", address(f.From)},
		{"To", address(f.To)},
		{"Subject", folded("mailready test email from " + mime.QEncoding.Encode("utf-8", computer+": code "+header(f.Code)))},
		{"Date", f.Date.Format(time.RFC1123Z)},
		{"Message-ID", m.MessageID},
		{"Auto-Submitted", "auto-generated"},
		{"X-Mailer", header("mailready " + f.Version)},
		{"MIME-Version", "1.0"},
		{"Content-Type", "multipart/alternative;\r\n boundary=" + parts.Boundary()},
	} {
		fmt.Fprintf(&b, "%s: %s\r\n", h[0], h[1])
	}
	b.WriteString("\r\n")
	lines := []string{
		"This is a test email from mailready.",
		"It shows that programs can send email as " + header(f.From) + ".",
		"Sent from: " + computer,
		"Sent at: " + f.Date.Format("Monday, 2 January 2006, 15:04 -0700"),
		"Receipt code: " + header(f.Code),
		"To finish, type this code into mailready. Nobody needs to answer this email.",
	}
	page := "<!DOCTYPE html>\r\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Test email</title></head><body>\r\n"
	for _, l := range lines {
		page += "<p>" + html.EscapeString(l) + "</p>\r\n"
	}
	writePart(parts, "text/plain", strings.Join(lines, "\r\n\r\n")+"\r\n")
	writePart(parts, "text/html", page+"</body></html>\r\n")
	parts.Close()
	m.Message = b.Bytes()
	return m
}

func filled(r io.Reader, b []byte) bool {
	_, err := io.ReadFull(r, b)
	return err == nil
}

// writePart writes into memory, which cannot fail.
func writePart(w *multipart.Writer, kind, text string) {
	part, _ := w.CreatePart(textproto.MIMEHeader{
		"Content-Type":              {kind + "; charset=utf-8"},
		"Content-Transfer-Encoding": {"quoted-printable"},
	})
	q := quotedprintable.NewWriter(part)
	io.WriteString(q, text)
	q.Close()
}

// header makes a text fit to stand in a header.
func header(s string) string { return string(SafeText([]byte(s))) }

func address(addr string) string { return (&mail.Address{Address: header(addr)}).String() }

// folded breaks a subject so that no line is longer than 76 characters
// (RFC 2047 section 2).
func folded(subject string) string {
	out, line := "", len("Subject:")
	for i, w := range strings.Fields(subject) {
		switch {
		case i > 0 && line+1+len(w) > 76:
			out, line = out+"\r\n ", 1
		case i > 0:
			out, line = out+" ", line+1
		}
		out, line = out+w, line+len(w)
	}
	return out
}
