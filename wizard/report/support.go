// Package report makes the support report of a mailbox, for a ticket. What the
// wizard knows of the mailbox and what a check observed go in; a text and JSON
// with the same facts come out, from a list of allowed ones. It holds no
// password, and addresses are shortened unless the user says otherwise.
package report

import (
	"crypto/sha256"
	"encoding/json"
	"strings"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

// Source is what a support report may look at. What it takes from there is
// the fields of [Support], each named by hand; nothing is dumped.
type Source struct {
	Program  Program
	State    checklist.State
	Check    *smtpcheck.Report // the last check of this session; nil: none
	Look     bool              // the check was a look at the way to the server, without a login
	Err      error             // why that check ended early; nil: it did not, or the state has it
	Keychain string            // keystore.Store.Kind
	Password string            // "there", "missing", "unknown"; empty: the state tells
	Now      time.Time
	Full     bool // do not mask addresses: the user asked for that
}

// Program is the program and the place where it runs.
type Program struct {
	Version  string `json:"version"`
	Go       string `json:"go"`
	OS       string `json:"os"`
	Arch     string `json:"arch"`
	Terminal string `json:"terminal,omitempty"` // TERM
	Columns  int    `json:"columns,omitempty"`
	Rows     int    `json:"rows,omitempty"`
	Driver   string `json:"driver,omitempty"` // "full screen" or "plain"
	Practice bool   `json:"practice,omitempty"`
}

// Support is the report for a ticket: the list of everything that it may say.
// It has no place for a password. Times are in UTC.
type Support struct {
	Schema      int    `json:"schema"`
	Fingerprint string `json:"fingerprint"` // four symbols, the same at both ends of the call
	Made        string `json:"made"`

	Program Program `json:"program"`
	Mailbox Mailbox `json:"mailbox"`
	Steps   []Step  `json:"steps"`
	Waiting *Since  `json:"waiting,omitempty"`
	Failed  *Failed `json:"failed,omitempty"`
	Check   *Check  `json:"check,omitempty"`
}

// Mailbox is what is being set up, with masked addresses unless the user
// asked for the full ones.
type Mailbox struct {
	Sender    string `json:"sender"`
	Login     string `json:"login"`
	Recipient string `json:"recipient"`
	Account   string `json:"account"`
	Cloud     string `json:"cloud"`
	Host      string `json:"host"`
	Port      int    `json:"port"`
	Keychain  string `json:"keychain"`
	SignsIn   string `json:"signs_in"` // the credential: "app password", "sign-in", "app-only"
	Client    string `json:"client_id,omitempty"`
	Tenant    string `json:"tenant_id,omitempty"`
	Password  string `json:"password"` // "there", "missing", "unknown": the credential in the keychain
	Refused   int    `json:"refused_logins"`
	Checked   string `json:"last_good_check,omitempty"`
	Arrived   string `json:"arrived,omitempty"` // what the user said of the test mail
}

// Step is one of the seven, and how well it is known.
type Step struct {
	Number   int    `json:"number"`
	ID       string `json:"id"`
	Title    string `json:"title"` // as on the screen, on the road of this mailbox
	Done     bool   `json:"done"`
	Evidence string `json:"evidence,omitempty"`
}

// Since is what is waited for.
type Since struct {
	Cause string `json:"cause"`
	Since string `json:"since"`
}

// Failed is the last refusal.
type Failed struct {
	Cause string `json:"cause"`
	Title string `json:"title"`
	Owner string `json:"owner"`
	Reply string `json:"reply"`
	At    string `json:"at"`
}

// Check is the last run of the handshake.
type Check struct {
	Look       bool     `json:"look"` // a look at the way, without a login
	Began      string   `json:"began"`
	TookMS     int64    `json:"took_ms"`
	Network    string   `json:"network,omitempty"`
	Address    string   `json:"address,omitempty"`
	Stages     []Stage  `json:"stages"`
	TLS        *TLS     `json:"tls,omitempty"`
	Offers     []string `json:"offers,omitempty"`
	Cause      string   `json:"cause,omitempty"`
	Title      string   `json:"title,omitempty"`
	Owner      string   `json:"owner,omitempty"`
	LoggedIn   bool     `json:"logged_in"`
	Mechanism  string   `json:"mechanism,omitempty"`    // LOGIN, PLAIN, XOAUTH2, OAUTHBEARER
	Token      string   `json:"token_status,omitempty"` // with which a server explained that it refuses a token
	Sent       string   `json:"sent"`
	MessageID  string   `json:"message_id,omitempty"`
	QueueID    string   `json:"queue_id,omitempty"`
	Reply      string   `json:"reply,omitempty"`
	Transcript []string `json:"transcript"`
}

// Stage is one leg of the handshake.
type Stage struct {
	Stage smtpcheck.Stage `json:"stage"`
	OK    bool            `json:"ok"`
	MS    int64           `json:"ms"`
}

// Stages are the legs of a handshake as JSON has them: a list, never null.
func Stages(seen []smtpcheck.StageResult) []Stage {
	list := []Stage{}
	for _, s := range seen {
		list = append(list, Stage{s.Stage, s.OK, s.Took.Milliseconds()})
	}
	return list
}

// TLS is what the encryption showed.
type TLS struct {
	Version  string   `json:"version"`
	Cipher   string   `json:"cipher"`
	Issuer   string   `json:"issuer"`
	Subject  string   `json:"subject"`
	Names    []string `json:"names,omitempty"`
	From     string   `json:"from,omitempty"`
	Expires  string   `json:"expires,omitempty"`
	Chain    []string `json:"chain,omitempty"`
	Verified bool     `json:"verified"`
}

// signsIn is the credential in a word that does not change.
func signsIn(c checklist.Credential) string {
	if c == checklist.AppOnly {
		return string(c)
	}
	return c.String()
}

// NewSupport makes the report. What servers said stands in it as it was made
// safe by the engine; addresses in it are masked like the mailbox itself.
func NewSupport(from Source) Support {
	s := from.State
	m := masker{full: from.Full, s: s}
	r := Support{Schema: 1, Made: stamp(from.Now), Program: from.Program.plain()}
	r.Mailbox = Mailbox{
		Sender: m.address(s.Sender), Login: m.address(s.Login), Recipient: m.address(s.Recipient),
		Account: string(s.Account()), Cloud: s.Cloud, Host: s.Host, Port: s.Port,
		SignsIn: signsIn(s.Credential), Client: s.Client, Tenant: s.Tenant,
		Keychain: from.Keychain, Password: from.Password, Refused: s.Wrong,
		Checked: stamp(s.CheckedAt), Arrived: string(s.Arrived),
	}
	if r.Mailbox.Password == "" {
		r.Mailbox.Password = "unknown"
		if s.Stored() {
			r.Mailbox.Password = "there"
		}
	}
	for i, step := range checklist.Steps() {
		line := Step{Number: i + 1, ID: step.ID, Title: s.Title(step.ID), Done: step.Done(s) || from.shows(step.ID)}
		if e := s.Items.Get(step.ID); e != checklist.Todo {
			line.Evidence = string(e)
		}
		r.Steps = append(r.Steps, line)
	}
	if s.Waiting.Cause != "" {
		r.Waiting = &Since{s.Waiting.Cause, stamp(s.Waiting.Since)}
	}
	if s.Failed.Cause != "" {
		cause, _ := checklist.Find(s.Failed.Cause)
		r.Failed = &Failed{Cause: s.Failed.Cause, Title: cause.Title, Owner: string(cause.Owner),
			Reply: m.text(string(smtpcheck.SafeText([]byte(s.Failed.Reply)))), At: stamp(s.Failed.At)}
	}
	if from.Check != nil {
		r.Check = newCheck(*from.Check, m)
		r.Check.Look = from.Look
		if from.Err != nil {
			v := causes.Diagnose(from.Err, s.Facts(from.Now))
			r.Check.Cause, r.Check.Title, r.Check.Owner = v.Cause.Code, v.Cause.Title, string(v.Cause.Owner)
		}
	}
	r.Fingerprint = r.fingerprint()
	return r
}

// shows tells whether a step was done in an earlier session: the keychain holds
// the password, a check went well since the last refusal, the mail was found.
func (from Source) shows(step string) bool {
	s := from.State
	checked := !s.CheckedAt.IsZero() && !s.Failed.At.After(s.CheckedAt)
	switch step {
	case causes.ItemAppPassword:
		return from.Password == "there"
	case "check":
		return checked
	case "test-email":
		return checked && s.Arrived == checklist.Yes
	}
	return false
}

func newCheck(c smtpcheck.Report, m masker) *Check {
	m.keep = c.MessageID
	to := &Check{Began: stamp(c.Began), TookMS: c.Took.Milliseconds(), Network: c.Network, Address: c.Addr,
		Stages: Stages(c.Stages), LoggedIn: c.LoggedIn, Mechanism: string(c.Mechanism), Token: m.text(string(c.TokenRefusal.Status)), Sent: string(c.Sent), MessageID: c.MessageID, QueueID: c.QueueID, Reply: m.text(c.Reply.String())}
	for _, offer := range c.Offers {
		to.Offers = append(to.Offers, m.text(offer))
	}
	if t := c.TLS; t != nil {
		to.TLS = &TLS{Version: t.Version, Cipher: t.Cipher, Issuer: string(t.Issuer), Subject: string(t.Subject), Names: texts(t.Names),
			From: stamp(t.NotBefore), Expires: stamp(t.Expires), Chain: texts(t.Chain), Verified: t.Verified}
	}
	to.Transcript = transcript(c.Transcript, m)
	return to
}

// fingerprint is four symbols made from everything else in the report.
func (r Support) fingerprint() string {
	r.Fingerprint = ""
	all, err := json.Marshal(r)
	if err != nil {
		return "" // not reached: the report is made of plain fields
	}
	sum := sha256.Sum256(all)
	var b strings.Builder
	for _, v := range sum[:4] {
		b.WriteByte(checklist.Alphabet[v&31])
	}
	return b.String()
}

// JSON is the report as one object, indented.
func (r Support) JSON() ([]byte, error) {
	out, err := json.MarshalIndent(r, "", "  ")
	return append(out, '\n'), err
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func texts(list []smtpcheck.Text) []string {
	var plain []string
	for _, t := range list {
		plain = append(plain, string(t))
	}
	return plain
}
