package call

import (
	"slices"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/road"
	"mailready/wizard/checklist"
	"mailready/wizard/letter"
)

// CallOf is the call of a screen: where the caller stands, and what is known
// at that moment. Keychain is the kind of the store, OS is runtime.GOOS.
func Of(s checklist.State, shown checklist.Screen, keychain, os string, practice bool) Call {
	kind, provider := road.Account(s.Sender)
	c := Call{
		Step: shown.ID, Question: shown.Key, Cause: causeOf(s, shown),
		TwoStep: s.Items.Get(causes.ItemTwoStep), SMTPAuth: s.Items.Get(causes.ItemSMTPAuth), AppPassword: s.Items.Get(causes.ItemAppPassword),
		Account: kind, Google: provider == road.Google, OS: os, Outcome: outcomeOf(s), Refused: s.Wrong >= 2, Practice: practice, SignIn: s.Credential.ByToken(),
	}
	if c.SignIn {
		c.AppPassword = ""
	}
	if f := s.Finding(); f != nil && shown.Key == "why" {
		c.Question = "why:" + f.Key
	}
	if s.Saved != "" && (shown.Key == "resume" || shown.Key == "waiting") {
		c.Question += ":saved"
	}
	if s.Cloud != road.Worldwide && (kind == causes.AccountUnknown || kind == causes.AccountWork) && s.Cloud != "" {
		c.Cloud, c.Account = s.Cloud, causes.AccountUnknown
	}
	switch {
	case s.Stored() && slices.Contains(systemKeychains, keychain):
		c.Keychain = InSystem
	case s.Stored():
		c.Keychain = Elsewhere
	case !s.Password.Empty():
		c.Keychain = InMemory
	}
	return c
}

// systemKeychains are the kinds of keystore.Store that come with a system.
var systemKeychains = []string{"secret-service", "macos-keychain", "windows-credentials"}

// causeOf is the cause that the screen shows, of a failure, of an answer that
// was not taken, or of a wait.
func causeOf(s checklist.State, shown checklist.Screen) string {
	switch {
	case shown.Trouble != nil:
		c := shown.Trouble.Verdict.Cause
		if c.Worded != "" && index(causeNames(), c.Code+":"+c.Worded) > 0 {
			return c.Code + ":" + c.Worded
		}
		return c.Code
	case shown.Problem != nil && shown.Problem.Code != "":
		return shown.Problem.Code
	case shown.Key == "waiting":
		return s.Waiting.Cause
	case shown.Key == "admin":
		return letter.OpenCause(s)
	case shown.Key == "wait" || shown.Key == "ways":
		return s.Failed.Cause
	}
	return ""
}

func outcomeOf(s checklist.State) Outcome {
	switch {
	case s.Arrived == checklist.Yes:
		return Confirmed
	case s.Sent == smtpcheck.WasSent:
		return Sent
	case s.Sent == smtpcheck.MaybeSent:
		return MaybeSent
	case s.LoggedIn || !s.CheckedAt.IsZero():
		return LoggedIn
	}
	return Unchecked
}
