package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
	"mailready/wizard/letter"
	"mailready/wizard/plain"
)

// mailboxStatus is what status says of one mailbox. Names and enumerations
// are stable, texts are not.
type mailboxStatus struct {
	Sender    string                        `json:"sender"`
	Login     string                        `json:"login"`
	Host      string                        `json:"host"`
	Port      int                           `json:"port"`
	Saved     bool                          `json:"saved"`
	Keychain  string                        `json:"keychain"` // the kind of place
	Password  string                        `json:"password"` // "there", "missing", "unknown"
	Where     string                        `json:"where"`    // how to find it by hand
	Evidence  map[string]checklist.Evidence `json:"evidence"`
	LastGood  *time.Time                    `json:"last_good"`
	Sent      smtpcheck.Delivery            `json:"sent"`
	Confirmed bool                          `json:"confirmed"`
	LastWrong string                        `json:"last_wrong"` // cause code
	Waiting   string                        `json:"waiting"`    // cause code
	Since     *time.Time                    `json:"waiting_since"`
	Owner     causes.Owner                  `json:"owner"`                  // whose turn it is, empty where nobody's
	Next      string                        `json:"next"`                   // the command to run next
	Ends      *time.Time                    `json:"sign_in_ends,omitempty"` // if the sign-in is not used again
	Until     *time.Time                    `json:"certificate_ends,omitempty"`
	File      string                        `json:"certificate,omitempty"` // where the app's key and certificate are
	kind      string                        // of the credential, as it is shown
	place     string                        // where its secret is kept, in words
}

func statusCommand(a *app) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{Use: "status", Example: "  mailready status\n  mailready status --json",
		Short: "What is set up, where each password is kept, whose turn it is", Args: cobra.NoArgs}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		states, err := a.allSaved()
		if err != nil {
			return exitFor(err)
		}
		list := []mailboxStatus{}
		for _, s := range states {
			list = append(list, a.mailboxStatus(cmd.Context(), s))
		}
		if asJSON {
			return json.NewEncoder(a.out).Encode(map[string]any{"schema": 1, "mailboxes": list, "dates": letter.Dates(time.Now())})
		}
		a.printStatus(list)
		return nil
	}
	return c
}

// mailboxStatus looks into the keychain too, for five seconds at most. It asks
// nobody to unlock it.
func (a *app) mailboxStatus(ctx context.Context, s checklist.State) mailboxStatus {
	keys := a.keysOf(s)
	m := mailboxStatus{Sender: s.Sender, Login: s.Login, Host: s.Host, Port: s.Port, Saved: s.Saved != "",
		Keychain: keys.Kind(), Where: keys.Where(s.Item()), Evidence: map[string]checklist.Evidence{},
		Sent: s.Sent, Confirmed: s.Arrived == checklist.Yes, LastWrong: s.Failed.Cause, Waiting: s.Waiting.Cause}
	m.kind, m.place = "App password", s.Place()
	if s.Credential == checklist.SignIn {
		m.kind = "Sign-in"
		if ends := s.SignInEnds(); !ends.IsZero() {
			m.Ends = &ends
		}
	}
	if s.Credential == checklist.AppOnly {
		m.kind, m.File = appSecret, s.Certificate
	}
	for _, id := range checklist.ItemIDs {
		m.Evidence[id] = s.Items.Get(id)
	}
	if !s.CheckedAt.IsZero() {
		m.LastGood = &s.CheckedAt
	}
	if m.Sent == "" {
		m.Sent = smtpcheck.NotSent
	}
	ctx, cancel := context.WithTimeout(keystore.WithoutAsking(ctx), 5*time.Second)
	defer cancel()
	secret, err := keys.Get(ctx, s.Item())
	secret.Destroy()
	switch {
	case err == nil:
		m.Password = "there"
	case errors.Is(err, keystore.ErrNotFound):
		m.Password = "missing"
	default:
		m.Password = "unknown"
	}
	if !s.InKeychain() {
		m.lookAtCertificate(s)
	}
	m.Next = "mailready check " + s.Sender
	if s.Credential == checklist.AppOnly && m.Password != "there" {
		m.Next, m.Owner = "mailready setup --app-only "+s.Sender, causes.You
	} else if m.Password != "there" || !m.Saved || m.LastGood == nil {
		m.Next, m.Owner = "mailready setup "+s.Sender, causes.You
	}
	if c, ok := checklist.Find(s.Failed.Cause); ok {
		m.Owner = c.Owner
	}
	if m.Waiting != "" {
		m.Since = &s.Waiting.Since
		if c, ok := checklist.Find(m.Waiting); ok {
			m.Owner = c.Owner
		}
	}
	if m.Owner == causes.Admin {
		m.Next = "mailready admin-request " + s.Sender
	}
	return m
}

// passwordWords say what the place of the secret answered.
var passwordWords = map[string]string{"there": "in %s", "missing": "not in %s", "unknown": "%s did not answer, or is locked"}

// legend says what the words for evidence mean.
const legend = "todo: not known yet. said: you said so. fits: the server's answer fits it. " +
	"proved: the server's answer shows it. refuted: the server's answer shows the opposite."

func (a *app) printStatus(list []mailboxStatus) {
	if len(list) == 0 {
		a.say("No mailbox is set up yet. Start with: mailready")
	}
	// One write for many lines: of a thousand mailboxes there are twenty thousand.
	out := bufio.NewWriter(a.out)
	defer out.Flush()
	d := &plain.Driver{Out: out, Width: a.width()}
	row := func(name, value string) { d.Row(fmt.Sprintf("  %-20s ", name), value) }
	for _, m := range list {
		fmt.Fprintln(out, m.Sender)
		row("Server", m.Host+", port "+strconv.Itoa(m.Port))
		if m.Login != m.Sender {
			row("Login", m.Login)
		}
		if m.File != "" {
			m.certificateRows(row)
		} else {
			row(m.kind, fmt.Sprintf(passwordWords[m.Password], m.place))
			row("", m.Where)
		}
		if m.kind == appSecret {
			row("Secret ends", "not known here; your admin sees it in Entra")
		}
		if m.Ends != nil {
			row("Sign-in ends", m.Ends.Format("2 January 2006")+" if it is not used by then; each check renews it")
		}
		switch {
		case m.LastGood == nil:
			row("Last good check", "none yet")
		case m.Confirmed:
			row("Last good check", m.LastGood.Format("2 January 2006, 15:04")+", test email confirmed")
		default:
			row("Last good check", m.LastGood.Format("2 January 2006, 15:04")+", sent: "+string(m.Sent))
		}
		if m.LastWrong != "" {
			row("Last refusal", m.LastWrong)
		}
		if m.Waiting != "" {
			row("Waiting", "for "+m.Waiting+", since "+m.Since.Format("2 January 2006, 15:04"))
		}
		if m.Owner != "" {
			row("Whose turn", checklist.Turns[m.Owner])
		}
		row("Next", m.Next)
		fmt.Fprintln(out, "  Evidence")
		for _, id := range checklist.ItemIDs {
			d.Row("    ", checklist.ItemTitles[id]+": "+string(m.Evidence[id]))
		}
		fmt.Fprintln(out)
	}
	if len(list) > 0 {
		d.Row("", legend)
		fmt.Fprintln(out, "\nDates to know")
		for _, line := range letter.Dates(time.Now()) {
			d.Row("  ", line)
		}
	}
}
