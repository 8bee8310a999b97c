package smtpcheck

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

// spoken is a connection whose other end said something and hung up.
type spoken struct {
	net.Conn
	io.Reader
}

func (s spoken) Read(p []byte) (int, error)       { return s.Reader.Read(p) }
func (s spoken) SetDeadline(time.Time) error      { return nil }
func (s spoken) SetReadDeadline(time.Time) error  { return nil }
func (s spoken) SetWriteDeadline(time.Time) error { return nil }

// read reads one reply out of what was said.
func read(said string, h *echoDetector) (r Reply, told []string, err *Error) {
	conn := spoken{Reader: strings.NewReader(said)}
	s := &Session{wire: newWire(conn, conn), echoes: *h, observe: func(e Event) { told = append(told, e.Line) }}
	r, err = s.readReply()
	return r, told, err
}

func TestReply(t *testing.T) {
	for said, want := range map[string]string{
		"250 ok\r\n":        `250 "" ["ok"]`,
		"250\r\n":           `250 "" [""]`,
		"250 \r\n":          `250 "" [""]`,
		"250 bare feed\n":   `250 "" ["bare feed"]`,
		"250 a\rb\r\n":      `250 "" ["a^Mb"]`,
		"250 a\r\r\n":       `250 "" ["a^M"]`,
		"250-a\r\n250 b\n":  `250 "" ["a" "b"]`,
		"250-a\n250\n":      `250 "" ["a" ""]`,
		"250 a\r\n250 b\n":  `250 "" ["a"]`,
		"535 5.7.139 x\r\n": `535 "5.7.139" ["x"]`,
		"535-5.7.3 a\r\n535-5.7.3  b\r\n535 5.7.3\r\n":      `535 "5.7.3" ["a" "b" ""]`,
		"535-5.7.3 a\r\n535 5.7.9 b\r\n":                    `535 "5.7.3" ["a" "5.7.9 b"]`,
		"535-a\r\n535 5.7.9 b\r\n":                          `535 "" ["a" "5.7.9 b"]`,
		"550 4.7.3 other class\r\n":                         `550 "" ["4.7.3 other class"]`,
		"550 5.7.3333 long\r\n":                             `550 "" ["5.7.3333 long"]`,
		"550 5.7. short\r\n":                                `550 "" ["5.7. short"]`,
		"550 5.+1.1 sign\r\n":                               `550 "" ["5.+1.1 sign"]`,
		"550 5.7.1.2 four\r\n":                              `550 "" ["5.7.1.2 four"]`,
		"250 caf\xe9 \xc3\xa9\r\n":                          `250 "" ["caf` + "\ufffd" + ` é"]`,
		"250 \x1b]52;c;aGk=\x07\x1b[2J\x1bc\r\n":            `250 "" ["^[]52;c;aGk=^G^[[2J^[c"]`,
		"250 \xc2\x9b31m\u202eevil\u200b\ufeff\r\n":         `250 "" ["<U+009B>31m<U+202E>evil<U+200B><U+FEFF>"]`,
		"250 \x9b\x00\x7f\t|\r\n":                           `250 "" ["` + "\ufffd" + `^@^?^I|"]`,
		"250 \u2028\u00a0\u3164\ufe0f\u00ad\r\n":            `250 "" ["<U+2028> <U+3164><U+FE0F><U+00AD>"]`,
		"250-" + strings.Repeat("x", 1996) + "\r\n250 \r\n": fmt.Sprintf(`250 "" [%q ""]`, strings.Repeat("x", 1996)),
	} {
		r, _, err := read(said, new(echoDetector))
		if got := fmt.Sprintf("%d %q %q", r.Code, r.Enhanced, r.Lines); err != nil || got != want {
			t.Errorf("%q: got %s, %v, want %s", said, got, err, want)
		}
	}
}

func TestNoReply(t *testing.T) {
	for said, want := range map[string]Fault{
		"":                                  FaultClosed,
		"2":                                 FaultClosed,
		"250 half":                          FaultClosed,
		"250-first\r\n":                     FaultClosed,
		"half":                              FaultGarbled,
		"25\r\n":                            FaultGarbled,
		"250x\r\n":                          FaultGarbled,
		"150 early\r\n":                     FaultGarbled,
		"６50 wide\r\n":                      FaultGarbled,
		"250-a\r\n251 b\r\n":                FaultGarbled,
		"250-a\r\nb\r\n":                    FaultGarbled,
		"HTTP/1.0 200 OK\r\n":               FaultPortal,
		"http/1.0":                          FaultPortal,
		"<HTML>":                            FaultPortal,
		"\x16\x03\x01":                      FaultNotTLS,
		strings.Repeat("2", 3000):           FaultGarbled,
		"250 " + strings.Repeat("x", 1<<20): FaultTooLong,
		strings.Repeat("250-x\r\n", 101):    FaultTooLong,
		strings.Repeat("250-x\n", 1<<20):    FaultTooLong,
		"250 " + strings.Repeat("x", 1997) + "\n":                   FaultTooLong,
		strings.Repeat("250-"+strings.Repeat("x", 1900)+"\r\n", 40): FaultTooLong,
	} {
		r, told, err := read(said, new(echoDetector))
		if err == nil || err.Fault != want || r.Code != 0 {
			t.Errorf("%.40q: got %v, %+v", said, r, err)
		}
		if n := len(fmt.Sprint(told)); n > 2*maxReply {
			t.Errorf("%.40q: %d bytes were told", said, n)
		}
	}
}

// TestFlushWipes: what was written may have been a password.
func TestFlushWipes(t *testing.T) {
	near, far := net.Pipe()
	defer near.Close()
	go io.Copy(io.Discard, far)
	w := newWire(near, near)
	w.queue([]byte("secret"))
	if err := w.flush(); err != nil || len(w.out) != 0 || bytes.Contains(w.out[:cap(w.out)], []byte("s")) {
		t.Errorf("%v, left: %q", err, bytes.TrimRight(w.out[:cap(w.out)], "\x00"))
	}
}

// TestBrokenReads checks that every error of a read finds its fault.
func TestBrokenReads(t *testing.T) {
	for _, c := range []struct {
		err  error
		want Fault
	}{{errors.New("remote error: tls: bad record MAC"), FaultTLS}, {errors.New("no idea"), FaultReset}, {net.ErrClosed, FaultClosed}, {winReset, FaultReset}} {
		conn := spoken{Reader: io.MultiReader(strings.NewReader("250-x\r\n"), broken{c.err})}
		if _, err := newWire(conn, conn).reply(); err == nil || err.Fault != c.want || !errors.Is(err, c.err) {
			t.Errorf("%v: got %+v", c.err, err)
		}
	}
	for _, c := range []struct {
		err  error
		want Fault
	}{{winRefused, FaultRefused}, {winAborted, FaultReset}, {errors.New("no idea"), FaultBlocked}} {
		if err := dialFault([]error{c.err}); err.Fault != c.want {
			t.Errorf("%v: got %+v", c.err, err)
		}
	}
}

type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

func TestQueueID(t *testing.T) {
	for text, want := range map[string]string{
		"2.0.0 Ok: queued as 4XyZ12":                     "4XyZ12",
		"OK <1@contoso.example> [Hostname=FR0P281.PROD]": "<1@contoso.example>",
		"OK: <1@contoso.example>":                        "<1@contoso.example>",
		"OK id=1rQx-0003":                                "1rQx-0003",
		"<1@x> [InternalId=7] Queued mail for delivery":  "<1@x>",
		"Queued as ABC.":                                 "ABC",
		"OK  1764000000 a1-20020a sm1 - gsmtp":           "1764000000",
		"OK [Hostname=FR0P281.PROD]":                     "",
		"OK":                                             "",
		"":                                               "",
		"fine":                                           "",
	} {
		if got := queueID(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestDateIn(t *testing.T) {
	for greeting, want := range map[string]string{
		"PN4P287CA0064.outlook.office365.com Microsoft ESMTP MAIL Service ready at Sat, 26 Apr 2025 18:08:13 +0000 [08DD84B323498C1A]": "2025-04-26T18:08:13Z",
		"mx.example.com ESMTP Exim 4.97 Sun, 22 Nov 2026 08:00:00 +0100":                                                               "2026-11-22T07:00:00Z",
		"mx.example.com ESMTP ready":      "0001-01-01T00:00:00Z",
		"":                                "0001-01-01T00:00:00Z",
		"Sat, 99 Apr 2025 18:08:13 +0000": "0001-01-01T00:00:00Z",
	} {
		if got := dateIn(greeting).UTC().Format(time.RFC3339); got != want {
			t.Errorf("%q: %s", greeting, got)
		}
	}
}

// FuzzReply feeds the reply parser with anything. Whatever comes out is
// bounded and safe to show, and never holds the password.
func FuzzReply(f *testing.F) {
	const secret = "jqrxdyblalpjhgsg"
	for _, s := range []string{
		"250-a\r\n250 b\r\n", "535 5.7.3 no\r\n", "535 jqrxdyblalpjhgsg\r\n", "535-jqrxdybl\r\n535 alpjhgsg\r\n", "334 anFyeGR5YmxhbHBqaGdzZw==\r\n",
		"HTTP/1.1 302 Found\r\n", "\x16\x03\x01", "250 \x1b]0;x\x07\u202e\x9b\r\n", strings.Repeat("250-x\n", 120), "250 a\rb\n",
		"anFyeGR5YmxhbHBqaGdzZw", // not even a line
	} {
		f.Add([]byte(s))
	}
	h := new(echoDetector)
	h.learn([]byte(secret))
	f.Fuzz(func(t *testing.T, said []byte) {
		r, told, err := read(string(said), h)
		if (err == nil) != (r.Code >= 200 && r.Code < 600) || len(r.Lines) > maxLines {
			t.Fatalf("%+v with %+v", r, err)
		}
		all := append([]string{r.String(), r.Text(), r.Enhanced}, told...)
		if err != nil {
			all = append(all, err.Error())
		}
		for _, s := range all {
			if strings.Contains(s, secret) || strings.Contains(s, "anFyeGR5YmxhbHBqaGdzZw") {
				t.Fatalf("shown: %q", s)
			}
			safe(t, s)
		}
	})
}

// FuzzSafeText checks what makes a text safe.
func FuzzSafeText(f *testing.F) {
	f.Add([]byte("caf\xe9 \x1b[31m \u202e \u00a0 \U000e0041"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		once := SafeText(raw)
		safe(t, string(once))
		if twice := SafeText([]byte(once)); twice != once {
			t.Fatalf("%q becomes %q", once, twice)
		}
		if len(once) > 9*len(raw) {
			t.Fatalf("%d bytes of %d", len(once), len(raw))
		}
		if ascii(string(raw)) && !bytes.ContainsFunc(raw, unicode.IsControl) && string(once) != string(raw) {
			t.Fatalf("%q becomes %q", raw, once)
		}
	})
}

func safe(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Fatalf("not UTF-8: %q", s)
	}
	for _, r := range s {
		if !unicode.IsPrint(r) || invisible(r) {
			t.Fatalf("%U in %q", r, s)
		}
	}
}

// A buffer that a line outgrows, and the one it leaves from, keep nothing of it.
func TestQueueIsWiped(t *testing.T) {
	secret := []byte(strings.Repeat("s", 1500))
	w := newWire(nil, nil)
	w.queue(secret)
	first := w.out[:cap(w.out)]
	w.queue(secret) // more than the first buffer holds
	if n := bytes.Count(first, []byte("s")); n != 0 {
		t.Errorf("%d bytes stay in the buffer that was outgrown", n)
	}
	if want := string(secret) + "\r\n" + string(secret) + "\r\n"; string(w.out) != want {
		t.Errorf("%d bytes are queued, not %d", len(w.out), len(want))
	}
	last := w.out[:cap(w.out)]
	w.drop()
	if n := bytes.Count(last, []byte("s")); n != 0 {
		t.Errorf("%d bytes stay behind", n)
	}
}
