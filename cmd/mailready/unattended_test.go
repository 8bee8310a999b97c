//go:build linux

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
)

// setUpBy runs setup without a person, and reads what it prints.
func (w *world) setUpBy(password string, args ...string) (setupResult, int) {
	w.Helper()
	got := w.run(password, append([]string{"setup", "--password-stdin", "--json"}, args...)...)
	var r setupResult
	if err := json.Unmarshal([]byte(got.Stdout), &r); err != nil {
		w.Fatalf("%v: %q %q", err, got.Stdout, got.Stderr)
	}
	return r, got.Code
}

// stands is what is kept, and when it was written.
func (w *world) stands(paths ...string) string {
	all := ""
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			w.Fatal(err)
		}
		text, _ := os.ReadFile(path)
		all += info.ModTime().Format(time.RFC3339Nano) + string(text)
	}
	return all
}

// On a server there is no desktop, no keychain, no terminal and nobody: set up,
// sent through, checked, and forgotten, all told by exit codes.
func TestOnAServer(t *testing.T) {
	t.Parallel()
	realPart(t, "systemd-creds", "msmtp")
	w := newWorld(t)
	p := w.postfix() // needs root, as systemd-creds does
	folder := filepath.Join(w.Home, "credstore")
	store := "systemd:" + folder
	setup := []string{p.User, "--store", store, "--connect", p.Addr}

	r, code := w.setUpBy(w.Password+"\n", setup...)
	if code != 0 || !r.OK || !r.Changed || !r.Saved || !r.Stored || r.Store != "systemd" || r.Sent != "yes" {
		t.Fatalf("exit %d: %+v", code, r)
	}
	settings := filepath.Join(w.Home, ".config/mailready/settings.toml")
	secret := filepath.Join(folder, "mailready-app-password-smtp.office365.com-587-"+p.User)
	before := w.stands(settings, secret)
	if r, code = w.setUpBy(w.Password, setup...); code != 0 || r.Changed || !r.OK {
		t.Errorf("a second time: exit %d: %+v", code, r)
	}
	if w.stands(settings, secret) != before {
		t.Error("the second time has written something")
	}

	wrong := newCanary()
	if r, code = w.setUpBy(wrong, setup...); code != causes.ExitRefused || r.Changed || r.Cause != "AUTH-OTHER-PROVIDER" {
		t.Errorf("a wrong password: exit %d: %+v", code, r)
	}
	if got := w.run(wrong, "rotate", "--password-stdin", "--connect", p.Addr, p.User); got.Code != causes.ExitRefused || !strings.Contains(got.Stdout, "The password of before stays in systemd's credentials") {
		t.Errorf("rotate to a wrong one: %+v", got)
	}
	w.secret = true
	if got := w.run("", "password"); got.Code != 0 || got.Stdout != w.Password+"\n" {
		t.Errorf("password: exit %d, %q", got.Code, got.Stderr)
	}
	host, port, _ := strings.Cut(p.Addr, ":")
	file := filepath.Join(w.Home, "msmtprc")
	text := w.run("", "export", "msmtp").Stdout + "host " + host + "\nport " + port + "\ntls_host_override smtp.office365.com\ntls_trust_file " + w.authority() + "\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	w.other(message, "msmtp", "-C", file, "-a", p.User, p.User)
	if got := w.run("", "check", "--json", "--connect", p.Addr); got.Code != 0 {
		t.Errorf("check: %+v", got)
	}
	if got := w.run("", "status"); got.Code != 0 || !strings.Contains(got.Stdout, folder) {
		t.Errorf("status does not say where: %+v", got)
	}
	p.drained(t)
	if n := p.mails(); n != 4 {
		t.Errorf("%d mails, want two of setup, one of msmtp and one of check", n)
	}
	if got := w.run("", "forget", p.User); got.Code != 0 || !strings.Contains(got.Stdout, "removed from systemd's credentials") {
		t.Errorf("forget: %+v", got)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 0 {
		t.Errorf("left: %v, %v", left, err)
	}
	if got := w.run("", "check", "--json", "--connect", p.Addr); got.Code != causes.ExitConfig {
		t.Errorf("check after forget: %+v", got)
	}
}

// What setup without a person refuses, and with which exit code.
func TestUnattendedRefusals(t *testing.T) {
	const ann = "ann@contoso.example"
	off, ok := causes.Find("AUTH-TENANT-OFF")
	if !ok {
		t.Fatal("no such cause")
	}
	for _, c := range []struct {
		name   string
		server *simserver.Server
		typed  string // PASSWORD is the world's
		args   string
		code   int
		cause  string
		stored bool
	}{
		{"no address", nil, "PASSWORD", "", causes.ExitUsage, "", false},
		{"no mailbox", nil, "PASSWORD", "ann", causes.ExitInput, "IN-EMAIL", false},
		{"a strange port", nil, "PASSWORD", ann + " --port 0", causes.ExitInput, "IN-PORT", false},
		{"nothing typed", nil, "", ann, causes.ExitInput, "IN-PASSWORD", false},
		{"no keychain", nil, "PASSWORD", ann + " --store keychain", causes.ExitConfig, "KEY-ABSENT", false},
		{"no such store", nil, "PASSWORD", ann + " --store shoebox", causes.ExitUsage, "", false},
		{"a wrong password", &simserver.Server{Password: "another"}, "PASSWORD", ann + " STORE", causes.ExitRefused, "AUTH-WRONG", false},
		{"SMTP AUTH is off", simserver.For(off), "PASSWORD", ann + " STORE", off.Exit, "AUTH-TENANT-OFF", true},
		{"nobody listens", nil, "PASSWORD", ann + " STORE --connect 127.0.0.1:1", causes.ExitNetwork, "NET-REFUSED", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			kept := filepath.Join(w.Home, "kept")
			if err := os.Mkdir(kept, 0o700); err != nil {
				t.Fatal(err)
			}
			commands := filepath.Join(w.Home, "commands.toml")
			lists := `get = ["openssl", "enc", "-d", "-aes-256-cbc", "-pbkdf2", "-pass", "pass:x", "-in", "` + kept + `/{name}"]` + "\n" +
				`set = ["sh", "-c", "umask 077; exec openssl enc -aes-256-cbc -pbkdf2 -pass pass:x -out $0", "` + kept + `/{name}"]` + "\n" +
				`delete = ["rm", "` + kept + `/{name}"]` + "\n"
			if err := os.WriteFile(commands, []byte(lists), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Mkdir(filepath.Join(kept, "mailready"), 0o700); err != nil {
				t.Fatal(err)
			}
			realPart(t, "openssl")
			args := strings.Fields(strings.ReplaceAll(c.args, "STORE", "--store command:"+commands))
			if c.server != nil {
				args = append(args, "--connect", w.serve(c.server))
			}
			got := w.run(strings.ReplaceAll(c.typed, "PASSWORD", w.Password), append([]string{"setup", "--password-stdin", "--json"}, args...)...)
			var r setupResult
			json.Unmarshal([]byte(got.Stdout), &r)
			if got.Code != c.code || r.Cause != c.cause || r.Stored != c.stored || r.Stored != r.Saved {
				t.Errorf("exit %d, %+v\n%s", got.Code, r, got.Stderr)
			}
			files, _ := filepath.Glob(filepath.Join(kept, "mailready", "*"))
			if (len(files) > 0) != c.stored {
				t.Errorf("files: %v", files)
			}
		})
	}
}

// Whoever opens the wizard after a setup without a person is asked for nothing
// that the server has answered: it checks again at once.
func TestWizardAfterUnattended(t *testing.T) {
	for name, plain := range map[string]bool{"plain": true, "full screen": false} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			s := &simserver.Server{Password: w.Password}
			addr := w.serve(s)
			store, _ := w.commandStore()
			if r, code := w.setUpBy(w.Password, sender, "--store", store, "--no-send", "--connect", addr); code != 0 || !r.Stored {
				t.Fatalf("exit %d, %+v", code, r)
			}
			term := w.wizard(80, 60, plain, "setup", sender, "--connect", addr)
			term.see("Check again now")
			term.choose("How do you want to go on?", 1)
			term.see("What should be done?")
			if n := len(s.Logins()); n != 1 {
				t.Errorf("%d logins", n)
			}
			term.choose("What should be done?", 2)
			term.see("The server took the login.")
			if exit := term.exit(); exit != 0 {
				t.Errorf("exit code %d\n%s", exit, term.text())
			}
		})
	}
}
