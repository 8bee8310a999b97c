package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"mailready/smtpcheck/appcert"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/signin"
)

func certificateCommand(a *app) *cobra.Command {
	show := false
	c := &cobra.Command{Use: "certificate FILE", Short: "Make the key and certificate of an app that signs in as itself", Args: cobra.ExactArgs(1),
		Long: `Certificate makes what an app proves itself with where nobody is there to sign
in: a private key with its certificate in the new FILE, for you alone, and the
certificate again beside it, in a file that ends in .cer. The .cer file goes to
your admin; FILE stays on this computer. It is good for a year. With --show it
looks at a file that is there, and changes nothing.`,
		Example: "  mailready certificate mailready-app.pem\n  mailready certificate --show mailready-app.pem"}
	c.Flags().BoolVar(&show, "show", false, "look at FILE instead: its thumbprint, its end, whether it can be used")
	c.RunE = func(_ *cobra.Command, args []string) error {
		path, err := filepath.Abs(args[0])
		if err != nil {
			return &exit{causes.ExitFile, err.Error()}
		}
		if show {
			return a.showCertificate(path)
		}
		return a.makeCertificate(path)
	}
	return c
}

func (a *app) makeCertificate(path string) error {
	leaf, err := appcert.Make(path, "mailready on "+computer(), time.Now())
	if err != nil {
		code, known := causes.ExitFile, keyFileError(path, err)
		if errors.Is(err, fs.ErrPermission) {
			known.Err = errors.New("you may not write there")
		}
		return &exit{code, known.Error() + ". Nothing was written."}
	}
	a.say(fmt.Sprintf("[OK] Private key and certificate, for you alone:\n  %s", shown(path)))
	a.say(fmt.Sprintf("[OK] The certificate for your admin:\n  %s", shown(appcert.PublicName(path))))
	a.certificateFacts(signin.Certificate{Leaf: leaf})
	fmt.Fprint(a.out, "\nSend your admin the .cer file, with the message of:\n  mailready admin-request --app-only ADDRESS\n"+
		"Never send the other file. Whoever has it can send mail as the mailbox.\n")
	return nil
}

func (a *app) showCertificate(path string) error {
	certificate, err := appcert.Read(path)
	if err != nil {
		return exitFor(keyFileError(path, err))
	}
	a.say(fmt.Sprintf("Private key and certificate, for you alone:\n  %s", shown(path)))
	a.certificateFacts(certificate)
	if said := outside(certificate, time.Now()); said != "" {
		return &exit{causes.ExitConfig, said + ". To make a new one, run: mailready certificate NEWFILE"}
	}
	return nil
}

// certificateFacts are what Microsoft's page shows of it too, to compare.
func (a *app) certificateFacts(c signin.Certificate) {
	a.say(fmt.Sprintf("  Thumbprint  %s\n  Valid until %s", appcert.Thumbprint(c.Leaf), day(c.Leaf.NotAfter)))
}
