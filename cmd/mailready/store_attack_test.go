//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"mailready/smtpcheck/simserver"
)

// A disk that takes nothing more keeps the old password, and the answer says
// that it is the disk.
func TestStoreOnAFullDisk(t *testing.T) {
	realPart(t, "systemd-creds")
	for says, stop := range map[string]func(disk string) error{
		"The disk is full.": func(disk string) error {
			err := os.WriteFile(filepath.Join(disk, "fill"), make([]byte, 1<<20), 0o600)
			if err == nil {
				return os.ErrExist // it was not full
			}
			return nil
		},
		"The disk is read-only.": func(disk string) error {
			return syscall.Mount("", disk, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, "")
		},
	} {
		t.Run(says, func(t *testing.T) {
			w := newWorld(t)
			addr := w.serve(&simserver.Server{})
			disk := filepath.Join(w.Home, "disk")
			if err := os.Mkdir(disk, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=64k"); err != nil {
				missing(t, "no file system can be mounted here: "+err.Error())
			}
			t.Cleanup(func() { syscall.Unmount(disk, 0) })
			if r, code := w.setUpBy(w.Password, sender, "--store", "systemd:"+filepath.Join(disk, "kept"), "--no-send", "--connect", addr); code != 0 || !r.Stored {
				t.Fatalf("exit %d, %+v", code, r)
			}
			if err := stop(disk); err != nil {
				t.Fatal(err)
			}
			got := w.run(newCanary(), "rotate", "--password-stdin", "--no-send", "--connect", addr, sender)
			if got.Code != 78 || !strings.Contains(strings.Join(strings.Fields(got.Stderr), " "), says) {
				t.Errorf("rotate: %+v", got)
			}
			w.secret = true
			if got := w.run("", "password"); got.Stdout != w.Password+"\n" {
				t.Errorf("the old password: exit %d, %s", got.Code, got.Stderr)
			}
		})
	}
}

// Two rotations at once: one of the new passwords is kept, whole, and it is
// found again by the next check.
func TestTwoRotationsAtOnce(t *testing.T) {
	realPart(t, "systemd-creds")
	if os.Getuid() != 0 {
		missing(t, "only root can read the key of this computer")
	}
	w := newWorld(t)
	addr := w.serve(&simserver.Server{})
	if r, code := w.setUpBy(w.Password, sender, "--store", "systemd:"+filepath.Join(w.Home, "kept"), "--no-send", "--connect", addr); code != 0 || !r.Stored {
		t.Fatalf("exit %d, %+v", code, r)
	}
	for range 5 {
		next := []string{newCanary(), newCanary()}
		w.needles = append(append(w.needles, needles(next[0])...), needles(next[1])...)
		var both sync.WaitGroup
		codes := make([]int, 2)
		for i, password := range next {
			both.Go(func() {
				codes[i] = w.run(password, "rotate", "--password-stdin", "--no-send", "--connect", addr, sender).Code
			})
		}
		both.Wait()
		w.secret = true
		kept := strings.TrimSuffix(w.run("", "password").Stdout, "\n")
		w.secret = false
		switch {
		case codes[0] == 0 && kept == next[0], codes[1] == 0 && kept == next[1]:
		default:
			t.Fatalf("exit codes %v, and another password is kept", codes)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(w.Home, "kept", ".*")); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}

// A link in the place of the entry is replaced, and what it leads to stays. A
// file that nobody can read any more is replaced too, or forgotten.
func TestDamagedEntry(t *testing.T) {
	realPart(t, "systemd-creds")
	if os.Getuid() != 0 {
		missing(t, "only root can read the key of this computer")
	}
	w := newWorld(t)
	addr := w.serve(&simserver.Server{})
	folder, victim := filepath.Join(w.Home, "kept"), filepath.Join(w.Home, "victim")
	entry := filepath.Join(folder, "mailready-app-password-smtp.office365.com-587-"+sender)
	const precious = "precious, and long enough to be taken for something that was encrypted once upon a time on another computer"
	if err := os.WriteFile(victim, []byte(precious), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	link := func(to string) func() error { return func() error { return os.Symlink(to, entry) } }
	for name, damage := range map[string]func() error{
		"a link to a file":    link(victim),
		"a link to nowhere":   link(filepath.Join(w.Home, "nowhere")),
		"no end":              link("/dev/zero"),
		"another file":        func() error { return os.WriteFile(entry, []byte(precious), 0o600) },
		"half of it":          func() error { return os.WriteFile(entry, []byte("Whxqht"), 0o600) },
		"encrypted elsewhere": func() error { return os.WriteFile(entry, []byte(elsewhere), 0o600) },
	} {
		for _, command := range []string{"rotate", "forget"} {
			os.Remove(entry)
			set := w.run(w.Password, "setup", "--password-stdin", sender, "--store", "systemd:"+folder, "--no-send", "--connect", addr)
			os.Remove(entry)
			if err := damage(); set.Code != 0 || err != nil {
				t.Fatalf("%v, %+v", err, set)
			}
			if got := w.run("", "check", "--no-send", "--connect", addr); got.Code != 78 || name != "a link to nowhere" && !strings.Contains(got.Stderr+got.Stdout, "mailready rotate "+sender) {
				t.Errorf("%s: check: %+v", name, got)
			}
			input, args := w.Password, []string{"rotate", "--password-stdin", "--no-send", "--connect", addr, sender}
			if command == "forget" {
				input, args = "", []string{"forget", "--yes", sender}
			}
			if got := w.run(input, args...); got.Code != 0 {
				t.Errorf("%s: %s: %+v", name, command, got)
			}
			if text, _ := os.ReadFile(victim); string(text) != precious {
				t.Errorf("%s: %s: the file behind the link has changed: %d bytes", name, command, len(text))
			}
			info, err := os.Lstat(entry)
			if command == "rotate" && (err != nil || !info.Mode().IsRegular() || info.Mode().Perm() != 0o600) || command == "forget" && name != "a link to nowhere" && err == nil {
				t.Errorf("%s: after %s: %v", name, command, err)
			}
			if _, err := os.Lstat(filepath.Join(w.Home, "nowhere")); err == nil {
				t.Errorf("%s: a file was made where the link leads", name)
			}
		}
	}
	os.WriteFile(entry, []byte(elsewhere), 0o600)
	w.run(w.Password, "setup", "--password-stdin", sender, "--store", "systemd:"+folder, "--no-send", "--connect", addr)
	if err := os.WriteFile(entry, []byte(elsewhere), 0o600); err != nil {
		t.Fatal(err)
	}
	term := w.wizard(80, 60, false, "setup", sender, "--connect", addr)
	term.see("Use a new app password")
	term.choose("How do you want to go on?", numberBefore(t, term.text(), "Look at the settings"))
	term.choose("Use these settings?", 1)
	term.see("cannot be read any more", "Is the new password on Microsoft's page now?")
	term.choose("Is the new password on Microsoft's page now?", 1)
	term.fill("Paste it, or type it.", w.Password)
	term.choose("What should be done?", 2)
	if exit := term.exit(); exit != 0 {
		t.Errorf("exit code %d\n%s", exit, term.text())
	}
}

// elsewhere is an entry that another computer has encrypted: its key is not here.
const elsewhere = `Whxqht+dQJax1aZeCGLxmiAAAAABAAAADAAAABAAAAAo3bzaMuRBLOYAAAAAAAAA0YVKM0NBLlKNjuqkw5LFAezJTbuPGCODO0zbBZpeJpeqOo5RXUQSDbKbfGHnMpXGREqNMJlxUtPRcBnwJVDGFBMYUEk=
`
