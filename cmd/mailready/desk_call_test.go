//go:build linux

package main

import (
	"math/rand/v2"
	"strings"
	"testing"

	"mailready/wizard/call"
	"mailready/wizard/checklist"
)

// The call is a line of codes that one can go back and forth on. Nothing of it
// is kept unless the helper says so; then it is there again, and it goes when
// the helper says that.
func TestDeskKeepsACall(t *testing.T) {
	t.Parallel()
	p := newDeskPage(t)
	p.open("")
	for _, text := range []string{"8NDQ-8GN6", "AB76-105E", "AUTH-TENANT-OFF"} {
		p.ask(text)
	}
	p.do("fill", does{"at": "#line textarea", "text": "a printer"})
	if left := p.do("left", nil); left.Stored != 0 {
		t.Errorf("%d things are kept without a word", left.Stored)
	}
	for _, step := range []struct{ button, key, want string }{
		{"Back", "", "Call code AB76-105E"}, {"", "ArrowLeft", "Call code 8NDQ-8GN6"}, {"", "ArrowLeft", "Call code 8NDQ-8GN6"},
		{"Forth", "", "Call code AB76-105E"}, {"", "ArrowRight", "AUTH-TENANT-OFF: "},
	} {
		if step.button != "" {
			p.do("click", does{"name": step.button})
		} else {
			p.do("press", does{"key": step.key})
		}
		if got := p.do("html", does{"at": "#answer"}).Text; !strings.Contains(got, step.want) {
			t.Errorf("%+v: the page shows %.80q", step, got)
		}
	}
	p.do("check", does{"at": "#keep"})
	again := p.do("reload", nil)
	if again.Stored != 1 || again.Note != "a printer" {
		t.Errorf("after a reload: %+v", again)
	}
	for _, want := range []string{"8NDQ-8GN6", "AB76-105E", "AUTH-TENANT-OFF", "The call has taken "} {
		if !strings.Contains(again.Text, want) {
			t.Errorf("after a reload %q is gone:\n%s", want, again.Text)
		}
	}
	p.do("check", does{"at": "#keep"})
	if gone := p.do("reload", nil); gone.Stored != 0 || gone.Note != "" || strings.Contains(gone.Text, "8NDQ-8GN6") {
		t.Errorf("it stays: %+v", gone)
	}
}

// The guide stands beside the caller's screen, open at the caller's step, and
// can be searched from there.
func TestDeskShowsTheGuide(t *testing.T) {
	t.Parallel()
	p := newDeskPage(t)
	p.open("#D9Q3-PANR") // step 5
	beside := p.do("html", does{"at": ".beside"}).Text
	if !strings.Contains(beside, "Step 5 of 7: The app password") || strings.Contains(beside, "Step 4 of 7") {
		t.Errorf("the guide beside step 5:\n%s", beside)
	}
	p.accessible("the guide beside")
	p.do("fill", does{"at": "#find-beside", "text": "authenticator"})
	found := p.do("click", does{"name": "Search"}).Text
	if !strings.Contains(found, " parts have it.") || !strings.Contains(found, "Step 2 of 7: 2-step verification") || strings.Contains(found, "Step 7 of 7: ") {
		t.Errorf("searched for authenticator:\n%s", found)
	}
	p.do("fill", does{"at": "#find", "text": "zebra"})
	if none := p.do("html", does{"at": "#guide"}).Text; !strings.Contains(none, "No part of the guide has it.") {
		t.Errorf("searched for a zebra:\n%s", none)
	}
	p.accessible("a search without a hit")
}

// One letter misheard on the phone: the page does not show another screen, and
// offers the code that was meant.
func TestDeskHearsWrong(t *testing.T) {
	t.Parallel()
	p := newDeskPage(t)
	p.open("")
	alike := map[byte]string{'M': "N", 'N': "M", 'B': "DP", 'D': "BP", 'P': "BD", '5': "9", '9': "5"}
	random := rand.New(rand.NewPCG(3, 4))
	steps := checklist.Steps()
	for heard := 0; heard < 50; {
		step := steps[random.IntN(len(steps))]
		meant := call.Encode(call.Call{Step: step.ID, Question: step.Fields[random.IntN(len(step.Fields))].Key, OS: "windows", Refused: random.IntN(2) == 0, TwoStep: checklist.Said})
		at := random.IntN(len(meant))
		others := alike[meant[at]]
		if others == "" {
			continue
		}
		heard++
		wrong := meant[:at] + string(others[random.IntN(len(others))]) + meant[at+1:]
		got := p.ask(wrong).Text
		if !strings.Contains(got, "looks wrong") || !strings.Contains(got, meant) {
			t.Errorf("%s, where %s was meant: %s", wrong, meant, got)
		}
	}
}
