package plain_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/checklist"
	"mailready/wizard/plain"
)

const password = "jqrxdyblalpjhgsg"

type dns struct{ *simserver.Server }

func (dns) LookupMX(context.Context, string) ([]*net.MX, error) { return nil, nil }
func (dns) LookupTXT(context.Context, string) ([]string, error) { return nil, nil }

// run starts a run against a server that is gone when the test ends.
func run(t *testing.T, server *simserver.Server) *checklist.Run {
	t.Helper()
	r := checklist.Start(checklist.Steps(), checklist.State{}, &checklist.Env{Keys: keystore.Memory(), Dial: server.Dial,
		Resolver: dns{server}, TLS: server.TLS(), Now: time.Now, Random: rand.Reader, Computer: "desk", Version: "test"})
	t.Cleanup(func() { r.Close(); server.Close() })
	return r
}

// typed is an Ask that types the lines one after the other, and then ends.
func typed(lines ...string) func(context.Context, checklist.Screen) ([]byte, error) {
	return func(context.Context, checklist.Screen) ([]byte, error) {
		if len(lines) == 0 {
			return nil, io.EOF
		}
		line := lines[0]
		lines = lines[1:]
		return []byte(line), nil
	}
}

// journey answers everything up to the end; the last question is skipped.
var journey = []string{"user@contoso.example", "", "", "", "", "", "", "jqrx dybl alpj hgsg", "", "3"}

func TestJourney(t *testing.T) {
	var out bytes.Buffer
	r := run(t, &simserver.Server{Password: password})
	if err := (&plain.Driver{Out: &out, Ask: typed(journey...)}).Run(t.Context(), r); err != nil || r.Exit() != 0 {
		t.Fatalf("exit %d, error %v\n%s", r.Exit(), err, out.String())
	}
	for _, c := range []string{"\x1b", "\r", password, "jqrx"} {
		if strings.Contains(out.String(), c) {
			t.Errorf("the output holds %q", c)
		}
	}
	for n := range 7 {
		if want := "Step " + string(rune('1'+n)) + " of 7:"; !strings.Contains(out.String(), want) {
			t.Errorf("no %q in the output", want)
		}
	}
}

func TestTheInputEndsAtEveryQuestion(t *testing.T) {
	for n := range journey {
		var out bytes.Buffer
		server := &simserver.Server{}
		r := run(t, server)
		if err := (&plain.Driver{Out: &out, Ask: typed(journey[:n]...)}).Run(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		if r.Exit() != causes.ExitInterrupted || !strings.Contains(out.String(), "Stopped.") {
			t.Errorf("after %d answers: exit %d, and the end reads %q", n, r.Exit(), tail(out.String()))
		}
		if n < 9 && (len(server.Accepted()) != 0 || len(server.Logins()) != 0) {
			t.Errorf("after %d answers something was sent", n)
		}
	}
}

func TestWordsInsteadOfAnswers(t *testing.T) {
	var out bytes.Buffer
	r := run(t, &simserver.Server{})
	lines := []string{"?", "user@contoso.example", "back", "", "m", "1", "o", "q"}
	if err := (&plain.Driver{Out: &out, Ask: typed(lines...)}).Run(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Words you can type", "Enter for user@contoso.example", "Where do you want to go?", "Type the address by hand", "Stopped."} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in:\n%s", want, out.String())
		}
	}
}

func TestABadAnswerIsAskedAgain(t *testing.T) {
	var out bytes.Buffer
	r := run(t, &simserver.Server{})
	d := &plain.Driver{Out: &out, Ask: typed("user@@contoso", "user@contoso.example", "9", "1")}
	if err := d.Run(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "IN-EMAIL") || !strings.Contains(out.String(), "1 to 3") || r.Screen().Key != "ready" {
		t.Errorf("stands at %s after:\n%s", r.Screen().Key, out.String())
	}
}

func TestNarrowLines(t *testing.T) {
	var out bytes.Buffer
	r := run(t, &simserver.Server{})
	if err := (&plain.Driver{Out: &out, Width: 39, Ask: typed(journey...)}).Run(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(out.String(), "\n") {
		if len(line) > 39 && strings.Contains(strings.TrimSpace(line), " ") && !strings.HasPrefix(line, "  ") && !strings.HasPrefix(line, "Number") {
			t.Errorf("%d columns: %q", len(line), line)
		}
	}
}

func TestTroubleReadsInOrder(t *testing.T) {
	cause, _ := causes.Find("AUTH-MAILBOX-OFF")
	var out bytes.Buffer
	r := run(t, simserver.For(cause))
	lines := append(journey[:9:9], "5")
	if err := (&plain.Driver{Out: &out, Ask: typed(lines...)}).Run(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	rest := out.String()
	for _, want := range []string{"[FAIL] AUTH-MAILBOX-OFF", "It is your admin's turn.", "1. ", "Nothing was sent.", "Server said:", "535 5.7.139", "Stopped here."} {
		_, after, ok := strings.Cut(rest, want)
		if !ok {
			t.Fatalf("no %q, or not in order, in:\n%s", want, out.String())
		}
		rest = after
	}
	if r.Exit() != causes.ExitRefused {
		t.Errorf("exit %d", r.Exit())
	}
}

func tail(s string) string { return s[max(0, len(s)-200):] }
