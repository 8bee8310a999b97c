package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Another program of the same user cannot read what the running program holds.
func TestHardened(t *testing.T) {
	w := newWorld(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	cmd := w.command(ctx, "practice", "--plain")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		stop()
		cmd.Wait()
	}()
	if _, err := bufio.NewReader(out).ReadByte(); err != nil {
		t.Fatalf("the program said nothing: %v", err)
	}
	proc := filepath.Join("/proc", fmt.Sprint(cmd.Process.Pid))
	for _, file := range []string{"environ", "mem"} {
		info, err := os.Stat(filepath.Join(proc, file))
		if err != nil {
			t.Fatal(err)
		}
		if owner := info.Sys().(*syscall.Stat_t).Uid; owner != 0 {
			t.Errorf("%s belongs to user %d", file, owner)
		}
		if os.Geteuid() != 0 {
			if f, err := os.Open(filepath.Join(proc, file)); err == nil {
				f.Close()
				t.Errorf("%s can be opened", file)
			}
		}
	}
	limits, err := os.ReadFile(filepath.Join(proc, "limits"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(limits)) {
		if rest, ok := strings.CutPrefix(line, "Max core file size"); ok && strings.Fields(rest)[0] != "0" {
			t.Errorf("a crash may leave a core file: %s", line)
		}
	}
}
