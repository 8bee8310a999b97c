//go:build unix

package main

import (
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"mailready/keystore"
	"mailready/smtpcheck/simserver"
)

// hangGuard ends a test that would wait for ever. It is no measurement.
const hangGuard = 60 * time.Second

// watchEvery is how long watch rests: looking through /proc takes a while.
const watchEvery = 50 * time.Millisecond

// TestMain makes this test's own binary run as mailready where it is called
// by that name, so that what is tested is the real main, race detector and all.
func TestMain(m *testing.M) {
	// The tests wait for other programs most of the time: more of them at once
	// than there are processors. A -parallel on the command line counts more.
	flag.Set("test.parallel", "4")
	testscript.Main(m, map[string]func(){"mailready": func() {
		keystore.WorkFactor = 10
		main()
	}})
}

// realPart skips a test that needs a program which is not here. Where
// MAILREADY_REQUIRE_REAL=1 says that all must be here, it fails instead.
func realPart(t *testing.T, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			missing(t, program+" is not installed")
		}
	}
}

// missing skips or fails, see realPart.
func missing(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("MAILREADY_REQUIRE_REAL") == "1" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// A world is one person's computer: an empty home, and a password that must
// never be found in anything that is left behind. What every end-to-end test
// must hold to is checked when the test ends.
type world struct {
	*testing.T
	Home     string
	Password string // the canary
	env      []string
	needles  []needle
	mu       sync.Mutex
	watched  time.Time // when watch last looked
	leaks    []string
	searched int  // places
	secret   bool // the output of the next run is meant to hold the password
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, Home: t.TempDir(), Password: newCanary()}
	w.needles = needles(w.Password)
	for _, dir := range []string{"tmp", ".config", ".local/state", ".local/share", ".cache"} {
		if err := os.MkdirAll(filepath.Join(w.Home, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	w.env = []string{"PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "TERM=xterm-256color",
		"HOME=" + w.Home, "TMPDIR=" + filepath.Join(w.Home, "tmp"),
		"XDG_CONFIG_HOME=" + filepath.Join(w.Home, ".config"), "XDG_STATE_HOME=" + filepath.Join(w.Home, ".local/state"),
		"XDG_DATA_HOME=" + filepath.Join(w.Home, ".local/share"), "XDG_CACHE_HOME=" + filepath.Join(w.Home, ".cache"),
		"GORACE=atexit_sleep_ms=0 " + os.Getenv("GORACE")} // the race detector waits a second at every end of a process
	t.Cleanup(w.inspect)
	return w
}

// hide adds a token to what must not be found in anything left behind.
func (w *world) hide(token string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.needles = append(w.needles, tokenNeedles(token)...)
}

// setenv sets a variable of the programs that are run; an empty value unsets it.
func (w *world) setenv(name, value string) {
	kept := w.env[:0:0]
	for _, v := range w.env {
		if !strings.HasPrefix(v, name+"=") {
			kept = append(kept, v)
		}
	}
	if value != "" {
		kept = append(kept, name+"="+value)
	}
	w.env = kept
}

// serve starts the simulated server on a loopback port, which it returns as
// HOST:PORT. Its authority is trusted from now on.
func (w *world) serve(s *simserver.Server) string {
	w.Helper()
	addr, err := s.Listen(w.Context(), "")
	if err != nil {
		w.Fatal(err)
	}
	w.trust(s.CA())
	w.Cleanup(func() {
		s.Close()
		inClear(w.T, s)
	})
	return addr.String()
}

// trust makes an authority the only one that is trusted.
func (w *world) trust(pem []byte) {
	w.Helper()
	file := filepath.Join(w.TempDir(), "ca.pem")
	if err := os.WriteFile(file, pem, 0o644); err != nil {
		w.Fatal(err)
	}
	w.setenv("SSL_CERT_FILE", file)
	w.setenv("SSL_CERT_DIR", filepath.Dir(file))
}

var mayBeClear = regexp.MustCompile(`^(EHLO (\[127\.0\.0\.1\]|localhost)\r\n)?(STARTTLS\r\n)?(QUIT\r\n)?$`)

// inClear checks that before TLS nothing was sent but the three harmless
// commands: no login, no address, no name of this computer.
func inClear(t *testing.T, s *simserver.Server) {
	t.Helper()
	for _, one := range s.Sessions() {
		if !s.Implicit && !mayBeClear.Match(one.Clear) {
			t.Errorf("sent before TLS: %q", one.Clear)
		}
	}
	t.Attr("in-clear", strconv.Itoa(len(s.Sessions())))
}

// search reports the password where it is found in data.
func (w *world) search(where string, data []byte) {
	w.mu.Lock()
	hidden := w.needles
	w.searched++
	w.mu.Unlock()
	if form := leak(data, hidden); form != "" {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.leaks = append(w.leaks, where+": "+form)
	}
}

// watch searches the arguments and the environment of a process and of those
// it has started, as another program on this computer could.
func (w *world) watch(pid int) {
	w.mu.Lock()
	soon := time.Since(w.watched) < watchEvery
	if !soon {
		w.watched = time.Now()
	}
	w.mu.Unlock()
	if soon {
		return
	}
	for _, p := range family(pid) {
		for _, file := range []string{"cmdline", "environ"} {
			path := filepath.Join("/proc", p, file)
			if data, err := os.ReadFile(path); err == nil {
				w.search(path, data)
			}
		}
	}
}

// inspect runs when the test ends. It searches every file that is left.
func (w *world) inspect() {
	filepath.WalkDir(w.Home, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			w.Errorf("%v", err)
			return nil
		}
		short, _ := filepath.Rel(w.Home, path)
		w.search("file name", []byte(short))
		if d.Type().IsRegular() {
			data, err := os.ReadFile(path)
			if err != nil {
				w.Errorf("%v", err)
			}
			w.search(short, data)
		}
		w.tidy(short, d)
		return nil
	})
	for _, l := range w.leaks {
		w.Errorf("the password was found: %s", l)
	}
	w.Attr("searched", strconv.Itoa(w.searched))
}

// tidy checks one file of ours: for its owner only, and nothing half-written.
func (w *world) tidy(short string, d fs.DirEntry) {
	info, err := d.Info()
	if err != nil || !strings.Contains(short, "mailready") {
		return
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		w.Errorf("%s can be read by others: %v", short, mode)
	}
	if strings.Contains(filepath.Base(short), ".tmp") {
		w.Errorf("%s was left behind", short)
	}
}
