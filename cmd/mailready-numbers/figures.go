package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// figure is what one attribute of the tests means.
type figure struct {
	attribute, what string
	most            bool // the largest counts, and not the sum
}

var figures = []figure{
	{"killed", "processes ended with SIGKILL in the middle of a change; torn or lost", false},
	{"in-clear", "connections of end-to-end tests in which bytes before TLS were looked at; more than EHLO, STARTTLS and QUIT", false},
	{"searched", "files, screens, arguments and environments searched for secrets, in twelve forms; found", false},
	{"damaged-codes", "call codes with one wrong symbol or two swapped; taken for a code", false},
	{"endless-read", "most bytes read of a server's data without end", true},
	{"parity", "journeys with both drivers; with another end", false},
}

// hardening are the tests whose figures are counted; the whole list, with what
// each holds, is docs/hardening.md.
const hardening = "Kill|Killed|RotateStopped|Damaged|EverySingleErrorIsSeen|EverySwapIsSeen|Endless|Inject|BeforeTLS|EncryptionNotOffered|Certificates|" +
	"Hostile|Panic|HangUp|Leaving|DiskFull|FullDisk|KindsOfFiles|BothDrivers|CheckJSONEvery|OnAServer|Interrupted|Stopped|RealRun|Refused|Locked|TwoW|TwoR|LookAlike|Leak"

// tests runs them and reads what they tell.
func tests() (rows []row, good bool) {
	run := exec.Command("go", "test", "-json", "-count=1", "-run", hardening, "./smtpcheck/...", "./keystore", "./wizard/...", "./cmd/mailready")
	run.Stderr = os.Stderr
	out, err := run.StdoutPipe()
	if err == nil {
		err = run.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "mailready-numbers: "+err.Error())
		return nil, false
	}
	told, passed, failed, skipped := map[string]int{}, 0, 0, 0
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e struct{ Action, Test, Key, Value, Output string }
		if json.Unmarshal(lines.Bytes(), &e) != nil || e.Test == "" {
			continue
		}
		switch e.Action {
		case "attr":
			n, _ := strconv.Atoi(e.Value)
			if isLargest(e.Key) {
				told[e.Key] = max(told[e.Key], n)
			} else {
				told[e.Key] += n
			}
		case "pass":
			passed++
		case "skip":
			skipped++
		case "fail":
			failed++
			fmt.Fprintln(os.Stderr, "failed: "+e.Test)
		case "output":
			if strings.Contains(e.Output, "_test.go:") && failed > 0 {
				fmt.Fprint(os.Stderr, e.Output)
			}
		}
	}
	err = run.Wait()
	rows = append(rows, row{"tests of attacks and faults that ran; failed; skipped, since a program is missing",
		fmt.Sprintf("%s; %s; %s", grouped(passed+failed), grouped(failed), grouped(skipped))})
	for _, f := range figures {
		said := grouped(told[f.attribute])
		if !f.most {
			said += "; 0" // the tests fail at the first
		}
		if failed > 0 {
			said = grouped(told[f.attribute]) + "; see what failed"
		}
		rows = append(rows, row{f.what, said})
	}
	return rows, err == nil && failed == 0
}

func isLargest(attribute string) bool {
	for _, f := range figures {
		if f.attribute == attribute {
			return f.most
		}
	}
	return false
}
