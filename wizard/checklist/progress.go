package checklist

import (
	"mailready/smtpcheck"
	"mailready/smtpcheck/road"
	"mailready/wizard/settings"
)

// Begin is the state of a mailbox of which only the address is known.
func Begin(address string) State {
	c := road.Clouds[0]
	return State{Asked: Asked("").With(stepMailbox + "/sender"), Sender: address, Login: address, Recipient: address, Cloud: c.ID, Host: c.Host, Port: smtpcheck.PortSubmission}
}

// Mailbox is the settings, as they are saved.
func (s State) Mailbox() settings.Mailbox {
	return settings.Mailbox{Sender: s.Sender, Login: s.Login, Cloud: s.Cloud, Host: s.Host, Port: s.Port, Recipient: s.Recipient,
		Credential: string(s.Credential), Client: s.Client, Tenant: s.Tenant, Certificate: s.Certificate, Store: s.Store}
}

// use takes over saved settings.
func (s *State) use(m settings.Mailbox) {
	s.Sender, s.Login, s.Cloud, s.Host, s.Port, s.Recipient = m.Sender, m.Login, m.Cloud, m.Host, m.Port, m.Recipient
	s.Credential, s.Client, s.Tenant, s.Certificate, s.Store = Credential(m.Credential), m.Client, m.Tenant, m.Certificate, m.Store
}

// claims are the answers that are kept, by the name they are kept under.
func (s *State) claims() map[string]*Claim {
	return map[string]*Claim{"ordinary": &s.Ordinary, "two-step": &s.TwoStep, "sees": &s.Sees, "has": &s.Has, "smtp-auth": &s.SMTPAuth}
}

// Progress is what is kept of a state beside the settings. It has no secret.
func (s State) Progress() settings.Progress {
	p := settings.Progress{Mailbox: s.Mailbox(), Said: map[string]string{}, Evidence: map[string]string{}, Wrong: s.Wrong}
	for key, claim := range s.claims() {
		if *claim != Unasked {
			p.Said[key] = string(*claim)
		}
	}
	for key, set := range map[string]Asked{"insisted": s.Insisted, "reasons": s.Reasons} {
		if set != "" {
			p.Said[key] = string(set)
		}
	}
	if s.Confirmed != "" {
		p.Said["server"] = s.Confirmed
	}
	for _, id := range ItemIDs {
		if e := s.Items.Get(id); e != Todo {
			p.Evidence[id] = string(e)
		}
	}
	if s.Waiting.Cause != "" {
		p.Waiting = &settings.Waiting{Cause: s.Waiting.Cause, Since: s.Waiting.Since}
	}
	if s.Failed.Cause != "" {
		p.LastWrong = &settings.Refusal{At: s.Failed.At, Cause: s.Failed.Cause, Reply: s.Failed.Reply}
	}
	if !s.CheckedAt.IsZero() {
		p.LastGood = &settings.Check{At: s.CheckedAt, Mode: string(s.Mode), Sent: string(s.Sent), MessageID: s.MessageID,
			QueueID: s.QueueID, Receipt: s.Receipt, Confirmed: s.Arrived == Yes}
	}
	return p
}

// Restore makes a state from what was kept. Saved is nil where the settings
// were not saved yet. What the user said is kept; that the password is held
// and that the server lets it in is found out anew.
func Restore(saved *settings.Mailbox, p settings.Progress) State {
	var s State
	s.use(p.Mailbox)
	if saved != nil {
		s.use(*saved)
		s.Saved, s.Was, s.Entry = s.settingsLine(), s.Sender, s.Item()
	}
	for key, claim := range s.claims() {
		*claim = Claim(p.Said[key])
	}
	s.Insisted, s.Reasons, s.Confirmed = Asked(p.Said["insisted"]), Asked(p.Said["reasons"]), p.Said["server"]
	for _, id := range ItemIDs {
		s.Items.Put(id, Evidence(p.Evidence[id]))
	}
	s.Wrong = p.Wrong
	if p.Waiting != nil {
		s.Waiting = Waiting{Cause: p.Waiting.Cause, Since: p.Waiting.Since}
	}
	if p.LastWrong != nil {
		s.Failed = Failed{Cause: p.LastWrong.Cause, Reply: p.LastWrong.Reply, At: p.LastWrong.At}
	}
	if c := p.LastGood; c != nil {
		s.Mode, s.Sent, s.MessageID, s.QueueID = Mode(c.Mode), smtpcheck.Delivery(c.Sent), c.MessageID, c.QueueID
		s.CheckedAt, s.Receipt = c.At, c.Receipt
		if c.Confirmed {
			s.Arrived = Yes
		}
	}
	return s
}
