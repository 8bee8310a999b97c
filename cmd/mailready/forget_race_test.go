//go:build linux

package main

import (
	"fmt"
	"net/http"
	"os/exec"
	"testing"
	"time"

	"mailready/keystore"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/settings"
)

// A mailbox that is forgotten while its sign-in is renewed stays forgotten, in
// the keychain and in the settings.
func TestForgottenWhileRenewed(t *testing.T) {
	w := newWorld(t)
	w.keychain()
	token := newToken()
	mail := &simserver.Server{Token: token}
	addr, err := mail.Listen(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { mail.Close() })
	asked, answer := make(chan struct{}, 2), make(chan struct{})
	login, _ := w.login(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		<-answer
		out.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(out, `{"token_type":"Bearer","expires_in":3600,"access_token":"%s","refresh_token":"1.Arenewed"}`, token)
	}))
	w.trust(append(mail.CA(), login...))

	m := mailboxOf("ann@contoso.example")
	m.Credential, m.Client, m.Tenant = settings.SignIn, "11111111-2222-4333-8444-555555555555", "99999999-2222-4333-8444-555555555555"
	f := settings.Folder{Config: w.Home + "/.config/mailready", State: w.Home + "/.local/state/mailready"}
	if err := f.Save(&m, nil, settings.Progress{Mailbox: m}); err != nil {
		t.Fatal(err)
	}
	item := keystore.Item{Host: m.Host, Port: m.Port, Login: m.Login, Kind: keystore.RefreshToken}
	w.storeSecret(item)

	start := func(args ...string) (*exec.Cmd, chan error) {
		cmd, ended := w.command(t.Context(), args...), make(chan error, 1)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		go func() { ended <- cmd.Wait() }()
		return cmd, ended
	}
	_, checked := start("check", "--connect", addr.String())
	select {
	case <-asked:
	case err := <-checked:
		t.Fatalf("the check ended early: %v", err)
	}
	_, forgot := start("forget", m.Sender)
	select {
	case err := <-forgot:
		forgot <- err // it did not wait for the check
	case <-time.After(time.Second): // it waits, which no other sign tells of
	}
	close(answer)
	for name, ended := range map[string]chan error{"check": checked, "forget": forgot} {
		if err := <-ended; err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, found := w.secretTool("lookup", "service", item.Service()); found {
		t.Error("the renewed sign-in is in the keychain")
	}
	if file := w.mentions(m.Sender); file != "" {
		t.Errorf("%s names the mailbox again", file)
	}
}
