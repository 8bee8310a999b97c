// Mailready-numbers proves how hard mailready is, and counts it: it runs the
// tests of attacks and faults, and every fuzz target for a while, and prints a
// table in Markdown. Anything that fails is said, and ends it with code 1.
//
//	go run ./cmd/mailready-numbers               tests, and 20 seconds of each target
//	go run ./cmd/mailready-numbers -fuzz 8s -only fuzz
//	go run ./cmd/mailready-numbers -fuzz 10m     the long run
//
// The tests tell their figures as attributes ([testing.T.Attr]); figures.go has
// what each means.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

func main() {
	long := flag.Duration("fuzz", 20*time.Second, "run each fuzz target for this `TIME`")
	only := flag.String("only", "", "run only the `PART`: tests or fuzz")
	flag.Parse()
	good := true
	var rows []row
	if *only != "fuzz" {
		rows, good = tests()
	}
	if *only != "tests" {
		more, fine := fuzz(*long)
		rows, good = append(rows, more...), good && fine
	}
	table(rows)
	if !good {
		fmt.Fprintln(os.Stderr, "mailready-numbers: something failed, see above")
		os.Exit(1)
	}
}

// row is one line of the table.
type row struct{ what, figure string }

func table(rows []row) {
	fmt.Println("| what | figure |\n|---|---|")
	for _, r := range rows {
		fmt.Printf("| %s | %s |\n", r.what, r.figure)
	}
}

// grouped is a number with commas.
func grouped(n int) string {
	text := fmt.Sprint(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}
