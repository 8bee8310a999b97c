//go:build linux

package settings_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"mailready/wizard/settings"
)

// A disk that fills up at any point of a change keeps the old file.
func TestDiskFull(t *testing.T) {
	if os.Geteuid() != 0 {
		missing(t, "no small disk", os.ErrPermission)
	}
	for name, test := range map[string]struct {
		options string
		room    int64 // bytes left when the change begins
	}{
		"no room":            {"size=64k", 0},
		"room for a part":    {"size=64k", 4 << 10},
		"no room for a file": {"size=64k,nr_inodes=7", 16 << 10}, // the disk, two folders, write.lock, two files, the filler
	} {
		t.Run(name, func(t *testing.T) {
			disk := t.TempDir()
			if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, test.options+",mode=700"); err != nil {
				missing(t, "no small disk", err)
			}
			t.Cleanup(func() { syscall.Unmount(disk, 0) })
			f := settings.Folder{Config: filepath.Join(disk, "c"), State: filepath.Join(disk, "s")}
			m, p := version(1)
			save(t, f, &m, p)
			before, err := os.ReadFile(f.Config + "/settings.toml")
			must(t, err)
			fill(t, disk, test.room)

			m, p = version(2)
			p.LastWrong = &settings.Refusal{Reply: strings.Repeat("x", 2000)}
			for i := range 40 { // more than a page, so that a part fits
				p.Said[strings.Repeat("e", i+100)] = "said"
			}
			wantCode(t, f.Save(&m, nil, p), settings.Full)
			if test.room == 0 || strings.Contains(test.options, "inodes") {
				wantCode(t, f.Try(), settings.Full)
				if after, _ := os.ReadFile(f.Config + "/settings.toml"); string(after) != string(before) {
					t.Errorf("the settings changed:\n%s", after)
				}
			}
			if port, wrong := both(t, f); wrong != 1 || port != 1 && port != 2 {
				t.Errorf("settings of version %d, progress of %d", port, wrong)
			}
			only(t, f)
		})
	}
}

// both are the versions of the settings and of the progress.
func both(t *testing.T, f settings.Folder) (port, wrong int) {
	t.Helper()
	kept, err := f.Load()
	if err != nil || len(kept) != 1 {
		t.Fatalf("%v, %v", kept, err)
	}
	return kept[0].Mailbox.Port, kept[0].Progress.Wrong
}

// fill fills the disk up to the last room bytes.
func fill(t *testing.T, disk string, room int64) {
	t.Helper()
	file, err := os.Create(filepath.Join(disk, "filler"))
	must(t, err)
	defer file.Close()
	for {
		var fs syscall.Statfs_t
		must(t, syscall.Statfs(disk, &fs))
		left := int64(fs.Bavail) * fs.Bsize
		if left <= room {
			return
		}
		if _, err := file.Write(make([]byte, left-room)); err != nil {
			t.Fatal(err)
		}
	}
}

// A user who may not write is told so before a password is asked for, and can
// still read what is kept.
func TestAnotherUsersPlaces(t *testing.T) {
	dir, program := openTo(t)
	nobody := os.Geteuid()
	if nobody == 0 {
		nobody = 65534
	}
	own := func(path string) {
		if os.Geteuid() == 0 {
			must(t, os.Chown(path, nobody, nobody))
		}
	}
	readOnly := filepath.Join(dir, "readonly")
	must(t, os.Mkdir(readOnly, 0o755))
	write(t, filepath.Join(readOnly, "settings.toml"), good)
	own(filepath.Join(readOnly, "settings.toml"))
	own(readOnly)
	must(t, os.Chmod(readOnly, 0o500))
	t.Cleanup(func() { os.Chmod(readOnly, 0o700) })
	unreadable := filepath.Join(dir, "unreadable")
	must(t, os.Mkdir(unreadable, 0o700))
	write(t, filepath.Join(unreadable, "settings.toml"), good)
	must(t, os.Chmod(filepath.Join(unreadable, "settings.toml"), 0))
	own(filepath.Join(unreadable, "settings.toml"))
	own(unreadable)
	shut := filepath.Join(dir, "shut")
	must(t, os.Mkdir(shut, 0o755))
	own(shut)
	must(t, os.Chmod(shut, 0o500))

	// What Load, Lock, Try and Save say.
	for name, test := range map[string]struct{ place, want string }{
		"read-only folder":       {readOnly, "<nil> CFG-READONLY CFG-READONLY CFG-READONLY"},
		"read-only home":         {filepath.Join(shut, ".config", "mailready"), "<nil> CFG-READONLY CFG-READONLY CFG-READONLY"},
		"home is /":              {"/.config/mailready", "<nil> CFG-READONLY CFG-READONLY CFG-READONLY"},
		"no home":                {".config/mailready", "CFG-READONLY CFG-READONLY CFG-READONLY CFG-READONLY"},
		"file without rights":    {unreadable, "CFG-UNSAFE <nil> CFG-UNSAFE CFG-UNSAFE"},
		"somebody else's folder": {"/etc", "CFG-UNSAFE CFG-UNSAFE CFG-UNSAFE CFG-UNSAFE"},
	} {
		cmd := child(t, program, order{Do: "try", Folder: settings.Folder{Config: test.place, State: test.place}})
		if os.Geteuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(nobody), Gid: uint32(nobody)}}
		}
		out, err := cmd.Output()
		if err != nil || strings.TrimSpace(string(out)) != test.want {
			t.Errorf("%s: %s%v, want %s", name, out, err, test.want)
		}
	}
}
