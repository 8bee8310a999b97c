package main

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

func deskCommand(a *app) *cobra.Command {
	c := &cobra.Command{Use: "desk", Example: "  mailready desk",
		Short: "The page for the helper on the phone: opens it, or says where to get it", Args: cobra.NoArgs,
		Long: `Desk opens the helper's page in the browser, where desk.html was installed with
this program. The page is one file. It knows what follow, explain and guide know, and
needs no server, no network and no terminal: give it to whoever helps you.`}
	c.RunE = func(*cobra.Command, []string) error {
		file, there := deskPlace()
		if !there {
			a.say("The helper's page is not beside this program. Nothing was opened.")
			a.say("Put desk.html into this folder, and this command opens it:\n  " + shown(filepath.Dir(file)))
			a.say("To make it from the source code:\n  go run ./cmd/mailready-desk -o desk.html")
			return nil
		}
		a.say("The helper's page:\n  " + shown(file))
		if a.overSSH() {
			a.say("Copy this file to the computer in front of you, and open it there.")
			return nil
		}
		if err := openPage(fileURL(file)); err != nil {
			a.say("No browser could be opened. Open the file by hand.")
			return nil
		}
		a.say("[OK] The page was handed to the browser.")
		return nil
	}
	return c
}

// deskPlace is where the page lies when it is installed with the program, and
// whether it is there.
func deskPlace() (file string, there bool) {
	program, err := os.Executable()
	if err != nil {
		return "desk.html", false
	}
	if real, err := filepath.EvalSymlinks(program); err == nil {
		program = real
	}
	folder := filepath.Dir(program)
	beside := filepath.Join(folder, "desk.html")
	// An archive has it beside the program, a package where shared files are.
	for _, file := range []string{beside, filepath.Join(folder, "..", "share", "mailready", "desk.html")} {
		if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() {
			return file, true
		}
	}
	return beside, false
}

// fileURL is the address of a file on this computer (RFC 8089).
func fileURL(file string) string {
	path := filepath.ToSlash(file)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive letter of Windows
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
