package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	target    = regexp.MustCompile(`^Fuzz\w+$`)
	execution = regexp.MustCompile(`execs: (\d+)`)
)

// fuzz runs each target of each package for a while, and sums what go test says
// that it has executed.
func fuzz(each time.Duration) (rows []row, good bool) {
	listed, err := exec.Command("go", "test", "-list", "^Fuzz", "./...").Output()
	if err != nil {
		fmt.Fprintln(os.Stderr, "mailready-numbers: the targets could not be listed:", err)
		return nil, false
	}
	good = true
	var names []string
	all, targets := 0, 0
	for line := range strings.Lines(string(listed)) {
		switch words := strings.Fields(line); {
		case len(words) == 1 && target.MatchString(words[0]):
			names = append(names, words[0])
		case len(words) > 1 && words[0] == "ok": // the package of the names above
			for _, name := range names {
				n, err := execute(words[1], name, each)
				fmt.Fprintf(os.Stderr, "%s %s: %s\n", words[1], name, grouped(n))
				all, targets, good = all+n, targets+1, good && err == nil
			}
			names = nil
		}
	}
	return []row{{fmt.Sprintf("executions of %d fuzz targets, %v each; crashes", targets, each), crashes(all, good)}}, good && targets > 0
}

func crashes(all int, good bool) string {
	if good {
		return grouped(all) + "; 0"
	}
	return grouped(all) + "; see above"
}

// execute runs one target. An input that leads elsewhere is made smaller for a
// second at most: the rest of the time is for new ones.
func execute(pkg, name string, each time.Duration) (executions int, err error) {
	run := exec.Command("go", "test", "-run", "^$", "-fuzz", "^"+name+"$", "-fuzztime", each.String(), "-fuzzminimizetime", "1s", pkg)
	var out bytes.Buffer
	run.Stdout, run.Stderr = &out, &out
	if err = run.Run(); err != nil {
		io.Copy(os.Stderr, bytes.NewReader(out.Bytes()))
	}
	if all := execution.FindAllStringSubmatch(out.String(), -1); len(all) > 0 {
		executions, _ = strconv.Atoi(all[len(all)-1][1])
	}
	return executions, err
}
