package wizard

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"mailready/wizard/checklist"
)

// A desk is the model with its message loop, in a bubble where time only
// passes when everybody waits.
type desk struct {
	t *testing.T
	*model
	msgs chan tea.Msg
}

// at shows the questions and pieces of work on a window of 80 by 24.
func at(t *testing.T, do func(d *desk), fields ...checklist.Field) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		steps := []checklist.Step{{ID: "mailbox", Fields: fields, Done: func(checklist.State) bool { return false }}}
		run := checklist.Start(steps, checklist.State{}, &checklist.Env{Now: time.Now, Open: func(string) error { return nil }})
		d := &desk{t: t, model: newModel(ctx, run, palette{plain: true}), msgs: make(chan tea.Msg, 100)}
		d.send = func(msg tea.Msg) { d.msgs <- msg }
		d.perform(d.Init())
		d.get(tea.WindowSizeMsg{Width: 80, Height: 24})
		do(d)
		cancel()
		d.wait(2 * time.Second)
	})
}

func (d *desk) get(msg tea.Msg) {
	_, cmd := d.Update(msg)
	d.perform(cmd)
}

func (d *desk) perform(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for _, c := range batch {
				d.perform(c)
			}
			return
		}
		d.msgs <- msg
	}()
}

// wait lets time pass, and handles what comes.
func (d *desk) wait(long time.Duration) {
	end := time.After(long)
	for {
		select {
		case msg := <-d.msgs:
			d.get(msg)
		case <-end:
			return
		}
	}
}

// TestNothingMovesAtRest: where nobody touches the keys, nothing happens.
func TestNothingMovesAtRest(t *testing.T) {
	var got []string
	at(t, func(d *desk) {
		d.types("abc")
		before := d.frame.String()
		select {
		case msg := <-d.msgs:
			t.Errorf("%T came", msg)
		case <-time.After(time.Hour):
		}
		if d.frame.String() != before {
			t.Errorf("the screen has changed:\n%s", d.frame)
		}
	}, asks("text", checklist.Text, &got))
}

func (d *desk) key(code rune) { d.get(tea.KeyPressMsg{Code: code}) }

func (d *desk) types(text string) {
	for _, r := range text {
		d.get(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func (d *desk) shows(text string) {
	d.t.Helper()
	if !strings.Contains(d.frame.String(), text) {
		d.t.Errorf("%q is not on the screen:\n%s", text, d.frame)
	}
}

func (d *desk) hides(text string) {
	d.t.Helper()
	if strings.Contains(d.frame.String(), text) {
		d.t.Errorf("%q is on the screen:\n%s", text, d.frame)
	}
}

// asks is a question whose answers are kept in got.
func asks(key string, kind checklist.Kind, got *[]string, options ...string) checklist.Field {
	f := checklist.Field{Key: key, Kind: kind, Label: "The question " + key, Body: func(checklist.State) []string { return nil },
		Set: func(_ *checklist.State, v string) *checklist.Problem {
			if v == "wrong" {
				return &checklist.Problem{Code: "IN-EMAIL", Text: "This is wrong."}
			}
			*got = append(*got, v)
			return nil
		},
		SetSecret: func(_ *checklist.State, b []byte) *checklist.Problem {
			*got = append(*got, string(b))
			return nil
		}}
	if kind == checklist.Secret {
		f.Letters = 16
	}
	if kind == checklist.Choice {
		f.Options = func(checklist.State) []checklist.Option {
			var all []checklist.Option
			for _, o := range options {
				all = append(all, checklist.Option{Value: o, Label: "Take " + o})
			}
			return all
		}
	}
	return f
}

// works is a piece of work that takes some time and can fail.
func works(key string, long time.Duration, got *[]string) checklist.Field {
	return checklist.Field{Key: key, Doing: "Doing " + key,
		Do: func(ctx context.Context, _ *checklist.Env, _ checklist.State, note func(checklist.Note)) (func(*checklist.State), error) {
			note(checklist.Note{Mark: checklist.OK, Text: key + " has begun"})
			note(checklist.Note{Mark: checklist.WAIT, Text: key + " goes on"})
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-time.After(long):
			}
			*got = append(*got, key)
			return nil, nil
		}}
}

func TestEachKindTakesItsAnswer(t *testing.T) {
	var got []string
	at(t, func(d *desk) {
		d.types("anna")
		d.key(tea.KeyEnter)
		d.types("2")
		d.key(tea.KeyDown)
		d.key(tea.KeyDown)
		d.key(tea.KeyUp)
		d.key(tea.KeyEnter)
		d.types("geheim")
		d.hides("geheim")
		d.key(tea.KeyEnter)
		d.types("9")
		d.key(tea.KeyEnd)
		d.shows("▸ 12  Take l")
		d.key(tea.KeyEnter)
		d.shows("The question last")
	}, asks("text", checklist.Text, &got), asks("one", checklist.Choice, &got, "a", "b", "c"), asks("two", checklist.Choice, &got, "a", "b", "c"),
		asks("secret", checklist.Secret, &got), asks("nine", checklist.Choice, &got, strings.Split("abcdefghijkl", "")...),
		asks("twelve", checklist.Choice, &got, strings.Split("abcdefghijkl", "")...), asks("last", checklist.Text, &got))
	if want := "anna b b geheim i l"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAWrongAnswerStaysInTheField(t *testing.T) {
	var got []string
	at(t, func(d *desk) {
		d.types("wrong")
		d.key(tea.KeyEnter)
		d.shows("> wrong\n✗ IN-EMAIL: This is wrong.")
		d.key(tea.KeyBackspace)
		d.shows("> wron")
		d.hides("✗")
	}, asks("text", checklist.Text, &got))
}

func TestKeysInWorkAreDropped(t *testing.T) {
	var got []string
	at(t, func(d *desk) {
		d.wait(time.Second)
		d.shows("⠋ slow goes on")
		d.hides("Still waiting")
		d.types("1?ox")
		d.key(tea.KeyEnter)
		d.key(tea.KeyTab)
		d.get(tea.PasteMsg{Content: "paste\n"})
		d.wait(2500 * time.Millisecond)
		d.shows("Still waiting, 3 s.")
		d.wait(time.Second)
		d.shows("The question after")
		if c := strings.Join(d.queue, "\n"); strings.Count(c, "✓ slow has begun") != 1 {
			t.Errorf("printed: %q", c)
		}
		d.shows("\n> \n")
	}, works("slow", 4*time.Second, &got), asks("after", checklist.Text, &got))
	if strings.Join(got, " ") != "slow" {
		t.Errorf("%q", got)
	}
}

func TestEscapeCancelsWork(t *testing.T) {
	var got []string
	at(t, func(d *desk) {
		d.types("1")
		d.wait(time.Second)
		d.shows("⠋")
		d.key(tea.KeyEscape)
		d.shows("The question before")
		d.wait(time.Minute)
		d.shows("The question before")
	}, asks("before", checklist.Choice, &got, "a"), works("slow", 5*time.Second, &got))
	if strings.Join(got, " ") != "a" {
		t.Errorf("the work was not cancelled: %q", got)
	}
}

func TestThePageThatIsOpenedKeepsWhatIsTyped(t *testing.T) {
	var got []string
	f := asks("text", checklist.Text, &got)
	f.Links = func(checklist.State) []string { return []string{"https://example.com/"} }
	at(t, func(d *desk) {
		d.types("half an answ")
		d.key(tea.KeyLeft)
		d.get(tea.KeyPressMsg{Code: 'o', Mod: tea.ModCtrl})
		d.wait(time.Second)
		d.shows("✓ Asked your browser")
		d.shows("> half an answ")
		d.types("X")
		d.shows("> half an ansXw")
	}, f)
}

func TestTheCursorIsTheInsertionPoint(t *testing.T) {
	var got []string
	at(t, func(d *desk) {
		check := func(left string) {
			t.Helper()
			line := d.frame.lines[d.frame.y]
			cells := ""
			for _, r := range line {
				if len([]rune(cells)) == d.frame.x {
					break
				}
				cells += string(r)
			}
			if !d.frame.point || cells != left {
				t.Errorf("before the cursor stands %q, want %q", cells, left)
			}
		}
		check("> ")
		d.types("abc")
		check("> abc")
		d.key(tea.KeyLeft)
		check("> ab")
		d.key(tea.KeyHome)
		check("> ")
		d.key(tea.KeyEnd)
		d.types(strings.Repeat("x", 100))
		check("  " + strings.Repeat("x", 103-77))
		d.get(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
		d.types("\u4e2d\u6587")
		if d.frame.x != 6 {
			t.Errorf("behind two wide characters the cursor is in column %d", d.frame.x)
		}
	}, asks("text", checklist.Text, &got))
}

func TestAPasteNeverAnswers(t *testing.T) {
	var got []string
	at(t, func(d *desk) {
		d.get(tea.PasteMsg{Content: " \u00a0anna\r\n"})
		d.shows("> anna\n")
		d.key(tea.KeyEnter) // came with the paste
		d.shows("! That came with the paste.")
		for range 10 {
			d.wait(quiet - time.Millisecond)
			d.key(tea.KeyEnter)
		}
		if len(got) != 0 {
			t.Errorf("a fast Enter after a paste answered: %q", got)
		}
		d.wait(quiet)
		d.key(tea.KeyEnter)
		d.shows("The question choice")
		d.get(tea.PasteMsg{Content: "1"})
		d.types("1")
		d.key(tea.KeyEnter)
		d.shows("The question choice")
		d.wait(quiet)
		d.types("2")
	}, asks("text", checklist.Text, &got), asks("choice", checklist.Choice, &got, "a", "b"), asks("last", checklist.Text, &got))
	if strings.Join(got, " ") != "anna b" {
		t.Errorf("%q", got)
	}
}

func TestALongPasteIsCut(t *testing.T) {
	var got []string
	at(t, func(d *desk) {
		d.get(tea.PasteMsg{Content: strings.Repeat("a", 300)})
		d.shows("IN-TOOLONG: Only the first 254 characters were kept.")
		d.wait(time.Second)
		d.key(tea.KeyEnter)
		d.get(tea.PasteMsg{Content: "a\x1b[2J\nb"})
		d.shows("> \n✗ IN-HOST: The pasted text has characters that are not allowed")
		d.get(tea.PasteMsg{Content: "b\u202ec"})
		d.shows("> b\ufffdc")
		d.wait(time.Second)
		d.key(tea.KeyEnter)
		d.get(tea.PasteMsg{Content: strings.Repeat("a", 300)})
		d.shows("IN-TOOLONG: This is longer than 128 characters.")
		d.wait(time.Second)
		d.key(tea.KeyEnter) // a part of a password is no password
		d.shows("IN-TOOLONG: This is longer than 128 characters.")
	}, asks("text", checklist.Text, &got), asks("host", checklist.Text, &got), asks("secret", checklist.Secret, &got))
	if len(got) != 2 || got[0] != strings.Repeat("a", 254) || got[1] != "b\u202ec" {
		t.Errorf("%q", got)
	}
}

func TestTheSecretIsCountedAndWiped(t *testing.T) {
	var got []string
	at(t, func(d *desk) {
		s := d.field.(*secret)
		for _, c := range []struct{ typed, says string }{
			{"", "nothing yet"}, {"abc", "fewer than 16 letters"}, {" d\u00a0e\u200bf ghi", "fewer than 16 letters"},
			{"jklmnop", "16 of 16 letters"}, {"q", "more than 16 letters"},
		} {
			d.types(c.typed)
			d.shows("> " + c.says + "\n")
		}
		d.key(tea.KeyBackspace)
		d.shows("> 16 of 16 letters")
		d.key(tea.KeyEnter)
		for _, b := range s.buf[:cap(s.buf)] {
			if b != 0 {
				t.Fatal("the field still holds the password")
			}
		}
	}, asks("secret", checklist.Secret, &got), asks("last", checklist.Text, &got))
	if len(got) != 1 || got[0] != "abc d\u00a0e\u200bf ghijklmnop" {
		t.Errorf("%q", got)
	}
}

func TestMenuAndHelp(t *testing.T) {
	var got []string
	at(t, func(d *desk) {
		d.types("?")
		if !strings.Contains(strings.Join(d.queue, " "), "A number takes that answer at once.") {
			t.Errorf("no help: %q", d.queue)
		}
		d.key(tea.KeyTab)
		d.shows("Where do you want to go?")
		d.key(tea.KeyEscape)
		d.shows("The question choice")
	}, asks("choice", checklist.Choice, &got, "a", "b"))
}

func TestNothingHappensInATinyWindow(t *testing.T) {
	var got []string
	at(t, func(d *desk) {
		d.types("ab")
		d.get(tea.WindowSizeMsg{Width: 39, Height: 24})
		d.shows("Make the window larger")
		d.types("c")
		d.key(tea.KeyEnter)
		d.get(tea.WindowSizeMsg{Width: 80, Height: 24})
		d.shows("> ab\n")
	}, asks("text", checklist.Text, &got))
	if len(got) != 0 {
		t.Errorf("%q", got)
	}
}

// TestAPanicIsNoLeak: where it happened is told, what was in it is not.
func TestAPanicIsNoLeak(t *testing.T) {
	f := checklist.Field{Key: "text", Kind: checklist.Text, Label: "Text", Set: func(*checklist.State, string) *checklist.Problem {
		panic(errors.New("the secret is geheim"))
	}}
	at(t, func(d *desk) {
		d.types("geheim")
		d.key(tea.KeyEnter)
		if d.crash == nil || !strings.Contains(d.crash.Error(), "mailready/wizard.") || strings.Contains(d.crash.Error(), "geheim") {
			t.Errorf("%v", d.crash)
		}
	}, f)
}
