package main

import (
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
	"mailready/wizard/explain"
	"mailready/wizard/report"
)

// checkResult is what check --json prints. Names and enumerations are stable,
// texts are not.
type checkResult struct {
	Schema    int                `json:"schema"`
	OK        bool               `json:"ok"`   // the mailbox can send
	Host      string             `json:"host"` // the server
	Port      int                `json:"port"`
	From      string             `json:"from"`          // the sender
	Stage     smtpcheck.Stage    `json:"stage"`         // the stage that failed, empty where none did
	Cause     string             `json:"cause"`         // the code of the cause, empty where all is well
	Owner     causes.Owner       `json:"owner"`         // whose turn it is: you, admin, network, microsoft
	Reply     *explain.Reply     `json:"reply"`         // the server's answer that decided
	Token     *tokenResult       `json:"token_refusal"` // how the server explained that it refuses the token
	SignIn    *signInResult      `json:"sign_in"`       // what the login service answered that refused a token
	TLS       *tlsResult         `json:"tls"`           // null where no handshake was begun
	Offers    []string           `json:"offers"`        // what the server says that it can do, after TLS
	Sent      smtpcheck.Delivery `json:"sent"`          // yes, no, unknown
	MessageID string             `json:"message_id"`    // of the test email
	QueueID   string             `json:"queue_id"`      // the server's own number of the test email
	Stages    []report.Stage     `json:"stages"`        // how far it came, in milliseconds
}

type tokenResult struct {
	Status  string `json:"status"` // the server's number, such as 401
	Schemes string `json:"schemes"`
	Scope   string `json:"scope"`
}

type signInResult struct {
	Number int    `json:"aadsts"` // 0: none
	Error  string `json:"error"`  // OAuth's word
	HTTP   int    `json:"http"`   // the status
	Said   string `json:"said"`   // its sentence
}

type tlsResult struct {
	Version string `json:"version"` // 1.2 or 1.3
	Issuer  string `json:"issuer"`  // of the certificate
	Expires string `json:"expires"` // RFC 3339
}

// checkJSON prints the result and ends with the cause's exit code.
func (a *app) checkJSON(s checklist.State, failure *checklist.Failure) error {
	if err := a.printJSON(resultOf(s, failure)); err != nil {
		return err
	}
	if failure != nil {
		return quietly(failure.Verdict.Cause.Exit)
	}
	return nil
}

// resultOf is the result of a check that has ended.
func resultOf(s checklist.State, failure *checklist.Failure) checkResult {
	result := observed(s)
	result.OK = failure == nil
	if failure != nil {
		v := failure.Verdict
		result.Cause, result.Owner = v.Cause.Code, v.Cause.Owner
		if v.Reply.Code != 0 {
			result.Reply = &explain.Reply{Code: v.Reply.Code, Enhanced: v.Reply.Enhanced, Text: v.Reply.Text()}
		}
		if in := v.SignIn; in.Says != "" {
			result.SignIn = &signInResult{in.Number, in.Word, in.HTTP, in.Says}
		}
	}
	return result
}

// observed is the result of a check as far as it went, which is not OK yet.
func observed(s checklist.State) checkResult {
	result := checkResult{Schema: 1, Host: s.Host, Port: s.Port, From: s.Sender,
		Offers: []string{}, Sent: smtpcheck.NotSent}
	result.Stages = report.Stages(nil)
	if r := s.Report(); r != nil {
		result.observed(r)
	}
	return result
}

// observed takes over what the run saw.
func (c *checkResult) observed(r *smtpcheck.Report) {
	c.Sent, c.MessageID, c.QueueID = r.Sent, r.MessageID, r.QueueID
	c.Offers = append(c.Offers, r.Offers...)
	if r.Reply.Code != 0 {
		c.Reply = &explain.Reply{Code: r.Reply.Code, Enhanced: r.Reply.Enhanced, Text: r.Reply.Text()}
	}
	if why := r.TokenRefusal; why != (smtpcheck.TokenRefusal{}) {
		c.Token = &tokenResult{string(why.Status), string(why.Schemes), string(why.Scope)}
	}
	if r.TLS != nil {
		c.TLS = &tlsResult{r.TLS.Version, string(r.TLS.Issuer), r.TLS.Expires.UTC().Format(time.RFC3339)}
	}
	c.Stages = report.Stages(r.Stages)
	for _, stage := range r.Stages {
		if !stage.OK {
			c.Stage = stage.Stage
		}
	}
}
