package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// version is the release, commit the revision and committed its time (RFC 3339),
// set by the linker; a build from source says where it comes from instead.
var version, commit, committed string

// versionResult is what version --json prints.
type versionResult struct {
	Schema   int    `json:"schema"`
	Version  string `json:"version"`
	Revision string `json:"revision"` // the commit; empty: not known
	Day      string `json:"day"`      // of the commit, 2006-01-02; empty: not known
	System   string `json:"system"`   // such as linux/amd64
	Go       string `json:"go"`
}

func versionCommand(a *app) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{Use: "version", Example: "  mailready version --json",
		Short: "Say which version this is", Args: cobra.NoArgs}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	c.RunE = func(*cobra.Command, []string) error {
		v := versionResult{1, programVersion(), commit, dayOf(committed), runtime.GOOS + "/" + runtime.GOARCH, runtime.Version()}
		v.fromSource()
		if asJSON {
			return json.NewEncoder(a.out).Encode(v)
		}
		built := ""
		if v.Revision != "" {
			built = fmt.Sprintf(" (%.12s, %s)", v.Revision, v.Day)
		}
		_, err := fmt.Fprintf(a.out, "mailready %s%s %s %s\n", v.Version, built, v.System, v.Go)
		return err
	}
	return c
}

// fromSource takes what the linker did not set from what go build notes of the
// repository.
func (v *versionResult) fromSource() {
	info, ok := debug.ReadBuildInfo()
	if !ok || v.Revision != "" {
		return
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.Revision = s.Value
		case "vcs.time":
			v.Day = dayOf(s.Value)
		}
	}
}

// dayOf is the day of a time as RFC 3339 has it.
func dayOf(time string) string {
	day, _, _ := strings.Cut(time, "T")
	return day
}

func programVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "development"
}
