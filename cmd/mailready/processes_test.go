//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// family lists a process and all that descend from it, or are in the session
// it leads. Without /proc it is only the process itself.
func family(pid int) []string {
	leader := strconv.Itoa(pid)
	all := []string{leader}
	in := map[string]bool{leader: true}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for grown := true; grown; {
		grown = false
		for _, stat := range stats {
			p := filepath.Base(filepath.Dir(stat))
			if in[p] {
				continue
			}
			data, err := os.ReadFile(stat)
			if err != nil {
				continue
			}
			// After the name in brackets: state, parent, group, session.
			fields := strings.Fields(string(data[strings.LastIndexByte(string(data), ')')+1:]))
			if len(fields) > 3 && (in[fields[1]] || fields[3] == leader) {
				in[p], grown = true, true
				all = append(all, p)
			}
		}
	}
	return all
}
