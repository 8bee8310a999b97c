package letter

import (
	"time"

	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

// RequestFor is the request of a mailbox, made from what the wizard knows of
// it. A refusal that a later check has overcome is left out.
func RequestFor(s checklist.State, today time.Time) Request {
	r := Request{
		Mailbox: s.Sender, Login: s.Login, Host: s.Host, Cloud: s.Cloud, Today: today,
		Evidence: map[string]string{}, SignIn: s.Credential.ByToken(), AppOnly: s.Credential == checklist.AppOnly,
	}
	for _, id := range checklist.ItemIDs {
		r.Evidence[id] = string(s.Items.Get(id))
	}
	// A sign-in method alone does not show that app passwords are offered.
	two := causes.ItemTwoStep
	if r.Evidence[two] == string(checklist.Said) && s.Sees != checklist.Yes && s.Has != checklist.Yes {
		r.Evidence[two] = string(checklist.Todo)
	}
	if f := s.Finding(); f != nil && !r.SignIn {
		r.Items = f.Admin
	}
	code := OpenCause(s)
	if _, ok := causes.Find(code); ok {
		r.Cause = code
	}
	if (r.Cause != "" || code == causes.Unknown.Code) && code == s.Failed.Cause {
		r.Reply, r.At = s.Failed.Reply, s.Failed.At
	}
	return r
}

// openCause is the code of what the message for the admin is about: the last
// failure, unless a later check has overcome it, or else what is waited for.
func OpenCause(s checklist.State) string {
	if s.Failed.Cause != "" && !s.CheckedAt.After(s.Failed.At) {
		return s.Failed.Cause
	}
	return s.Waiting.Cause
}

// AdminPaper is the message for the admin as the wizard shows it.
func Paper(s checklist.State, today time.Time) checklist.Paper {
	l := ForAdmin(RequestFor(s, today))
	if l.NothingOpen {
		return checklist.Paper{Body: NothingOpen}
	}
	if l.Text == "" {
		return checklist.Paper{Body: []string{s.Sender + " is a private account. There is no admin who could change anything."}}
	}
	return checklist.Paper{Body: l.Body, Text: "Subject: " + l.Subject + "\n\n" + l.Text, File: "admin-request.txt", Mailto: l.Mailto}
}
