package settings

import "time"

// Progress is how far one mailbox has come, as state.json has it: what the
// user said, what the server showed, and who is waited for.
type Progress struct {
	// Mailbox is what was typed before the settings were saved.
	Mailbox Mailbox `json:"mailbox"`
	// Said are the user's answers by question: "two-step": "yes".
	Said map[string]string `json:"said,omitempty"`
	// Evidence is how well each checklist item is known: "smtp-auth": "proved".
	Evidence map[string]string `json:"evidence,omitempty"`

	// Keychain is the kind of place that holds the app password, empty where
	// none does.
	Keychain string `json:"keychain,omitempty"`
	// Wrong counts the logins refused in a row.
	Wrong int `json:"wrong,omitempty"`

	Waiting   *Waiting `json:"waiting,omitempty"`
	LastGood  *Check   `json:"last_good,omitempty"`
	LastWrong *Refusal `json:"last_wrong,omitempty"`
}

// Waiting is who is waited for: the cause, and since when.
type Waiting struct {
	Cause string    `json:"cause"`
	Since time.Time `json:"since"`
}

// Check is the last check that succeeded.
type Check struct {
	At        time.Time `json:"at"`
	Mode      string    `json:"mode"` // "send" or "login"
	Sent      string    `json:"sent"` // "yes", "no", "unknown"
	MessageID string    `json:"message_id,omitempty"`
	QueueID   string    `json:"queue_id,omitempty"`
	Receipt   string    `json:"receipt,omitempty"`   // the code in the mail
	Confirmed bool      `json:"confirmed,omitempty"` // the code was typed back
}

// Refusal is the last refusal.
type Refusal struct {
	At    time.Time `json:"at"`
	Cause string    `json:"cause"`
	Reply string    `json:"reply,omitempty"`
}
