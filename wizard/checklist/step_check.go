package checklist

import (
	"context"
	"errors"
	"sync"
	"time"

	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/wizard/guide"
)

// liveCheck runs the handshake: one connection, one login.
func liveCheck() Step {
	return Step{
		ID: stepCheck,
		Done: func(s State) bool {
			return s.LoggedIn && s.Checked == s.entry() && (s.Mode == LoginOnly || s.Sent == smtpcheck.WasSent)
		},
		Known: func(s State) string {
			if s.Mode == LoginOnly {
				return "the login was taken, no mail was sent"
			}
			return "login and test email were taken"
		},
		Fields: []Field{
			{
				Key: "mode", Kind: Choice, Label: "What should be done?",
				Body: func(s State) []string {
					section, _ := guide.Find(stepCheck)
					return append(section.Screen, lockWarning(s)...)
				},
				Options: func(s State) []Option {
					return []Option{{string(SendMail), "Log in, and send the test email to " + s.Recipient},
						{string(LoginOnly), "Log in only, send nothing"}}
				},
				Default: func(s State) string {
					if s.Recipient != s.Sender {
						return string(LoginOnly)
					}
					return string(SendMail)
				},
				Set: func(s *State, value string) *Problem {
					s.Mode, s.LoggedIn, s.Sent, s.Arrived = Mode(value), false, smtpcheck.NotSent, Unasked
					return nil
				},
			},
			{
				Key: "check", Doing: "Checking", Stages: State.stages, Do: Check,
				Body: func(State) []string {
					return []string{"Nothing has been sent yet. If a mail is to go, it goes in the last stage."}
				},
			},
		},
	}
}

// Check is one run of the handshake with the saved settings.
func Check(ctx context.Context, env *Env, s State, note func(Note)) (func(*State), error) {
	password := s.Password
	if !s.SessionOnly && !s.Credential.ByToken() {
		stop := askForUnlock(ctx, s, note)
		kept, err := env.KeysOf(s).Get(ctx, s.Item())
		stop()
		if err != nil {
			return nil, keychainFailure(ctx, err)
		}
		password = kept
		defer kept.Destroy()
	}
	c, receipt := s.check(env)
	c.Auth = s.auth(password)
	defer s.Token.Destroy()
	renewed := func(*State) {}
	var renewing *renewal
	if s.Credential.ByToken() && s.Token.Empty() {
		// The login service is asked while the way to the server is opened.
		note = oneAtATime(note)
		var err error
		if renewing, err = beginRenewal(ctx, env, s, note); err != nil {
			return refusedRenewal(err, env.Now()), err
		}
		go renewing.ask(ctx)
		c.Auth.Token = renewing.lend
	}
	report, err := env.run(ctx, c, s.way(), renewing != nil, note)
	if renewing != nil {
		<-renewing.done
		defer renewing.access.Destroy()
		renewed = renewing.change
		if renewing.err != nil && errors.Is(err, renewing.err) {
			return refusedRenewal(renewing.err, env.Now()), renewing.err
		}
	}
	now := env.Now()
	change := func(to *State) {
		renewed(to)
		to.Token = keystore.Secret{}
		to.Sent, to.MessageID, to.QueueID = report.Sent, report.MessageID, report.QueueID
		to.last = &report
		if report.Sent != smtpcheck.NotSent {
			to.Receipt = receipt
		}
		if report.LoggedIn {
			to.Items.loggedIn(to.Credential, to.Shape)
			to.Wrong = 0
			to.Waiting = Waiting{}
		}
		if err == nil {
			to.LoggedIn, to.Checked, to.CheckedAt = true, to.entry(), now
			to.Failed = Failed{}
		}
	}
	if err == nil {
		return change, nil
	}
	if errors.Is(err, context.Canceled) {
		return change, ctx.Err()
	}
	s.last = &report
	v := causes.Diagnose(err, s.Facts(now))
	return func(to *State) {
		change(to)
		to.refused(v, now)
		// A switch that is off, or a policy, does not judge the password.
		if !report.LoggedIn && (v.Cause.Fix == stepAppPassword || v.Cause.Code == "AUTH-LOCKED") {
			to.Wrong++
		}
	}, &Failure{Verdict: v, Sent: report.Sent}
}

// refusedRenewal keeps what the login service refused.
func refusedRenewal(err error, now time.Time) func(*State) {
	failure, ok := errors.AsType[*Failure](err)
	if !ok {
		return nil
	}
	return func(to *State) { to.refused(failure.Verdict, now) }
}

// oneAtATime lets two pieces of work tell their news.
func oneAtATime(note func(Note)) func(Note) {
	var mu sync.Mutex
	return func(n Note) {
		mu.Lock()
		defer mu.Unlock()
		note(n)
	}
}

// check makes the engine's order from the settings, with the test mail where
// one is to be sent.
func (s State) check(env *Env) (c smtpcheck.Check, receipt string) {
	c = s.server(env)
	if s.Mode != SendMail {
		return c, ""
	}
	receipt = practiceReceipt
	if !env.Practice {
		receipt = ReceiptCode(env.Random)
	}
	m := smtpcheck.TestMail(smtpcheck.TestMailFacts{From: s.Sender, To: s.Recipient, Computer: env.Computer,
		Version: env.Version, Date: env.Now(), Code: receipt, Random: env.Random})
	c.Mail = &m
	return c, receipt
}

// server is the engine's order up to the login.
func (s State) server(env *Env) smtpcheck.Check {
	c := smtpcheck.Check{Host: s.Host, Port: s.Port, Connect: env.Connect, Dial: env.Dial, TLS: env.TLS, Patience: env.Patience, Now: env.Now}
	if env.Resolver != nil {
		c.Resolver = env.Resolver
	}
	return c
}
