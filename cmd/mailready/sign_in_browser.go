package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/signin"
	"mailready/wizard/checklist"
)

// browserSignIn is one sign-in, as it stands on the screen: in the browser of
// this computer, in one elsewhere whose address is pasted back, or with a
// code. What is typed while it waits comes through typed.
type browserSignIn struct {
	app   signin.App
	login string
	facts causes.Facts
	open  func(string) error // nil where no browser can be opened
	typed <-chan string
	note  func(checklist.Note)

	unopened chan error // the browser could not be opened
}

const (
	wantsCode = "code" // typed instead of an address, to sign in with a code
	mostSaid  = 1000   // bytes kept of what a page says
)

// run waits for the browser. It ends with the browser's answer, with a pasted
// one, or with what Microsoft's page says.
func (b browserSignIn) run(ctx context.Context) (signin.Tokens, error) {
	flow, err := b.app.Begin()
	if err != nil {
		return signin.Tokens{}, err
	}
	defer flow.Close()
	b.unopened = make(chan error, 1)
	if b.open == nil {
		b.say(checklist.INFO, "Sign in on Microsoft's page, as "+b.login+". Open this address in a browser, on any computer. At the end that browser cannot open its last page: this is as it should be. Copy the address of that page, and paste it here.")
	} else {
		b.say(checklist.INFO, "Sign in on Microsoft's page, as "+b.login+". If no browser opens, open this address on this computer:")
		go func() { // it may last as long as the browser
			if err := b.open(flow.URL); err != nil {
				b.unopened <- err
			}
		}()
	}
	b.say(checklist.INFO, flow.URL)
	b.say(checklist.WAIT, "Waiting for you in the browser, 5 minutes at most.")
	return b.wait(ctx, flow.Wait, func(line string) error {
		switch {
		case strings.EqualFold(strings.Trim(line, `"`), wantsCode):
			return errCode
		case flow.Paste(line) == nil:
			return nil
		}
		b.say(checklist.WARN, "That is not the address of this sign-in. It begins with http://localhost: and is whole only with all that stands behind the question mark.")
		return nil
	})
}

// errCode asks for the sign-in with a code.
var errCode = errors.New("sign in with a code")

// wait lets one way of signing in end by itself, unless a typed line ends it:
// hear tells what a line does that is no error of Microsoft's.
func (b browserSignIn) wait(ctx context.Context, way func(context.Context) (signin.Tokens, error), hear func(string) error) (signin.Tokens, error) {
	waiting, stop := context.WithCancel(ctx)
	defer stop()
	type ended struct {
		tokens signin.Tokens
		err    error
	}
	end := make(chan ended, 1)
	go func() {
		tokens, err := way(waiting)
		end <- ended{tokens, err}
	}()
	for {
		select {
		case e := <-end:
			return e.tokens, e.err
		case <-b.unopened:
			b.say(checklist.WARN, "No browser could be opened. Open the address above by hand.")
		case line := <-b.typed:
			line = strings.TrimSpace(line)
			if line == "" {
				continue
			}
			err := b.pageSays(line)
			if err == nil {
				err = hear(line)
			}
			if err == nil {
				continue
			}
			stop()
			<-end
			if err == errCode {
				return b.withCode(ctx)
			}
			return signin.Tokens{}, err
		}
	}
}

// pageSays makes the failure of a pasted text in which Microsoft's page says
// why nobody is signed in; nil where the text does not say so. An address that
// the browser brings back is none: it belongs to the flow, which checks it.
func (b browserSignIn) pageSays(text string) error {
	if strings.HasPrefix(text, "http") {
		return nil
	}
	facts := b.facts
	facts.Token = true
	v := causes.Explain(text, facts)
	if !strings.HasPrefix(v.Cause.Code, "OAUTH-") && v.Cause.Code != "AUTH-TOKEN" {
		return nil
	}
	v.SignIn.Says = string(smtpcheck.SafeText([]byte(text[:min(len(text), mostSaid)])))
	return &checklist.Failure{Verdict: v}
}

// withCode signs in with a code that is typed on another computer.
func (b browserSignIn) withCode(ctx context.Context) (signin.Tokens, error) {
	code, err := b.app.Device(ctx)
	if err != nil {
		return signin.Tokens{}, err
	}
	b.say(checklist.WARN, "Only type the code that stands here. Whoever tells you another one, on the phone too, would sign in as you.")
	b.say(checklist.INFO, "Open this page in any browser, and sign in there as "+b.login+":")
	b.say(checklist.INFO, code.Page)
	b.say(checklist.INFO, "The page asks for this code:")
	b.say(checklist.INFO, code.Code)
	wait := "Waiting until the code is typed there."
	if left := time.Until(code.Expires).Round(time.Minute); !code.Expires.IsZero() && left > 0 {
		wait = fmt.Sprintf("Waiting until the code is typed there, %d minutes at most.", int(left.Minutes()))
	}
	b.note(checklist.Note{Mark: checklist.WAIT, Text: wait, Hint: "Type the code on that page, not here. If it shows an error, paste its text here."})
	return b.wait(ctx, code.Wait, func(string) error {
		b.say(checklist.INFO, "Type the code "+code.Code+" on the page, not here.")
		return nil
	})
}

func (b browserSignIn) say(mark checklist.Mark, text string) {
	b.note(checklist.Note{Mark: mark, Text: text})
}
