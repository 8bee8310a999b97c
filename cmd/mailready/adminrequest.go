package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/road"
	"mailready/wizard/checklist"
	"mailready/wizard/letter"
)

// requestFlags are what admin-request is told beside what is saved.
type requestFlags struct {
	mailbox, login, cloud, cause, reply, format, output string
	signIn, appOnly                                     bool
}

func adminRequestCommand(a *app) *cobra.Command {
	var f requestFlags
	c := &cobra.Command{Use: "admin-request [ADDRESS]", Example: "  mailready admin-request name@company.com\n  mailready admin-request --cause AUTH-TENANT-OFF --mailbox name@company.com --format markdown",
		Short: "Write the message for your admin, made from what was observed", Args: cobra.MaximumNArgs(1),
		Long: `Admin-request writes one message that asks your admin for everything that is
still open: what Microsoft's answer names, and what nobody has proved yet. It
is made from what was saved. For a mailbox that is not set up, name the cause
with --cause. With --sign-in it asks for what a program needs that signs in with
Microsoft (OAuth) instead of using a password, with --app-only for an app on a
server that signs in as itself. Nothing is sent.`}
	c.Flags().StringVar(&f.mailbox, "mailbox", "", "write it for this `ADDRESS`, whatever is saved")
	c.Flags().StringVar(&f.login, "login", "", "the `NAME` that signs in, where it is not the mailbox")
	c.Flags().StringVar(&f.cloud, "cloud", "", "the `CLOUD`: "+cloudIDs())
	c.Flags().StringVar(&f.cause, "cause", "", "the cause `CODE`, such as AUTH-TENANT-OFF")
	c.Flags().StringVar(&f.reply, "reply", "", "the server's answer `TEXT`; - reads standard input")
	c.Flags().BoolVar(&f.signIn, "sign-in", false, "ask for what signing in with Microsoft (OAuth) needs")
	c.Flags().BoolVar(&f.appOnly, "app-only", false, "ask for an app that signs in as itself, without a person")
	c.Flags().StringVar(&f.format, "format", "text", "`FORMAT`: text, markdown or mailto")
	c.Flags().StringVar(&f.output, "output", "", "write it to this new `FILE`")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		request, err := a.adminRequest(cmd.Context(), f, args)
		if err != nil {
			return exitFor(err)
		}
		l := letter.ForAdmin(request)
		if l.NothingOpen {
			_, err := io.WriteString(a.out, strings.Join(letter.NothingOpen, "\n")+"\n")
			return err
		}
		if l.Text == "" {
			return &exit{causes.ExitInput, request.Mailbox + " is a private account; there is no admin to ask"}
		}
		text, ok := map[string]string{
			"text":     "Subject: " + l.Subject + "\n\n" + l.Text,
			"markdown": l.Markdown,
			"mailto":   l.Mailto + "\n",
		}[f.format]
		if !ok {
			return &exit{causes.ExitUsage, "the formats are text, markdown and mailto"}
		}
		if f.output == "" {
			_, err := io.WriteString(a.out, text)
			return err
		}
		switch err := writeFile(f.output, text); {
		case errors.Is(err, fs.ErrExist):
			return &exit{causes.ExitFile, f.output + " is there already; name another file, or remove it"}
		case err != nil:
			return &exit{causes.ExitFile, "the message could not be written: " + err.Error()}
		}
		a.tell("[OK] The message is in " + shown(f.output) + ". Nothing was sent.")
		return nil
	}
	return c
}

// adminRequest is what is saved of the mailbox, and over it what the flags say.
func (a *app) adminRequest(ctx context.Context, f requestFlags, args []string) (r letter.Request, err error) {
	var p *checklist.Problem
	typed := func(s string) (address string) {
		if s != "" && p == nil {
			address, _, p = checklist.ParseAddress(s)
		}
		return address
	}
	address, mailbox, login := "", typed(f.mailbox), typed(f.login)
	if len(args) == 1 {
		address = typed(args[0])
	}
	switch {
	case p != nil:
		return r, wrong(p)
	case f.signIn && f.appOnly:
		return r, &exit{causes.ExitUsage, "either a person signs in or the app does: give one of --sign-in and --app-only"}
	case address != "" && mailbox != "":
		return r, &exit{causes.ExitUsage, "name the mailbox once: as ADDRESS or with --mailbox"}
	}
	today := time.Now()
	if mailbox != "" {
		r = letter.Request{Mailbox: mailbox, Today: today}
	} else {
		s, _, err := a.saved(address)
		if err != nil {
			return r, err
		}
		if s.Sender == "" && address == "" {
			return r, errNone
		}
		r = letter.Request{Mailbox: address, Today: today}
		if s.Sender != "" {
			r = letter.RequestFor(s, today)
			r.Another = f.signIn && s.Credential != checklist.SignIn || f.appOnly && s.Credential != checklist.AppOnly
		}
	}
	if login != "" {
		r.Login = login
	}
	r.SignIn, r.AppOnly = r.SignIn || f.signIn || f.appOnly, !f.signIn && (r.AppOnly || f.appOnly)
	return f.over(ctx, a, r)
}

// over puts the flags over what is saved.
func (f requestFlags) over(ctx context.Context, a *app, r letter.Request) (letter.Request, error) {
	if f.cloud != "" {
		c, ok := road.FindCloud(f.cloud)
		if !ok {
			return r, &exit{causes.ExitUsage, "the clouds are " + cloudIDs()}
		}
		r.Cloud, r.Host = c.ID, c.Host
	}
	if f.cause == "" && f.reply == "" {
		return r, nil
	}
	r.Cause, r.Reply, r.At = "", "", time.Time{}
	if f.cause != "" {
		c, ok := causes.Find(strings.ToUpper(f.cause))
		if !ok {
			return r, &exit{causes.ExitUsage, "there is no cause " + f.cause + " of a server; see mailready explain --list"}
		}
		r.Cause = c.Code
	}
	reply := f.reply
	if reply == "-" {
		b, err := io.ReadAll(io.LimitReader(a.typed(ctx), 64<<10))
		if err != nil {
			return r, inputFailed("standard input", err)
		}
		reply = string(b)
	}
	r.Reply = strings.TrimSpace(reply)
	return r, nil
}

func cloudIDs() string {
	var ids []string
	for _, c := range road.Clouds {
		ids = append(ids, c.ID)
	}
	return strings.Join(ids, ", ")
}
