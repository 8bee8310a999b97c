package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
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
	folder, err := os.MkdirTemp(filepath.Dir(path), ".mailready-*")
	if err != nil {
		return nil, err
	}
	p := &prometheusTeller{tally: t, path: path, folder: folder, files: map[string]*os.File{}, out: map[string]*bufio.Writer{}}
	for _, f := range families {
		file, err := os.Create(filepath.Join(folder, f.name))
		if err != nil {
			os.RemoveAll(folder)
			return nil, err
		}
		p.files[f.name], p.out[f.name] = file, bufio.NewWriter(file)
	}
	return p, nil
}

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
	p.line("mailready_check_skipped", flag(c.skipped != ""), mailbox...)
	if c.skipped != "" {
		return nil
	}
	p.line("mailready_check_success", flag(c.failure == nil), mailbox...)
	p.line("mailready_check_timestamp_seconds", float64(p.a.clock().Unix()), mailbox...)
	if c.failure != nil {
		cause := c.failure.Verdict.Cause
		p.line("mailready_check_cause_info", 1, append(mailbox, "cause", cause.Code, "owner", string(cause.Owner))...)
	}
	took := map[string]time.Duration{} // a stage such as Hello comes twice
	var order []string
	for _, stage := range stageTimes(c.state) {
		if _, known := took[string(stage.Stage)]; !known {
			order = append(order, string(stage.Stage))
		}
		took[string(stage.Stage)] += stage.Took
	}
	for _, stage := range order {
		p.line("mailready_check_stage_duration_seconds", took[stage].Seconds(), append(mailbox, "stage", stage)...)
	}
	if ends := c.state.SignInEnds(); !ends.IsZero() {
		p.line("mailready_sign_in_expiry_timestamp_seconds", float64(ends.Unix()), mailbox...)
	}
	if r := c.state.Report(); r != nil && r.TLS != nil {
		p.line("mailready_server_certificate_expiry_timestamp_seconds", float64(r.TLS.Expires.Unix()), append(mailbox, "server", c.state.Host)...)
	}
	return nil
}

// end puts the families together. A file that is there stays whole until then.
func (p *prometheusTeller) end(bool) error {
	defer os.RemoveAll(p.folder)
	whole, err := os.Create(filepath.Join(p.folder, "whole"))
	if err != nil {
		return err
	}
	for _, f := range families {
		file := p.files[f.name]
		if err == nil {
			err = p.out[f.name].Flush()
		}
		var size int64
		if err == nil {
			size, err = file.Seek(0, io.SeekCurrent)
		}
		if err == nil && size > 0 {
			fmt.Fprintf(whole, "# HELP %s %s\n# TYPE %s gauge\n", f.name, f.help, f.name)
			if _, err = file.Seek(0, io.SeekStart); err == nil {
				_, err = io.Copy(whole, file)
			}
		}
		file.Close()
	}
	if err == nil {
		err = whole.Chmod(0o644) // the collector is another user, and no secret is in it
	}
	if err == nil {
		err = whole.Sync()
	}
	if closed := whole.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(whole.Name(), p.path)
	}
	return err
}
