//go:build linux

package main

import (
	"os/exec"
	"strings"
	"testing"

	"mailready/keystore"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/settings"
)

// A password typed where everybody can read it leaves the field again, and is
// kept nowhere. Line by line the terminal itself has shown it, which is said.
func TestPasswordTypedAsAddress(t *testing.T) {
	for name, plain := range map[string]bool{"full screen": false, "line by line": true} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")
			// The canary itself may be on no screen, and this is while it is typed.
			secret := newCanary()
			for leak([]byte(secret), w.needles) != "" { // by chance, four letters of it are the same
				secret = newCanary()
			}
			groups := secret[:4] + " " + secret[4:8] + " " + secret[8:12] + " " + secret[12:]
			term := w.wizard(80, 40, plain, "setup")
			for _, typed := range []string{secret, groups} {
				term.fill("Sender address", typed)
				term.see("looks like an app password", "kept nowhere")
				if screen := term.text(); !plain && strings.Contains(screen, secret[:8]) {
					t.Errorf("it is still on the screen:\n%s", screen)
				}
			}
			if plain {
				term.see("The terminal has shown it")
				term.keys("quit\n")
			} else {
				term.keys("\x03")
			}
			term.exit()
			w.needles = append(w.needles, needles(secret)...) // and in nothing that is left
		})
	}
}

// storeSecret puts the canary into the keychain, as libsecret's own program.
func (w *world) storeSecret(item keystore.Item) {
	w.Helper()
	store := exec.Command("secret-tool", "store", "--label=stored by hand", "service", item.Service(), "username", item.Login)
	store.Env, store.Stdin = w.env, strings.NewReader(w.Password)
	if out, err := store.CombinedOutput(); err != nil {
		w.Fatalf("%v: %s", err, out)
	}
}

// Two mailboxes that sign in with the same name share an entry: forgetting one
// leaves it to the other.
func TestForgetLeavesASharedEntry(t *testing.T) {
	w := newWorld(t)
	w.keychain()
	f := settings.Folder{Config: w.Home + "/.config/mailready", State: w.Home + "/.local/state/mailready"}
	for _, sender := range []string{"ann@contoso.example", "office@contoso.example"} {
		m := mailboxOf(sender)
		m.Login = "ann@contoso.example"
		if err := f.Save(&m, nil, settings.Progress{Mailbox: m}); err != nil {
			t.Fatal(err)
		}
	}
	w.storeSecret(keystore.Item{Host: "smtp.office365.com", Port: 587, Login: "ann@contoso.example"})
	got := w.run("", "forget", "ann@contoso.example")
	if got.Code != 0 || !strings.Contains(got.Stdout, "stays in the keychain: office@contoso.example") {
		t.Errorf("%+v", got)
	}
	if _, found := w.secretTool("lookup", "service", service); !found {
		t.Error("the shared entry is gone")
	}
	got = w.run("", "forget", "office@contoso.example")
	if _, found := w.secretTool("lookup", "service", service); found || got.Code != 0 {
		t.Errorf("the last one leaves the entry: %+v", got)
	}
}

// After a change of the sign-in name the wizard offers to remove the entry of
// before.
func TestOldEntryIsOffered(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		plain bool
		take  int
		left  bool
	}{{"removed", false, 1, false}, {"kept", false, 2, true}, {"removed line by line", true, 1, false}} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.keychain()
			w.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")
			server := &simserver.Server{Password: w.Password}
			addr := w.serve(server)
			f := settings.Folder{Config: w.Home + "/.config/mailready", State: w.Home + "/.local/state/mailready"}
			m := mailboxOf("office@contoso.example")
			m.Login = "before@contoso.example"
			if err := f.Save(&m, nil, settings.Progress{Mailbox: m, Said: map[string]string{"ordinary": "login", "two-step": "yes", "has": "yes", "smtp-auth": "yes"}}); err != nil {
				t.Fatal(err)
			}
			w.storeSecret(keystore.Item{Host: "smtp.office365.com", Port: 587, Login: "before@contoso.example"})
			term := w.wizard(80, 60, c.plain, "setup", "--connect", addr)
			term.see("Welcome back")
			term.choose("How do you want to go on?", 2) // the settings
			term.choose("Use these settings?", 5)
			term.see("The full address that signs in")
			if c.plain {
				term.see("Enter for before@contoso.example:")
				term.keys("ann@contoso.example\n")
			} else {
				term.keys("\x15ann@contoso.example\r")
			}
			term.choose("Use these settings?", 1)
			term.fill("It is not shown.", w.Password)
			term.choose("Remove the old entry from the keychain?", c.take)
			term.see("What should be done?")
			if _, found := w.secretTool("lookup", "username", "before@contoso.example"); found != c.left {
				t.Errorf("the old entry is there: %v", found)
			}
			if _, found := w.secretTool("lookup", "username", "ann@contoso.example"); !found {
				t.Error("the new entry is not there")
			}
			term.keys(map[bool]string{true: "quit\n", false: "\x03"}[c.plain])
			term.exit()
		})
	}
}

// An address is an address, also where nothing is saved for it.
func TestAdminRequestForAnyAddress(t *testing.T) {
	w := newWorld(t)
	w.keep("ann@contoso.example")
	got := w.run("", "admin-request", "office@contoso.example", "--cause", "AUTH-TENANT-OFF")
	if got.Code != 0 || !strings.Contains(got.Stdout, "office@contoso.example") || !strings.Contains(got.Stdout, "AUTH-TENANT-OFF") {
		t.Errorf("%+v", got)
	}
}
