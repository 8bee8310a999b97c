//go:build unix

package appcert

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// openPrivate opens neither what a link points to nor waits for a pipe.
func openPrivate(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if errors.Is(err, syscall.ELOOP) || errors.Is(err, syscall.EMLINK) || errors.Is(err, syscall.ENXIO) {
		return nil, errNotPlain
	}
	return file, err
}

// private says who else could read this file, or put another in its place.
func private(path string, info fs.FileInfo) error {
	stat, ok := info.Sys().(*syscall.Stat_t)
	switch {
	case !ok:
		return nil
	case !ours(stat):
		return errors.New("it belongs to another user")
	case info.Mode().Perm()&0o077 != 0:
		return fmt.Errorf("other users may use it (mode %04o). To change that, run: chmod 600 %s", info.Mode().Perm(), path)
	}
	full, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	named := filepath.Dir(full)
	real, err := filepath.EvalSymlinks(named)
	if err != nil {
		return err
	}
	if err := guarded(named); err != nil {
		return err
	}
	return guarded(real)
}

// guarded says whether somebody else could replace what is in a folder, or the
// folder itself. In a folder such as /tmp everybody can only replace his own.
func guarded(folder string) error {
	for {
		info, err := os.Stat(folder)
		if err != nil {
			return err
		}
		stat, ok := info.Sys().(*syscall.Stat_t)
		switch {
		case !ok:
		case !ours(stat):
			return fmt.Errorf("the folder %s belongs to another user, who could replace it", folder)
		case info.Mode()&fs.ModeSticky != 0:
		case info.Mode().Perm()&0o002 != 0 || info.Mode().Perm()&0o020 != 0 && stat.Gid != stat.Uid:
			return fmt.Errorf("other users may write to the folder %s, and could replace it", folder)
		}
		up := filepath.Dir(folder)
		if up == folder {
			return nil
		}
		folder = up
	}
}

func ours(stat *syscall.Stat_t) bool { return stat.Uid == 0 || int(stat.Uid) == os.Geteuid() }
