//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// family lists a process and all that descend from it. Without /proc it is
// only the process itself.
func family(pid int) []string {
	all := []string{strconv.Itoa(pid)}
	for i := 0; i < len(all); i++ {
		threads, _ := os.ReadDir(filepath.Join("/proc", all[i], "task"))
		for _, thread := range threads {
			children, _ := os.ReadFile(filepath.Join("/proc", all[i], "task", thread.Name(), "children"))
			all = append(all, strings.Fields(string(children))...)
		}
	}
	return all
}

// session lists the processes of the session that a process led, which may
// have ended.
func session(leader int) []string {
	var all []string
	entries, _ := os.ReadDir("/proc")
	for _, e := range entries {
		stat, err := os.ReadFile(filepath.Join("/proc", e.Name(), "stat"))
		if err != nil || e.Name()[0] > '9' {
			continue
		}
		// After the name in brackets: state, parent, group, session.
		fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
		if len(fields) > 3 && fields[3] == strconv.Itoa(leader) {
			all = append(all, e.Name())
		}
	}
	return all
}
