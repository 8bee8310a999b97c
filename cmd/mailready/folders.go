package main

import (
	"os"
	"path/filepath"
	"runtime"
	"unicode/utf8"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/wizard/settings"
)

// folder is where settings and progress are kept: the folder of --config, or
// the places of the XDG base directory specification, or the system's own.
// Without a home it is a folder that settings refuses, in words.
func (a *app) folder() settings.Folder {
	if a.config != "" {
		dir, err := filepath.Abs(a.config)
		if err != nil {
			dir = a.config
		}
		return settings.Folder{Config: dir, State: dir}
	}
	return settings.Folder{
		Config: filepath.Join(a.place("XDG_CONFIG_HOME", ".config"), "mailready"),
		State:  filepath.Join(a.place("XDG_STATE_HOME", ".local/state"), "mailready"),
	}
}

// plainConfig refuses a --config with characters that a screen or a line of a
// file could take for something else than a part of a name: exports hold it.
func (a *app) plainConfig() error {
	folder := a.folder().Config
	if a.config == "" || utf8.ValidString(folder) && string(smtpcheck.SafeText([]byte(folder))) == folder {
		return nil
	}
	return &exit{causes.ExitUsage, "the name of the folder for --config has characters that are not allowed.\nNothing was read or written. Please name another folder."}
}

// withoutHome tells that there is nowhere to keep anything.
func (a *app) withoutHome() bool {
	f := a.folder()
	return !filepath.IsAbs(f.Config) || !filepath.IsAbs(f.State)
}

// place is the folder that the variable names, or the one within the home;
// on Windows and macOS the folder for the settings of programs.
func (a *app) place(variable, within string) string {
	if dir := a.env(variable); filepath.IsAbs(dir) {
		return dir
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		if dir, err := os.UserConfigDir(); err == nil {
			return dir
		}
	}
	return filepath.Join(a.env("HOME"), filepath.FromSlash(within))
}
