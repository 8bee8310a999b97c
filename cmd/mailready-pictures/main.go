//go:build unix

// Mailready-pictures draws the pictures of the documentation: it runs the
// program in a pseudo terminal, presses the keys of a play, and writes what
// then stands on the screen as docs/pictures/NAME.svg.
//
//	go run ./cmd/mailready-pictures        draws all of them anew
//
// From the screens that the tests of the wizard hold it makes a contact sheet,
// every-screen.html.
//
// What differs from run to run is drawn the same: times in milliseconds are
// 12 ms, the spinner stands still, and the program is told at its build which
// day it is, since some words depend on the day.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// day is for which the words of the pictures are written.
const day = "2026-11-27"

func main() {
	folder := flag.String("o", filepath.Join("docs", "pictures"), "write the pictures into this `folder`")
	flag.Parse()
	if err := draw(context.Background(), *folder); err != nil {
		fmt.Fprintln(os.Stderr, "mailready-pictures:", err)
		os.Exit(1)
	}
}

func draw(ctx context.Context, folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	drawn, err := all(ctx)
	if err != nil {
		return err
	}
	for name, picture := range drawn {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(picture), 0o644); err != nil {
			return err
		}
	}
	sheet, err := contactSheet(".")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "every-screen.html"), []byte(sheet), 0o644)
}

// all plays everything, and gives the pictures by the names of their files.
func all(ctx context.Context) (map[string]string, error) {
	place, err := os.MkdirTemp("", "mailready-pictures-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(place)
	program := filepath.Join(place, "mailready")
	build := exec.CommandContext(ctx, "go", "build", "-ldflags", "-X main.fixedDay="+day, "-o", program, "mailready/cmd/mailready")
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w\n%s", err, out)
	}
	pictures := map[string]string{}
	for _, p := range plays {
		windows, err := p.perform(ctx, program, place, "")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.name, err)
		}
		pictures[p.name+".svg"] = svg(p.title, windows...)
	}
	return pictures, nil
}

var callCode = regexp.MustCompile(`Call code: ([0-9A-Z]{4}-[0-9A-Z]{4})`)

// perform plays, and gives the windows as they then stand. Told is the call
// code of the window beside it.
func (p play) perform(ctx context.Context, program, place, told string) ([]window, error) {
	t, err := open(ctx, program, place, p.cols, p.rows, p.args...)
	if err != nil {
		return nil, err
	}
	defer t.close()
	for _, k := range p.keys {
		if err := t.await(k.see, ""); err != nil {
			return nil, err
		}
		if _, err := t.tty.WriteString(strings.ReplaceAll(k.keys, "CALLCODE", told)); err != nil {
			return nil, err
		}
	}
	if err := t.await(p.until, p.end); err != nil {
		return nil, err
	}
	windows := []window{{p.cols, same(t.rows())}}
	if p.aside == nil {
		return windows, nil
	}
	code := callCode.FindStringSubmatch(t.text())
	if code == nil {
		return nil, fmt.Errorf("no call code on the screen:\n%s", t.text())
	}
	beside, err := p.aside.perform(ctx, program, place, code[1])
	return append(windows, beside...), err
}

var (
	milliseconds = regexp.MustCompile(` *\d+ ms`)
	spinner      = regexp.MustCompile(`[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]`)
	callTook     = regexp.MustCompile(`has taken \d+ s`)
)

// same takes away what differs from run to run.
func same(rows [][]run) [][]run {
	for _, row := range rows {
		for i := range row {
			text := milliseconds.ReplaceAllStringFunc(row[i].text, func(took string) string {
				return strings.Repeat(" ", max(len(took)-len("12 ms"), 0)) + "12 ms"
			})
			text = spinner.ReplaceAllString(text, "⠹")
			row[i].text = callTook.ReplaceAllString(text, "has taken 9 s")
		}
	}
	return rows
}
