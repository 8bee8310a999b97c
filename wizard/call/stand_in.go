package call

import (
	"strings"
	"time"

	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/road"
	"mailready/wizard/checklist"
)

// The stand-ins are values that no text of the wizard holds by itself, so that
// they can be found again in a screen and shown as what they stand for.
var (
	senders = map[causes.Account]string{
		causes.AccountUnknown:  "caller@caller.invalid",
		causes.AccountWork:     "caller@caller.onmicrosoft.com",
		causes.AccountConsumer: "caller@outlook.com.vn",
		causes.AccountOther:    "caller@sbcglobal.net",
	}
	googleSender = "caller@googlemail.com"
	otherName    = "AT&T" // the provider of sbcglobal.net
	oldLogin     = "before@caller.invalid"
	someServer   = "server.invalid"
	someNumber   = 987654
	someTime     = time.Date(2999, 12, 29, 23, 57, 0, 0, time.UTC)
)

type replacer struct{ *strings.Replacer }

// standIn is a state in which the caller's screen comes out as it does with
// the caller's own state, and what turns the stand-ins into plain words.
func (c Call) standIn() (checklist.State, replacer) {
	sender := senders[c.Account]
	if c.Google {
		sender = googleSender
	}
	s := checklist.Begin(sender)
	if other, ok := road.FindCloud(c.Cloud); ok {
		s.Cloud, s.Host = other.ID, other.Host
	}
	s.Items = checklist.Items{TwoStep: c.TwoStep, SMTPAuth: c.SMTPAuth, AppPassword: c.AppPassword}
	s.Ordinary, s.Mode = "same", checklist.SendMail
	if c.SignIn {
		s.Credential = checklist.SignIn
	}
	s.Waiting.Since = someTime
	s.Odd = TheOddity
	if c.Question == "strange" || strings.HasSuffix(c.Cause, ":elsewhere") {
		s.Host = someServer
	}
	if c.Outcome != Unchecked && c.AppPassword != checklist.Fits {
		s.Shape.Kind = checklist.LooksNormal
	}
	if c.SMTPAuth == checklist.Said {
		s.SMTPAuth = checklist.Yes
	}
	if c.Refused {
		s.Wrong = someNumber
	}
	if finding, ok := strings.CutPrefix(c.Question, "why:"); ok {
		s.Sees, s.Reasons = checklist.No, checklist.NoAppPassword.Answers(finding)
	}
	if strings.HasSuffix(c.Question, "-old") {
		s.OldEntry = keystore.Item{Login: oldLogin, Host: someServer}
	}
	if c.Question == "admin" && c.Cause != "" {
		s.Failed = checklist.Failed{Cause: c.Cause, At: someTime.AddDate(0, 0, 1)}
	}
	if strings.HasSuffix(c.Question, ":saved") {
		s.Saved = "saved"
	}
	switch c.Keychain {
	case InMemory:
		s.Typed()
	case InSystem, Elsewhere:
		s.Held = s.Item().Service() + " " + s.Login
	}
	switch c.Outcome {
	case LoggedIn:
		s.LoggedIn = true
	case Sent, Confirmed:
		s.LoggedIn, s.Sent = true, smtpcheck.WasSent
	case MaybeSent:
		s.LoggedIn, s.Sent = true, smtpcheck.MaybeSent
	}
	if c.Outcome == Confirmed {
		s.Arrived = checklist.Yes
	}
	if c.Outcome != Unchecked {
		s.CheckedAt, s.MessageID = someTime, TheMessage
	}
	_, domain, _ := strings.Cut(sender, "@")
	return s, replacer{strings.NewReplacer(
		oldLogin+" at "+someServer, TheOldLogin, sender, TheAddress, domain, TheDomain, otherName, TheProvider, someServer, TheServer,
		someTime.Format("2006-01-02 15:04:05 UTC"), TheTime, someTime.Add(90*24*time.Hour).Format("2 January 2006"), TheTime,
		someTime.Format("Monday 2 January, 15:04"), TheTime, someTime.Format("15:04"), TheTime, "987654", TheNumber,
	)}
}

// screen replaces the stand-ins in all words of a screen.
func (r replacer) screen(s *checklist.Screen) {
	list := func(words []string) []string {
		replaced := make([]string, len(words))
		for i, w := range words {
			replaced[i] = r.Replace(w)
		}
		return replaced
	}
	s.Body, s.Links = list(s.Body), list(s.Links)
	s.Label, s.Hint, s.Value = r.Replace(s.Label), r.Replace(s.Hint), r.Replace(s.Value)
	options := make([]checklist.Option, len(s.Options))
	for i, o := range s.Options {
		options[i] = checklist.Option{Value: o.Value, Label: r.Replace(o.Label)}
	}
	s.Options = options
	for _, rows := range [][]checklist.Row{s.Card, s.Commands} {
		for i := range rows {
			rows[i].Value = r.Replace(rows[i].Value)
		}
	}
	for i := range s.Items {
		s.Items[i].Known = r.Replace(s.Items[i].Known)
	}
	if t := s.Trouble; t != nil {
		t.Happened, t.Kept = r.Replace(t.Happened), r.Replace(t.Kept)
		t.Next = list(t.Next)
	}
}
