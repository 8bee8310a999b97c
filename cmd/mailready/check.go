package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/road"
	"mailready/wizard/checklist"
	"mailready/wizard/plain"
	"mailready/wizard/settings"
)

// checkFlags are the flags of check, as they were typed.
type checkFlags struct {
	json, noSend               bool
	passwordStdin, tokenStdin  bool
	from, user, host, port, to string

	all, quiet, nagios   bool
	fromFile, prometheus string
	passwordFile         string
	jobs                 int
	only                 string // the one mailbox that a watcher asks for
}

func checkCommand(a *app) *cobra.Command {
	var f checkFlags
	c := &cobra.Command{Use: "check [ADDRESS]", Short: "Check that mail can be sent, now", Args: cobra.MaximumNArgs(1),
		Long: `Check logs in with the saved settings and the app password from the keychain,
and sends the test email. With --from it checks a mailbox that is not set up;
its password comes from the keychain, from standard input with
--password-stdin, or from a mounted file with --password-file. With --token-stdin it logs in with an access token (OAuth),
as a program does that signs in with Microsoft. One connection, one login;
nothing is repeated by itself.

With --all it checks every mailbox that is set up, some at a time, and with
--from-file those of a list. They log in and send nothing. An account whose last
logins were refused is not tried, since more tries can lock it. The exit code is
the worst one. --nagios and --prometheus are for watchers.`}
	c.Flags().BoolVar(&f.json, "json", false, "print one JSON object")
	c.Flags().BoolVar(&f.noSend, "no-send", false, "stop after the login; send nothing")
	c.Flags().BoolVar(&f.passwordStdin, "password-stdin", false, "read the password from standard input")
	c.Flags().StringVar(&f.passwordFile, "password-file", "", "read the password from this mounted `FILE`")
	c.Flags().BoolVar(&f.tokenStdin, "token-stdin", false, "read an access token (OAuth) from standard input")
	c.Flags().StringVar(&f.from, "from", "", "sender `ADDRESS`")
	c.Flags().StringVar(&f.user, "user", "", "login `NAME`, where it is not the sender")
	c.Flags().StringVar(&f.host, "host", "", "`SERVER` (default smtp.office365.com)")
	c.Flags().StringVar(&f.port, "port", "", "`PORT` (default 587)")
	c.Flags().StringVar(&f.to, "to", "", "recipient of the test email (default the sender)")
	c.Flags().BoolVar(&f.all, "all", false, "check every mailbox that is set up; send nothing")
	c.Flags().StringVar(&f.fromFile, "from-file", "", "check the mailboxes of this `FILE`, one address a line; send nothing")
	c.Flags().IntVar(&f.jobs, "jobs", 8, "with --all or --from-file: how many at a `TIME`")
	c.Flags().BoolVar(&f.quiet, "quiet", false, "with --all or --from-file: say only what is not well")
	c.Flags().BoolVar(&f.nagios, "nagios", false, "answer as a monitoring plugin; send nothing")
	c.Flags().StringVar(&f.prometheus, "prometheus", "", "write metrics into this `FILE`; send nothing")
	c.Example = "  mailready check name@company.com\n  mailready check --all --quiet\n  mailready check --all --prometheus /var/lib/node_exporter/mailready.prom"
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if f.all || f.fromFile != "" || f.nagios || f.prometheus != "" {
			return a.watch(cmd.Context(), f, args)
		}
		if f.quiet || cmd.Flags().Changed("jobs") {
			return &exit{causes.ExitUsage, "--quiet and --jobs go with --all or --from-file"}
		}
		if f.passwordStdin && f.tokenStdin || f.passwordFile != "" && (f.passwordStdin || f.tokenStdin) {
			return &exit{causes.ExitUsage, "give one of --password-stdin, --password-file and --token-stdin"}
		}
		s, saved, err := a.checkState(f, args)
		switch {
		case err != nil:
		case f.passwordStdin:
			err = a.readPassword(cmd.Context(), &s)
		case f.passwordFile != "":
			err = a.readPasswordFile(&s, f.passwordFile)
		case f.tokenStdin:
			err = a.readToken(cmd.Context(), &s)
		}
		if err != nil {
			return a.checkRefused(f, s, err)
		}
		return a.check(cmd.Context(), f, s, saved)
	}
	return c
}

// checkState is the mailbox to check: the saved one, and over it what the
// flags say. Saved tells whether it is one that is set up.
func (a *app) checkState(f checkFlags, args []string) (s checklist.State, saved bool, err error) {
	address := f.from
	if len(args) == 1 {
		if address != "" && address != args[0] {
			return s, false, &exit{causes.ExitUsage, "name the mailbox once: as ADDRESS or with --from"}
		}
		address = args[0]
	}
	if address != "" {
		typed, _, p := checklist.ParseAddress(address)
		if p != nil {
			return s, false, p
		}
		address = typed
	}
	if f.from != "" && (f.passwordStdin || f.passwordFile != "" || f.tokenStdin) && a.withoutHome() {
		a.tell("HOME is not set: nothing is loaded, and nothing will be saved.")
	} else if s, saved, err = a.saved(address); err != nil {
		return s, false, err
	}
	if s.Sender == "" {
		if address == "" {
			return s, false, errNone
		}
		cloud := road.Clouds[0]
		s.Sender, s.Login, s.Recipient, s.Cloud, s.Host, s.Port = address, address, address, cloud.ID, cloud.Host, smtpcheck.PortSubmission
		a.chosen(&s)
	}
	before := s
	if err := f.over(&s); err != nil {
		return s, false, err
	}
	return s, saved && !f.tokenStdin && before.Item() == s.Item() && a.storeName == "", nil
}

// over puts the flags over the settings.
func (f checkFlags) over(s *checklist.State) error {
	s.Mode = checklist.SendMail
	if f.noSend {
		s.Mode = checklist.LoginOnly
	}
	var p *checklist.Problem
	address := func(typed string, to *string) {
		if typed != "" && p == nil {
			*to, _, p = checklist.ParseAddress(typed)
		}
	}
	if f.tokenStdin {
		s.Login = s.Sender // a token of whoever may send as the mailbox goes with the mailbox's own name
	}
	address(f.user, &s.Login)
	address(f.to, &s.Recipient)
	if f.host != "" && p == nil {
		s.Host, _, p = checklist.ParseHost(f.host)
	}
	if f.port != "" && p == nil {
		s.Port, p = checklist.ParsePort(f.port)
	}
	if p != nil {
		return p
	}
	return nil
}

func (a *app) check(ctx context.Context, f checkFlags, s checklist.State, saved bool) error {
	env := a.environment()
	a.warnHost(f, s)
	d := &plain.Driver{Out: a.out, Width: a.width()}
	note := func(n checklist.Note) {
		if !n.Quiet {
			d.Note(n)
		}
	}
	if f.json {
		note = func(checklist.Note) {}
	} else {
		a.say(fmt.Sprintf("Checking %s at %s, port %d.", s.Sender, s.Host, s.Port))
		if a.connect != "" {
			a.say(fmt.Sprintf("Dialling %s instead of %s:%d.", a.connect, s.Host, s.Port))
		}
		a.warnCertificates()
	}
	change, err := checklist.Check(ctx, env, s, note)
	if change != nil {
		change(&s)
	}
	if errors.Is(err, context.Canceled) {
		return a.checkStopped(f, s)
	}
	var failure *checklist.Failure
	if err != nil && !errors.As(err, &failure) {
		return &exit{causes.ExitInternal, err.Error()}
	}
	if saved && env.Save != nil {
		if saveErr := env.Save(s); saveErr != nil {
			a.tell("mailready: " + exitFor(saveErr).Error())
		}
	}
	if f.json {
		return a.checkJSON(s, failure)
	}
	return a.checkText(d, s, failure)
}

// checkStopped ends a check that the user stopped: what was handed over by then
// is said all the same.
func (a *app) checkStopped(f checkFlags, s checklist.State) error {
	if f.json {
		if err := a.printJSON(observed(s)); err != nil {
			return err
		}
	}
	t := checklist.NewTrouble(causes.Verdict{Cause: &causes.Unknown}, s, s.Sent)
	return &exit{causes.ExitInterrupted, "stopped. " + t.Kept}
}

// checkText says how the check ended, and what to do next.
func (a *app) checkText(d *plain.Driver, s checklist.State, failure *checklist.Failure) error {
	if a.verbose {
		a.conversation(s.Report())
	}
	if failure != nil {
		t := checklist.NewTrouble(failure.Verdict, s, failure.Sent)
		t.Dialled(a.connect)
		d.Body(checklist.Screen{Trouble: &t})
		return quietly(failure.Verdict.Cause.Exit)
	}
	if s.Mode == checklist.LoginOnly {
		a.say("\nThe server took the login. Nothing was sent.")
		return nil
	}
	a.say(fmt.Sprintf("\nThe server took the login and the test email to %s.\nIts code is %s; look for it in the subject.", s.Recipient, s.Receipt))
	return nil
}

// conversation shows what was said, without secrets, for --verbose.
func (a *app) conversation(r *smtpcheck.Report) {
	if r == nil {
		return
	}
	fmt.Fprintln(a.err)
	for _, l := range r.Transcript {
		who := "S"
		if l.Client {
			who = "C"
		}
		fmt.Fprintf(a.err, "%s: %s\n", who, l.Text)
	}
	if why := r.TokenRefusal.String(); why != "" {
		a.tell(fmt.Sprintf("The server says of the token: %s", why))
	}
}

// warnCertificates says so where the environment replaces the system's
// certificate authorities.
func (a *app) warnCertificates() {
	if file := a.env("SSL_CERT_FILE"); file != "" {
		a.say(fmt.Sprintf("Using certificates from SSL_CERT_FILE=%s", strconv.Quote(file)))
	}
}

// checkRefused ends a check that never began.
func (a *app) checkRefused(f checkFlags, s checklist.State, err error) error {
	p, isTyped := errors.AsType[*checklist.Problem](err)
	_, isFile := errors.AsType[*settings.Error](err)
	switch {
	case isTyped && f.json:
		cause, ok := checklist.Find(p.Code)
		if !ok {
			cause = causes.Unknown
		}
		return a.checkJSON(s, &checklist.Failure{Verdict: causes.Verdict{Cause: &cause, Err: p}})
	case isTyped:
		return wrong(p)
	case isFile && f.json:
		return a.checkJSON(s, &checklist.Failure{Verdict: checklist.LocalVerdict(err)})
	}
	return exitFor(err)
}
