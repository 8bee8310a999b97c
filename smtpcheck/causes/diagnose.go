package causes

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"mailready/smtpcheck"
)

// Diagnose names the cause of an error that [Run] or a method of [Session]
// returned. The words of the server decide first, then its enhanced code, its
// basic code, and the stage. Where a reply carries an older one ("... Error:
// 535 5.7.139 ..."), the older one is judged. The verdict's cause is never
// nil; it is [Unknown] where nothing fits, and for a cancellation. Any other
// error is read as a text, as [Explain] does.
func Diagnose(err error, f Facts) Verdict {
	if err == nil || errors.Is(err, context.Canceled) {
		return Verdict{Cause: &Unknown, Err: err}
	}
	var e *smtpcheck.Error
	if !errors.As(err, &e) {
		v := Explain(err.Error(), f)
		v.Err = err
		return v
	}
	f.Token = f.Token || e.Mechanism.Token()
	v := Verdict{Cause: &Unknown, Reply: e.Reply}
	switch {
	case e.Reply.Code != 0:
		v = judgeReply(e.Reply, e.Stage, f)
	case e.Fault != "":
		v = judgeFault(e, f)
	case e.Err != nil:
		v = Explain(e.Err.Error(), f)
	}
	v.Fault, v.Err = e.Fault, e.Err
	return v
}

func judgeFault(e *smtpcheck.Error, f Facts) Verdict {
	if c := f.misled(e.Fault); c != nil {
		return Verdict{Cause: c.worded("", f)}
	}
	for i := range All() {
		c := &All()[i]
		if c.Fault != e.Fault {
			continue
		}
		variant := ""
		if e.Err != nil {
			text := readText(e.Err.Error())
			for _, r := range heardRules() {
				if _, ok := r.fitsText(text, (*words).find); ok && r.cause == c && r.Variant != "" {
					variant = r.Variant
					break
				}
			}
		}
		return Verdict{Cause: c.worded(variant, f)}
	}
	return Verdict{Cause: &Unknown}
}

// misled tells where a fault comes of having dialled Microsoft on a port that
// it does not serve, or of another server that answers in its place; nil where
// it does not.
func (f Facts) misled(fault smtpcheck.Fault) *Cause {
	microsoft := f.Host != "" && !f.elsewhere()
	switch fault {
	case smtpcheck.FaultBlocked, smtpcheck.FaultRefused, smtpcheck.FaultClosed, smtpcheck.FaultReset, smtpcheck.FaultSlow:
		if microsoft && (f.Port == 465 || f.Port == 25) {
			return entry("NET-PORT")
		}
	case smtpcheck.FaultName, smtpcheck.FaultUntrusted, smtpcheck.FaultStripped:
		if microsoft && f.Greeting != "" && (Facts{Host: f.Greeting}).elsewhere() {
			return entry("NET-REDIRECTED")
		}
	}
	return nil
}

// judgeReply judges a reply of the engine, whose stage is certain.
func judgeReply(reply smtpcheck.Reply, stage smtpcheck.Stage, f Facts) Verdict {
	text := reply.String()
	found := findReplies(text)
	if len(found) == 0 || found[0].at != 0 {
		outer := quoted{code: reply.Code, enhanced: reply.Enhanced, head: fmt.Sprint(reply.Code), text: text}
		found = append([]quoted{outer}, found...)
	}
	found[0].stage, found[0].certain = stage, true
	best := finding{telling: silent}
	for _, q := range found {
		best = best.or(q.judge(f))
	}
	if best.cause == nil {
		return Verdict{Cause: &Unknown, Reply: reply}
	}
	v := best.verdict(f)
	if best.reply.code == reply.Code && best.reply.enhanced == reply.Enhanced {
		v.Reply = reply
	}
	return v
}

// In gives the cause in the words for these circumstances, as [Diagnose] does;
// the variant is that of [Cause.Worded], empty where a condition decides.
func (c Cause) In(variant string, f Facts) Cause { return *c.worded(variant, f) }

// worded gives the cause in the words for these circumstances.
func (c *Cause) worded(variant string, f Facts) *Cause {
	for _, v := range c.Variants {
		if v.holds(f) {
			return v.of(*c)
		}
	}
	for _, v := range c.Variants {
		if v.Name != "" && v.Name == variant {
			return v.of(*c)
		}
	}
	return c
}

func (v Variant) holds(f Facts) bool {
	return v.Name == "" &&
		(v.Account == "" || v.Account == f.Account) &&
		(v.Since.IsZero() || !f.Today.Before(v.Since) && !f.elsewhere()) &&
		(!v.Elsewhere || f.elsewhere()) &&
		(!v.Token || f.Token) &&
		(!v.AppOnly || f.AppOnly)
}

// of gives a copy of the cause in the words of the variant.
func (v Variant) of(c Cause) *Cause {
	c.Variants, c.Worded = nil, v.Name
	if v.Elsewhere {
		c.Worded = "elsewhere"
	}
	if v.Happened != "" {
		c.Happened = v.Happened
	}
	if v.Owner != "" {
		c.Owner = v.Owner
	}
	if v.Retry != "" {
		c.Retry = v.Retry
	}
	if v.Takes != "" {
		c.Takes = v.Takes
	}
	if c.Retry == RetryNever {
		c.Takes = ""
	}
	if v.Fix != "" {
		c.Fix = v.Fix
	}
	if v.Try != nil {
		c.Try = v.Try
	}
	if v.AdminTry != nil {
		c.AdminTry = v.AdminTry
	}
	return &c
}

// microsoftHosts are the ends of the names of Microsoft's mail servers, in
// all its clouds.
var microsoftHosts = []string{
	"office365.com", "office365.us", "outlook.com", "outlook.cn", "outlook.de", "mx.microsoft", "azurecomm.net", "hotmail.com", "live.com",
}

// elsewhere reports whether the host is known and not one of Microsoft's.
func (f Facts) elsewhere() bool {
	host := strings.ToLower(strings.TrimSuffix(f.Host, "."))
	for _, m := range microsoftHosts {
		if host == m || strings.HasSuffix(host, "."+m) {
			return false
		}
	}
	return host != ""
}
