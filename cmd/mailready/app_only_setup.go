package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/road"
	"mailready/wizard/checklist"
	"mailready/wizard/plain"
)

const appOnlyHelp = `Setup starts the wizard, or goes on where you left it.

With --app-only it asks nothing, for a server on which nobody signs in: the app
signs in as itself (OAuth client credentials). Your admin registers the app and
gives it a role for the mailbox, as mailready admin-request --app-only asks. It
proves itself with a certificate, which mailready certificate makes, or with a
secret from standard input. A token is fetched, the settings are saved, and the
mailbox is checked.`

// appOnlyFlags are those of setup --app-only, as they were typed.
type appOnlyFlags struct {
	appOnly, secretStdin, noSend       bool
	client, tenant, certificate, cloud string
}

// withAppOnly adds the way without a person to the command of the wizard.
func (a *app) withAppOnly(c *cobra.Command) *cobra.Command {
	var f appOnlyFlags
	c.Example = "  mailready setup --app-only name@company.com --client ID --tenant ID --certificate mailready-app.pem"
	c.Flags().BoolVar(&f.appOnly, "app-only", false, "no wizard: an app that signs in as itself, without a person")
	c.Flags().StringVar(&f.client, "client", "", "with --app-only: the Application (client) `ID`")
	c.Flags().StringVar(&f.tenant, "tenant", "", "with --app-only: the Directory (tenant) `ID`")
	c.Flags().StringVar(&f.certificate, "certificate", "", "with --app-only: the `FILE` with the app's key and certificate")
	c.Flags().BoolVar(&f.secretStdin, "secret-stdin", false, "with --app-only: read the app's secret from standard input")
	c.Flags().StringVar(&f.cloud, "cloud", "", "with --app-only: the `CLOUD`: "+cloudIDs())
	c.Flags().BoolVar(&f.noSend, "no-send", false, "with --app-only or --password-stdin: stop the check after the login; send nothing")
	wizard := c.RunE
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if f.appOnly {
			return a.setupAppOnly(cmd.Context(), f, args)
		}
		for _, name := range []string{"client", "tenant", "certificate", "secret-stdin", "cloud"} {
			if cmd.Flags().Changed(name) {
				return &exit{causes.ExitUsage, "--" + name + " goes with --app-only. The wizard asks for what it needs."}
			}
		}
		return wizard(cmd, args)
	}
	return c
}

// setupAppOnly sets a mailbox up without a person: the token first, then what
// is to be kept, then the check. What Microsoft does not take is not kept.
func (a *app) setupAppOnly(ctx context.Context, f appOnlyFlags, args []string) error {
	address, err := f.mailbox(args)
	if err != nil {
		return err
	}
	if all, err := a.allSaved(); err == nil { // where not, it is said below
		f.over(pick(all, address))
	}
	if err := f.typed(address); err != nil {
		return err
	}
	unlock, err := a.folder().Lock()
	if err != nil {
		return exitFor(err)
	}
	defer unlock()
	if err := a.folder().Try(); err != nil {
		return exitFor(err)
	}
	all, err := a.allSaved()
	if err != nil {
		return exitFor(err)
	}
	s := pick(all, address)
	if c, ok := road.FindCloud(f.cloud); ok {
		s.Cloud, s.Host = c.ID, c.Host
	}
	s.Mode = checklist.SendMail
	if f.noSend {
		s.Mode = checklist.LoginOnly
	}
	a.chosen(&s)
	s.UseAppOnly(f.client, f.tenant, f.certificate)
	env := a.environment()
	if f.secretStdin {
		raw, err := a.readSecret(ctx, "--secret-stdin")
		if err != nil {
			return err
		}
		clean, why := checklist.CleanClientSecret(raw)
		clear(raw)
		if why != "" {
			return &exit{causes.ExitInput, "--secret-stdin: " + why + "."}
		}
		s.Password, s.SessionOnly = keystore.NewSecret(clean), true // until it is stored
		defer s.Password.Destroy()
		if err := env.KeysOf(s).Probe(ctx); err != nil {
			return a.noKeychain(ctx, err)
		}
	}
	d := &plain.Driver{Out: a.out, Width: a.width()}
	a.say(fmt.Sprintf("Asking Microsoft for a token for %s, as the app %s.", s.Sender, s.Client))
	access, _, err := checklist.Freshen(ctx, env, s, d.Note)
	if err != nil {
		return a.appRefused(ctx, d, s, err)
	}
	d.Note(checklist.Note{Mark: checklist.OK, Text: "Microsoft took the app's proof, and gave a token."})
	s.Token = access
	defer access.Destroy()
	if err := a.keepApp(ctx, env, d, &s); err != nil {
		return err
	}
	err = a.check(ctx, checkFlags{noSend: f.noSend}, s, true)
	if err != nil {
		a.say("\nThe settings are saved all the same. When something has changed, run:\n  mailready check " + s.Sender)
	}
	return err
}

// mailbox is the address that the command is about.
func (f *appOnlyFlags) mailbox(args []string) (address string, err error) {
	if len(args) != 1 {
		return "", &exit{causes.ExitUsage, "--app-only needs the mailbox: mailready setup --app-only ADDRESS --client ID --tenant ID --certificate FILE"}
	}
	address, _, p := checklist.ParseAddress(args[0])
	if p != nil {
		return "", wrong(p)
	}
	if kind, _ := road.Account(address); kind == causes.AccountConsumer {
		return "", &exit{causes.ExitInput, address + " is a private account. An app can sign in as itself only for an organisation's mailbox."}
	}
	return address, nil
}

// over puts the flags over what is saved, so that a new certificate is all that
// must be named when the old one ends.
func (f *appOnlyFlags) over(s checklist.State) {
	if s.Credential != checklist.AppOnly || s.Saved == "" {
		return
	}
	f.client, f.tenant = cmp.Or(f.client, s.Client), cmp.Or(f.tenant, s.Tenant)
	if !f.secretStdin {
		f.certificate = cmp.Or(f.certificate, s.Certificate)
	}
}

// typed reads the flags, and puts what they mean in their place.
func (f *appOnlyFlags) typed(address string) (err error) {
	usage := func(text string) error { return &exit{causes.ExitUsage, text} }
	var p *checklist.Problem
	switch {
	case f.client == "" || f.tenant == "":
		return usage("--app-only needs two values of your admin: --client ID and --tenant ID. To ask for them, run: mailready admin-request --app-only " + address)
	case (f.certificate == "") == !f.secretStdin:
		return usage("give one of --certificate FILE and --secret-stdin. A certificate is the better proof; to make one, run: mailready certificate FILE")
	}
	if f.cloud != "" {
		if _, ok := road.FindCloud(f.cloud); !ok {
			return usage("the clouds are " + cloudIDs())
		}
	}
	if f.client, _, p = checklist.ParseClientID(f.client); p != nil {
		return wrong(p)
	}
	if f.tenant, _, p = checklist.ParseTenantID(f.tenant); p != nil {
		return wrong(p)
	}
	if f.tenant == "organizations" || f.tenant == "common" || f.tenant == "consumers" {
		return &exit{causes.ExitInput, "an app that signs in as itself belongs to one organisation: --tenant is its Directory (tenant) ID"}
	}
	if f.certificate != "" {
		if f.certificate, err = filepath.Abs(f.certificate); err != nil {
			return &exit{causes.ExitFile, err.Error()}
		}
	}
	return nil
}

// keepApp stores the secret, and saves the settings.
func (a *app) keepApp(ctx context.Context, env *checklist.Env, d *plain.Driver, s *checklist.State) error {
	if s.InKeychain() {
		if err := env.KeysOf(*s).Set(ctx, s.Item(), s.Password); err != nil {
			return a.noKeychain(ctx, err)
		}
		s.Password.Destroy()
		s.Password, s.SessionOnly = keystore.Secret{}, false
		d.Note(checklist.Note{Mark: checklist.OK, Text: "The app's secret is stored in the keychain. When it ends is known to your admin only."})
	}
	s.Confirm()
	if err := a.save(*s); err != nil {
		return exitFor(err)
	}
	d.Note(checklist.Note{Mark: checklist.OK, Text: "The settings are saved."})
	return nil
}

// appRefused says why there is no token.
func (a *app) appRefused(ctx context.Context, d *plain.Driver, s checklist.State, err error) error {
	failure, ok := errors.AsType[*checklist.Failure](err)
	switch {
	case ctx.Err() != nil:
		return &exit{causes.ExitInterrupted, "stopped. Nothing was changed."}
	case !ok:
		return &exit{causes.ExitInternal, err.Error()}
	}
	t := checklist.NewTrouble(failure.Verdict, s, failure.Sent)
	d.Body(checklist.Screen{Trouble: &t})
	return quietly(failure.Verdict.Cause.Exit)
}

// noKeychain says that the secret cannot be kept, and what needs no keychain.
func (a *app) noKeychain(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return &exit{causes.ExitInterrupted, "stopped. Nothing was changed."}
	}
	e := exitFor(err).(*exit)
	return &exit{e.code, e.text + "\nA certificate needs no keychain: its key is in a file. To make one, run: mailready certificate FILE"}
}

// refuseAppOnly keeps the wizard, which signs a person in, from a mailbox whose
// app signs in as itself.
func refuseAppOnly(s checklist.State) error {
	return &exit{causes.ExitConfig, s.Sender + " is set up for an app that signs in as itself. Nobody has to sign in.\n" +
		"To check it: mailready check " + s.Sender + "\n" +
		"To change it: mailready setup --app-only " + s.Sender + " --client ID --tenant ID --certificate FILE\n" +
		"To use the wizard instead: mailready forget " + s.Sender + ", then mailready"}
}

// withoutAppOnly are the mailboxes of the wizard.
func withoutAppOnly(all []checklist.State) (some []checklist.State) {
	for _, s := range all {
		if s.Credential != checklist.AppOnly {
			some = append(some, s)
		}
	}
	return some
}
