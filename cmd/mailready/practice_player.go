package main

import (
	"context"
	"fmt"
	"net/http"
	"regexp"

	"mailready/smtpcheck/simlogin"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/checklist"
)

// practicePlayer answers the questions of the journey that plays by itself,
// and shows the answers.
type practicePlayer struct {
	server *simserver.Server
	login  *simlogin.Server
	said   chan string // what the browser's last page said, where it did not come back
	coded  bool        // a code was asked for
	out    interface{ Write([]byte) (int, error) }
}

// receiptCode finds the receipt code in a mail that the server accepted.
func receiptCode(mail []byte) (code string, ok bool) {
	found := regexp.MustCompile(`(?m)^Subject:.*\b([0-9A-HJKMNP-TV-Z]{5})\b`).FindSubmatch(mail)
	if found == nil {
		return "", false
	}
	return string(found[1]), true
}

func (p *practicePlayer) ask(ctx context.Context, s checklist.Screen) ([]byte, error) {
	answer, shown := s.Default, ""
	switch {
	case s.Kind == checklist.Working:
		return p.whileSigningIn(ctx)
	case s.Key == "ready" && p.login.Refuse.Number != 0:
		answer = "sign-in"
	case s.Kind == checklist.Secret:
		answer = practicePassword()
		shown = "(16 letters)"
	case s.Key == "sender":
		answer = practiceAddress
	case s.Key == "code":
		mails := p.server.Accepted()
		if code, ok := receiptCode(mails[len(mails)-1].Data); ok {
			answer = code
		}
	case s.Key == "trouble":
		answer = "leave"
	case s.Kind == checklist.Text:
		answer = s.Value
	}
	if shown == "" {
		shown = answer
		for i, o := range s.Options {
			if o.Value == answer {
				shown = fmt.Sprint(i + 1)
			}
		}
	}
	fmt.Fprintln(p.out, shown)
	return []byte(answer), nil
}

// browse is the browser of the journey that plays by itself.
func (p *practicePlayer) browse(page string) error {
	go func() {
		back, said := p.login.Visit(page, practiceAddress)
		if back == "" {
			p.said <- said
			return
		}
		if answer, err := http.Get(back); err == nil {
			answer.Body.Close()
		}
	}()
	return nil
}

// whileSigningIn is what is typed while the sign-in waits: the words of a page
// that leads nowhere, or what asks for a code where codes are played.
func (p *practicePlayer) whileSigningIn(ctx context.Context) ([]byte, error) {
	if p.login.Refuse.Place == simlogin.AtDevice && !p.coded {
		p.coded = true
		return []byte(wantsCode), nil
	}
	select {
	case said := <-p.said:
		return []byte(said), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
