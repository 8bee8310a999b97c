//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"mailready/smtpcheck/simserver"
)

// commandStore is a store of a few lines of shell, and the file that holds what
// it keeps, encrypted.
func (w *world) commandStore() (store, kept string) {
	w.Helper()
	realPart(w.T, "openssl")
	kept = filepath.Join(w.Home, "kept")
	file := filepath.Join(w.Home, "commands.toml")
	lists := `get = ["openssl", "enc", "-d", "-aes-256-cbc", "-pbkdf2", "-pass", "pass:x", "-in", "` + kept + `"]
set = ["sh", "-c", "umask 077; exec openssl enc -aes-256-cbc -pbkdf2 -pass pass:x -out $0", "` + kept + `"]
delete = ["rm", "` + kept + `"]
`
	if err := os.WriteFile(file, []byte(lists), 0o600); err != nil {
		w.Fatal(err)
	}
	return "command:" + file, kept
}

// A file with commands that somebody else could have written is not followed,
// and the answer says why. None of its commands is run.
func TestCommandsOfOthers(t *testing.T) {
	w := newWorld(t)
	ran := filepath.Join(w.Home, "ran")
	lists := `get = ["touch", "` + ran + `"]`
	at := func(name string) string { return filepath.Join(w.Home, name) }
	write := func(path, text string, mode os.FileMode) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	for _, dir := range []string{"open", "theirs"} {
		if err := os.Mkdir(at(dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	write(at("shared"), lists, 0o620)
	write(at("open/file"), lists, 0o600)
	write(at("theirs/file"), lists, 0o600)
	write(at("foreign"), lists, 0o600)
	write(at("large"), lists+strings.Repeat("\n", 70<<10), 0o600)
	write(at("near"), `get = ["./manager"]`, 0o600)
	write(at("empty"), "", 0o600)
	write(at("broken"), "get = [", 0o600)
	os.Chmod(at("open"), 0o777)
	os.Symlink(at("open/file"), at("link"))
	if err := syscall.Mkfifo(at("pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	for file, says := range map[string]string{
		"shared": "changed by others than its owner", "open/file": "a folder that others can change", "link": "a folder that others can change",
		"foreign": "belongs to somebody else", "theirs/file": "a folder that others can change", "large": "too large", "near": "the whole path of ./manager",
		"empty": "needs the list get", "broken": "is not TOML", "pipe": "is not a file", "theirs": "is not a file", "none": "no such file",
	} {
		if file == "foreign" || strings.HasPrefix(file, "theirs/") {
			if os.Getuid() != 0 {
				continue
			}
			os.Chown(filepath.Join(w.Home, strings.TrimSuffix(file, "/file")), 12345, 12345)
		}
		got := w.run(w.Password, "setup", "--password-stdin", sender, "--store", "command:"+at(file), "--no-send", "--connect", "127.0.0.1:1")
		if words := strings.Join(strings.Fields(got.Stderr), " "); got.Code != 78 || !strings.Contains(words, says) || !strings.Contains(words, "nobody else can write it") {
			t.Errorf("%s: exit %d, %s", file, got.Code, got.Stderr)
		}
	}
	if _, err := os.Stat(ran); err == nil {
		t.Error("a command was run")
	}
}

// What cannot be looked at is not said to be gone: the settings stay, and so a
// later run can forget.
func TestForgetWhereGPGIsMissing(t *testing.T) {
	realPart(t, "pass", "gpg", "gpgconf")
	w := newWorld(t)
	addr := w.serve(&simserver.Server{})
	w.pass()
	if r, code := w.setUpBy(w.Password, sender, "--store", "pass", "--no-send", "--connect", addr); code != 0 || !r.Stored {
		t.Fatalf("exit %d, %+v", code, r)
	}
	bare := filepath.Join(w.Home, "bare")
	if err := os.Mkdir(bare, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"pass", "bash", "env", "sed", "tr", "cat", "mkdir", "dirname", "basename", "getopt", "mv", "rm", "uname"} {
		if path, err := exec.LookPath(name); err == nil {
			if err := os.Symlink(path, filepath.Join(bare, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	path := os.Getenv("PATH")
	w.setenv("PATH", bare)
	if got := w.run("", "forget", "--yes", sender); got.Code != 78 || !strings.Contains(got.Stderr, "Install pass") {
		t.Errorf("forget: %+v", got)
	}
	if got := w.run("", "status"); got.Code != 0 || !strings.Contains(got.Stdout, "pass did not answer, or is locked") {
		t.Errorf("status: %+v", got)
	}
	w.setenv("PATH", path)
	if got := w.run("", "forget", "--yes", sender); got.Code != 0 || !strings.Contains(got.Stdout, "is removed from pass") {
		t.Errorf("forget: %+v", got)
	}
}

// A password manager cannot ask on the terminal: the keys would go to the
// wizard. It fails at once.
func TestStoreCannotAskOnTheTerminal(t *testing.T) {
	w := newWorld(t)
	addr := w.serve(&simserver.Server{})
	store, _ := w.commandStore()
	if r, code := w.setUpBy(w.Password, sender, "--store", store, "--no-send", "--connect", addr); code != 0 || !r.Stored {
		t.Fatalf("exit %d, %+v", code, r)
	}
	asks := `get = ["sh", "-c", "echo Your master password: >/dev/tty && cat </dev/tty"]`
	if err := os.WriteFile(strings.TrimPrefix(store, "command:"), []byte(asks), 0o600); err != nil {
		t.Fatal(err)
	}
	term := w.terminal(80, 40, "check", "--no-send", "--connect", addr)
	term.see("KEY-DENIED")
	if exit := term.exit(); exit != 78 || strings.Contains(term.text(), "master password") {
		t.Errorf("exit code %d\n%s", exit, term.text())
	}
}

// gpg may open a window for a passphrase, but does not ask on the terminal of
// the wizard, where the keys go to the wizard. Where nobody may be there, it asks
// nowhere.
func TestLockedGPGDoesNotAskOverTheWizard(t *testing.T) {
	realPart(t, "pass", "gpg", "gpgconf")
	w := newWorld(t)
	addr := w.serve(&simserver.Server{})
	w.pass()
	window, asked := filepath.Join(w.Home, "window"), filepath.Join(w.Home, "asked")
	script := "#!/bin/sh\necho OK\nwhile read -r line; do echo \"$line\" >> " + asked + "; case $line in GETPIN*) echo 'ERR 83886179 canceled';; *) echo OK;; esac; done\n"
	if err := os.WriteFile(window, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(w.Home, "gnupg", "gpg-agent.conf"), []byte("allow-loopback-pinentry\npinentry-program "+window+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	// A key with a passphrase takes the place of the one without.
	w.other("", "gpg", "--quiet", "--batch", "--pinentry-mode=loopback", "--passphrase=phrase", "--quick-generate-key", "locked", "default", "default", "never")
	w.other("", "pass", "init", "locked")
	w.setenv("PASSWORD_STORE_GPG_OPTS", "--pinentry-mode=loopback --passphrase=phrase")
	if r, code := w.setUpBy(w.Password, sender, "--store", "pass", "--no-send", "--connect", addr); code != 0 || !r.Stored {
		t.Fatalf("exit %d, %+v", code, r)
	}
	w.setenv("PASSWORD_STORE_GPG_OPTS", "")
	w.other("", "gpgconf", "--kill", "all")
	w.setenv("GPG_TTY", "/dev/tty")

	if got := w.run("", "check", "--all", "--connect", addr); got.Code != 78 || !strings.Contains(got.Stdout, "KEY-LOCKED") {
		t.Errorf("check --all: %+v", got)
	}
	if text, err := os.ReadFile(asked); err == nil {
		t.Errorf("somebody was asked by check --all: %s", text)
	}
	term := w.wizard(80, 60, false, "setup", sender, "--connect", addr)
	term.see("Check again now")
	term.choose("How do you want to go on?", 1)
	term.see("KEY-LOCKED", "Unlock your GPG key")
	term.keys("\x03")
	if exit := term.exit(); exit != 130 {
		t.Errorf("exit code %d\n%s", exit, term.text())
	}
	text, err := os.ReadFile(asked)
	if err != nil || !strings.Contains(string(text), "GETPIN") || strings.Contains(string(text), "ttyname=/dev/") {
		t.Errorf("gpg was to ask, and on no terminal: %v\n%s", err, text)
	}
}

// pass gives the world a GPG key without a passphrase, and a store.
func (w *world) pass() {
	w.Helper()
	home := filepath.Join(w.Home, "gnupg")
	w.setenv("GNUPGHOME", home)
	w.setenv("PASSWORD_STORE_DIR", filepath.Join(w.Home, "pass"))
	if err := os.Mkdir(home, 0o700); err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() {
		stop := exec.Command("gpgconf", "--kill", "all")
		stop.Env = w.env
		stop.Run()
	})
	w.other("", "gpg", "--quiet", "--batch", "--passphrase=", "--quick-generate-key", "mailready-test", "default", "default", "never")
	w.other("", "pass", "init", "mailready-test")
}
