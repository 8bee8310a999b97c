package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"mailready/smtpcheck/causes"
)

// families are the metrics, in base units and with the names that Prometheus
// wants (prometheus.io/docs/practices/naming).
var families = []struct{ name, help string }{
	{"mailready_check_success", "Whether a program can send mail through the mailbox: 1 yes, 0 no."},
	{"mailready_check_cause_info", "Why it cannot: 1 for the cause and for whose turn it is."},
	{"mailready_check_skipped", "Whether the mailbox was not tried, so that its account is not locked."},
	{"mailready_check_timestamp_seconds", "When the mailbox was checked, in seconds since 1970."},
	{"mailready_check_stage_duration_seconds", "How long each stage of the check took."},
	{"mailready_sign_in_expiry_timestamp_seconds", "When the sign-in ends if nothing uses it, in seconds since 1970."},
	{"mailready_server_certificate_expiry_timestamp_seconds", "When the server's certificate ends, in seconds since 1970."},
}

// prometheusTeller writes the metrics into a file for the textfile collector of
// the node exporter. Each family waits in a file of its own until the end, so
// that memory does not grow with the mailboxes; then the whole takes its place
// at once.
type prometheusTeller struct {
	*tally
	path   string
	folder string
	files  map[string]*os.File
	out    map[string]*bufio.Writer
}

func newPrometheus(t *tally, path string) (*prometheusTeller, error) {
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a plain file, and is left alone", path)
	}
	sweep(filepath.Dir(path))
	folder, err := os.MkdirTemp(filepath.Dir(path), spool+"*")
	if err != nil {
		return nil, err
	}
	p := &prometheusTeller{tally: t, path: path, folder: folder, files: map[string]*os.File{}, out: map[string]*bufio.Writer{}}
	for _, f := range families {
		file, err := os.Create(filepath.Join(folder, f.name))
		if err != nil {
			p.drop()
			return nil, err
		}
		p.files[f.name], p.out[f.name] = file, bufio.NewWriter(file)
	}
	return p, nil
}

// spool begins the name of the folder in which the metrics are gathered.
const spool = ".mailready-metrics-"

// line adds a sample. Labels are pairs of a name and a value.
func (p *prometheusTeller) line(family string, value float64, labels ...string) {
	var pairs []string
	for i := 0; i < len(labels); i += 2 {
		pairs = append(pairs, labels[i]+`="`+strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(labels[i+1])+`"`)
	}
	fmt.Fprintf(p.out[family], "%s{%s} %v\n", family, strings.Join(pairs, ","), value)
}

func (p *prometheusTeller) one(c checked) error {
	if c.stopped {
		return nil
	}
	mailbox := []string{"mailbox", c.state.Sender}
	flag := func(yes bool) float64 {
		if yes {
			return 1
		}
		return 0
	}
	p.line("mailready_check_skipped", flag(c.skipped != nil), mailbox...)
	// What is not tried any more cannot send: its alarm must not go away.
	p.line("mailready_check_success", flag(c.failure == nil && c.skipped == nil), mailbox...)
	var cause *causes.Cause
	switch {
	case c.skipped != nil:
		cause = c.skipped.cause
	case c.failure != nil:
		cause = c.failure.Verdict.Cause
	}
	if cause != nil {
		p.line("mailready_check_cause_info", 1, append(mailbox, "cause", cause.Code, "owner", string(cause.Owner))...)
	}
	if c.skipped != nil {
		return nil
	}
	p.line("mailready_check_timestamp_seconds", float64(p.a.clock().Unix()), mailbox...)
	for _, stage := range stageTimes(c.state) {
		p.line("mailready_check_stage_duration_seconds", stage.Took.Seconds(), append(mailbox, "stage", string(stage.Stage))...)
	}
	if ends := c.state.SignInEnds(); !ends.IsZero() {
		p.line("mailready_sign_in_expiry_timestamp_seconds", float64(ends.Unix()), mailbox...)
	}
	if r := c.state.Report(); r != nil && r.TLS != nil {
		p.line("mailready_server_certificate_expiry_timestamp_seconds", float64(r.TLS.Expires.Unix()), append(mailbox, "server", c.state.Host)...)
	}
	return nil
}

// end puts the families together. A file that is there stays whole until then,
// and stays as it is where the run was stopped: mailboxes that were not reached
// must not vanish from it.
func (p *prometheusTeller) end(stopped bool) error {
	if stopped {
		fmt.Fprintln(p.a.err, "Stopped: "+p.path+" was not written.")
		return nil
	}
	if err := p.write(); err != nil {
		return &exit{causes.ExitFile, "the metrics could not be written, and what was there is unchanged: " + err.Error()}
	}
	return nil
}

func (p *prometheusTeller) write() error {
	path := filepath.Join(p.folder, "whole")
	whole, err := os.Create(path)
	if err != nil {
		return err
	}
	defer whole.Close()
	for _, f := range families {
		if err := p.out[f.name].Flush(); err != nil {
			return err
		}
		size, err := p.files[f.name].Seek(0, io.SeekCurrent)
		if err != nil {
			return err
		}
		if size == 0 {
			continue
		}
		if _, err := fmt.Fprintf(whole, "# HELP %s %s\n# TYPE %s gauge\n", f.name, f.help, f.name); err != nil {
			return err
		}
		if _, err := p.files[f.name].Seek(0, io.SeekStart); err != nil {
			return err
		}
		if _, err := io.Copy(whole, p.files[f.name]); err != nil {
			return err
		}
	}
	// The collector is another user, and no secret is in it.
	if err := errors.Join(whole.Chmod(0o644), whole.Sync(), whole.Close()); err != nil {
		return err
	}
	return os.Rename(path, p.path)
}

func (p *prometheusTeller) drop() {
	for _, file := range p.files {
		file.Close()
	}
	os.RemoveAll(p.folder)
}

// sweep removes what runs that were killed left beside the metrics. A day is
// longer than any run.
func sweep(folder string) {
	left, _ := filepath.Glob(filepath.Join(folder, spool+"*"))
	for _, path := range left {
		if info, err := os.Lstat(path); err == nil && info.IsDir() && time.Since(info.ModTime()) > 24*time.Hour {
			os.RemoveAll(path)
		}
	}
}
