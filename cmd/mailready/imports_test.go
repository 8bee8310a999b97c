package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// layers says what each package may import beyond the standard library, and
// why no more. Packages of this module are named without its path.
var layers = []struct{ pkg, may, why string }{
	{"smtpcheck", "", "whoever sends mail from Go can take the engine and nothing else"},
	{"smtpcheck/causes", "smtpcheck", "the diagnosis reads what the engine observed, and does nothing itself"},
	{"smtpcheck/signin", "smtpcheck golang.org/x/oauth2", "a sign-in knows no screen, no step and no store"},
	{"smtpcheck/appcert", "smtpcheck/signin", "a key is read and made where nothing else is known"},
	{"smtpcheck/simlogin", "", "the simulated login service knows nothing of what asks it"},
	{"smtpcheck/simserver", "smtpcheck smtpcheck/causes", "the simulated server plays causes and knows nothing of screens"},
	{"smtpcheck/road", "smtpcheck smtpcheck/causes", "the road is looked at without any step or setting"},
	{"keystore", "github.com/zalando/go-keyring github.com/godbus/dbus/v5 filippo.io/age", "a secret must not come near anything that prints or sends"},
	{"wizard/guide", "", "the guide is words"},
	{"wizard/settings", "github.com/pelletier/go-toml/v2 golang.org/x/sys", "files only; no secret can get in, since keystore cannot"},
	{"wizard/export", "wizard/settings", "an export is words around settings; no secret can get in"},
	{"wizard/checklist", "smtpcheck smtpcheck/causes smtpcheck/road keystore wizard/settings wizard/guide golang.org/x/net", "the wizard without a screen: two drivers must be able to show it"},
	{"wizard/letter", "wizard/checklist smtpcheck smtpcheck/causes smtpcheck/road wizard/guide", "the message for the admin is made from what was observed, never from a secret"},
	{"wizard/call", "keystore wizard/checklist wizard/letter smtpcheck smtpcheck/causes smtpcheck/road wizard/guide", "a call code is made from where somebody stands, never from a setting or a secret"},
	{"wizard/explain", "wizard/call wizard/checklist smtpcheck smtpcheck/causes", "what an error means is said at both ends of a call"},
	{"wizard/desk", "wizard/explain wizard/call wizard/checklist wizard/letter wizard/guide smtpcheck smtpcheck/causes", "the helper's page runs in a browser: no file, no network, no store"},
	{"wizard/report", "wizard/checklist smtpcheck smtpcheck/causes wizard/guide", "a report is made from what was observed, never from a secret"},
	{"wizard/plain", "wizard/checklist golang.org/x/term golang.org/x/sys", "a driver shows screens and knows nothing of the other driver"},
	{"wizard", "wizard/checklist charm.land/ github.com/charmbracelet/ golang.org/x/term golang.org/x/sys", "only here is Bubble Tea, so that it can be replaced here"},
	{"cmd/mailready-desk", "", "the page is put together from files; what it knows is in its program"},
	{"cmd/mailready", "*", "this is where all is put together"},
	{"cmd/mailready-numbers", "", "it runs the tests, and knows nothing of what they test"},
	{"cmd/mailready-recipes", "", "it fills in templates, and knows nothing of the program"},
	{"cmd/mailready-peers", "smtpcheck/simserver", "it runs the programs, and knows nothing of their inside"},
	{"cmd/mailready-pictures", "github.com/charmbracelet/x github.com/creack/pty", "it runs the program, and knows nothing of its inside"},
}

type imported struct {
	ImportPath, Dir string
	Imports         []string
	GoFiles         []string
}

func TestImports(t *testing.T) {
	for _, system := range []string{"linux", "darwin", "windows"} {
		list := exec.Command("go", "list", "-json=ImportPath,Dir,Imports,GoFiles", "mailready/...")
		list.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0", "GOFLAGS=-buildvcs=false")
		out, err := list.Output()
		if err != nil {
			t.Fatal(err)
		}
		decoder := json.NewDecoder(strings.NewReader(string(out)))
		for {
			var p imported
			if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			checkImports(t, p)
		}
	}
}

func checkImports(t *testing.T, p imported) {
	name := strings.TrimPrefix(p.ImportPath, "mailready/")
	at := slices.IndexFunc(layers, func(l struct{ pkg, may, why string }) bool { return l.pkg == name })
	if at < 0 {
		t.Errorf("%s is in no layer", name)
		return
	}
	layer := layers[at]
	for _, path := range p.Imports {
		first, _, _ := strings.Cut(path, "/")
		if layer.may == "*" || !strings.Contains(first, ".") && first != "mailready" {
			continue
		}
		ours, isOurs := strings.CutPrefix(path, "mailready/")
		if !slices.ContainsFunc(strings.Fields(layer.may), func(may string) bool {
			return isOurs && ours == may || !isOurs && strings.HasPrefix(path+"/", strings.TrimSuffix(may, "/")+"/")
		}) {
			t.Errorf("%s imports %s: %s", name, path, layer.why)
		}
	}
	if name == "wizard/checklist" {
		if slices.Contains(p.Imports, "os") {
			t.Errorf("%s imports os: %s", name, layer.why)
		}
		for _, file := range p.GoFiles {
			if text, err := os.ReadFile(filepath.Join(p.Dir, file)); err != nil || strings.Contains(string(text), "fmt.Print") {
				t.Errorf("%s prints: %s %v", file, layer.why, err)
			}
		}
	}
}

// The project must be complete in itself: no file may point to a place on the
// machine it was written on.
func TestNoFilePointsOutside(t *testing.T) {
	files, err := exec.Command("git", "-C", "../..", "ls-files", "-z").Output()
	if err != nil {
		t.Skip("not a git checkout")
	}
	outside := []string{"/wor" + "k/", "share" + "d/"}
	for file := range strings.SplitSeq(strings.TrimSuffix(string(files), "\x00"), "\x00") {
		text, err := os.ReadFile(filepath.Join("../..", file))
		if errors.Is(err, os.ErrNotExist) {
			continue // deleted, and not committed yet
		}
		if err != nil {
			t.Error(err)
		}
		for _, place := range outside {
			if strings.Contains(string(text), place) {
				t.Errorf("%s mentions %s", file, place)
			}
		}
	}
}
