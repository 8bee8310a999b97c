package guide

import (
	"encoding/xml"
	"errors"
	"html"
	"io"
	"regexp"
	"strings"
	"testing"
)

var forms = map[string]func(io.Writer, []Section) error{"text": Text, "markdown": Markdown, "html": HTML}

// plainWords is what a reader reads: no markup, one space between words.
func plainWords(form, text string) string {
	switch form {
	case "html":
		text = text[strings.Index(text, "<body>"):]
		text = html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(text, ""))
	case "markdown":
		text = regexp.MustCompile(`\\(.)`).ReplaceAllString(regexp.MustCompile(`<(https:[^>]*)>`).ReplaceAllString(text, "$1"), "$1")
	}
	text = regexp.MustCompile(`(?m)^  \| |^> `).ReplaceAllString(text, "")
	return strings.Join(strings.Fields(text), " ")
}

// Every form says everything, in the same words and in the same order.
func TestFormsSayTheSame(t *testing.T) {
	for form, write := range forms {
		var b strings.Builder
		if err := write(&b, Sections()); err != nil {
			t.Fatal(err)
		}
		text := plainWords(form, b.String())
		at := 0
		expect := func(words string) {
			t.Helper()
			words = strings.Join(strings.Fields(words), " ")
			i := strings.Index(text[at:], words)
			if i < 0 {
				t.Errorf("%s: %q is missing, or not in its place", form, words)
				return
			}
			at += i + len(words)
		}
		expect(Title())
		for _, p := range Intro() {
			expect(p)
		}
		for _, s := range Sections() {
			expect(s.Title)
			for _, list := range [][]string{s.Screen, s.ByHand, s.Ask, s.Wrong, s.Say} {
				for _, item := range list {
					expect(item)
				}
			}
		}
	}
}

func TestOneStepAlone(t *testing.T) {
	s, _ := Find("check")
	for form, write := range forms {
		var b strings.Builder
		if err := write(&b, []Section{s}); err != nil {
			t.Fatal(err)
		}
		if text := b.String(); !strings.Contains(text, "Step 6 of 7: "+s.Title) || strings.Contains(text, Intro()[0]) {
			t.Errorf("%s: not the one step alone:\n%s", form, text)
		}
	}
}

func TestTextFitsTheTerminal(t *testing.T) {
	var b strings.Builder
	if err := Text(&b, Sections()); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if line = strings.TrimRight(line, "\n"); len(line) > 80 && !strings.Contains(line, "https://") {
			t.Errorf("%d columns: %s", len(line), line)
		}
	}
}

func TestHTMLStandsAlone(t *testing.T) {
	var b strings.Builder
	if err := HTML(&b, Sections()); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "<img", "<link", "src=", "url(", "@import", "javascript:", "onclick", "ZgotmplZ"} {
		if strings.Contains(b.String(), bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	for _, m := range regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(b.String(), -1) {
		if !strings.HasPrefix(m[1], "https://") {
			t.Errorf("a link goes to %q", m[1])
		}
	}
	d := xml.NewDecoder(strings.NewReader(b.String()))
	d.Entity = xml.HTMLEntity
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("the page is not well-formed: %v", err)
		}
	}
}

func TestHTMLIsEscaped(t *testing.T) {
	s := Section{ID: `"><script>`, Number: 1, Title: "<b>", Ask: []string{`<i> https://example.com/"onclick="x & more.`}}
	var b strings.Builder
	if err := HTML(&b, []Section{s}); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script>", "<b>", "<i>", `"onclick`} {
		if strings.Contains(b.String(), bad) {
			t.Errorf("%q came through unescaped", bad)
		}
	}
}

type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

func TestFormsTellOfAFullDisk(t *testing.T) {
	for form, write := range forms {
		if err := write(&full{left: 100}, Sections()); err == nil {
			t.Errorf("%s: nothing said about a failed write", form)
		}
	}
}

func TestPieces(t *testing.T) {
	got := pieces(`see https://a.example/x, or "https://b.example".`)
	want := []piece{{"see ", false}, {"https://a.example/x", true}, {`, or "`, false}, {"https://b.example", true}, {`".`, false}}
	if len(got) != len(want) {
		t.Fatalf("%v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("piece %d is %v, want %v", i, got[i], want[i])
		}
	}
}
