//go:build unix

package settings_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"mailready/wizard/settings"
)

// The tests of this file's companions start this test program again, as a
// process of its own that can be killed or be another user.

// order says what a child does.
type order struct {
	Do     string // "die", "renew", "loop", "hold", "try"
	Folder settings.Folder
	Moment int // "die": how many moments to live
}

const orderName = "MAILREADY_SETTINGS_CHILD"

func TestMain(m *testing.M) {
	if text := os.Getenv(orderName); text != "" {
		var o order
		if err := json.Unmarshal([]byte(text), &o); err != nil {
			fmt.Println(err)
			os.Exit(2)
		}
		o.obey()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func (o order) obey() {
	f := o.Folder
	switch o.Do {
	case "die": // save version 2, and die in the middle
		left := o.Moment
		f = f.At(func(string) {
			if left == 0 {
				syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {}
			}
			left--
		})
		if _, err := f.Lock(); err != nil {
			fmt.Println(err)
		}
		m, p := version(2)
		if err := f.Save(&m, nil, p); err != nil {
			fmt.Println(err)
		}
	case "renew": // take the turn to renew a sign-in, and die with it
		if _, cutOff, err := f.LockSignIn(context.Background(), "login-1@contoso.example"); err != nil || cutOff != "" {
			fmt.Println(cutOff, err)
			return
		}
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	case "loop": // save version after version
		for n := 1; ; n++ {
			m, p := version(n)
			if err := f.Save(&m, nil, p); err != nil {
				fmt.Println(err)
				return
			}
			fmt.Println(n)
		}
	case "hold": // hold the lock until the input ends
		if _, err := f.Lock(); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("locked")
		io.Copy(io.Discard, os.Stdin)
	case "try": // what the three ways of using a folder say
		_, loaded := f.Load()
		_, locked := f.Lock()
		m, p := version(2)
		for _, err := range []error{loaded, locked, f.Try(), f.Save(&m, nil, p)} {
			if e, ok := err.(*settings.Error); ok {
				fmt.Print(e.Code, " ")
			} else {
				fmt.Print(err, " ")
			}
		}
		fmt.Println()
	}
}

// version is the n-th version of one mailbox: every part of it tells n.
func version(n int) (settings.Mailbox, settings.Progress) {
	m := mailbox("a@contoso.example")
	m.Port, m.Login = n, fmt.Sprintf("login-%d@contoso.example", n)
	return m, settings.Progress{Mailbox: m, Wrong: n, Said: map[string]string{"n": strconv.Itoa(n)}}
}

// child makes the process that obeys. Program is the test program to start,
// empty for this one.
func child(t *testing.T, program string, o order) *exec.Cmd {
	t.Helper()
	if program == "" {
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		program = self
	}
	text, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program)
	// The race detector waits a second at every end of a process.
	cmd.Env = append(os.Environ(), orderName+"="+string(text), "GORACE=atexit_sleep_ms=0 "+os.Getenv("GORACE"))
	cmd.Stderr = os.Stderr
	cmd.Dir = "/"
	return cmd
}

// started is a running child with its output, and what ends it.
func started(t *testing.T, o order) (cmd *exec.Cmd, lines *bufio.Reader, input io.Closer) {
	t.Helper()
	cmd = child(t, "", o)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	return cmd, bufio.NewReader(out), in
}

// open is a folder that other users can get into, with this test program in
// it, for children that are other users.
func openTo(t *testing.T) (dir, program string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "settings")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	program = filepath.Join(dir, "program")
	for _, err := range []error{os.Chmod(dir, 0o755), os.WriteFile(program, data, 0o755)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir, program
}
